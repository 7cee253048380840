"""GOST's statement of responsibility, from the slash to the imprint, and the bodies in it: "/ И. В. Лис ; науч. рук. Б.
Кос ; Том. гос. ун-т. – Томск", "/ Рос. акад. наук ; отв. ред. Б. Кос. М. : Наука" (GOST 7.1-2003, 5.2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtool.citations.names import bodies
from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.scan import hints
from bibtool.language.lexicon import lexicon
from bibtool.text.letters import CAPITAL, UPPER
from bibtool.text.patterns import regex

_MOST = 250  # characters of a statement
_YEAR = r"(?:1[4-9]|20)\d\d(?!\d)"
_DASH = r"\.\s[–—-]\s"
_PLACE = rf"{CAPITAL}[^\W\d_]{{0,14}}(?:[ -][^\W\d_]{{2,12}})?\.?"
_NUMBERED = r"\.\s(?:[^\W\d_]{1,5}\.?\s?)?[0-9]"  # ". Т. 2", ". 2-е изд."
_TO_IMPRINT = regex(
    rf"(?P<said>[^/–—\n]{{2,240}}?)(?:\s//\s|{_DASH}|{_NUMBERED}|\.\s(?P<place>{_PLACE})(?:\s?[:;]\s|,\s{_YEAR}))"
)
_PUBLISHER_NEXT = regex(rf"\s?:\s[^:;\d]{{2,80}},\s{_YEAR}")
_NO_IMPRINT = regex(rf"{_DASH}|{_YEAR}|[/\n]")
_ACRONYM = regex(rf"(?<!\w)[{UPPER}]{{2,5}}(?!\w)")


def imprint_begins(text: str, at: int) -> int | None:
    """Where the statement that a place is in ends: before two slashes, or the full stop that a dash follows, a
    number with its label, or a known place with its mark."""
    found = _TO_IMPRINT.match(text, at)
    while found is not None and found["place"] is not None and not _is_place(text, found):
        found = _TO_IMPRINT.match(text, found.end("said") + 1)
    return found.end("said") if found is not None else None


def _is_place(text: str, found: re.Match[str]) -> bool:
    """Whether a place is known, or a publisher and a year follow it."""
    return hints.known_place(found["place"]) or _PUBLISHER_NEXT.match(text, found.end("place")) is not None


def parts_statements(text: str, at: int) -> bool:
    """Whether the semicolon at a place parts persons, roles and bodies of one statement of responsibility."""
    slash = text.rfind(" / ", max(0, at - _MOST), at)
    if slash < 0 or _NO_IMPRINT.search(text, slash + 3, at) is not None:
        return False
    end = imprint_begins(text, at + 1)
    return end is not None and not _author_begins(text, at + 2, end)


def _author_begins(text: str, start: int, end: int) -> bool:
    """Whether what follows a semicolon is the author of a further work and its title: "Кос Б. Реки", "Б. Кос. Реки"."""
    names = person_list(text, start, end)
    if names is None or names.end >= end or text[names.end] in ",;":
        return False
    given = names.names[0].given.partition(".")[0]
    if names.form == "initials-first" and len(given) > 2:
        return False  # "Гос. Рус. музей"
    return attested(text, names) or names.form == "family-first"


@cache
def _short() -> frozenset[str]:
    """Words for bodies in short, as bibliographic records write them: "ин-т", "ун-т", "акад."."""
    return frozenset(lexicon().hint("body_short"))


def bodies_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bodies in the statement of responsibility of a citation, each with its place."""
    slash = text.find(" / ", start, end)
    while slash >= 0:
        stop = imprint_begins(text, slash + 3)
        if stop is not None and stop <= end:
            yield from _bodies_of(text, slash + 3, stop)
        slash = text.find(" / ", slash + 3, end)


def _bodies_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        semicolon = text.find(";", start, end)
        stop = semicolon if semicolon >= 0 else end
        said = text[start:stop]
        lo, hi = start + len(said) - len(said.lstrip()), start + len(said.rstrip())
        if _is_body(text, lo, hi):
            yield lo, hi
        start = stop + 1


def _is_body(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    if not said[:1].isupper():
        return False
    words = said.replace(",", " ").split()
    if bodies.is_body(words) or not _short().isdisjoint(word.casefold() for word in words):
        return True
    return _ACRONYM.search(said) is not None and person_list(text, start, end) is None
