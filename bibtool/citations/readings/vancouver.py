"""Vancouver: names without full stops, title, periodical, and figures that nothing but marks part.

"Wolska B, Kot A. Sleep and age in rural women. Med Pol. 2011;62(3):201–209", "Lis J, Gawron P i wsp. …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.items.names import Name
from bibtool.language.forms import literal
from bibtool.language.lexicon import MONTH_ROLES, lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, UPPER

_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.ISSN})
_LONGEST = 400  # letters of names


@cache
def _figures() -> re.Pattern[str]:
    """ "2011;62(3):201–209", "2019 May 3;12(4 Suppl 1):e12", "2009; 62 (1): 33-40", "2016;91 Suppl 1:S12-8"."""
    months = lexicon().alternation(*(role for role in MONTH_ROLES if role != "roman_month"))
    added = literal(lexicon().hint("supplement_of_volume"))
    return compiled(
        rf"(?P<year>(?:1[6-9]|20)\d\d)(?:\s(?P<day>{months}(?:[-–/]{months})?(?:\s\d{{1,2}})?))?\s?[;,]\s?"
        r"(?:(?P<volume>\d+|[IVXLC]+)"
        rf"(?:\s?\((?P<issue>[^()]{{1,24}})\)|\s(?P<issue3>(?:{added})(?:\s?[0-9]{{1,3}})?))?"
        r"|\((?P<issue2>[^()]{1,24})\))\s?:\s?"
        r"(?P<pages>[A-Za-z]?\d+(?:\s?[-–—]\s?[A-Za-z]?\d+)?(?:,\s?\d+(?:[-–—]\d+)?)*)(?!\w)"
    )


@cache
def _name() -> re.Pattern[str]:
    """ "Wolska B", "van der Berg JM", "O'Neil-Kos A": a family name and at most four initials."""
    particles = literal(lexicon().forms("particle"))
    word = rf"{CAPITAL}[^\W\d_]+(?:[’'-][^\W\d_]+)*"
    return compiled(
        rf"(?P<family>(?:(?:{particles})\s)*{word}(?:\s{word})?)\s"
        # "Wolska B.A. Sleep": the last one's full stop parts as well
        rf"(?P<given>(?:[{UPPER}]\.\s?){{1,4}}(?<=\.)(?=[,:])|(?:[{UPPER}]\.\s?){{2,4}}(?<=\.)(?=\s[„“«\"]?\w)|[{UPPER}]{{1,4}}(?:-[{UPPER}])?(?!\w))"
    )


@cache
def _others() -> re.Pattern[str]:
    return compiled(rf",?\s{lexicon().alternation('et_al')}\.?")


def dotted_figures(text: str, at: int) -> bool:
    """Whether the semicolon at a place stands between a year and a volume: "2011;62(3):201"."""
    match = _figures().search(text, max(0, at - 20), min(len(text), at + 60))
    return match is not None and match.start() < at < match.end()


def figured(text: str, start: int, end: int) -> re.Match[str] | None:
    """The figures of a periodical as Vancouver prints them, in a stretch."""
    return _figures().search(text, start, end) if text.find(":", start, end) >= 0 else None


def read_vancouver(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an article; whether it was one: its figures stand together, and names without full stops before it."""
    found = figured(text, start, end)
    if found is None:
        return False
    names, spans, stop, cut = _names(text, start, found.start())
    if not names:
        return False
    body = trim(text, stop, found.start())
    parted = _journal(text, *body)
    if parted is None:
        return False
    draft.put_names("author", names, spans, "names-vancouver")
    if cut:
        draft.others("author")
    fields.title(draft, text, body[0], parted[0], "title-vancouver")
    draft.put("container-title", text[parted[1] : parted[2]], (parted[1], parted[2]), "container-before-numbers")
    _put(draft, found)
    details.take(draft, text, [a for a in anchors if a.kind in _KEPT])
    draft.type = "article-journal"
    return True


def _names(text: str, start: int, end: int) -> tuple[list[Name], list[tuple[int, int]], int, bool]:
    names: list[Name] = []
    spans: list[tuple[int, int]] = []
    at = start
    end = min(end, start + _LONGEST)
    while True:
        match = _name().match(text, at, end)
        if match is None:
            return [], [], start, False
        names.append(Name(family=match["family"], given=match["given"]))
        spans.append(match.span())
        others = _others().match(text, match.end(), end)
        if others is not None:
            mark = text[others.end() - 1 : others.end() + 1]
            return (names, spans, others.end(), True) if "." in mark else ([], [], start, False)
        if text.startswith(", ", match.end()):
            at = match.end() + 2
            continue
        if match["given"].endswith(".") and text.startswith(" ", match.end()):
            return names, spans, match.end(), False
        if text[match.end() : match.end() + 1] in {".", ":"}:
            if text[match.end()] == "." and len(names) > 1 and names[0].given.endswith("."):
                names[-1] = Name(family=match["family"], given=f"{match['given']}.")
                spans[-1] = (match.start(), match.end() + 1)
            return names, spans, match.end() + 1, False
        return [], [], start, False


def _journal(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Where the title ends, and the periodical: behind the last full stop with a space that ends no abbreviation of
    the periodical's own ("Title. Vestn. khirurgii. 2012;")."""
    stops = list(re.finditer(r"[.?!]\s+(?=[^\W\d_])", text[start:end]))
    if not stops:
        return None
    chosen = stops[-1]
    for match in reversed(stops[:-1]):
        before = text[start : start + chosen.start()]
        between = text[start + match.end() : start + chosen.start()]
        if chosen.group()[0] != "." or len(before.rsplit(" ", 1)[-1]) > _ABBREVIATED or " " in between:
            break
        chosen = match
    lo, hi = trim(text, start + chosen.end(), end)
    return (start + chosen.start() + (chosen.group()[0] != "."), lo, hi) if lo < hi else None


_ABBREVIATED = 6  # letters of a word of a periodical's name that is cut short


def _put(draft: Draft, match: re.Match[str]) -> None:
    last = "day" if match["day"] is not None else "year"
    span = (match.start("year"), match.end(last))
    date = parse_date(_turned(match)) or parse_date(match["year"])
    if date is not None:
        draft.put_date("issued", date, span, "date-before-volume")
    for variable, group in (("volume", "volume"), ("issue", "issue"), ("issue", "issue2"), ("issue", "issue3")):
        if match[group] is not None:
            draft.put(variable, match[group].strip(), match.span(group), "numbers-vancouver")
    draft.locate(details.pages(match["pages"]), "page", match.span("pages"), "numbers-vancouver")


def _turned(match: re.Match[str]) -> str:
    """The day before the month before the year: "2019 May 3"."""
    words = (match["day"] or "").split()
    return " ".join([*reversed(words), match["year"]])
