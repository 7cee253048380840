"""Dashes between names: two persons ("edd. Petr Dub – Jana Olšová", "Riva Anna-Sala Luigi"), or one with a double
name ("Anna Lis – Kos")."""

from __future__ import annotations

from collections.abc import Collection

from bibtool.citations.names.given import is_given
from bibtool.language import gazetteer
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_DASHES = frozenset("–—-")
_SPACED = regex(r"\s[–—-]\s")
_UNSPACED = regex(r"(?<=[^\W\d_]{2})[–—-](?=[^\W\d_]{2})")
_TIED = regex(r"(?<!\w)([^\W\d_]+)\s([^\W\d_]+)[–—-](?=([^\W\d_]+)\s([^\W\d_]+)(?!\w))")


def first_ends(text: str, at: int, end: int, closed: bool) -> int:
    """Where the first of two names in full ends that a dash joins in ``text[at:end]``; 0 where none does.  With
    ``closed``, where they may be a title as well, the given names have to be some of the data."""
    dash = _SPACED.search(text, at, end)
    if dash is None:
        return next(iter(tied(text, at, end)), 0)
    first, second = text[at : dash.start()].split(), text[dash.end() : end].split()
    two = len(first) > 1 and len(second) > 1 and (not closed or (is_given(first[0]) and is_given(second[0])))
    return dash.start() if two else 0


def tied(text: str, start: int, end: int) -> list[int]:
    """Where dashes without spaces join two names in full: "Riva Anna-Sala Luigi", "Anna Riva-Luigi Sala".  Each has a
    given name of the data, on the same side."""
    if all(text.find(dash, start, end) < 0 for dash in "-–—") or _UNSPACED.search(text, start, end) is None:
        return []
    return [
        match.end() - 1
        for match in _TIED.finditer(text, start, end)
        if [is_given(word) for word in match.groups()] in ([False, True, False, True], [True, False, True, False])
    ]


_INITIALS = regex(
    rf"{CAPITAL}\.\s?{CAPITAL}[^\W\d_]*[{LOWER}](?P<dash>[–—-])(?=(?:{CAPITAL}\.[\s-]?){{1,3}}{CAPITAL}[^\W\d_]*[{LOWER}])"
)


def behind_families(text: str, start: int, end: int) -> list[int]:
    """Where dashes without spaces join a name with initials to the next: "F. Riva-M.T. Sala-E. Kos"."""
    return [match.start("dash") for match in _INITIALS.finditer(text, start, end)]


def joins(sign: str, text: str, at: int, end: int) -> bool:
    """Whether a sign before ``at`` is a dash that joins names: what follows is no place."""
    return sign.strip() in _DASHES and gazetteer.place(" ".join(text[at:end].split(None, 2)[:2])) is None


def inside(words: Collection[str]) -> bool:
    """Whether a dash stands among words of a name."""
    return not _DASHES.isdisjoint(words)
