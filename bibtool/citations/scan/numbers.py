"""Numbers with their labels: volumes, parts, issues, chapters, editions, counts of volumes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.initials import NEAR, initial_and_year, initials, of_a_person
from bibtool.citations.scan.locators import A_YEAR, with_capitals
from bibtool.citations.scan.rules import FIGURES, YEAR_FIGURES, Note, Rule, keys
from bibtool.citations.scan.shapes import RANGE, ROMANS, YEAR, YEARS
from bibtool.language import gazetteer
from bibtool.language.forms import alternation, squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_VOLUME = rf"(?:{RANGE})(?:\s?/\s?\d+)?"
_ISSUE = (
    # of a document: "2024/02.0-7.1"
    rf"(?:[0-9]+(?:[-/][0-9]+)*/[0-9]+(?:[.-][0-9]+)*\.[0-9]+(?:[.-][0-9]+)*(?![\w/])|[0-9]+(?:\s?[-–—/]\s?(?!{YEAR}(?!\d))[0-9]+)*|{ROMANS}(?:\s?[-–—]\s?{ROMANS})?)"
    rf"(?:\s?\((?!{YEARS}\))[0-9][^()\s]{{0,12}}(?:\s?[-–—/,]\s?[0-9]{{1,5}}\w?)?\))?"
)
_ISSUE_IN_BRACKETS = regex(r"\s?\((?P<value>[0-9]{1,3}(?:[-–—/][0-9]{1,3})?)\)")
_ORDINAL = rf"(?:[0-9]{{1,3}}(?:-?[{LOWER}]{{1,3}}|[.ªº°])?|[IVXІХ]{{1,15}})"
_ISSUE_OF_YEAR = rf"(?P<issue>[0-9]{{1,3}}(?:\s?[-–]\s?[0-9]{{1,3}})?)\s?/\s?(?P<year>{YEAR})(?![\w/])"
_BEFORE_EDITION = regex(rf"(?<![0-9])(?P<value>{_ORDINAL})\s?\Z")
_FIGURES = rf"(?!{YEAR}\b)[0-9]{{1,4}}(?:\.?[-–/][0-9]{{1,4}})?"
_BEFORE_LABEL = regex(rf"(?<![\w.–-])(?P<value>{_FIGURES}|{ROMANS})(?:\.|-?[{LOWER}]{{1,3}})?\s?\Z")
# Behind the series of a periodical: a labelled volume, or a bare one and its year.
_BARE_NUMBER = rf"(?:{ROMANS}|[0-9]{{1,3}})"
_VOLUME_NEXT = rf",?\s(?:VOLUME\s?(?:{ROMANS}|[0-9])|{_BARE_NUMBER}(?:\s?[-–/]\s?{_BARE_NUMBER})?,?\s\(?{YEAR})"
_BEFORE_VOLUMES = regex(r"(?:[:,.]\s?)?[\[(]?\Z")


def rules() -> tuple[Rule, ...]:
    """Labelled numbers, compiled at the first note."""
    lex = lexicon()
    alt = lex.alternation
    roles = alt("role_editor", "role_translator")  # "4. Aufl., hrsg. v. A. Lis"
    counted = rf"{alt('page', 'volume', 'issue', 'part')}\s?[0-9IVX]"
    return (
        # "„Rota”, n.s., t. 12", "Jahrbuch der Stadt, N.F. 12 (1933)": of a periodical that begins to count anew
        Rule(
            keys("new_series"),
            rf"(?:(?:(?<=,\s)|(?<=[”»\"]\s)){alt('new_series')}(?=[,:;)]|\.?\s?[(0-9IVXLC]|\.\s)"
            # "Zeitschrift für Volkskunde N. F. 7 (1937)"
            rf"|(?<=[{LOWER}]\s){alt('new_series')}(?=\s?[0-9]{{1,3}}[\s,/]))",
            _new_series,
        ),
        # "Economic History Review, 2nd ser., v (1952)"
        Rule(
            frozenset({FIGURES}),
            rf"(?:(?<=,\s)|(?<=[”»\"]\s))[0-9](?:-?[{LOWER}]{{1,3}}|\.)\s{alt('series')}(?=[,:;)]|\.?\s?[(0-9IVXLC]|\.\s)",
            _new_series,
        ),
        # "«Archivio veneto», s. V, XII (1930)", "serie V, vol. XII", "5a s., 12 (1930)": a volume or its year follows
        Rule(
            keys("periodical_series"),
            rf"(?:(?<=,\s)|(?<=[”»\"]\s)){alt('periodical_series')}\s?(?:{ROMANS}|[0-9]{{1,2}}[ªa°]?)"
            rf"(?={_VOLUME_NEXT.replace('VOLUME', alt('volume'))})",
            _series_before_volume,
        ),
        Rule(
            frozenset({FIGURES}),
            rf"(?:(?<=,\s)|(?<=[”»\"]\s))[0-9]{{1,2}}(?:[ªaeè°]|ème|\.)?\s{alt('periodical_series')}"
            rf"(?={_VOLUME_NEXT.replace('VOLUME', alt('volume'))})",
            _new_series,
        ),
        # "23. Jg. (2020)", "45. Jahrgang 1999", "3. évf."
        Rule(keys("volume_after", "issue_after", "page_after"), _after(), _number_before),
        # Of a label that is one of several numbers ("ч." is a part in Russian, an issue in Ukrainian), the first.
        Rule(
            keys("volume", "part", "issue", "chapter"),
            rf"(?P<volume>{with_capitals('volume')}\s?(?P<volume_value>{_VOLUME}))"
            rf"|(?P<part>{with_capitals('part')}\s?(?P<part_value>{_VOLUME}))"
            rf"|(?P<issue>{with_capitals('issue')}\s?(?P<issue_value>(?:{alt('issue_kind')}\s)?{_ISSUE}))"
            rf"|{alt('chapter')}\s?(?P<chapter_value>{RANGE}(?:\s{alt('and')}\s[0-9]{{1,2}}(?![0-9]))?)",
            _labelled,
        ),
        # "„Rota” 2014/3, s. 9", "Prz. Sąd. 2007/7–8, s. 9", but "1949/50"; "Revue des rivières 2007/3 (n° 54-3)"
        Rule(
            frozenset({YEAR_FIGURES}),
            # "Voprosy filosofii, 1981.4, 77–89"
            rf"(?<=[^\s\d(]\s)(?P<year>{YEAR})(?:/|(?<=,\s[0-9]{{4}})\.)(?P<issue>[0-9]{{1,2}}(?:[-–][0-9]{{1,2}})?)(?=,\s|\s\()",
            _year_of_issue,
        ),
        # "nr 8-9/2014", "„Rota” 3/2014"
        Rule(keys("issue"), rf"{alt('issue')}\s?{_ISSUE_OF_YEAR}", _issue_of_year),
        Rule(
            frozenset({FIGURES}),
            # "in: Media Perspektiven, 2/2002, S. 77–87", "in: texte.de, 3/2016, URL: https://…"
            rf"(?:(?<=[”»\"]\s)|(?<=[”»\"],\s)|(?<=[^\W\d_],\s)"
            rf"(?=[0-9\s/–-]{{6,16}},\s(?:{alt('page')}\s?[0-9]|(?:[^\W\d_]{{2,12}}:?\s)?<?(?:https?:|www\.))))"
            rf"{_ISSUE_OF_YEAR}",
            _issue_of_year,
        ),
        # "in «Malacoda», a. V, n. 27", "«Malacoda», anno V"
        Rule(
            keys("year_of_periodical"),
            rf"(?<=[»”\"],\s)(?P<volume>{alt('year_of_periodical')}\s?(?P<volume_value>{ROMANS}|[0-9]{{1,3}}))(?=,\s|\s\()",
            _labelled,
        ),
        # "Ruralia [En ligne], 12/13 | 2003"
        Rule(
            frozenset({FIGURES}),
            rf"(?<![\d/–-])(?P<issue>[0-9]{{1,3}}(?:[-–/][0-9]{{1,3}})?)\s\|\s(?P<year>{YEAR})(?!\w)",
            _issue_of_year,
        ),
        Rule(
            keys("in"),
            rf"{alt('in')}\s(?P<value>[0-9]{{1,3}}|[З])(?:-?[{LOWER}]{{1,2}})?\s?{alt('volumes_total')}"
            # "у 4 т., 6 кн."
            rf"(?:,\s[0-9]{{1,3}}\s?{alt('part', 'volumes_total')})?[\])]?",
            _volumes,
        ),
        Rule(
            frozenset({FIGURES}),
            # "Titel. 2 Bde. Berlin 1990"
            rf"(?<=[,.]\s)(?P<value>[0-9]{{1,2}})\s{alt('volumes_total')}(?=[\s,.]*(?:\(|,\s|\Z)|\.?\s{CAPITAL})",
            _volumes_after,
        ),
        # "Sanuto, I diarii, LVIII voll."
        Rule(keys("volumes_total"), rf"{alt('volumes_total')}(?=[\s,.;)])", _roman_volumes),
        Rule(
            keys("edition"),
            rf"{alt('edition')}\s?(?P<value>{_ORDINAL})(?![^\W_])(?:\s(?:[^\W\d_]{{1,8}}\.\s?)+)?",
            _edition,
        ),
        Rule(
            keys("edition"),
            # "Т. 2. Изд. 3-е": the number before is that of the volume
            rf"{alt('edition')}(?!\s?[0-9]{{1,2}}(?![0-9]))"
            # "2. Aufl., erw. u. verb.", but "(2nd ed., pp. 41–66)"
            rf"(?:,\s(?:(?!{counted}|{roles})[^\W\d_]{{2,8}}\.(?:\s{alt('and')}\s)?)+)?",
            _edition_after,
        ),
    )


@cache
def _after() -> str:
    alt = lexicon().alternation
    return (
        rf"(?:(?P<volume>{alt('volume_after')})|(?P<issue>{alt('issue_after')})|(?P<pages>{alt('page_after')}))"
        # "Jg. 23" is the other way round, but "12. évf. 3. sz." goes on with the number of the next label, and "3. sz.
        # 512–530." with pages
        rf"(?!\s?[0-9]{{1,3}}(?![0-9])(?!(?:[-–][0-9]+)?\.?\s?{alt('volume_after', 'issue_after', 'page_after')})"
        rf"(?![-–][0-9]{{2,4}}\.?\s*\Z))"
    )


def _number_before(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    number = _BEFORE_LABEL.search(note.text, max(0, match.start() - 14), match.start())
    if number and match.lastgroup:
        kind = Kind[match.lastgroup.upper()]
        rule = "page-label" if kind is Kind.PAGES else f"{match.lastgroup}-label"
        yield Anchor(kind, number.start(), match.end(), *number.span("value"), number.group("value"), rule=rule)
        pages = _PAGES_LAST.match(note.text, match.end()) if kind is Kind.ISSUE else None
        if pages is not None:  # "118. (1984) 3. sz. 512–530."
            yield Anchor(Kind.PAGES, *pages.span("value"), *pages.span("value"), pages["value"], rule="bare-number")


_PAGES_LAST = regex(r"\s(?P<value>[0-9]{1,3}[-–][0-9]{2,4})(?=\.?\s*\Z)")
_ROMAN_BEFORE = regex(r"[,.]\s(?P<value>[IVXL]{1,8})\s?\Z")


def _roman_volumes(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    number = _ROMAN_BEFORE.search(note.text, max(0, match.start() - 11), match.start())
    if number is not None:
        span = (number.start("value"), match.end())
        yield Anchor(Kind.VOLUMES, *span, *number.span("value"), number["value"], rule="volumes")


NEW_SERIES = "new-series"
_ONE_YEAR_OR_TWO = regex(rf"{YEAR}(?:\s?[-–/]\s?(?:{YEAR}|[0-9]{{2}}))?")


def _new_series(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(
        Kind.SERIES, *match.span(), *match.span(), extra=(("collection-title", *match.span()),), rule=NEW_SERIES
    )


@cache
def _volume_last() -> re.Pattern[str]:
    return compiled(rf"{lexicon().alternation('volume')}\s?[0-9IVXLC]+,\s\Z")


def _series_before_volume(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if _volume_last().search(note.text, max(0, match.start() - 16), match.start()) is None:
        yield from _new_series(note, match)  # else "t. 1, s. 45, t. 2, s. 50": pages of a volume


def _labelled(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if _ends_a_place(note.text, match):
        return
    name = match.lastgroup or "chapter_value"  # the group that closed last: of a label, or of a chapter
    name = name.removesuffix("_value")
    value = match.group(f"{name}_value")
    if name in ("volume", "part") and initials(note.text, match, value):
        return
    if initial_and_year(note.text, match) or (name == "issue" and of_a_person(note.text, match)):
        return  # "Wrona, T. 2011. Title", "Бондар Н.І. 2017. Школа"
    # "rok 1996", "Jg. 1996", "a.a. 1988-1989"
    year = parse_date(value) if name == "volume" and _ONE_YEAR_OR_TWO.fullmatch(value) else None
    if year is not None:
        yield Anchor(Kind.YEAR, *match.span(), *match.span("volume_value"), value, year, rule="year-label")
        return
    span = match.span(f"{name}_value")
    label = squash(match.group(name).removesuffix(value)) if name == "volume" else ""
    if label in _plural() and (value.isdigit() or label == "tomi"):  # "voll. 58": how many there are
        yield Anchor(Kind.VOLUMES, *match.span(), *match.span(), match.group(), rule="volumes")
        return
    if name == "part" and _numbers_too(match) and _of_a_paper(note.text, match.start()):
        name = "issue"  # "1912. Ч. 45", "«Діло», ч. 45": what is a part of a book numbers a paper in Ukrainian
    yield Anchor(Kind[name.upper()], *match.span(), *span, value, rule=f"{name}-label")
    issue = _ISSUE_IN_BRACKETS.match(note.text, match.end()) if name == "volume" else None
    if issue:  # "t. 9(1)"
        yield Anchor(Kind.ISSUE, *issue.span(), *issue.span("value"), issue.group("value"), rule="issue-in-brackets")


@cache
def _plural() -> frozenset[str]:
    return frozenset(map(squash, lexicon().hint("volumes_plural")))


def _ends_a_place(text: str, match: re.Match[str]) -> bool:
    """Whether a label ends the abbreviated name of a place before a year: "Freiburg i. Br. 1924"."""
    if not A_YEAR.search(match.group(), len(match.group()) - 4):
        return False
    at = max(0, match.start() - NEAR)
    return _spaced_places().search(text, at, match.end() - 5) is not None


@cache
def _spaced_places() -> re.Pattern[str]:
    return compiled(rf"(?<!\w){alternation(place for place in lexicon().places if ' ' in place)}\Z")


def _of_a_paper(text: str, at: int) -> bool:
    """Whether a quotation or a year stands before a label: but "М., 1891. Ч. 1" is a book, and so is "М.: Наука, 1891.
    Ч. 1" without slashes before a periodical, or among letters that Ukrainian, where the label numbers issues, does
    not have."""
    before = _OF_A_PAPER.search(text, max(0, at - 16), at)
    if before is None:
        return False
    place = _PLACE_BEFORE.search(text, max(0, at - NEAR), before.start())
    if place is None or gazetteer.place(place["place"]) is None:
        return True
    near = max(0, at - 2 * NEAR)
    return place["publisher"] is not None and "//" in text[near:at] and _NOT_UKRAINIAN.search(text, near, at) is None


_NOT_UKRAINIAN = regex("[ыэёъўЫЭЁЪЎ]")
_PLACE_BEFORE = regex(rf"(?:^|[\s–—])(?P<place>{CAPITAL}[\w.-]*)(?:\s?:\s(?P<publisher>[^:/]{{2,60}}))?,\s\Z")
_OF_A_PAPER = regex(
    r"(?:(?:1[4-9]|20)[0-9]{2}(?:\s?р\.?)?|\s[0-9]{1,2}(?:\s\([0-9]{1,2}\))?\s[^\W\d_]{3,9})[.,]\s?(?:[–—-]\s)?\Z|[»”\"],?\s\Z"
)


def _numbers_too(match: re.Match[str]) -> bool:
    """Whether the label of a part is one of issues in another language."""
    label = squash(match.group("part").removesuffix(match.group("part_value")))
    return label in _issues()


@cache
def _issues() -> frozenset[str]:
    return frozenset(map(squash, lexicon().forms("issue")))


def _issue_of_year(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    year = match.start("year")
    value = match.group("issue")
    yield Anchor(Kind.ISSUE, match.start(), year, *match.span("issue"), value, rule="issue-of-year")
    date = parse_date(match.group("year"))
    yield Anchor(Kind.YEAR, year, match.end(), year, match.end(), match.group("year"), date, rule="issue-of-year")


def _year_of_issue(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    year, issue, end = match["year"], match["issue"], match.end()
    if int(issue[:2].rstrip("-–")) == (int(year) + 1) % 100:
        return
    first, _, last = issue.replace("–", "-").partition("-")
    named = not _behind_place(note.text, match.start()) and (not last or int(first) < int(last))
    if not (named and _page_next().match(note.text, end)):
        both = _of_all().match(note.text, end)
        if both is None:
            return
        end = both.end("issue") if both["issue"] else end
    yield Anchor(Kind.YEAR, *match.span("year"), *match.span("year"), year, parse_date(year), rule="issue-of-year")
    at = match.start("issue")
    yield Anchor(Kind.ISSUE, at - 1, end, at, end, note.text[at:end], rule="issue-of-year")


_WORDS_BEFORE = regex(r"[^,.”»\"]*\s\Z")


def _behind_place(text: str, at: int) -> bool:
    """Whether a known place stands before a year: "Kraków 2007/8"."""
    match = _WORDS_BEFORE.search(text, max(0, at - 40), at)
    return match is not None and gazetteer.place(match.group()) is not None


@cache
def _page_next() -> re.Pattern[str]:
    return compiled(rf",\s(?:{lexicon().alternation('page')}\s?[0-9]|[0-9]{{1,4}}[-–][0-9])")


@cache
def _of_all() -> re.Pattern[str]:
    """The number of an issue or volume among all that there were, behind that of its year: " (n° 54-3)"."""
    alt = lexicon().alternation
    return compiled(
        rf"(?:(?P<issue>\s\({alt('issue')}\s?[0-9]+(?:[-–][0-9]+)?\))|\s\({alt('volume')}\s?[0-9]+\))(?=,|\.?\s*\Z|\s\()"
    )


def _volumes(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    before = _BEFORE_VOLUMES.search(note.text, max(0, match.start() - 4), match.start())
    start = before.start() if before else match.start()
    yield Anchor(Kind.VOLUMES, start, match.end(), start, match.end(), note.text[start : match.end()], rule="volumes")


def _volumes_after(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    start, end = match.span()
    if note.text[end - 1] == "." and _CAPITAL_NEXT.match(note.text, end):
        end -= 1  # "2 Bde. Berlin 1990": the full stop parts as well
    yield Anchor(Kind.VOLUMES, start, end, start, end, note.text[start:end], rule="volumes")


_CAPITAL_NEXT = regex(rf"\s{CAPITAL}")


_INITIAL_NEXT = regex(rf"\.\s?(?:{CAPITAL}[{LOWER}]?\.[\s-]?){{1,2}}{CAPITAL}[{LOWER}]")
_FAMILY_NEXT = regex(rf"\.\s(?P<word>{CAPITAL}[{LOWER}]+)[,\s]")


def _edition(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    family = (
        _FAMILY_NEXT.match(note.text, match.end()) if len(match["value"]) == 1 and match["value"].isalpha() else None
    )
    if family is not None and gazetteer.place(family["word"]) is None:
        return  # "wyd. I. Lis": an initial, but "wyd. V. Warszawa"
    if len(match["value"]) == 1 and match["value"].isalpha() and _INITIAL_NEXT.match(note.text, match.end()):
        return  # "ed. V. N. Lisin"
    yield Anchor(Kind.EDITION, *match.span(), *match.span("value"), match.group("value"), rule="edition-label")


def _edition_after(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    number = _BEFORE_EDITION.search(note.text, max(0, match.start() - 20), match.start())
    number = number or _before_remark().search(note.text, max(0, match.start() - NEAR), match.start())
    if number:
        value = number.group("value")
        yield Anchor(Kind.EDITION, number.start(), match.end(), *number.span("value"), value, rule="edition-label")


@cache
def _before_remark() -> Phrase:
    """The number of an edition before what it says of itself: "2., erw. Aufl.", "3. überarb. und erw. Auflage"."""
    lex = lexicon()
    # "völlig neu bearb."
    remark = rf"(?:[{LOWER}]{{3,14}}\.?\s){{0,2}}{lex.alternation('edition_remark')}"
    return Phrase(
        rf"(?<![\w.–-])(?P<value>{_ORDINAL}),?\s{remark}(?:(?:,?\s{lex.alternation('and')}\s|,?\s){remark})*\s\Z",
        lex.forms("edition_remark"),
    )
