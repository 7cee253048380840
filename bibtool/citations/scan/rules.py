"""How a note is asked for its anchors: each rule is tried only where one of its words, or a figure, stands.

A pattern of some hundred labels costs as much at a letter where nothing begins as where something does.  So the note is
cut into words and figures once, and a table says which rules a word may begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from msgspec import Struct

from bibtool.citations.scan.anchors import Anchor
from bibtool.citations.scan.repair import RepairedUrl
from bibtool.language.lexicon import lexicon
from bibtool.text.patterns import regex

# A run of letters, a run of figures, or a mark that is a label by itself.
TOKEN = regex(r"[^\W\d_]+|(?P<figures>[0-9]+)|[№#§]")
FIGURES = "0"  # the key of rules that one to three figures begin, more of which stands behind them
# what no such rule goes on with right behind the figures; nor does one end with the full stop of the note
ENDS_FIGURES = frozenset(("", *",;:)]"))
YEAR_FIGURES = "0000"  # of those that four begin


class Note(NamedTuple):
    """A repaired note and its addresses."""

    text: str
    urls: tuple[RepairedUrl, ...]

    def after_url(self, at: int, gap: int) -> bool:
        """Whether an address ends at most ``gap`` characters before a place."""
        return any(0 <= at - url.end <= gap for url in self.urls)


class Rule(Struct, frozen=True):
    """A regular expression that is matched where one of its ``keys`` stands, and what is read from a match."""

    keys: frozenset[str]
    source: str
    read: Callable[[Note, re.Match[str]], Iterable[Anchor]]
    without_months: str = ""  # what is left of the expression in a note that names no month: it is compiled much sooner


def keys(*roles: str) -> frozenset[str]:
    """The first words of the forms of some roles, in every case of letters that a pattern of them takes."""
    return keys_of(lexicon().forms(*roles))


def keys_of(forms: Iterable[str]) -> frozenset[str]:
    """The first words of some forms, likewise."""
    firsts = [found.group() for form in forms if (found := TOKEN.match(form))]
    return frozenset(
        spelt
        for word in firsts
        for spelt in (word, word[0].lower() + word[1:], word[0].upper() + word[1:], word.upper())
    )


def opened(text: str, at: int) -> int:
    """The start of what begins at ``at``, with the bracket before it."""
    start = at - 1 if text[at - 1 : at] == " " else at
    return start - 1 if text[start - 1 : start] in ("[", "(") else at
