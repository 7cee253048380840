"""Archival references: "ГАРФ. Ф. 5446. Оп. 1. Д. 123. Л. 45": the archive, then the marks of a shelf."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations import details
from bibtool.citations.anchors import Anchor, Kind
from bibtool.citations.draft import Draft
from bibtool.citations.parts import trim
from bibtool.language.lexicon import lexicon


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(rf"{lexicon().alternation('shelfmark')}\s?(?:[^\W\d_]{{1,6}}\s)?[\w/-]*[0-9IVX][\w/-]*")


def shelfmarks(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The marks of a shelf in a stretch of text."""
    return list(_marks().finditer(text, start, end))


def read_archival(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an archival reference; whether it was one: two marks at least, nothing but the archive before them."""
    marks = shelfmarks(text, start, end)
    if len(marks) < 2 or draft.names or len(text[start : marks[0].start()].split()) > 8:
        return False
    draft.type = "manuscript"
    draft.manuscript = True
    lo, hi = trim(text, start, marks[0].start())
    if lo < hi:
        draft.put("archive", text[lo:hi], (lo, hi), "archive-before-marks")
    first, last = marks[0].start(), marks[-1].end()
    draft.put("archive_location", text[first:last], (first, last), "shelfmarks")
    details.take(draft, text, [a for a in anchors if a.kind in {Kind.FOLIO, Kind.PAGES} and a.start >= last])
    lo, hi = trim(text, max([last, *(a.end for a in anchors if a.start >= last)]), end)
    if lo < hi and text[lo].isupper():
        draft.put("title", text[lo:hi], (lo, hi), "title-after-marks")
    return True
