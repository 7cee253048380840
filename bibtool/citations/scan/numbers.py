"""Numbers with their labels: pages, volumes, parts, issues, chapters, editions, extents, counts of volumes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.rules import FIGURES, Note, Rule, keys, keys_of
from bibtool.citations.scan.shapes import OCR_THREE, RANGE, ROMANS, YEAR
from bibtool.language.lexicon import lexicon, squash
from bibtool.text.letters import CAPITAL, LOWER

_ITEM = rf"(?:{RANGE}|{OCR_THREE})"
# "R. M. Cutler" begins with initials, "R. 12" is a volume: a numeral before a full stop is none.
_VOLUME = rf"(?:{RANGE})(?!(?<=[IVXLCDM])\.\s?{CAPITAL})(?:\s?/\s?\d+)?"
_ISSUE = rf"(?:[0-9]+(?:\s?[-–/]\s?(?!{YEAR}(?!\d))[0-9]+)*|{ROMANS})(?:\s?\((?!{YEAR}\))[0-9][^()]{{0,12}}\))?"
_ORDINAL = rf"(?:[0-9]{{1,3}}(?:-?[{LOWER}]{{1,3}}|\.)?|[IVXІХ]{{1,15}})"
_ISSUE_OF_YEAR = rf"(?P<issue>[0-9]{{1,3}}(?:\s?[-–]\s?[0-9]{{1,3}})?)\s?/\s?(?P<year>{YEAR})(?![\w/])"
_BEFORE_EXTENT = re.compile(r"(?<![\w.])(?P<value>[1-9][0-9]{1,3})\s?\Z")
_BEFORE_EDITION = re.compile(rf"(?<![0-9])(?P<value>{_ORDINAL})(?:\s|-е\s|-ге\s)?\Z")
_BEFORE_VOLUMES = re.compile(r"(?:[:,.]\s?)?[\[(]?\Z")


def rules() -> tuple[Rule, ...]:
    """Labelled numbers, compiled at the first note."""
    lex = lexicon()
    alt = lex.alternation
    pages = rf"{_ITEM}(?:(?:,|\s{alt('and')})\s?{_ITEM}(?!\s?[^\W\d_]{{3}}))*"
    # "i n.", "passim", "przyp. 12"
    rest = rf"(?P<rest>(?:,?\s?(?:{alt('locator_rest', 'locator_alone')}|{alt('note')}\s?\d+[{LOWER}]?(?!\w)))*)"
    single = _single(lex.forms("page"))
    return (
        Rule(
            keys("page", "folio", "column"),
            re.compile(rf"(?P<label>{alt('page', 'folio', 'column')})\s?(?!v\.)(?P<value>{pages}){rest}"),
            _pages,
        ),
        # One-letter page labels whose full stop was lost ("С 12").
        Rule(keys_of(single), re.compile(rf"(?<=\s)(?:{'|'.join(single) or '(?!)'})\s(?P<value>{_ITEM})"), _page),
        Rule(
            keys("locator_alone"),
            re.compile(rf"(?<=[,;]\s){alt('locator_alone')}(?=[.,;)]|\s*$)"),
            _throughout,
        ),
        Rule(keys("page"), re.compile(rf"{alt('page')}(?!\s?[0-9])(?:\s?:\s?{alt('physical')})?"), _extent),
        # Of a label that is one of several numbers ("ч." is a part in Russian, an issue in Ukrainian), the first.
        Rule(
            keys("volume", "part", "issue", "chapter"),
            re.compile(
                rf"(?P<volume>{alt('volume')}\s?(?P<volume_value>{_VOLUME}))"
                rf"|(?P<part>{alt('part')}\s?(?P<part_value>{_VOLUME}))"
                rf"|(?P<issue>{alt('issue')}\s?(?P<issue_value>{_ISSUE}))"
                rf"|{alt('chapter')}\s?(?P<chapter_value>{RANGE})"
            ),
            _labelled,
        ),
        # "nr 8-9/2014", "„Rota” 3/2014"
        Rule(keys("issue"), re.compile(rf"{alt('issue')}\s?{_ISSUE_OF_YEAR}"), _issue_of_year),
        Rule(frozenset({FIGURES}), re.compile(rf"(?:(?<=[”»\"]\s)|(?<=[”»\"],\s)){_ISSUE_OF_YEAR}"), _issue_of_year),
        Rule(
            keys("in"),
            re.compile(
                rf"{alt('in')}\s(?P<value>[0-9]{{1,3}}|[З])(?:-?[{LOWER}]{{1,2}})?\s?{alt('volumes_total')}[\])]?"
            ),
            _volumes,
        ),
        Rule(
            frozenset({FIGURES}),
            re.compile(rf"(?<=,\s)(?P<value>[0-9]{{1,2}})\s{alt('volumes_total')}(?=[\s,.]*(?:\(|,\s))"),
            _volumes_after,
        ),
        Rule(
            keys("edition"),
            re.compile(rf"{alt('edition')}\s?(?P<value>{_ORDINAL})(?![^\W_])(?:\s(?:[^\W\d_]{{1,8}}\.\s?)+)?"),
            _edition,
        ),
        Rule(
            keys("edition"),
            re.compile(
                # "Т. 2. Изд. 3-е": the number before is that of the volume
                rf"{alt('edition')}(?!\s?[0-9]{{1,2}}(?![0-9]))(?:,\s(?:[^\W\d_]{{2,8}}\.(?:\s{alt('and')}\s)?)+)?"
            ),
            _edition_after,
        ),
    )


def _single(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({spelt for form in forms if len(form) == 1 for spelt in (form.lower(), form.upper())}))


def _pages(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    extra = (("rest", *_from_word(note.text, *match.span("rest"))),) if match.group("rest") else ()
    rule = f"{_other_locators().get(squash(match.group('label')), 'page')}-label"
    yield Anchor(Kind.PAGES, *match.span(), *match.span("value"), match.group("value"), extra=extra, rule=rule)


def _page(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if not note.text[match.end() :].strip(" .;"):
        yield Anchor(Kind.PAGES, *match.span(), *match.span("value"), match.group("value"), rule="page-label")


@cache
def _other_locators() -> dict[str, str]:
    """The labels of leaves and columns; a form that labels pages too is one of pages."""
    lex = lexicon()
    found = {squash(form): role for role in ("column", "folio") for form in lex.forms(role)}
    return {form: role for form, role in found.items() if form not in set(map(squash, lex.forms("page")))}


def _from_word(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch from its first letter or figure on."""
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


def _throughout(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    at, rest = match.end(), (("rest", *match.span()),)
    yield Anchor(Kind.PAGES, *match.span(), at, at, extra=rest, rule="throughout")


def _extent(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    number = _BEFORE_EXTENT.search(note.text, max(0, match.start() - 5), match.start())
    if number:
        value = number.group("value")
        yield Anchor(Kind.EXTENT, number.start(), match.end(), *number.span("value"), value, rule="extent")


def _labelled(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    name = match.lastgroup or "chapter_value"  # the group that closed last: of a label, or of a chapter
    name = name.removesuffix("_value")
    value = match.group(f"{name}_value")
    yield Anchor(Kind[name.upper()], *match.span(), *match.span(f"{name}_value"), value, rule=f"{name}-label")


def _issue_of_year(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    year = match.start("year")
    value = match.group("issue")
    yield Anchor(Kind.ISSUE, match.start(), year, *match.span("issue"), value, rule="issue-of-year")
    date = parse_date(match.group("year"))
    yield Anchor(Kind.YEAR, year, match.end(), year, match.end(), match.group("year"), date, rule="issue-of-year")


def _volumes(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    before = _BEFORE_VOLUMES.search(note.text, max(0, match.start() - 4), match.start())
    start = before.start() if before else match.start()
    yield Anchor(Kind.VOLUMES, start, match.end(), start, match.end(), note.text[start : match.end()], rule="volumes")


def _volumes_after(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.VOLUMES, *match.span(), *match.span(), match.group(), rule="volumes")


def _edition(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    yield Anchor(Kind.EDITION, *match.span(), *match.span("value"), match.group("value"), rule="edition-label")


def _edition_after(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    number = _BEFORE_EDITION.search(note.text, max(0, match.start() - 20), match.start())
    if number:
        value = number.group("value")
        yield Anchor(Kind.EDITION, number.start(), match.end(), *number.span("value"), value, rule="edition-label")
