"""A note to its citations: signals, comments, fields with provenance, back-references."""
