"""Numbers right behind the name of a periodical or series, where what stands around them tells what they count.

"in: Das Argument 183, S. 803", "Feministische Studien 13.2: 55–68", "Sociologia del diritto XI, 1, 55–78", "Jg. 12,
2/1986", "29/1978, H. 3", "WA 7, 20–38"; and pages with "f." or "ff." behind them, but without their label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.bare import RULE
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.rules import Note
from bibtool.citations.scan.shapes import ROMANS, YEAR, YEARS
from bibtool.citations.scan.spots import LETTER, QUOTE, Notation, Patterns, Spot, matches, patterns
from bibtool.language import gazetteer
from bibtool.language.forms import alternation, squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Forms, Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER

_PAGES = r"[0-9]{1,5}\s?[-–—]\s?[0-9]{1,5}"
_ISSUE = r"[0-9]{1,3}(?:[-–—/][0-9]{1,3})?"
_NEAR = 120  # characters that hold the name of a periodical and the word before it


@cache
def _numbers() -> Patterns:
    alt = lexicon().alternation
    page, issue = alt("page"), alt("issue")
    name = r"(?<=[^\W\d_]\s)"
    last = r"(?=[.;]?\s*$|[.;,]\s)"
    return patterns(
        (
            # "Feministische Studien 13.2: 55–68"
            Notation(
                (LETTER,), rf"{name}(?P<volume1>[0-9]{{1,3}})\.(?P<issue1>[0-9]{{1,2}}):\s?(?P<pages1>{_PAGES}){last}"
            ),
            # "Sociologia del diritto XI, 1, 55–78", "Stato e mercato 12, 3, pp. 45–60"
            Notation(
                (LETTER,),
                rf"{name}(?P<volume2>{ROMANS}|[0-9]{{1,3}}),\s(?P<issue2>{_ISSUE}),\s"
                rf"(?:(?P<pages2>{_PAGES}){last}|(?={page}\s?[0-9]))",
            ),
            # "WA 7, 20–38", "PVS 12, 45–67": an acronym is no title that ends in a number
            Notation((LETTER,), rf"(?<=[{UPPER}][{UPPER}]\s)(?P<volume3>[0-9]{{1,3}}),\s(?P<pages3>{_PAGES}){last}"),
            # "Das Argument 183, S. 803" behind "in:", "ZA-Information 37: S. 29–60" in a work that is dated at its head
            Notation(
                (LETTER,),
                rf"{name}(?P<counted>[0-9]{{1,3}})(?=,\s(?:{YEAR},\s)?{page}\s?[0-9]|:\s{page}\s?[0-9]|,\s{_PAGES}\.?\s*$)",
            ),
            # "European Sociological Review, 5/3, S. 231–250"
            Notation(
                (LETTER, ","),
                rf"(?:{name}|(?<=[^\W\d_],\s))(?P<volume9>[0-9]{{1,3}})/(?P<issue9>[0-9]{{1,2}})(?=,\s{page}\s?[0-9]|:\s?[0-9])",
            ),
            # "Gewerkschaftliche Monatshefte, 29/1978, H. 3"
            Notation(
                (LETTER, ",", QUOTE),
                rf"(?:{name}|(?<=[^\W\d_],\s)|(?<=[”»\"]\s)|(?<=[”»\"],\s))(?P<volume4>[0-9]{{1,3}})/(?P<year4>{YEAR})(?=,?\s{issue}\s?[0-9])",
            ),
            # "Jg. 12, 2/1986, S. 197", "Der Spiegel 12/1999, S. 34"
            Notation(
                (LETTER, ","),
                rf"(?:(?<=[0-9],\s)|{name})(?P<issue5>{_ISSUE})/(?P<year5>{YEAR})(?=[,:]\s(?:{page}\s?)?[0-9])",
            ),
            # "Zeitschrift 46 (1993) 6, S. 367", "46 (1993) H. 6", "46 (1993) S. 6"
            Notation(
                (LETTER,),
                rf"{name}(?P<volume6>[0-9]{{1,3}})(?=\s\({YEARS}\),?\s(?:[0-9]|{alt('page', 'issue')}\s?[0-9])"
                # "Vierteljahrschrift 75. 1988. S. 1–31"
                rf"|\.\s{YEAR}\.\s(?:{page}\s?[0-9]|{_PAGES}))",
            ),
            # "American Sociological Review, Vol. 65: 343–370": behind what has its label
            Notation((":",), rf"(?<=[0-9]:\s)(?!{YEAR}\s?[-–—]\s?{YEAR})(?P<pages8>{_PAGES}){last}", long=True),
            # "AJS 94 (Supplement), 1988", "AJS 94, Supplement: S95–S120"
            Notation(
                (LETTER, ","),
                rf"(?:{name}|(?<=[^\W\d_],\s))(?P<volume7>[0-9]{{1,3}})(?=(?:\s\(|,?\s){_added()})",
            ),
        )
    )


@cache
def _followed() -> re.Pattern[str]:
    """ "12 f.", "33ff.", "1010 ss.": pages by what stands behind them."""
    rest = lexicon().alternation("locator_rest")
    return compiled(rf",\s(?P<pages>[0-9]{{1,4}})\s?(?P<rest>{rest})(?![^\W\d_])")


@cache
def _within() -> re.Pattern[str]:
    """A larger work that a word names, up to the number: "in: Das Argument "."""
    marks = f"[.:;,]\\s{lexicon().alternation('in')}:?"
    return compiled(rf"{marks}\s(?!.*[.:;]\s)[^,;:()]{{2,80}}\Z")


def _is_counted(text: str, at: int) -> bool:
    """Whether a larger work that a word names ends at a place, or a known periodical behind a mark: ". Soziale Welt
    41, S. 5"; or, in a work that is dated at its head, some words before pages that close it: ". ZA-Information 37:
    S. 29–60"."""
    if _within().search(text, max(0, at - _NEAR), at + 1) is not None:
        return True
    begin = max(text.rfind(". ", 0, at), text.rfind(", ", 0, at), text.rfind("? ", 0, at)) + 2
    if begin < 2 or at - begin >= _NEAR:
        return False
    if gazetteer.periodical(text[begin:at]) is gazetteer.Told.NAME:
        return True
    few = text[begin].isupper() and text.count(" ", begin, at) < _WORDS
    return few and _dated_head().match(text) is not None and _pages_last().match(text, at + 1) is not None


_WORDS = 6  # of the name of a periodical


@cache
def _dated_head() -> re.Pattern[str]:
    dated = rf"(?:\({YEAR}[{LOWER}]?\)|[.,]?\s{YEAR}[{LOWER}]?(?=[.:]))"
    return compiled(rf"[^.:;]{{2,40}}(?:[.,][^:;()]{{1,80}})?{dated}[.:,]?\s[„“«\"]?[{UPPER}]")


@cache
def _pages_last() -> re.Pattern[str]:
    return compiled(rf"[0-9]{{1,3}}[,:]\s(?:{lexicon().alternation('page')}\s?)?{_PAGES}\.?\s*$")


def _added() -> str:
    return alternation(_supplement_words())


@cache
def _supplement_words() -> tuple[str, ...]:
    """Words for a supplement; a part of a volume has a label of its own."""
    parts = frozenset(map(squash, lexicon().forms("part")))
    return tuple(form for form in lexicon().hint("supplement_of_volume") if squash(form) not in parts)


@cache
def _supplements() -> Phrase:
    """A supplement of a volume in place of an issue: "94, Supplement: S95–S120", "94 (Suppl. 1): 95–120"."""
    pages = r"[A-Z]?[0-9]{1,5}\s?[-–—]\s?[A-Z]?[0-9]{1,5}"
    said = rf"(?P<said>\(?(?P<issue>{_added()}(?:\s?[0-9]{{1,2}})?)\)?)"
    return Phrase(
        rf"(?<=[0-9)])(?:,\s|\s){said}(?=[:,.]\s?|\s\()(?:[:,]\s(?P<pages>{pages})(?=[.;,]|\s*$))?",
        _supplement_words(),
    )


@cache
def _of_papers() -> Phrase:
    """ "ZUMA-Arbeitsbericht 93/09", "GESIS Technical Reports 2012|05", "WZB Discussion Paper SP III 2005-201"."""
    lex = lexicon()
    figures = r"(?:[A-Z]{1,5}\s?(?:[IVX]{1,4}\s)?)?[0-9]{1,4}(?:[-–/|.][0-9]{1,4}){0,2}"
    return Phrase(
        rf"(?<!\w){lex.alternation('working_paper')},?\s(?P<said>(?:{lex.alternation('issue')}\s?)?(?P<number>{figures}))(?![\w/|-])",
        lex.forms("working_paper"),
    )


_FIGURES = r"[0-9]{1,4}(?:[-–/][0-9]{1,4})?|[IVXLC]{1,8}"


def _labelled() -> str:
    """ "(Theorie und Gesellschaft, Bd. 45)", behind a word"""
    volume = lexicon().alternation("volume")
    behind = rf"(?:(?<=[^\W\d_.]\s\()|(?<=[{LOWER}]{{2}}\.\s\()|(?<=[{LOWER}]\s{YEAR}\s\())"
    return rf"\({behind}(?P<name>{CAPITAL}[^():;]{{3,90}}?),?\s{volume}\s?(?P<number>{_FIGURES})\)"


def _unlabelled() -> str:
    """ "(Beiträge zur Gemeindepraxis 7),": of some words, one of which tells it"""
    issue = lexicon().alternation("issue")
    number = rf"(?:{issue}\s?)?(?P<number4>[0-9]{{1,4}})"
    return rf"\((?<=[{LOWER}]\s\()(?P<name4>{CAPITAL}[^(){{}}:;,\d]{{8,80}}?)\s{number}\)(?=[.,]\s)"


@cache
def _in_brackets() -> re.Pattern[str]:
    return compiled(f"{_labelled()}|{_unlabelled()}")


@cache
def _in_series() -> re.Pattern[str]:
    """The same, and the forms that hold a special issue."""
    lex = lexicon()
    special, figures = lex.alternation("special_issue"), _FIGURES
    return compiled(
        rf"{_labelled()}"
        # "(PVS-Sonderheft 24)", "(KZfSS, Sonderheft 27/1985)"
        rf"|(?<=[^\W\d_.]\s)\((?P<name2>{CAPITAL}[^():;\d]{{0,60}}?[-\s]?{special})\s(?P<number2>{figures})\)"
        # ". Sonderheft 27 der Kölner Zeitschrift für Soziologie", "(= Sonderband 2 der Sozialen Welt)"
        rf"|(?<=[.,;(=]\s)(?P<name3>{special}\s(?P<number3>{figures})\s{lex.alternation('of_series')}\s{CAPITAL}[^().,:;]{{2,80}})(?=[.,;:)]|\s*$)"
        rf"|{_unlabelled()}"
    )


@cache
def _special() -> tuple[Phrase, Forms]:
    forms = lexicon().forms("special_issue")
    return Phrase(alternation(forms), forms), Forms(forms)


def _series(note: Note) -> Iterator[Anchor]:
    """The series of a work that its number tells, in brackets or as a special issue of a periodical."""
    text = note.text
    phrase, forms = _special()
    if phrase.may_stand(text) and forms.stands_in(text):
        found = _in_series().finditer(text)
    elif "(" in text:
        found = _in_brackets().finditer(text)
    else:
        return
    for match in found:
        form = next(form for form in _FORMS if match.groupdict().get("name" + form))
        name, number = match.span("name" + form), match.span("number" + form)
        if form == "4" and not hints.has(match["name4"], "journal", "series_name"):
            continue
        if form == "" and gazetteer.place(match["name"]) is not None:
            continue  # "(Berlin, Bd. 2)"
        extra: tuple[tuple[str, int, int], ...] = (("collection-title", *name),)
        if form != "3":  # where its number stands among its words
            extra = (*extra, ("collection-number", *number))
        yield Anchor(Kind.SERIES, *match.span(), *name, text[slice(*name)], extra=extra, rule="series-in-brackets")


_FORMS = ("", "2", "3", "4")
OF_PAPERS = "number-of-papers"
_KINDS = {"volume": Kind.VOLUME, "issue": Kind.ISSUE, "pages": Kind.PAGES, "year": Kind.YEAR, "counted": Kind.VOLUME}


def numbers(note: Note, found: Sequence[Spot]) -> Iterator[Anchor]:
    """The numbers of a note that stand behind the name of a periodical, at spots that were ``found`` in it."""
    text = note.text
    for match in matches(text, found, _numbers()):
        if match.lastgroup == "counted" and not _is_counted(text, match.start()):
            continue
        for name, value in match.groupdict().items():
            if value is None:
                continue
            start, end = match.span(name)
            kind = _KINDS[name.rstrip("0123456789")]
            date = parse_date(value) if kind is Kind.YEAR else None
            yield Anchor(kind, start, end, start, end, value, date, rule=RULE)
    for match in _supplements().finditer(text):
        yield Anchor(Kind.ISSUE, *match.span("said"), *match.span("issue"), match["issue"], rule=RULE)
        if match["pages"]:
            yield Anchor(Kind.PAGES, *match.span("pages"), *match.span("pages"), match["pages"], rule=RULE)
    for match in _of_papers().finditer(text):
        yield Anchor(Kind.ISSUE, *match.span("said"), *match.span("number"), match["number"], rule=OF_PAPERS)
    yield from _series(note)
    for match in _followed().finditer(text):
        rest = ("rest", *match.span("rest"))
        start, end = match.span("pages")
        yield Anchor(Kind.PAGES, start, match.end(), start, end, match["pages"], extra=(rest,), rule=RULE)
