"""Are the printed pages those of a whole article, or the pages cited?

A note does not say.  The widths of page ranges have two humps: of the eleven ranges with which the notes of
eighteen Polish, Russian, Ukrainian and English texts cite articles and chapters, five are one or two pages wide (a
passage) and six are nine to twenty-eight (the whole article); none lies between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibtool.citations.citation import Citation, Where
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.text.patterns import regex

EXTENT_TYPES = frozenset(
    "article-journal article-magazine article-newspaper chapter paper-conference entry-encyclopedia entry-dictionary "
    "review review-book".split()
)
# No page has ten figures.
_RANGE = regex(r"\s*(\d{1,9})\s*[-\u2010-\u2015]\s*(\d{1,9})\s*")
_PAGE = regex(r"\d{1,9}")
#: The last page minus the first of a range that is a whole article's: eight pages or more.
WIDE = 7


def pages(text: str) -> tuple[int, int] | None:
    """``77–94`` as (77, 94), ``178–80`` as (178, 180); None for anything but one rising range of digits."""
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    first, last = match.groups()
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return (int(first), int(last)) if int(first) < int(last) else None


def extent(cited: Sequence[str], work_type: str) -> str:
    """The page range among ``cited`` (what notes print for one work, in order) that is the whole text's; '' if none.

    It must belong to a part of something bigger, contain all other pages cited, and be eight pages wide or
    contain others.
    """
    if work_type not in EXTENT_TYPES:
        return ""
    numbers = [[int(n) for n in _PAGE.findall(text)[:20]] for text in cited]
    for text in cited:
        found = pages(text)
        if found is None:
            continue
        first, last = found
        others = [row for row, other in zip(numbers, cited, strict=True) if row and pages(other) != found]
        inside = all(first <= row[0] and max(row) <= last for row in others)
        if inside and (others or last - first >= WIDE):
            return text.strip()
    return ""


def outside(mentions: Sequence[Citation]) -> Iterator[Finding]:
    """Pages cited of one work that are none of those which its entry in a reference list prints (BT410)."""
    for entry in mentions:
        known = pages(entry.item.get("page")) if entry.where is Where.LIST else None
        if known is None:
            continue
        for citation in mentions:
            page = re.match(r"\d{1,9}(?!\w)", citation.locator) if citation.label == "page" else None
            if page is None or citation.where is Where.LIST or known[0] <= int(page.group()) <= known[1]:
                continue
            field = citation.fields.get("locator")
            args = {"here": citation.locator, "listed": entry.item.get("page"), "entry": entry.called}
            spans = field.spans if field else citation.spans
            yield Finding(Code.PAGE_OUTSIDE, args, spans, citation.document, citation.note_id, citation.index)
        return
