"""The syntax of .bib files: :mod:`bibtool.formats.bib.tree` reads, :mod:`bibtool.formats.bib.edits` changes bytes."""
