"""GOST's statement of responsibility, from the slash to the imprint, and the bodies in it: "/ И. В. Лис ; науч. рук. Б.
Кос ; Том. гос. ун-т. – Томск", "/ Рос. акад. наук ; отв. ред. Б. Кос. М. : Наука" (GOST 7.1-2003, 5.2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtool.citations.names import bodies
from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.scan import hints
from bibtool.citations.scan.shapes import TOWN
from bibtool.language.lexicon import lexicon
from bibtool.text.letters import UPPER
from bibtool.text.patterns import regex

_YEAR = r"(?:1[4-9]|20)\d\d(?!\d)"
_DASH = r"\.\s[–—-]\s"
_NUMBERED = r"\.\s(?:[^\W\d_]{1,5}\.?\s?)?[0-9]"  # ". Т. 2", ". 2-е изд."
_TO_IMPRINT = regex(
    rf"(?P<said>[^/–—\n]{{2,240}}?)(?:\s//\s|{_DASH}|{_NUMBERED}|\.\s(?P<place>{TOWN})(?:\s?[:;]\s|,\s{_YEAR}))"
)
_PUBLISHER_NEXT = regex(rf"\s?:\s[^:;\d]{{2,80}},\s{_YEAR}")
_YEARS = regex(_YEAR)
_ACRONYM = regex(rf"(?<!\w)[{UPPER}]{{2,5}}(?!\w)")


def imprint_begins(text: str, at: int) -> int | None:
    """Where the statement that a place is in ends: before two slashes, or the full stop that a dash follows, a
    number with its label, or a known place with its mark.  None where a year stands before that."""
    found = _TO_IMPRINT.match(text, at)
    while found is not None and found["place"] is not None and not _is_place(text, found):
        found = _TO_IMPRINT.match(text, found.end("said") + 1)
    if found is None or _YEARS.search(text, at, found.end("said")) is not None:
        return None
    return found.end("said")


def _is_place(text: str, found: re.Match[str]) -> bool:
    """Whether a place is known, or a publisher and a year follow it."""
    return hints.known_place(found["place"]) or _PUBLISHER_NEXT.match(text, found.end("place")) is not None


def statements(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The statements of responsibility in a stretch, each from behind its slash to its imprint, or to the semicolon
    that a further author follows."""
    slash = text.find(" / ", start, end)
    while slash >= 0:
        at = slash + 3
        stop = imprint_begins(text, at)
        if stop is not None and stop <= end:
            semicolon = text.find(";", at, stop)
            while semicolon >= 0 and not _author_begins(text, semicolon + 1, stop):
                semicolon = text.find(";", semicolon + 1, stop)
            yield at, stop if semicolon < 0 else semicolon
        slash = text.find(" / ", at, end)


def _author_begins(text: str, start: int, end: int) -> bool:
    """Whether what follows a semicolon is the author of a further work and its title: "Кос Б. Реки", "Б. Кос. Реки"."""
    while start < end and text[start] == " ":
        start += 1
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
    """The bodies in the statements of responsibility of a citation, each with its place."""
    for at, stop in statements(text, start, end):
        while at < stop:
            semicolon = text.find(";", at, stop)
            last = semicolon if semicolon >= 0 else stop
            said = text[at:last]
            lo, hi = at + len(said) - len(said.lstrip()), at + len(said.rstrip())
            if _is_body(text, lo, hi):
                yield lo, hi
            at = last + 1


def _is_body(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    if not said[:1].isupper():
        return False
    words = said.replace(",", " ").split()
    if bodies.is_body(words) or not _short().isdisjoint(word.casefold() for word in words):
        return True
    return _ACRONYM.search(said) is not None and person_list(text, start, end) is None
