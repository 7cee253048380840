"""The parts of a citation that name themselves: what they are, and what is doubtful about them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from bibtool.items.dates import Date
from bibtool.text.members import members
from bibtool.text.urls import UrlCandidate


class Kind(Enum):
    """What an anchor is."""

    # Members are looked up in sets for every anchor of every part: identity is their hash, without a Python call.
    __hash__ = object.__hash__

    URL = auto()
    DOI = auto()
    ISBN = auto()
    ISSN = auto()
    ACCESSED = auto()
    ONLINE = auto()
    DATE = auto()  # with a month at least
    YEAR = auto()
    PAGES = auto()
    EXTENT = auto()  # how many pages a book has
    FOLIO = auto()
    VOLUME = auto()
    PART = auto()
    ISSUE = auto()
    VOLUMES = auto()  # how many volumes a work has
    CHAPTER = auto()
    EDITION = auto()
    NO_YEAR = auto()
    IMPRINT = auto()  # (Place: Publisher, Year)
    SERIES = auto()  # (= Series, Bd. 4)
    IBID = auto()
    IDEM = auto()
    OP_CIT = auto()
    LABEL = auto()  # words before an address
    IN = auto()
    DEAD_END = auto()  # the printed form of a link whose address is not printed


KIND = members(Kind)


class Doubt(Enum):
    """What else an anchor may be: a reader that weighs readings considers both."""

    __hash__ = object.__hash__

    NONE = auto()
    TITLE = auto()  # a year, number or date that may as well be words of a title
    NAMES = auto()  # a year right behind names: of the work, or the whole of a short reference
    ACCESS = auto()  # a date that may be the day of access
    BARE = auto()  # volume or pages without a label


# What is no part of a title unless quotation marks say so.
SELF_NAMED = frozenset(
    {Kind.URL, Kind.DOI, Kind.ISBN, Kind.ACCESSED, Kind.PAGES, Kind.EXTENT, Kind.FOLIO, Kind.VOLUME, Kind.PART,
     Kind.ISSUE, Kind.VOLUMES, Kind.CHAPTER, Kind.EDITION, Kind.IMPRINT, Kind.SERIES, Kind.IBID, Kind.OP_CIT, Kind.IN}
)  # fmt: skip


class Anchor(Struct, frozen=True, gc=False):
    """One anchor of a repaired note; ``[value_start, value_end)`` is its value without label and brackets."""

    kind: Kind
    start: int
    end: int
    value_start: int
    value_end: int
    value: str = ""
    date: Date | None = None
    urls: tuple[UrlCandidate, ...] = ()
    extra: tuple[tuple[str, int, int], ...] = ()  # named sub-values of an imprint
    rule: str = ""
    doubt: Doubt = Doubt.NONE


DATES = frozenset({Kind.YEAR, Kind.DATE})


def between(anchors: Sequence[Anchor], start: int, end: int) -> Sequence[Anchor]:
    """The anchors of a sorted sequence that begin in ``[start, end)``."""
    if not anchors:
        return anchors
    first, last = anchors[0].start, anchors[-1].start
    if start <= first and last < end:
        return anchors  # all of them, as of most notes
    if end <= first or last < start:
        return []  # as of most titles
    if len(anchors) < _FEW:
        return [anchor for anchor in anchors if start <= anchor.start < end]
    at = bisect_left(anchors, start, key=_start)
    return anchors[at : bisect_left(anchors, end, at, key=_start)]


_FEW = 32  # are looked through sooner than searched


def _start(anchor: Anchor) -> int:
    return anchor.start


_NUMBERS = frozenset({Kind.PAGES, Kind.EDITION, Kind.VOLUME, Kind.ISSUE, Kind.PART})


def only_numbers(text: str, own: Sequence[Anchor], start: int, end: int) -> bool:
    """Whether a bracket holds pages, an edition and the like, and no other word: "(2nd ed., pp. 12–20)"."""
    at = start
    for anchor in own:
        if anchor.kind not in _NUMBERS or any(c.isalnum() for c in text[at : anchor.start]):
            return False
        at = anchor.end
    return bool(own) and not any(c.isalnum() for c in text[at:end])
