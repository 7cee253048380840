"""Periodicals with their year behind them and nothing between: "Tytuł. PiP 2011 nr 2 s. 5", "Titel, NJW 2005, 123"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.names.marked import families
from bibtool.citations.readings import series
from bibtool.citations.readings.law_review import named_alone
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.items.names import Name
from bibtool.language.forms import WORD, literal, telling
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Told
from bibtool.text.compiled import compiled
from bibtool.text.letters import UPPER
from bibtool.text.patterns import regex

_BEFORE = frozenset({Kind.IN, Kind.IMPRINT, Kind.EDITION})
_KEPT = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED})
_LETTERS = regex(rf"[{UPPER}]\w*[{UPPER}]\w*")  # "MoP", "NJW"


@cache
def _pattern() -> re.Pattern[str]:
    alt = lexicon().alternation
    # "2009/2", "2009/2 (n° 12)"
    of_all = r"(?P<all>\s\((?P<label>[^\d()]{1,8})\d+(?:[-–]\d+)?\))?"
    number = (
        rf"/(?P<issue2>\d{{1,2}}(?:[-–]\d{{1,2}})?){of_all}(?!\d)"
        rf"|,?\s{alt('issue')}\s?(?P<issue>\d+(?:\s?[-–/]\s?\d+)?)"
    )
    item = rf"(?:,?\s(?P<item>{alt('gazette_item')}\s?\d+))?"
    return compiled(
        rf"[,.?!”»\"](?:(?<=[”»\"]),)?\s(?P<name>[^\W\d_][^,.„”«»\"\d]{{1,60}}?)\s(?P<year>(?:1[89]|20)\d\d)(?:{number})?{item}"
        rf"(?:,?\s{alt('page')}\s?(?P<pages>\d+(?:\s?[-–—]\s?\d+)?)|,\s(?P<bare>\d+(?:[-–]\d+)?)(?=[\s.]*\Z|\s\())?"
    )


@cache
def _told() -> Told:
    """A word for an issue, or a periodical that needs none: what :func:`_periodical` wants."""
    return Told(telling([*filter(WORD.search, lexicon().forms("issue")), *lexicon().hint("law_journal")]))


@cache
def _mark() -> re.Pattern[str]:
    """What says without a letter that a number is an issue: "PiP 2011/5", "№ 5"."""
    return compiled(literal(["/", *(form for form in lexicon().forms("issue") if not WORD.search(form))]))


def read_year_journal(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an article whose periodical is followed by its year at once; whether it was one: the periodical is known,
    or reads like one and has a number."""
    if not _told().may_stand(text) and _mark().search(text, start, end) is None:
        return False
    found = next((m for m in _pattern().finditer(text, start, end) if _periodical(m)), None)
    if found is None or not any(c.isalpha() for c in text[start : found.start()]):
        return False
    if any(a.kind in _BEFORE for a in between(anchors, start, end)) or " // " in text[start:end]:
        return False
    lo, hi = trim(text, start, found.start() + (text[found.start()] in '?!”»"'))
    if lo >= hi:
        return False
    alone = [] if draft.names else families(text, lo, hi)
    if alone and not hints.known_place(text[lo:hi]):  # "Sommer, JZ 1995, 112": the title is not printed
        draft.put_names("author", [Name(family=text[slice(*span)]) for span in alone], alone, "single-name")
    else:
        lo = lo if draft.names else named_alone(draft, text, lo, hi)
        fields.title(draft, text, lo, hi, "title-before-periodical")
    draft.put("container-title", found["name"], found.span("name"), "container-before-year")
    out = [series.Figure(series.Slot.DATE, found["year"], *found.span("year"))]
    if found["issue2"] is not None:
        span = found.start("issue2"), found.end("all" if found["all"] else "issue2")
        out.append(series.Figure(series.Slot.ISSUE, text[slice(*span)], *span))
    for group, slot in (
        ("issue", "ISSUE"),
        ("item", "ITEM"),
        ("pages", "PAGES"),
        ("bare", "PAGES"),
    ):
        if found[group] is not None:
            out.append(series.Figure(series.Slot[slot], found[group], *found.span(group)))
    series.put(draft, text, out, False)
    rest = [a for a in between(anchors, found.start("year"), end) if a.kind is Kind.PAGES and a.value]
    if rest and rest[0].value == (found["pages"] or found["bare"]):
        draft.locator, draft.label = "", ""
        draft.drop("locator")
        details.take(draft, text, rest[:1])  # with "ff." and the like
    details.take(draft, text, [a for a in anchors if a.kind in _KEPT])
    draft.type = "article-journal"
    return True


def _periodical(match: re.Match[str]) -> bool:
    name = match["name"]
    if match["label"] is not None and hints.starts_with(match["label"].strip(), "issue") is None:
        return False
    numbered = match["issue"] is not None or match["issue2"] is not None
    if name in lexicon().hint("law_journal"):
        return numbered or match["pages"] is not None or match["bare"] is not None
    if not numbered or not name[0].isupper() or hints.known_place(name):
        return False
    return hints.has(name, "journal") or _LETTERS.fullmatch(name) is not None
