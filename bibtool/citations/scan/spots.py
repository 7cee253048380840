"""Where numbers without a label can stand, and which of their notations can stand there.

A number is asked for some forty notations, and each of them stands behind a letter, a comma or another mark.  So the
spots of a text are found once, and one pattern for each kind of spot has only those notations that can match there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bibtool.citations.scan.shapes import ROMANS, YEAR
from bibtool.text.patterns import regex

# Most places hold no number, and each begins with one of three characters, which is part of the match, since a pattern
# that begins with a character is fast; behind a full stop, where numbers with labels stand, few notations can.
_SPOT = regex(
    rf"[\s;)](?=(?P<long>[0-9]{{4}})|[0-9]|{ROMANS}|[A-Z][0-9]|B\s[0-9])"
    rf"(?:(?<!\.\s)|(?=[0-9]{{1,3}}(?:/|\s?:))|(?<={YEAR}\.\s)|(?=[0-9]{{1,3}}(?:\s\({YEAR}\)|[,.]\s{YEAR}[,.]\s|,\s[0-9–-]{{1,12}}\s\({YEAR}\))))"
)
# What the space before a number stands behind: one of these marks, or
_MARKS = ",;:.)"
LETTER, QUOTE, OTHER = "a", "”", "*"
# where no space stands before a number, the mark that it touches
SEMICOLON, BRACKET = ";.", ")."
EVERYWHERE = (*_MARKS, LETTER, QUOTE, OTHER)
_BEHIND = {
    **dict.fromkeys("0123456789", OTHER), **{mark: mark for mark in _MARKS}, **dict.fromkeys("”»\"’'", QUOTE)
}  # fmt: skip
_TOUCHED = {";": SEMICOLON, ")": BRACKET}


class Spot(NamedTuple):
    """The character before what may be a number, and what kind of spot it is: what it stands behind, and whether four
    figures follow."""

    at: int
    kind: tuple[str, bool]


class Notation(NamedTuple):
    """What it can stand behind, its regular expression, from the number on, and whether that can begin with four
    figures."""

    behind: Sequence[str]
    source: str
    long: bool = False


def spots(text: str) -> list[Spot]:
    """The spots of a text, in order."""
    found = []
    for match in _SPOT.finditer(text):
        at = match.start()
        behind = _TOUCHED.get(text[at])
        if behind is None:
            before = text[at - 1 : at]
            behind = _BEHIND.get(before) or (LETTER if before.isalnum() else OTHER)
        found.append(Spot(at, (behind, match.lastindex is not None)))
    return found


Patterns = Mapping[tuple[str, bool], re.Pattern[str]]


def patterns(notations: Sequence[Notation]) -> Patterns:
    """One pattern for each kind of spot, of the notations that can stand there, in their order."""
    found = {}
    for behind in (*EVERYWHERE, SEMICOLON, BRACKET):
        for long in (False, True):
            sources = [one.source for one in notations if behind in one.behind and (one.long or not long)]
            if sources:
                found[behind, long] = regex(rf"[\s;)](?:{'|'.join(sources)})")
    return found


def matches(text: str, found: Sequence[Spot], known: Patterns) -> Iterator[re.Match[str]]:
    """The matches at the spots of a text, each behind the one before it."""
    end = 0
    for at, kind in found:
        if at >= end and (pattern := known.get(kind)) is not None and (match := pattern.match(text, at)) is not None:
            end = match.end()
            yield match
