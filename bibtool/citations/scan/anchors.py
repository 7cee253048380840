"""The parts of a citation that name themselves: addresses, identifiers, dates, pages, volumes, roles, back-references.

One pass of a few compiled patterns over the repaired note; overlaps go to the more telling kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache

from bibtool.citations.scan.dates import DATE, ROMAN, parse_date
from bibtool.citations.scan.repair import RepairedUrl
from bibtool.items.dates import Date
from bibtool.language.lexicon import MONTH_ROLES, lexicon, squash
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.urls import UrlCandidate


class Kind(Enum):
    """What an anchor is."""

    # Members are looked up in sets for every anchor of every part: identity is their hash, without a Python call.
    __hash__ = object.__hash__

    URL = auto()
    DOI = auto()
    ISBN = auto()
    ISSN = auto()
    ACCESSED = auto()
    ONLINE = auto()
    DATE = auto()  # with a month at least
    YEAR = auto()
    PAGES = auto()
    EXTENT = auto()  # how many pages a book has
    FOLIO = auto()
    VOLUME = auto()
    PART = auto()
    ISSUE = auto()
    VOLUMES = auto()  # how many volumes a work has
    CHAPTER = auto()
    EDITION = auto()
    NO_YEAR = auto()
    IMPRINT = auto()  # (Place: Publisher, Year)
    IBID = auto()
    IDEM = auto()
    OP_CIT = auto()
    LABEL = auto()  # words before an address
    IN = auto()
    DEAD_END = auto()  # the printed form of a link whose address is not printed


# What is no part of a title unless quotation marks say so.
SELF_NAMED = frozenset(
    {Kind.URL, Kind.DOI, Kind.ISBN, Kind.ACCESSED, Kind.PAGES, Kind.EXTENT, Kind.FOLIO, Kind.VOLUME, Kind.PART,
     Kind.ISSUE, Kind.VOLUMES, Kind.CHAPTER, Kind.EDITION, Kind.IMPRINT, Kind.IBID, Kind.OP_CIT, Kind.IN}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """One anchor of a repaired note; ``[value_start, value_end)`` is its value without label and brackets."""

    kind: Kind
    start: int
    end: int
    value_start: int
    value_end: int
    value: str = ""
    date: Date | None = None
    urls: tuple[UrlCandidate, ...] = ()
    extra: tuple[tuple[str, int, int], ...] = field(default=())  # named sub-values of an imprint
    rule: str = ""


_NUMBER = rf"[0-9]+(?:ff|[{LOWER}])?(?!\w)"
# No numeral is longer; without a bound a long row of such letters would be read again at each of them.
_ROMANS = r"[IVXLCDMІХ]{1,15}(?![^\W\d_])"
_ONE = rf"(?:{_NUMBER}|{_ROMANS}|[ivxl]{{1,15}}(?![^\W\d_]))"
# "13 –3 7": recognition parts the figures of a number; only the last figure is taken back.
_RANGE = rf"{_ONE}(?:\s?[-–—−―]+\s?(?:[0-9]\s[0-9](?!\w)|{_ONE}))?"
# "С. З": recognition puts the Cyrillic letter for the figure.
_OCR_THREE = r"[Зз](?=[.;,\s]|\Z)"
_REFERENCES = ("ibid", "op_cit", "idem_m", "idem_f", "idem_pl")
_YEAR = r"(?:1[4-9]|20)\d\d"
_PLACE = rf"{CAPITAL}[^\W\d_]*(?:[\s-](?:{CAPITAL}[^\W\d_]*|на|над|nad)){{0,3}}\.?"


@dataclass(frozen=True, slots=True)
class _Patterns:
    accessed: re.Pattern[str]
    accessed_after_url: re.Pattern[str]
    date_in_brackets: re.Pattern[str]
    online: re.Pattern[str]
    pages: re.Pattern[str]
    throughout: re.Pattern[str]
    extent: re.Pattern[str]
    designators: re.Pattern[str]
    bare_volume: re.Pattern[str]
    issue_of_year: re.Pattern[str]
    volumes: re.Pattern[str]
    edition: re.Pattern[str]
    references: re.Pattern[str]
    label: re.Pattern[str]
    within: re.Pattern[str]
    identifiers: re.Pattern[str]
    imprint: re.Pattern[str]
    dead_end: re.Pattern[str]
    date: re.Pattern[str]
    before_date: re.Pattern[str]
    years: re.Pattern[str]
    undated: re.Pattern[str]


@cache
def patterns() -> _Patterns:
    """All patterns, compiled at the first note."""
    lex = lexicon()
    alt = lex.alternation
    suffix = rf"(?:\s?{alt('year_suffix')})?"
    item = rf"(?:{_RANGE}|{_OCR_THREE})"
    pages = rf"{item}(?:(?:,|\s{alt('and')})\s?{item}(?!\s?[^\W\d_]{{3}}))*"
    # "i n.", "passim", "przyp. 12"
    rest = rf"(?P<rest>(?:,?\s?(?:{alt('locator_rest', 'locator_alone')}|{alt('note')}\s?\d+[{LOWER}]?(?!\w)))*)"
    # "R. M. Cutler" begins with initials, "R. 12" is a volume: a numeral before a full stop is none.
    volume_value = rf"(?:{_RANGE})(?!(?<=[IVXLCDM])\.\s?{CAPITAL})(?:\s?/\s?\d+)?"
    issue_value = (
        rf"(?:[0-9]+(?:\s?[-–/]\s?(?!{_YEAR}(?!\d))[0-9]+)*|{_ROMANS})(?:\s?\((?!{_YEAR}\))[0-9][^()]{{0,12}}\))?"
    )
    months = f"{alt(*(r for r in MONTH_ROLES if r != 'roman_month'), 'season', 'season_alt')}|[IVX]{{1,4}}"
    ordinal = rf"(?:[0-9]{{1,3}}(?:-?[{LOWER}]{{1,3}}|\.)?|[IVXІХ]{{1,15}})"
    return _Patterns(
        accessed=re.compile(
            rf"[\[(]?\s?(?:{alt('online')}\s?[,;:]\s?)?{alt('accessed')}\s?[:\-–]?\s?(?:{alt('date_prefix')}\s)?"
            rf"(?P<date>{DATE}){suffix}(?:[,\s]+\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?)?\s?[\])]?"
        ),
        accessed_after_url=re.compile(rf"{alt('accessed_after_url')}\s?:?\s?(?P<date>{DATE}){suffix}"),
        date_in_brackets=re.compile(rf"[\[(]\s?(?P<date>{DATE}){suffix}\s?[\])]"),
        online=re.compile(rf"[\[(]\s?(?:{alt('online')}[\s,:]*)+\s?[\])]"),
        pages=re.compile(
            rf"(?P<label>{alt('page', 'folio', 'column')})\s?(?!v\.)(?P<value>{pages}){rest}"
            rf"|(?<=\s)(?P<label2>{_short(lex.forms('page'))})\s(?P<value2>{item})"
        ),
        throughout=re.compile(rf"(?<=[,;]\s){alt('locator_alone')}(?=[.,;)]|\s*$)"),
        extent=re.compile(
            rf"(?<![\w.])(?P<value>[1-9][0-9]{{1,3}})\s?{alt('page')}(?!\s?[0-9])(?:\s?:\s?{alt('physical')})?"
        ),
        designators=re.compile(
            rf"(?P<volume>{alt('volume')}\s?(?P<volume_value>{volume_value}))"
            rf"|(?P<part>{alt('part')}\s?(?P<part_value>{volume_value}))"
            rf"|(?P<issue>{alt('issue')}\s?(?P<issue_value>{issue_value}))"
            rf"|(?P<chapter>{alt('chapter')}\s?(?P<chapter_value>{_RANGE}))"
        ),
        # "PHis 53: 1962", "16/2, 1913", "16 (2) 2019", "12, no. 3 (2000): 45–50"
        bare_volume=re.compile(
            r"(?=[0-9IVXLCDMІХ])(?:"  # asked first: most places hold no number
            rf"(?<=[”»\"]\s)(?P<volume3>[0-9]{{1,3}}|{_ROMANS})(?:/(?P<issue3>[0-9]{{1,3}}))?(?=,?\s\(?{_YEAR}(?!\w)|,\s)"
            rf"|(?<=,\s)(?P<volume2>[IVXLC]{{1,15}}\s?[-–]\s?[IVXLC]{{1,15}})(?=,\s)"
            rf"|(?<=\s)(?P<volume>[0-9]{{1,3}})(?:\s?:\s(?=\[?{_YEAR}(?!\w))|(?P<slash>/)(?P<issue>[0-9]{{1,3}})(?=,?\s\(?{_YEAR}(?!\w)))"
            rf"|(?<=,\s)(?P<issue2>[0-9]{{1,3}}\s?\([0-9]{{1,3}}\))(?=,?\s\(?{_YEAR}(?!\w))"
            rf"|(?:(?<=\({_YEAR}\):\s)|(?<=\s{_YEAR}:\s)|(?<={_YEAR}\),\s)|(?<={_YEAR}\)\s)|(?<=[”»\"],\s)|(?<=,[”\"]\s))"
            rf"(?P<pages>(?!{_YEAR}(?!\w))[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s)"
            # "4 (1999): 123–45, https://…"; "Smith, Rural England, 60."; "(Oxford: Press, 1975), 2:34"
            rf"|(?:(?<=\({_YEAR}\):\s)|(?<=\({_YEAR}\),\s))(?P<pages2>[0-9]{{1,4}}(?:[-–][0-9]{{1,4}}(?=[,.]\s)|(?=,\s(?:https?:|doi\b|DOI\b))))"
            # "Olsztyn 2011, 34–36"; "Рязань : Приокское издательство, 2006. 54": the label left out
            rf"|(?:(?<=[{LOWER}]\s{_YEAR},\s)|(?<=[{LOWER}],\s{_YEAR}\.\s))"
            rf"(?P<pages6>[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s)"
            rf"|(?<=(?:[{LOWER}]|[.…])[,:]\s)(?P<pages3>[0-9]{{1,3}}(?:[-–][0-9]{{1,4}})?(?:,\s[0-9]{{1,3}}[-–][0-9]{{1,4}})?)"
            rf"(?=\.?\s*$|;\s)"
            rf"|(?<=,\s)(?P<volume4>[0-9]{{1,2}}):(?P<pages4>[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s)"
            # "Journal of Rural Studies, 17(3), 245–260", "Journal, 17, 245–260": as APA prints it
            rf"|(?:(?<=,\s)|(?<=[^\W\d_]\s)(?=[0-9]+\s?\())(?P<volume5>[0-9]{{1,3}})(?:\s?\((?P<issue5>[0-9]{{1,3}}(?:[-–/][0-9]{{1,3}})?)\))?,\s"
            rf"(?P<pages5>e?[0-9]{{1,5}}\s?[-–]\s?[0-9]{{1,5}})(?=\.|,\s|;\s|\s*$)"
            r")"
        ),
        # "nr 8-9/2014", "„Rota” 3/2014"
        issue_of_year=re.compile(
            rf"(?:(?<=[”»\"]\s)|(?<=[”»\"],\s)|{alt('issue')}\s?)(?P<issue>[0-9]{{1,3}}(?:\s?[-–]\s?[0-9]{{1,3}})?)"
            rf"\s?/\s?(?P<year>{_YEAR})(?![\w/])"
        ),
        volumes=re.compile(
            rf"(?:[:,.]\s?)?[\[(]?{alt('in')}\s(?:[0-9]{{1,3}}|[З])(?:-?[{LOWER}]{{1,2}})?\s?{alt('volumes_total')}[\])]?"
            rf"|(?<=,\s)[0-9]{{1,2}}\s{alt('volumes_total')}(?=[\s,.]*(?:\(|,\s))"
        ),
        edition=re.compile(
            rf"{alt('edition')}\s?(?P<value>{ordinal})(?![^\W_])(?:\s(?:[^\W\d_]{{1,8}}\.\s?)+)?"
            rf"|(?P<value2>{ordinal})(?:\s|-е\s|-ге\s)?{alt('edition')}(?!\s?[0-9]{{1,2}}(?![0-9]))"
            # "Т. 2. Изд. 3-е": the number before is that of the volume
            rf"(?:,\s(?:[^\W\d_]{{2,8}}\.(?:\s(?:и|і|i|and)\s)?)+)?"
        ),
        references=re.compile(alt(*_REFERENCES)),
        label=re.compile(
            rf"[\[(]?\s?{alt('url_label', 'cited_after')}\s?:?\s?(?=<|https?:|ftp:|www\.|{alt('url_label')}\s?:)"
        ),
        within=re.compile(
            rf"[\[(]\s?{alt('in')}\s?:?\s?[\])]\s?:?|(?<=[.,;?!”»\"\])]\s)(?:{alt('entry')}\s)?{alt('in')}\s?:(?=\s)"
            # "“Title,” in Container", "Title. In A. Lis (Ed.), Container"
            rf"|(?:(?<=,[”\"]\s)|(?<=[”\"],\s))in\s(?={CAPITAL})|(?<=[.?!]\s)In\s(?={CAPITAL}(?:\.\s?{CAPITAL}|[^.?!:]{{0,90}}(?:\({alt('page')}|\.\s{_PLACE}\s?:\s)))"
        ),
        identifiers=re.compile(
            rf"(?:{alt('doi')}\s?:?\s?)?(?:https?://(?:dx\.)?doi\.org/)?(?P<doi>10\.\d{{4,9}}/[^\s<>„”«»\"\[\]]+)"
            rf"|{alt('isbn')}\s?:?\s?(?P<isbn>[0-9][0-9\-‐–\s]{{8,20}}[0-9XxХ])"
            rf"|{alt('issn')}\s?:?\s?(?P<issn>[0-9]{{4}}-?[0-9]{{3}}[0-9Xx])"
        ),
        imprint=re.compile(
            rf"\((?P<place>[^\W\d_][^():;0-9]{{1,50}}?)\s?:\s(?P<publisher>[^()]{{2,90}}?),\s"
            rf"(?P<year>\[?{_YEAR}(?:\s?[-–/]\s?\d{{2,4}})?\]?)\)"
            # "(Seoul, 2019)", "(Warszawa 2001)"
            rf"|\((?P<place3>(?!(?:{months})(?!\w)){_PLACE}),?\s(?P<year3>{_YEAR})\)"
            # ". – Мінск: Выш. Шк., 2009": only a dash or full stop before it tells it from a title with a colon.
            rf"|(?<=[.–—―\]-]\s)\[?(?P<place2>{_PLACE}(?:;\s{_PLACE})?)\]?\s?\.?:\s?"
            rf"(?P<publisher2>[^:;–—()]{{2,90}}?(?:;\s{CAPITAL}[^:;–—()]{{1,60}}?)?),?\s"
            rf"(?P<year2>\[?{_YEAR}(?:\s?[-–―—/]\s?{_YEAR})?\]?)(?!\w)"
        ),
        dead_end=re.compile(rf"{alt('dead_end')}(?:\s(?P<date>{DATE}))?"),
        date=re.compile(rf"(?P<date>{DATE}){suffix}"),
        before_date=re.compile(rf"{alt('date_prefix')}\s\Z"),
        undated=re.compile(rf"[\[(]?{alt('no_year')}[\])]?(?=\.|,|;|\s|$)"),
        years=re.compile(
            rf"(?<![\w/.:-])[\[(]?(?P<year>{_YEAR}(?:\s?[-–—―/]\s?(?:{_YEAR}|\d\d))?)(?![\w/])[\])]?{suffix}"
        ),
    )


@cache
def _labels() -> frozenset[str]:
    """What stands before a colon and is no place: signals and roles ("См.: Лотман…, 1972")."""
    return frozenset(
        map(squash, lexicon().forms("in", "see", "cited_after", "role_editor", "role_translator", "role_other"))
    )


def _no_imprint(text: str, match: re.Match[str]) -> bool:
    """Whether "X: y, 1972" is none: a signal or role before the colon, an initial before the place ("П. А. Мир: …"),
    a publisher in lower case."""
    return (
        squash(match.group("place2")) in _labels()
        or re.search(r"(?:^|\s)[^\W\d_]\.\s\[?\Z", text[max(0, match.start("place2") - 6) : match.start("place2")])
        is not None
        or match.group("publisher2")[0].islower()
    )


def _short(forms: Iterable[str]) -> str:
    """One-letter page labels whose full stop was lost ("С 12")."""
    letters = sorted({form for form in forms if len(form) == 1})
    return "(?:" + "|".join(f"[{c.lower()}{c.upper()}]" for c in letters) + ")" if letters else "(?!)"


# The more telling kind wins where two overlap; within a kind the earlier and longer one.
_ORDER = (
    Kind.URL, Kind.DOI, Kind.ISBN, Kind.ISSN, Kind.ACCESSED, Kind.DEAD_END, Kind.ONLINE, Kind.IMPRINT,
    Kind.OP_CIT, Kind.IBID, Kind.EXTENT, Kind.PAGES, Kind.VOLUMES, Kind.EDITION, Kind.ISSUE, Kind.VOLUME,
    Kind.PART, Kind.CHAPTER, Kind.DATE, Kind.IDEM, Kind.IN, Kind.LABEL, Kind.YEAR, Kind.NO_YEAR,
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


def scan(text: str, found: Sequence[RepairedUrl]) -> tuple[Anchor, ...]:
    """All anchors of a repaired note, in order, without overlaps."""
    anchors = [*_urls(text, found), *_references(text), *_identifiers(text), *_numbers(text), *_dates(text, found)]
    anchors.sort(key=lambda a: (_RANK[a.kind], a.start, -a.end))
    anchors = [_trimmed(text, a) for a in anchors]
    taken = bytearray(len(text))
    kept = []
    for anchor in anchors:
        if 1 in taken[anchor.start : anchor.end]:
            continue
        taken[anchor.start : anchor.end] = b"\x01" * (anchor.end - anchor.start)
        kept.append(anchor)
    kept.sort(key=lambda a: a.start)
    return tuple(kept)


def between(anchors: Sequence[Anchor], start: int, end: int) -> Sequence[Anchor]:
    """The anchors of a sorted sequence that begin in ``[start, end)``."""
    first = bisect_left(anchors, start, key=_start)
    return anchors[first : bisect_left(anchors, end, first, key=_start)]


def _start(anchor: Anchor) -> int:
    return anchor.start


def _trimmed(text: str, anchor: Anchor) -> Anchor:
    """Without the white space that optional parts of a pattern took in."""
    start, end = anchor.start, anchor.end
    if anchor.kind in {Kind.EDITION, Kind.PAGES} and text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        start, end = start - 1, end + 1  # "(2nd ed.)"
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return anchor if (start, end) == (anchor.start, anchor.end) else replace(anchor, start=start, end=end)


def _urls(text: str, found: Sequence[RepairedUrl]) -> Iterator[Anchor]:
    for url in found:
        start, end = url.start, url.end
        while start and text[start - 1] == " " and "<" in text[max(0, start - 3) : start]:
            start -= 1
        if text[start - 1 : start] == "<":
            start -= 1
            close = text.find(">", end, end + 3)
            end = close + 1 if close >= 0 else end
        best = text[url.start : url.end]
        doi = re.match(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)", best, re.IGNORECASE)
        if doi:
            at = url.start + doi.start(1)
            yield Anchor(Kind.DOI, start, end, at, url.end, doi.group(1), urls=url.candidates, rule="doi-url")
        else:
            yield Anchor(Kind.URL, start, end, url.start, url.end, best, urls=url.candidates, rule="url")
    for match in patterns().label.finditer(text) if found else ():
        yield Anchor(Kind.LABEL, *match.span(), *match.span(), rule="url-label")


@cache
def _reference_roles() -> dict[str, str]:
    """The role of each reference word; a form of several has the first of :data:`_REFERENCES`."""
    return {squash(form): role for role in reversed(_REFERENCES) for form in lexicon().forms(role)}


def _references(text: str) -> Iterator[Anchor]:
    for match in patterns().references.finditer(text):
        role = _reference_roles()[squash(match.group())]
        kind = {"ibid": Kind.IBID, "op_cit": Kind.OP_CIT}.get(role, Kind.IDEM)
        if kind in {Kind.IBID, Kind.IDEM} and not _opens(text, match.start()):
            continue
        yield Anchor(kind, *match.span(), *match.span(), match.group(), rule=role.removeprefix("idem_"))
    for match in patterns().dead_end.finditer(text):
        yield Anchor(Kind.DEAD_END, *match.span(), *match.span(), match.group(), rule="dead-end")
    for match in patterns().within.finditer(text):
        yield Anchor(Kind.IN, *match.span(), *match.span(), match.group(), rule="in")


def _opens(text: str, at: int) -> bool:
    """Whether a word stands where a reference can: at the start, after punctuation or a bracket."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".;:,([—–-/" or before.endswith("и")


def _identifiers(text: str) -> Iterator[Anchor]:
    if "10." not in text and "IS" not in text:
        return
    for match in patterns().identifiers.finditer(text):
        kind = {"doi": Kind.DOI, "isbn": Kind.ISBN, "issn": Kind.ISSN}[match.lastgroup or ""]
        start = match.start(match.lastgroup or 0)
        value = match.group(match.lastgroup or 0)
        if kind is Kind.DOI:
            value = value.rstrip(".,;:")
            while value.endswith(")") and value.count(")") > value.count("("):
                value = value[:-1].rstrip(".,;:")
        else:
            value = value.strip()
        yield Anchor(kind, match.start(), start + len(value), start, start + len(value), value, rule=kind.name.lower())


_BARE = {"volume": Kind.VOLUME, "issue": Kind.ISSUE, "pages": Kind.PAGES}
_BARE_RULES = {
    "volume": "volume-before-year", "volume2": "bare-volume", "volume3": "bare-volume", "issue": "issue-before-year",
    "issue2": "issue-before-year", "pages": "pages-after-year",
}  # fmt: skip


def _numbers(text: str) -> Iterator[Anchor]:
    p = patterns()
    for match in p.pages.finditer(text):
        group = "value" if match.group("value") is not None else "value2"
        if match.group("label2") and not text[match.end() :].strip(" .;"):
            pass
        elif match.group("label2"):
            continue
        extra = (("rest", *_words(text, *match.span("rest"))),) if match.group("rest") else ()
        yield Anchor(
            Kind.PAGES, *match.span(), *match.span(group), match.group(group), extra=extra, rule=_locator_rule(match)
        )
    for match in p.throughout.finditer(text):
        at, rest = match.end(), (("rest", *match.span()),)
        yield Anchor(Kind.PAGES, *match.span(), at, at, extra=rest, rule="throughout")
    for match in p.extent.finditer(text):
        yield Anchor(Kind.EXTENT, *match.span(), *match.span("value"), match.group("value"), rule="extent")
    for match in p.designators.finditer(text):
        name = next(n for n in ("volume", "issue", "part", "chapter") if match.group(n))
        span = match.span(f"{name}_value")
        yield Anchor(Kind[name.upper()], *match.span(), *span, match.group(f"{name}_value"), rule=f"{name}-label")
    for match in p.bare_volume.finditer(text):
        for name, value in match.groupdict().items():
            kind = _BARE.get(name.rstrip("23456"))
            if value is None or kind is None:
                continue
            start = match.start("slash") if name == "issue" else match.start(name)
            end = match.end(name)
            if name == "issue5":
                start, end = start - 1, end + 1
            yield Anchor(kind, start, end, *match.span(name), value, rule=_BARE_RULES.get(name, "bare-number"))
    for match in p.issue_of_year.finditer(text) if "/" in text else ():
        year = match.start("year")
        issue = match.span("issue")
        yield Anchor(Kind.ISSUE, match.start(), year, *issue, match.group("issue"), rule="issue-of-year")
        date = parse_date(match.group("year"))
        yield Anchor(Kind.YEAR, year, match.end(), year, match.end(), match.group("year"), date, rule="issue-of-year")
    for match in p.volumes.finditer(text):
        yield Anchor(Kind.VOLUMES, *match.span(), *match.span(), match.group(), rule="volumes")
    for match in p.edition.finditer(text):
        group = "value" if match.group("value") else "value2"
        yield Anchor(Kind.EDITION, *match.span(), *match.span(group), match.group(group), rule="edition-label")


@cache
def _other_locators() -> dict[str, str]:
    """The labels of leaves and columns; a form that labels pages too is one of pages."""
    lex = lexicon()
    found = {squash(form): role for role in ("column", "folio") for form in lex.forms(role)}
    return {form: role for form, role in found.items() if form not in set(map(squash, lex.forms("page")))}


def _locator_rule(match: re.Match[str]) -> str:
    return f"{_other_locators().get(squash(match.group('label') or ''), 'page')}-label"


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch from its first letter or figure on."""
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


def _undated_here(text: str, at: int) -> bool:
    """Whether "no year" stands where a year does: after a place or a comma."""
    before = text[:at].rstrip(" ")
    return before.endswith((",", ";", "(", "[", "]")) or before[-1:].isalpha()


def _dates(text: str, found: Sequence[RepairedUrl]) -> Iterator[Anchor]:
    p = patterns()
    # Printed after an address or in brackets: elsewhere the words are those of a sentence.
    for match in p.accessed.finditer(text) if found or "[" in text or "(" in text else ():
        date = parse_date(match.group("date"))
        if date:
            yield Anchor(
                Kind.ACCESSED, *match.span(), *match.span("date"), match.group("date"), date, rule="accessed-label"
            )
    for match in p.accessed_after_url.finditer(text) if found else ():
        before = text[max(0, match.start() - 4) : match.start()]
        near_url = any(0 <= match.start() - url.end <= 4 for url in found)
        date = parse_date(match.group("date"))
        if date and (near_url or ">" in before):
            yield Anchor(
                Kind.ACCESSED, *match.span(), *match.span("date"), match.group("date"), date, rule="date-after-url"
            )
    for match in p.date_in_brackets.finditer(text) if found else ():
        date = parse_date(match.group("date"))
        if date and len(date.parts[0]) == 3 and any(0 <= match.start() - url.end <= 3 for url in found):
            rule = "date-after-url"
            yield Anchor(Kind.ACCESSED, *match.span(), *match.span("date"), match.group("date"), date, rule=rule)
    for match in p.online.finditer(text) if "[" in text or "(" in text else ():
        yield Anchor(Kind.ONLINE, *match.span(), *match.span(), match.group().strip("[]() "), rule="online")
    for match in p.imprint.finditer(text) if ":" in text or "(" in text else ():
        suffix = "" if match.group("place") else "3" if match.group("place3") else "2"
        year = match.group("year" + suffix)
        date = parse_date(year)
        named = ("place",) if suffix == "3" else ("place", "publisher")
        extra = tuple((n, *match.span(n + suffix)) for n in named)
        rule = "imprint" if suffix == "2" else "imprint-in-brackets"
        if date and not (suffix == "2" and _no_imprint(text, match)):
            yield Anchor(Kind.IMPRINT, *match.span(), *match.span("year" + suffix), year, date, extra=extra, rule=rule)
    for match in p.date.finditer(text):
        date = parse_date(match.group("date"))
        if date:
            word = p.before_date.search(text, max(0, match.start() - 12), match.start())
            start = word.start() if word else match.start()
            yield Anchor(Kind.DATE, start, match.end(), *match.span("date"), match.group("date"), date, rule="date")
    for match in p.undated.finditer(text):
        if _undated_here(text, match.start()):
            yield Anchor(Kind.NO_YEAR, *match.span(), *match.span(), match.group(), rule="no-year")
    for match in p.years.finditer(text):
        date = parse_date(match.group("year"))
        if date:
            yield Anchor(Kind.YEAR, *match.span(), *match.span("year"), match.group("year"), date, rule="year")


__all__ = ["ROMAN", "SELF_NAMED", "Anchor", "Kind", "between", "patterns", "scan"]
