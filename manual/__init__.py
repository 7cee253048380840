"""The generated pages of the manual (``docs/reference``); nothing of it is used when bibtool runs."""
