"""Which anchors may as well be something else: a year that ends a title, a date that is the day of access."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bibtool.citations.scan.anchors import Anchor, Doubt, Kind
from bibtool.language import gazetteer
from bibtool.text.letters import LOWER

_DATING = frozenset({Kind.YEAR, Kind.DATE, Kind.IMPRINT})
_BARE_RULES = frozenset({"bare-number", "bare-volume", "pages-after-year"})
# "w 1905", "of 1848", "после 1917": a word in small letters before a year is that of a sentence.
_RUNNING = re.compile(rf"(?<![\w.])[{LOWER}][^\W\d_]*\s[\[(]?\Z")
_NAMES_BEFORE = re.compile(r"[^\W\d_]{2,}[.,]?\s?[\[(]?\Z")
_STOP = re.compile(r"\.\s")
_PLACE_WIDTH = 30


def weighed(text: str, anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """The anchors with what is doubtful about them; without the years and times that can only be words of a title.

    A time ("1945–1994"), or a year behind a word in small letters ("po 1945 roku"), is one of those where a later year
    dates the same citation.
    """
    kept = []
    for index, anchor in enumerate(anchors):
        if anchor.kind in _DATING and anchor.kind is not Kind.IMPRINT and anchor.date is not None:
            later = _later(text, anchors, index)
            if later is not None and _words_of_title(text, anchor, later):
                continue
            kept.append(_doubted(text, anchors, index, later))
        elif anchor.rule in _BARE_RULES:
            kept.append(replace(anchor, doubt=Doubt.BARE))
        else:
            kept.append(anchor)
    return tuple(kept)


def _later(text: str, anchors: Sequence[Anchor], index: int) -> Anchor | None:
    """The next anchor that dates something, before the next semicolon."""
    stop = text.find(";", anchors[index].end)
    for anchor in anchors[index + 1 :]:
        if 0 <= stop < anchor.start:
            return None
        if anchor.kind in _DATING and anchor.date is not None:
            return anchor
    return None


def _words_of_title(text: str, anchor: Anchor, later: Anchor) -> bool:
    first, last = anchor.date, later.date
    if first is None or last is None or last.parts[0][0] < first.parts[-1][0] or _STOP.match(text, anchor.end):
        return False  # "w latach 2000–2012. Kielce 2020": the time ends the title, and tells where
    before = max(0, anchor.start - _PLACE_WIDTH), anchor.start
    if (len(first.parts) == 2 and first.parts[0][0] != first.parts[1][0]) or _far(anchor):
        return not _place_before(text, anchor.start)
    return anchor.kind is Kind.YEAR and anchor.rule == "year" and _RUNNING.search(text, *before) is not None


def _place_before(text: str, at: int) -> bool:
    """Whether the one to three words before a time name a place ("New York 1990–1995")."""
    words = text[max(0, at - _PLACE_WIDTH) : at].rstrip(" ([").split(" ")
    return any(gazetteer.place(" ".join(words[-count:])) for count in (1, 2, 3))


def _far(anchor: Anchor) -> bool:
    """Whether a date runs from a day to one of another month."""
    parts = anchor.date.parts if anchor.date else ()
    return len(parts) == 2 and len(parts[0]) == 3 and parts[0][:2] != parts[1][:2]


def _doubted(text: str, anchors: Sequence[Anchor], index: int, later: Anchor | None) -> Anchor:
    anchor = anchors[index]
    before = max(0, anchor.start - _PLACE_WIDTH), anchor.start
    if later is not None or (anchor.date and len(anchor.date.parts) == 2) or _RUNNING.search(text, *before):
        return replace(anchor, doubt=Doubt.TITLE)
    if anchor.kind is Kind.DATE and any(a.urls and a.end <= anchor.start for a in anchors[:index]):
        return replace(anchor, doubt=Doubt.ACCESS)
    if (
        index == 0
        and anchor.kind is Kind.YEAR
        and _NAMES_BEFORE.search(text, *before)
        and "," not in text[: anchor.start]
    ):
        return replace(anchor, doubt=Doubt.NAMES)
    return anchor
