"""Works to and from BibTeX, BibLaTeX, CSL-JSON, RIS; citations as JSON lines."""
