"""A further place in the archive that is named before a semicolon: "…, спр. 212, арк. 45; спр. 213, арк. 2"."""

from __future__ import annotations

import re

from bibtool.citations.readings import shelf
from bibtool.citations.readings.shelf_parts import shelfmarks
from bibtool.text.patterns import regex

_REFERENCE = 300  # letters of the one before
_LABEL = regex(r"[^\W\d_]+")
_CLOSED = regex(r"[,.;)]|\s*\Z")


def label(mark: re.Match[str]) -> str:
    """The first word of a mark, whatever its capitals."""
    word = _LABEL.match(mark.group())
    return word.group().casefold() if word is not None else ""


def again(text: str, start: int, end: int) -> bool:
    """Whether a place begins behind a semicolon with a mark whose label the place before has: what stands before that
    mark there is left out here."""
    if not text.startswith("; ", start - 2):
        return False
    mark = shelf.marks().match(text, start, end)
    if mark is None or not label(mark) or _CLOSED.match(text, mark.end()) is None:
        return False
    before = shelfmarks(text, max(0, start - _REFERENCE), start - 2)
    return any(label(one) == label(mark) for one in before)
