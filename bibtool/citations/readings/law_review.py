"""Articles as the law of England and of America cites them: "‘Weirs’ (2006) 65 CLJ 174, 180" (OSCOLA 4, section 3.3),
"Weirs, 98 Yale L.J. 1203, 1210 (1989)" (The Bluebook, rule 16)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.names.marked import families, families_at
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.items.names import Name
from bibtool.language.lexicon import MONTH_ROLES, lexicon
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_YEAR = r"(?:1[89]|20)\d\d"
_WORD = rf"(?:{CAPITAL}[\w’']*\.?|&|[{LOWER}]{{2,3}}(?=\s))"
_NAME = rf"(?P<name>{CAPITAL}[\w’']*\.?(?:\s{_WORD}|(?<=\.){CAPITAL}\w*\.?){{0,8}})"
_WORDS = _NAME.replace(r"{2,3}", r"{1,30}")  # behind a year and a volume, as "(2015) 6 Gosudarstvo i pravo 14"
_PAGES = r"(?P<page>\d{1,5}(?:[-–]\d{1,5})?)(?:,\s(?:at\s)?(?P<cited>\d{1,5}(?:[-–]\d{1,5})?))?"
_YEAR_IN_BRACKETS = regex(rf"[(\[]{_YEAR}[)\]]")  # what all three hold, asked first
_ENGLISH = regex(
    rf"[,.]?\s(?:\((?P<year>{_YEAR})\)\s(?P<volume>\d{{1,3}})|\[(?P<year2>{_YEAR})\])\s{_WORDS}\s{_PAGES}(?=[.;,)]|\s*\Z)"
)
_AMERICAN = regex(rf",[”\"]?\s(?P<volume>\d{{1,3}})\s{_NAME},?\s{_PAGES}\s\((?P<year>{_YEAR})\)")
# "‘Weirs’, 2 Journal of Legal Studies (1973) pp. 125–149"
_YEAR_INSIDE = regex(
    rf",[”\"’']?,?\s(?P<volume>\d{{1,3}})\s{_NAME}\s\((?P<year>{_YEAR})\),?\s(?:[Pp]{{1,2}}\.\s?)?{_PAGES}(?=[.;,)]|\s*\Z)"
)
# "PJ Lis,": initials without full stops
_INITIALS = regex(rf"(?P<given>{CAPITAL}{{1,4}})\s(?P<family>{CAPITAL}[{LOWER}]\w*(?:-{CAPITAL}[{LOWER}]+)?),\s")


@cache
def _months() -> frozenset[str]:
    return frozenset(form.casefold().rstrip(".") for form in lexicon().forms(*MONTH_ROLES))


def law_review(text: str, start: int, end: int) -> re.Match[str] | None:
    """The year, volume, periodical and pages of an article, in either form; None where there are none."""
    if _YEAR_IN_BRACKETS.search(text, start, end) is None:
        return None
    found = _ENGLISH.search(text, start, end)
    if found is not None and found["year2"] and not hints.has(found["name"], "journal"):
        found = found if any(c.islower() for c in found["name"]) else None  # "[1951] KB 318" is a ruling
    if found is None:
        found = _AMERICAN.search(text, start, end) or _YEAR_INSIDE.search(text, start, end)
        if found is not None and not _abbreviated(found["name"]):
            return None
    if found is None or found["name"].casefold().rstrip(".") in _months():
        return None
    return found if any(c.isalpha() for c in text[start : found.start()]) else None


def _abbreviated(name: str) -> bool:
    """Whether a name is one of a periodical: "Yale L.J.", "Harv. L. Rev."."""
    return "." in name or name.isupper() or hints.has(name, "journal")


def named_alone(draft: Draft, text: str, start: int, end: int) -> int:
    """Put family names alone before a title into the draft; where the title begins: "Keller/Lahn, Die Haftung"."""
    stop = families_at(text, start, end)
    titled = len(text[stop:end].split()) > 1 and text[stop + 2 : stop + 3].isupper()
    if stop == start or not text.startswith(", ", stop) or not titled or hints.known_place(text[start:stop]):
        return start
    spans = families(text, start, stop)
    draft.put_names("author", [Name(family=text[slice(*span)]) for span in spans], spans, "single-name")
    return stop + 2


def read_law_review(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an article of a law review; whether it was one."""
    found = law_review(text, start, end)
    if found is None:
        return False
    initials = None if draft.names else _INITIALS.match(text, start, found.start())
    if initials is not None:
        span = (initials.start(), initials.end("family"))
        draft.put_names("author", [Name(initials["family"], initials["given"])], [span], "names-initials-first")
        start = initials.end()
    if not draft.names:
        start = named_alone(draft, text, start, found.start())
    lo, hi = trim(text, start, found.start() + (text[found.start() + 1] in '”"'))
    if lo >= hi:
        return False
    draft.type = "article-journal"
    fields.title(draft, text, lo, hi, "title-before-law-review")
    draft.put("container-title", found["name"], found.span("name"), "periodical-of-law")
    year = "year" if found["year"] else "year2"
    date = parse_date(found[year])
    if date is not None:
        draft.put_date("issued", date, found.span(year), "year")
    if found["volume"]:
        draft.put("volume", found["volume"], found.span("volume"), "volume-of-series")
    if found["cited"]:
        draft.put("page", found["page"], found.span("page"), "first-page")
    cited = "cited" if found["cited"] else "page"
    draft.locate(details.pages(found[cited]), "page", found.span(cited), "page-label")
    details.take(draft, text, [a for a in anchors if a.kind in _KEPT])
    rest = trim(text, found.end(), end)
    if any(c.isalpha() for c in text[slice(*rest)]) and not any(a.start >= found.end() for a in anchors):
        draft.comments.append(rest)
    return True
