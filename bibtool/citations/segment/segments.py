"""What the stage gives and passes on: segments, clauses, and which anchors end a citation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.references import DASHES
from bibtool.text.patterns import regex

END_KINDS = frozenset(
    {Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.PAGES, Kind.FOLIO, Kind.IBID, Kind.OP_CIT, Kind.IMPRINT, Kind.EXTENT,
     Kind.DEAD_END, Kind.ISBN}
)  # fmt: skip
WEAK_ENDS = frozenset({Kind.YEAR, Kind.DATE, Kind.ISSUE, Kind.VOLUME})
JOINED = frozenset({Kind.PAGES, Kind.YEAR, Kind.URL, Kind.DOI, Kind.ACCESSED})
STRONG = END_KINDS | {Kind.ONLINE, Kind.ISSN, Kind.IN, Kind.EDITION, Kind.IDEM}
# A citation seldom is longer; what is looked at again at every clause of a group must not grow with the group.
NEAR = 600
TAIL = regex(r"[\s.,;:–—-]*\Z")


class Segment(Struct, frozen=True):
    """A stretch of a note.  ``prose`` is what cites nothing; ``signal`` the span of the signal before a citation;
    ``author`` that of a name which the sentence around gives; ``inner`` marks a citation in the brackets of prose."""

    start: int
    end: int
    prose: bool = False
    signal: tuple[int, int] | None = None
    author: tuple[int, int] | None = None
    inner: bool = False


def one_work(segments: tuple[Segment, ...], anchors: Sequence[Anchor]) -> tuple[Segment, ...]:
    """The segments of an entry of a list as one citation, from its first word or the dash for its names on; words of
    prose may follow it."""
    if not segments:
        return ()
    cited = [at for at, segment in enumerate(segments) if not segment.prose]
    last = cited[-1] if cited else len(segments) - 1
    dashed = anchors and anchors[0].rule == DASHES
    start = anchors[0].start if dashed else segments[0].start
    return (Segment(start, segments[last].end), *segments[last + 1 :])


class Clause(Struct, frozen=True, gc=False):
    """A stretch between two cuts, or several put together again; what follows a signal is one by itself."""

    start: int
    end: int
    hard: bool  # parted from what stands before by a semicolon
    signal: tuple[int, int] | None = None
    complete: bool = False  # holds an anchor that ends a citation; kept for groups of clauses, which may be long


class KnownTitles(Protocol):
    """What has been cited before, for telling a short title from prose."""

    def begins(self, text: str) -> bool:
        """Whether a text is the title, or the beginning of the title, of a work cited before."""
        ...

    def family(self, word: str) -> bool:
        """Whether a word is the family name of an author cited before."""
        ...

    def wrote(self, family: str, title: str) -> bool:
        """Whether an author cited before has a work that a short title may mean."""
        ...

    def together(self, families: Sequence[str], year: int | None) -> bool:
        """Whether authors cited before wrote a work together, of a year where one is given."""
        ...

    def headed(self, word: str, year: int) -> bool:
        """Whether works of a year begin with a word, which no author was read from."""
        ...

    def alias(self, word: str) -> bool:
        """Whether a word is an abbreviation of a work cited before."""
        ...


def skip(text: str, start: int, end: int) -> int:
    """Where a stretch begins after white space, commas and dashes."""
    while start < end and text[start] in " ,:;–—":
        if text[start] in "–—" and text[start + 1 : start + 2] == text[start]:
            break  # "——— 2019. Boats": dashes for names
        start += 1
    return start
