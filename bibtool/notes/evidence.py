"""Signs that a numbered paragraph cites something."""

from __future__ import annotations

import re
from functools import cache

from bibtool.notes.words import either, words
from bibtool.text.compiled import compiled
from bibtool.text.patterns import regex

_ADDRESS = regex(r"https?://|www\.|\bdoi\b|\b10\.\d{4,}/", re.IGNORECASE)
_YEAR = regex(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_SHORT = 120  # characters; a short note is a back-reference and prints no year


def cites(text: str) -> bool:
    """An address or a DOI; or a word of notes with a year, in a short text without one.

    A year alone is no sign: paragraphs of a statute and items of a list of events hold years too.
    """
    if _ADDRESS.search(text):
        return True
    return bool(_word().search(text)) and (bool(_YEAR.search(text)) or len(text) < _SHORT)


@cache
def _word() -> re.Pattern[str]:
    return compiled(rf"(?<!\w){either(words('citing'))}(?!\w)", re.IGNORECASE)
