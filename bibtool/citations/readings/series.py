"""The figures behind the name of a series that counts them in a way of its own: gazettes, collections of rulings, acts
of the Holy See.  "1964 nr 43 poz. 296", ". 2013. № 19. Ст. 2305", "12, 34 (36)", "20 (1928), 5-16", "L 140 z 5.6.2009,
s. 16"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import details
from bibtool.citations.readings.articles import behind_item
from bibtool.citations.scan import hints
from bibtool.citations.scan.dates import DATE, parse_date
from bibtool.language.lexicon import MONTH_BEHIND_DAY, MONTH_ROLES, lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex


class Slot(Enum):
    """What a figure counts."""

    DATE = "date"  # a year or a day
    VOLUME = "volume"
    ISSUE = "issue"
    ITEM = "item"
    PAGES = "pages"
    PIN = "pin"  # the page cited, behind the first one
    PART = "part"
    PLACE = "place"  # where the volume was printed
    REMARK = "remark"


class Figure(NamedTuple):
    """One figure with its place; ``start`` and ``end`` are those of its value."""

    slot: Slot
    value: str
    start: int
    end: int


_YEAR = r"(?:1[4-9]|20)\d\d"
_RANGE = r"\d+(?:\s?[-–—]\s?\d+)?"
_GAP = regex(r"(?:[\s.,;:–—]|(?<=[\s.])-)*")
# Behind the series of an official journal, and nowhere else, a bare number is that of an issue.
_SERIES = regex(r"(?<![^\W_])[LCS]\Z")


@cache
def _figure() -> re.Pattern[str]:
    lex = lexicon()
    alt = lex.alternation
    months = alt(*(role for role in (*MONTH_ROLES, MONTH_BEHIND_DAY) if role != "roman_month"))
    before = rf"(?:{alt('date_prefix')}\s|of\s)?"
    suffix = rf"(?:\s?(?:{'|'.join(map(re.escape, lex.forms('year_suffix')))})(?!\w))?"  # "2007r." too
    # "5/A/2005": an issue in two parts
    number = r"(?:[A-Z]-?)?\d+[A-Z]?(?:/[A-Z](?![^\W_]))?(?:\s?[-–/]\s?\d+[A-Z]?)?(?:\s?\([^()]{1,16}\))?"
    rest = alt("locator_rest")  # "303 (331 f.)"
    # the full stop of the last word may be that of the note
    amended = "|".join(re.escape(form.rstrip(".")) for form in lex.forms("amended"))
    return compiled(
        rf"(?P<remark>(?<!\w)(?:{amended})(?!\w)\.?)"
        # "BGBl. I 1978": a part and no month
        rf"|(?P<part>[IVX]{{1,4}})(?=\s{_YEAR}(?!\d))"
        rf"|(?P<open>\()?{before}(?P<date>{DATE}){suffix}(?(open)\))"
        # "2011/10/117", "2019.1481": year, issue and item with nothing but marks between
        rf"|(?P<year2>{_YEAR})(?:/(?P<issue2>\d{{1,2}}(?:-\d{{1,2}})?))?[/.](?P<item2>\d{{1,5}})(?![\d/])"
        rf"|\((?P<years>{_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d))\)"
        rf"|{before}[\[(]?(?P<year>{_YEAR})[\])]?(?![\d/])(?:\.\s(?P<day>\d{{1,2}}\s{months}))?{suffix}"
        rf"|(?P<item>{alt('gazette_item')}\s?\d+(?:[-–]\d+)?(?:(?:,\s|\s{alt('and')}\s)\d{{1,4}}(?!\d))*)"
        rf"|{alt('issue', 'issue_of_gazette')}\s?(?P<issue>{number})"
        rf"|{alt('volume')}\s?(?P<volume>\d+|[IVXLC]+)(?!\w)"
        rf"|{alt('page', 'column')}\s?(?P<pages>{_RANGE})(?!\w)"
        rf"|\((?P<pin>{_RANGE})(?:\s?{rest})?\)|\[(?P<pin2>{_RANGE})(?:\s?{rest})?\]"
        rf"|{alt('part')}\s?(?P<section>\d{{1,2}}|[IVX]{{1,4}})(?!\w)"
        rf"|(?P<roman>[IVX]{{1,5}}(?:-[A-Z])?)(?!\w)(?!-\d)"
        rf"|(?P<bare>(?:[IVX]{{1,3}}-)?{_RANGE})(?:/(?P<bare2>\d+))?(?![\w/])(?:\s{rest}(?=[\s.;,)]|\Z))?"
    )


# "Т. XX. СПб., 1830. № 14392": a volume printed long before or after the act
_PLACE = regex(rf"(?P<place>{CAPITAL}[^\W\d_]{{0,15}}\.?)(?=,?\s{_YEAR}(?!\d))")
# The series of an official journal behind its year: "OJ 2000 L 180/22", "OJ 2000, L 180, p. 22".
_SERIES_BEHIND_YEAR = regex(r",?\s(?P<issue>[LC]\s?\d{1,4})(?:/(?P<page>\d{1,4}))?(?![\w/])")
# Issue and item with nothing but a comma between, behind the year: "2011, 10, 117".
_ISSUE_AND_ITEM = regex(r",\s(?P<issue>\d{1,2}(?:-\d{1,2})?),\s(?P<item>\d{1,5})(?![\w/–-])")


def figures(
    text: str, at: int, end: int, before: Sequence[Figure] = (), items: bool = False
) -> tuple[list[Figure], int]:
    """The figures that begin at ``at``, behind those ``before`` the name, and where they end; ``items``: of a series
    that counts what an issue holds."""
    found: list[Figure] = [*before]
    stop = at
    series = _SERIES.search(text, max(0, at - 2), at) is not None
    while True:
        numbers = _ISSUE_AND_ITEM.match(text, stop, end) if items and [f.slot for f in found] == [Slot.DATE] else None
        if numbers is not None:
            found += [Figure(slot, numbers[slot.value], *numbers.span(slot.value)) for slot in (Slot.ISSUE, Slot.ITEM)]
            stop = numbers.end()
            continue
        issue = _SERIES_BEHIND_YEAR.match(text, stop, end) if [f.slot for f in found] == [Slot.DATE] else None
        if issue is not None:
            found.append(Figure(Slot.ISSUE, issue["issue"], *issue.span("issue")))
            if issue["page"] is not None:
                found.append(Figure(Slot.PAGES, issue["page"], *issue.span("page")))
            stop = issue.end()
            continue
        if found and found[-1].slot is Slot.ITEM and behind_item(text, stop, end):
            return found, stop
        begin = _GAP.match(text, stop, end).end()  # type: ignore[union-attr]
        place = _PLACE.match(text, begin, end) if found and found[-1].slot in _BEFORE_PLACE else None
        if place is not None and hints.known_place(place["place"]):
            found.append(Figure(Slot.PLACE, place["place"], *place.span("place")))
            stop = place.end()
            continue
        match = _figure().match(text, begin, end)
        if match is None:
            return found, stop
        dated = bool(found) and found[-1].slot is Slot.DATE and match.start() == match.start("year")
        found += _figures(match, {figure.slot for figure in found}, series, dated)
        stop = match.end()


_BEFORE_PLACE = frozenset({Slot.VOLUME, Slot.PART})


def begins(text: str, at: int, end: int) -> bool:
    """Whether a figure stands at a place, perhaps behind marks."""
    return _figure().match(text, _GAP.match(text, at, end).end(), end) is not None  # type: ignore[union-attr]


def _figures(match: re.Match[str], known: set[Slot], series: bool, dated: bool) -> list[Figure]:
    """``dated``: a date stands right before."""
    out: list[Figure] = []

    def add(slot: Slot, group: str) -> None:
        if match.group(group) is not None:
            out.append(Figure(slot, match.group(group), *match.span(group)))

    add(Slot.REMARK, "remark")
    add(Slot.DATE, "date")
    if match["year"] is not None and Slot.DATE in known and (dated or match.group() == match["year"]):
        add(Slot.PAGES, "year")  # "NJW 2011, 1750"; "1798 m. w. N." is no Lithuanian year
    elif match["year"] is not None and {Slot.DATE, Slot.PAGES} <= known:
        add(Slot.PIN, "year")  # "NJW 2008, 1517 (1518)"
    elif match["year"] is not None:
        last = "day" if match["day"] is not None else "year"
        start, stop = match.start("year"), match.end(last)
        glued = match.string[stop : stop + 1].isalpha()  # "2007r."
        out.append(Figure(Slot.DATE, match.string[start:stop], start, match.end() if glued else stop))
    add(Slot.DATE, "years")
    add(Slot.DATE, "year2")
    add(Slot.ISSUE, "issue2")
    add(Slot.ITEM, "item2")
    add(Slot.ITEM, "item")
    add(Slot.ISSUE, "issue")
    add(Slot.VOLUME, "volume")
    add(Slot.PAGES, "pages")
    add(Slot.PIN, "pin")
    add(Slot.PIN, "pin2")
    add(Slot.PART, "section")
    add(Slot.VOLUME, "roman")
    add(Slot.VOLUME, "part")
    if match["bare"] is not None:
        add(_bare(known, series), "bare")
        add(Slot.PAGES, "bare2")
    return out


def _bare(known: set[Slot], series: bool) -> Slot:
    if series and Slot.ISSUE not in known:
        return Slot.ISSUE
    return Slot.PAGES if Slot.VOLUME in known or Slot.DATE in known else Slot.VOLUME


def put(draft: Draft, text: str, found: Sequence[Figure], dated: bool) -> None:
    """Put figures into a draft; ``dated`` where the work has a date of its own, so that theirs is the publication's."""
    for figure in found:
        span = (figure.start, figure.end)
        match figure.slot:
            case Slot.DATE:
                date = parse_date(figure.value)
                if not dated and date is not None and "issued" not in draft.dates:
                    draft.put_date("issued", date, span, "date-of-publication")
                else:
                    _custom(draft, "gazette-date", figure)
            case Slot.VOLUME:
                draft.put("volume", figure.value, span, "volume-of-series")
            case Slot.ISSUE:
                draft.put("issue", figure.value, span, "issue-of-series")
            case Slot.PART:
                draft.put("part-number", figure.value, span, "part-of-series")
            case Slot.PLACE:
                draft.put("publisher-place", figure.value, span, "place-of-series")
            case Slot.ITEM:
                draft.put("number", figure.value, span, "item-of-series")
            case Slot.PAGES if draft.label == "paragraph":
                draft.put("page", details.pages(figure.value), span, "page-of-series")
            case Slot.PAGES if not draft.locator:
                draft.locate(details.pages(figure.value), "page", span, "page-of-series")
                _following(draft, text, figure)
            case Slot.PAGES if draft.type == "legal_case" and _is_pin(draft, text, figure):
                _pin(draft, figure)
                _following(draft, text, figure)
            case Slot.PIN:
                _pin(draft, figure)
                _following(draft, text, figure)
            case _:
                _custom(draft, "gazette-remark", figure)


_FARTHEST = 200  # pages of a ruling before the one cited
_FEWEST = 32  # a first page behind a year alone that is no issue: "OSNC 2011, 10, 117"


def _is_pin(draft: Draft, text: str, figure: Figure) -> bool:
    """Whether a bare figure behind a comma is the page cited of a ruling: "BVerfGE 24, 236, 247"."""
    value = draft.values.get("locator")
    if value is None or value.rule != "page-of-series" or "page" in draft.values:
        return False
    first, pin = _FIRST.match(draft.locator), _FIRST.match(figure.value)
    if first is None or pin is None or text[value.spans[0][1] : figure.start] != ", ":
        return False
    least = 0 if "volume" in draft.values else _FEWEST
    return least <= int(first[0]) < int(pin[0]) < int(first[0]) + _FARTHEST


_FIRST = regex(r"\d+")


def _pin(draft: Draft, figure: Figure) -> None:
    """The page cited stands behind the first one."""
    span = (figure.start, figure.end)
    first = draft.values.pop("locator", None)
    if first is not None:
        draft.put("page", draft.locator, first.spans[0], "first-page")
    draft.locate(details.pages(figure.value), "page", span, "page-of-series")


_OF_LAW = frozenset({"legal_case", "legislation"})  # periodicals take the anchor of their pages


@cache
def _rest() -> re.Pattern[str]:
    return compiled(rf"\s?(?P<rest>{lexicon().alternation('locator_rest')})")


def _following(draft: Draft, text: str, figure: Figure) -> None:
    """The pages that follow the one cited: "331 f."."""
    rest = _rest().match(text, figure.end) if draft.type in _OF_LAW else None
    if rest is not None and not draft.locator_rest:
        draft.locator_rest = rest["rest"]
        draft.values["locator-rest"] = Value([rest.span("rest")], "page-of-series")


def _custom(draft: Draft, name: str, figure: Figure) -> None:
    if name not in draft.custom:
        draft.custom[name] = figure.value
        draft.values[name] = Value([(figure.start, figure.end)], name)
    else:
        draft.custom[name] += f", {figure.value}"
        draft.values[name].spans.append((figure.start, figure.end))
