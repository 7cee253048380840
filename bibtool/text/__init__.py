"""Source text and its repaired forms: spans, the offset map that every repair goes through, the repairs."""
