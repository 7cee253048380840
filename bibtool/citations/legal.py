"""Acts of law: a statute, perhaps with the gazette that published it ("Dz.U. 1964 nr 43 poz. 296")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations import details, fields, hints
from bibtool.citations.anchors import Anchor, Kind
from bibtool.citations.draft import Draft
from bibtool.citations.parts import trim
from bibtool.language.lexicon import lexicon

_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.PAGES})


@cache
def _gazette() -> re.Pattern[str]:
    return re.compile(lexicon().alternation("gazette"))


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"{lexicon().alternation('gazette_item')}\s?(?P<number>[0-9]+)")


def gazette(text: str, start: int, end: int) -> int | None:
    """Where a gazette is named."""
    match = _gazette().search(text, start, end)
    return match.start() if match else None


def read_legal(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an act of law; whether it was one: a gazette is named, or a statute with its date or number."""
    at = gazette(text, start, end)
    statute = hints.starts_with(text[start:end], "statute") is not None
    dated = any(a.kind in {Kind.DATE, Kind.ISSUE} for a in anchors)
    if at is None and not (statute and dated):
        return False
    draft.type = "legislation"
    kept = [a for a in anchors if a.kind in _KEPT and (at is None or a.start > at or a.kind is not Kind.PAGES)]
    labels = [a for a in anchors if a.kind in {*_KEPT, Kind.LABEL, Kind.ONLINE}]
    details.take(draft, text, kept)
    stop = min([a.start for a in labels if at is None or a.start > at], default=end)
    if at is None or at > start:
        fields.title(draft, text, start, at if at is not None else stop, "statute")
    if at is not None:
        fields.container(draft, text, at, stop, "gazette")
        number = _item().search(text, at, stop)
        if number:
            draft.put("number", number.group("number"), number.span("number"), "gazette-item")
    date = next((a for a in anchors if a.kind is Kind.DATE), None) or next(
        (a for a in anchors if a.kind is Kind.YEAR), None
    )
    if date is not None:
        details.issued(draft, date)
    lo, hi = trim(text, start, end)
    return lo < hi
