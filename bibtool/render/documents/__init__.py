"""Whole documents of a bibliography or of notes: a module here that declares ``DOCUMENT`` is one kind.

Each takes rendered fragments and puts a title, headings, numbers and languages around them; same fragments, same bytes.
"""
