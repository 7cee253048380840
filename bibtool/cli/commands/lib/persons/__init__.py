"""``bibtool lib persons``: forms of one name."""

ORDER = 16
HELP = """Link forms of one person's name and choose one to export.

Works keep the names as printed; exports use the form that you prefer.
"""
