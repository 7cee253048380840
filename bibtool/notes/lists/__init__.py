"""Reference lists of a document: where they stand, and where each entry begins."""
