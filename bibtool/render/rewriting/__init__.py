"""The notes of a DOCX set again in the document itself."""
