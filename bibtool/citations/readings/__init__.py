"""A segment to its reading: one notation a file."""
