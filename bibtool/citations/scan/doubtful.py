"""Which anchors may as well be something else: a year that ends a title, a date that is the day of access."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bibtool.citations.scan.anchors import Anchor, Doubt, Kind
from bibtool.language import gazetteer
from bibtool.text.letters import LOWER
from bibtool.text.patterns import regex

_DATING = frozenset({Kind.YEAR, Kind.DATE, Kind.IMPRINT})
_BARE_RULES = frozenset({"bare-number", "bare-volume", "pages-after-year"})
# "w 1905", "of 1848", "после 1917": a word in small letters before a year is that of a sentence.
_RUNNING = regex(rf"(?<![\w.])[{LOWER}][^\W\d_]*+\s[\[(]?\Z")
_NAMES_BEFORE = regex(r"[^\W\d_]{2,}+[.,]?\s?[\[(]?\Z")
_STOP = regex(r"\.\s")
_BEHIND = regex(r"[,.\s–—-]{1,4}")
_ENDS = regex(r"[.;)]*(?:\s*\Z|;|\.\s)")
_FEW = 12  # anchors before an address that belong to its citation
_PLACE_WIDTH = 30


def weighed(text: str, anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """The anchors with what is doubtful about them; without the years and times that can only be words of a title.

    A time ("1945–1994"), or a year behind a word in small letters ("po 1945 roku"), is one of those where a later year
    dates the same citation.
    """
    addressed = next((anchor.end for anchor in anchors if anchor.urls), len(text))
    if addressed < len(text):
        anchors = [
            replace(anchor, kind=Kind.ACCESSED, rule="date-after-url")
            if anchor.kind is Kind.DATE and _accessed(text, anchors, index)
            else anchor
            for index, anchor in enumerate(anchors)
        ]
    kept = []
    following: Anchor | None = None  # the next one that dates something
    for index in range(len(anchors) - 1, -1, -1):
        anchor = anchors[index]
        if anchor.kind in _DATING and anchor.date is not None:
            later, following = following, anchor
            if anchor.kind is not Kind.IMPRINT:
                if later is not None and text.find(";", anchor.end, later.start) >= 0:
                    later = None
                if later is not None and _words_of_title(text, anchor, later):
                    continue
                doubt = _doubt(text, anchor, later, alone=index == 0, addressed=addressed <= anchor.start)
                anchor = anchor if doubt is Doubt.NONE else replace(anchor, doubt=doubt)
        elif anchor.rule in _BARE_RULES:
            anchor = replace(anchor, doubt=Doubt.BARE)
        kept.append(anchor)
    kept.reverse()
    return tuple(kept)


def _accessed(text: str, anchors: Sequence[Anchor], index: int) -> bool:
    """Whether a date right behind an address is the day of access: "„Nurt” 2011, nr 3, https://…, 12.03.2015." says by
    itself when the work was printed."""
    anchor = anchors[index]
    address = anchors[index - 1] if index else None
    if address is None or not address.urls:
        return False
    if anchor.date is None or len(anchor.date.parts[0]) != 3:
        return False
    if not _BEHIND.fullmatch(text, address.end, anchor.start) or not _ENDS.match(text, anchor.end):
        return False
    earlier = next((a for a in reversed(anchors[max(0, index - _FEW) : index]) if a.kind in _DATING and a.date), None)
    return (
        earlier is not None
        and earlier.date is not None
        and earlier.date.parts[0][0] <= anchor.date.parts[0][0]
        and ";" not in text[earlier.end : address.start]
    )


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


def _doubt(text: str, anchor: Anchor, later: Anchor | None, *, alone: bool, addressed: bool) -> Doubt:
    """What else a date may be; ``alone`` says that no anchor stands before it, ``addressed`` that an address does."""
    before = max(0, anchor.start - _PLACE_WIDTH), anchor.start
    if later is not None or (anchor.date and len(anchor.date.parts) == 2) or _RUNNING.search(text, *before):
        return Doubt.TITLE
    if anchor.kind is Kind.DATE and addressed:
        return Doubt.ACCESS
    if alone and anchor.kind is Kind.YEAR and "," not in text[: anchor.start] and _NAMES_BEFORE.search(text, *before):
        return Doubt.NAMES
    return Doubt.NONE
