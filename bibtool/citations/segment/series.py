"""Several works of one author in one citation: "K. Lis, Straż, „Kultura” 1979, nr 12, Komendant, „Dialog” 1996, nr 4",
"Komar 2022a, 43; 2022b, 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.names.roles import role_at
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.cites import DATED_NAMES, YEAR, family_alone
from bibtool.citations.segment.segments import NEAR, KnownTitles, Segment
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER
from bibtool.text.patterns import regex

_ENDS = frozenset({Kind.ISSUE, Kind.PAGES, Kind.YEAR, Kind.VOLUME})
_NEXT = regex(rf",\s(?=[„“«\"]?{CAPITAL})")
_YEAR_ALONE = regex(rf"{YEAR}[a-zа-г]?(?=[,.:;)]|\s*\Z)")


def series(text: str, anchors: Sequence[Anchor], tree: Structure, segment: Segment) -> Iterator[Segment]:
    """A segment, cut before each further work of its author: what stands before a comma is an article with its
    journal and number, what follows begins with a title and is complete too; and short references that a word joins."""
    for piece in _joined(text, segment):
        yield from _of_author(text, anchors, tree, piece)


@cache
def _and_dated() -> re.Pattern[str]:
    """ " und Teuber 1989", " and Lis (2003: 4)" behind a year, pages or their bracket."""
    name = rf"{CAPITAL}[^\W\d_]+{FURTHER}"
    word = lexicon().alternation("and", "and_also")
    return compiled(
        rf"(?:(?<=[0-9)])|(?<=[0-9][{LOWER}])|(?<=[f.]))\s{word}\s(?P<names>{name}(?:\s?(?:/|&|{word})\s?{name})?)\s(?=\(?{YEAR}[{LOWER}]?(?:[):,;.\s]|\Z))"
    )


_SHORT = regex(rf"{CAPITAL}[\w’'-]++(?:\s?[/&]\s?{CAPITAL}[\w’'-]++)*+,?\s\(?{YEAR}[{LOWER}]?(?=[):,;.\s])")


def _joined(text: str, segment: Segment) -> Iterator[Segment]:
    """A short reference, cut before each further one that a word joins to it: "Wolf (2001: 34 f.) und Teuber 1989"."""
    if segment.author is not None or _SHORT.match(text, segment.start, segment.end) is None:
        yield segment
        return
    first = segment
    for match in _and_dated().finditer(text, segment.start, segment.end):
        yield replace(first, end=match.start())
        first = Segment(match.end(), segment.end, author=match.span("names"))
    yield first


def _of_author(text: str, anchors: Sequence[Anchor], tree: Structure, segment: Segment) -> Iterator[Segment]:
    """A segment, cut before each further work of its author."""
    ends = [
        anchor
        for anchor in between(anchors, segment.start, segment.end)
        if anchor.kind in _ENDS and _NEXT.match(text, anchor.end, segment.end)
    ]
    if not ends:
        yield segment
        return
    names = segment.author
    if names is None:
        found = person_list(text, segment.start, min(segment.end, segment.start + NEAR))
        if found is None or not attested(text, found):
            yield segment
            return
        names = found.spans[0][0], found.spans[-1][1]
    start = segment.start
    for anchor in ends:
        if anchor.start < names[1] or tree.brackets.around(anchor.start, anchor.end) or anchor.start < start:
            continue
        comma = _NEXT.match(text, anchor.end, segment.end)
        if comma is None or not _article(text, anchors, tree, start, anchor.end):
            continue
        if not _work_follows(text, anchors, tree, comma.end(), segment.end):
            continue
        yield _piece(text, segment, start, anchor.end, names)
        start = comma.end()
    yield _piece(text, segment, start, segment.end, names)


def _piece(text: str, whole: Segment, start: int, end: int, names: tuple[int, int]) -> Segment:
    if start == whole.start:
        return replace(whole, end=end)
    own = person_list(text, start, end)
    author = None if own is not None and attested(text, own) and text[own.end : own.end + 1] == "," else names
    return Segment(start, end, author=author)


def _article(text: str, anchors: Sequence[Anchor], tree: Structure, start: int, end: int) -> bool:
    """Whether a stretch ends as a whole work does: a journal in quotation marks with its year, or a known place and a
    year."""
    start = max(start, end - NEAR)
    quotes = tree.quotes.between(start, end)
    dates = [a.start for a in between(anchors, start, end) if a.kind in DATES]
    if any(quote.end <= date < quote.end + 20 for quote in quotes for date in dates):
        return True
    last = between(anchors, start, end)[-1]
    return last.kind is Kind.YEAR and hints.known_place(text[start : last.start].rstrip(" ,").rpartition(", ")[2])


def _work_follows(text: str, anchors: Sequence[Anchor], tree: Structure, at: int, end: int) -> bool:
    """Whether a title stands at a place, and after it a journal in quotation marks with its number, or a known place
    and a year."""
    end = min(end, at + NEAR)
    own = between(anchors, at, end)
    if not own or own[0].start == at:
        return False
    for quote in tree.quotes.between(at + 1, end):
        if any(quote.end <= a.start < quote.end + 20 and a.kind in _ENDS for a in own):
            return text[at : quote.start].rstrip().endswith(",") and not _role_first(text, at, quote.start)
    first = next((a for a in own if a.kind is Kind.YEAR), None)
    if first is None or own[0] is not first or text[first.end : first.end + 1] not in {",", ".", ""}:
        return False
    title, _, place = text[at : first.start].rstrip(" ,").rpartition(", ")
    return bool(title) and "," not in title and hints.known_place(place)


def _role_first(text: str, start: int, end: int) -> bool:
    """Whether an editor or translator is named: what follows is more of the same work."""
    return role_at(text, start, end) is not None


def year_again(text: str, segment: Segment, before: Segment | None, known: KnownTitles) -> Segment | None:
    """A year alone after a semicolon, as a further work of the names before it: "Komar 2022a, 43; 2022b"."""
    if before is None or _YEAR_ALONE.match(text, segment.start, segment.end) is None:
        return None
    names = before.author or family_alone(text, before.start, before.end, known)
    if names is None or (before.author is None and DATED_NAMES.match(text, names[1], before.end) is None):
        return None
    return replace(segment, prose=False, author=names)
