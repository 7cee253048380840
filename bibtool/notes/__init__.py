"""A Document to its numbered notes: page furniture, body and notes, markers, joining."""
