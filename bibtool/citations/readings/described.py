"""What an archival document is, and its date: "List do K. Lisa, 5 V 1921"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind, between
from bibtool.citations.scan.dates import DATE, parse_date
from bibtool.diagnostics.code import Code
from bibtool.items.dates import Date
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_SHORT_DATE = regex(r"(?<![\w.])(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?(?P<year>\d\d)(?![\w/]|\.\d)")
_LAST_CENTURY = 30
_FEW = 3  # marks behind the last word
_TOWN_LAST = regex(rf"(?<=\w|[”»\"]),\s(?P<place>{CAPITAL}[^\W\d_]+(?:[\s-]{CAPITAL}[^\W\d_]+)?),?\Z")


def described(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> None:
    """What a document is, and its date: the last one in its description, which stays part of the title where no comma
    parts it."""
    lo, hi = trim(text, start, end)
    hi = _undated(draft, text, lo, hi, anchors)
    dated = [a for a in between(anchors, lo, hi) if a.kind is Kind.DATE]
    short = None if dated else _SHORT_DATE.search(text, lo, hi)
    if dated:
        anchor = dated[-1]
        before = text[lo : anchor.start].rstrip()
        town = _TOWN_LAST.search(before)
        if town is not None and not hints.known_place(town["place"]):
            town = None
        last = hi - anchor.end < 4 and (before.endswith(",") or town is not None)
        if last:
            hi = trim(text, lo, anchor.start)[1]
        if last and town is not None:  # "List do K. Lisa, Lublin, 5 V 1921"
            draft.put(
                "publisher-place",
                town["place"],
                (lo + town.start("place"), lo + town.end("place")),
                "place-before-date",
            )
            hi = trim(text, lo, lo + town.start())[1]
        if last or len(dated) == 1:  # "wnioski z 10.06.1981, 29.06.1981 i 27.07.1981": no one of them
            date_of(draft, [anchor])
    elif short is not None:
        _short_date(draft, short)
    fields.title(draft, text, lo, hi, "title-of-a-document")


def _undated(draft: Draft, text: str, lo: int, hi: int, anchors: Sequence[Anchor]) -> int:
    """Where a document's description ends before the words that say that it has no date: "Raport, b.d."."""
    last = next((a for a in between(anchors, lo, hi) if a.kind is Kind.NO_YEAR and hi - a.end < _FEW), None)
    if last is None or not text[lo : last.start].rstrip().endswith(","):
        return hi
    details.take(draft, text, [last])
    return trim(text, lo, last.start)[1]


def described_in_brackets(draft: Draft, text: str, start: int, end: int) -> None:
    """What a document is behind its place, and its date: "(letter to K. Lis, 12 May 1902)"; dates in brackets are no
    anchors."""
    dated = _date_last().search(text, start, end)
    date = parse_date(dated["date"]) if dated is not None else None
    if dated is not None and date is not None:
        draft.put_date("issued", date, dated.span("date"), "date-of-a-document")
        end = dated.start()
    fields.title(draft, text, start, end, "title-of-a-document")


@cache
def _date_last() -> re.Pattern[str]:
    return compiled(rf",\s(?P<date>{DATE})\Z")


def _short_date(draft: Draft, match: re.Match[str]) -> None:
    """A day whose year has two figures, which only a year of the last century can be."""
    year = 1900 + int(match["year"])
    date = Date.from_edtf(f"{year}-{int(match['month']):02}-{int(match['day']):02}")
    if date is not None and int(match["year"]) >= _LAST_CENTURY:
        draft.put_date("issued", date, match.span(), "date-of-a-document", inferred=True)
        draft.findings.append((Code.YEAR_IN_TWO_DIGITS, {"printed": match.group(), "year": str(year)}, [match.span()]))


def dated_in_title(draft: Draft, text: str, anchors: Sequence[Anchor]) -> None:
    """Date a manuscript by the one day in what it is called: "List do K. Lisa z 4 maja 1911, rkps BJ 7753"."""
    value = draft.values.get("title")
    if not draft.manuscript or value is None or len(value.spans) != 1 or "issued" in draft.dates:
        return
    dated = [a for a in between(anchors, *value.spans[0]) if a.kind is Kind.DATE]
    if len(dated) == 1 and hints.has(text[slice(*value.spans[0])].partition(" ")[0], "document_word"):
        date_of(draft, dated)


def date_of(draft: Draft, anchors: Sequence[Anchor]) -> None:
    """Date a document by the first of some anchors that is a date."""
    for anchor in anchors:
        date = anchor.date or parse_date(anchor.value)
        if anchor.kind in DATES and date is not None:
            draft.put_date("issued", date, (anchor.value_start, anchor.value_end), "date-of-a-document")
