"""``bibtool lib``: the library."""

ORDER = 30
HELP = """Keep works in a library: add, search, export, undo.

The library is a file in your data folder, or the project's own (bibtool lib init), or that of --library or of the
variable BIBTOOL_LIBRARY.
"""
