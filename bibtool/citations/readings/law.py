"""Acts of law: a statute, perhaps with the gazette that published it ("Dz.U. 1964 nr 43 poz. 296")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind
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


def _title(draft: Draft, text: str, start: int, end: int) -> None:
    """The title of an act; what follows two slashes is where it stands."""
    slashes = text.find(" // ", start, end)
    stop = slashes if slashes > start else end
    while stop > start and text[stop - 1] in " ([/,;:":
        stop -= 1
    fields.title(draft, text, start, stop, "statute")
    if slashes > start:
        lo, hi = trim(text, slashes + 4, end)
        if lo < hi and any(c.isalpha() for c in text[lo:hi]):
            fields.container(draft, text, lo, hi, "container-after-slashes")


_REST_OF_NUMBER = re.compile(r"[-–/][\w/–-]+")


def _number(draft: Draft, text: str, anchors: Sequence[Anchor], end: int) -> None:
    """The number of an act: "№ 1556-VII"."""
    issue = next((a for a in anchors if a.kind is Kind.ISSUE and a.end <= end), None)
    if issue is not None:
        rest = _REST_OF_NUMBER.match(text, issue.value_end, end)
        span = (issue.value_start, rest.end() if rest else issue.value_end)
        title = draft.values.get("title")
        if title is None or all(stop <= span[0] or start >= span[1] for start, stop in title.spans):
            draft.put("number", text[slice(*span)], span, "number-of-act")


def read_legal(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an act of law; whether it was one: a gazette is named, or a statute with its date or number."""
    at = gazette(text, start, end)
    statute = hints.starts_with(text[start:end], "statute") is not None
    # "Kodeks dyplomatyczny Wielkopolski, t. 1, nr 45": a number behind a comma is that of something else.
    comma = text.find(",", start, end)
    dated = any(a.kind is Kind.DATE or (a.kind is Kind.ISSUE and (comma < 0 or a.start < comma)) for a in anchors)
    if at is None and not (statute and dated):
        return False
    draft.type = "legislation"
    items = [m.span() for m in _item().finditer(text, at, end)] if at is not None else []
    anchors = [a for a in anchors if not any(lo <= a.start < hi for lo, hi in items)]
    kept = [a for a in anchors if a.kind in _KEPT and (at is None or a.start > at or a.kind is not Kind.PAGES)]
    labels = [a for a in anchors if a.kind in {*_KEPT, Kind.LABEL, Kind.ONLINE}]
    details.take(draft, text, kept)
    stop = min([a.start for a in labels if at is None or a.start > at], default=end)
    if at is None or at > start:
        _title(draft, text, start, at if at is not None else stop)
    if at is not None:
        last = trim(text, at, stop)[1]
        if text[last - 1] == ")" and text.count("(", at, last) < text.count(")", at, last):
            last -= 1
        # the number of the item stays with its gazette: as a number of its own it would be printed twice
        fields.container(draft, text, at, last, "gazette")
    else:
        _number(draft, text, anchors, stop)
    date = next((a for a in anchors if a.kind is Kind.DATE), None) or next(
        (a for a in anchors if a.kind is Kind.YEAR), None
    )
    if date is not None:
        details.issued(draft, date)
    lo, hi = trim(text, start, end)
    return lo < hi
