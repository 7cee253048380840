"""``bibtool lib persons``: forms of one name."""

ORDER = 16
HELP = """Forms of one person's name, in several scripts: listed, linked, one preferred.

Works keep the names as they were printed; what goes out has the form that you prefer.
"""
