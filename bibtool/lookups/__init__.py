"""Records that others keep, of a DOI, an ISBN or a page: asked for, validated, and marked with their source."""
