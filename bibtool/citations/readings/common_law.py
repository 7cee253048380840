"""Rulings and acts as English law cites them (OSCOLA 4): the parties, a year in square brackets, a series; acts with
their year and sections.

"Marsh v Holloway [1951] 2 KB 318", "Case C-117/99 Ferrier v Commission, EU:C:2001:88", "Inland Waterways Act 1968,
s 12".  The words for a case, an act and a section are data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.language.lexicon import exact, lexicon
from bibtool.text.letters import CAPITAL, LOWER

_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_YEAR = r"(?:1[6-9]|20)\d\d"
_LONGEST = 200  # letters of the parties


@cache
def _case() -> re.Pattern[str]:
    """The parties, then a series behind its year, or the number that the courts of the Union give."""
    series = (
        rf"\s\[(?P<year>{_YEAR})\]\s(?:(?P<volume>\d{{1,2}})\s)?"
        rf"(?P<series>{CAPITAL}[^\W\d_]{{1,7}}(?:\s{CAPITAL}[^\W\d_]{{0,7}}\.?){{0,2}})"
        rf"\s(?P<page>{CAPITAL}{{0,3}}-?\d[\d/-]*)(?!\w)(?:\s\({CAPITAL}[^\W\d_][^()\d]{{0,12}}\))?"
    )
    number = rf",\s(?:ECLI:)?(?P<number>EU:{CAPITAL}:{_YEAR}:\d+)"
    return re.compile(rf"(?P<title>[^\[\];]{{3,{_LONGEST}}}?)(?:{series}|{number})")


@cache
def _parties() -> re.Pattern[str]:
    return re.compile(rf"{exact(lexicon().hint('case_word'))}\s|\s{exact(lexicon().hint('versus'))}\s")


@cache
def _act() -> re.Pattern[str]:
    word = rf"{CAPITAL}[\w’'()-]*,?\s(?:(?!v\b)[{LOWER}]{{1,5}}\s){{0,3}}"
    return re.compile(
        rf"(?P<title>(?:{word}){{1,10}}?{exact(lexicon().hint('act_word'))}\s(?P<year>{_YEAR}))"
        rf"(?:,\s{exact(lexicon().hint('section_of_act'))}\.?\s?(?P<section>\d+{CAPITAL}?(?:\(\w{{1,3}}\))*(?:[-–]\d+)?))?"
        r"[.\s]*\Z"
    )


def of_common_law(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a ruling or act as English law cites them."""
    return _ruling(text, start, end) is not None or _act().match(text, start, end) is not None


def _ruling(text: str, start: int, end: int) -> re.Match[str] | None:
    match = _case().match(text, start, end)
    return match if match is not None and _parties().search(match["title"]) else None


def read_common_law(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a ruling or an act of English law; whether it was one."""
    ruling = _ruling(text, start, end)
    if ruling is not None:
        _put_ruling(draft, text, ruling, end)
    else:
        act = _act().match(text, start, end)
        if act is None:
            return False
        draft.type = "legislation"
        fields.title(draft, text, *act.span("title"), "statute")
        _date(draft, act)
        if act["section"] is not None:
            _locate(draft, act["section"], act.span("section"), "section")
    details.take(draft, text, [a for a in anchors if a.kind in _KEPT])
    return True


def _put_ruling(draft: Draft, text: str, match: re.Match[str], end: int) -> None:
    draft.type = "legal_case"
    fields.title(draft, text, *match.span("title"), "ruling")
    if match["number"] is not None:
        draft.put("number", match["number"], match.span("number"), "number-of-a-court")
    else:
        _date(draft, match)
        draft.put("container-title", match["series"], match.span("series"), "reporter")
        if match["volume"] is not None:
            draft.put("volume", match["volume"], match.span("volume"), "volume-of-series")
        _locate(draft, match["page"], match.span("page"), "page")
    lo, hi = match.end(), end
    while lo < hi and text[lo] in " ,.;":
        lo += 1
    if any(c.isalnum() for c in text[lo:hi]):
        draft.comments.append((lo, hi))  # a second report of it, the paragraph cited


def _date(draft: Draft, match: re.Match[str]) -> None:
    date = parse_date(match["year"])
    if date is not None:
        draft.put_date("issued", date, match.span("year"), "year")


def _locate(draft: Draft, value: str, span: tuple[int, int], label: str) -> None:
    draft.locate(details.pages(value), label, span, f"{label}-label")
