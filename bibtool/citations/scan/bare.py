"""Volumes, issues and pages that stand without a label: where they stand tells what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.locators import CITED_PAGES
from bibtool.citations.scan.rules import Note
from bibtool.citations.scan.shapes import ROMANS, YEAR, YEARS
from bibtool.citations.scan.spots import (
    BRACKET,
    EVERYWHERE,
    LETTER,
    QUOTE,
    SEMICOLON,
    Notation,
    Patterns,
    Spot,
    matches,
    patterns,
)
from bibtool.language import gazetteer
from bibtool.language.forms import alternation
from bibtool.language.lexicon import MONTH_ROLES, lexicon
from bibtool.language.phrases import Forms, Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.patterns import regex

_PAGES = r"[^\W\d_]?[0-9]{1,6}(?:\s?[-–—]\s?[^\W\d_]?[0-9]{1,6})?"  # "e33–41", "S5–S10"
_ISSUES = r"[0-9]{1,3}(?:[-–—/][0-9]{1,3})?"


@cache
def _seasons() -> Phrase:
    forms = lexicon().forms("season", "season_alt", *MONTH_ROLES)
    return Phrase(alternation(forms), forms)


@cache
def _patterns(seasons: bool) -> Patterns:
    """The patterns of each kind of spot, in a text that may name a season or in one that names none: what takes long
    to compile is left out there."""
    return patterns(_notations(alternation(lexicon().forms("season", "season_alt", *MONTH_ROLES) if seasons else ())))


def _notations(season: str) -> tuple[Notation, ...]:
    page, issue = lexicon().alternation("page"), lexicon().alternation("issue")
    column, editor = lexicon().alternation("column"), lexicon().alternation("role_editor")
    of_day = lexicon().alternation("date_prefix")
    end = rf"(?=[.;]?\s*$|;\s|{noted().pattern})"
    unnamed = _GROUP.sub("?:", noted().pattern)  # a name stands once in a pattern
    return (
        # "2011;62(3):201–209", "2009; 62 (1): 33-40", "2015 Jun;22(4):e33"
        Notation(
            (SEMICOLON, ";"),
            rf"(?:(?<=[\w.];)|(?<=[\w.];\s))(?P<volume6>[0-9]{{1,4}})(?:\s?\((?P<issue6>[^\W_][^()]{{0,15}})\))?"
            rf"\s?:\s?(?P<pages6>{_PAGES})(?=[.,;\s]|$)",
            long=True,
        ),
        # "Język 12 (2), s. 5", "Journal 51(3).", "62(3):201–9"
        Notation(
            (LETTER, ",", QUOTE),
            rf"(?:(?<=[^\W\d_]\s)|(?<=[,”»\"]\s))(?P<volume7>[0-9]{{1,3}})\s?\((?P<issue7>[A-Z]?{_ISSUES})\)"
            rf"(?:\s?:\s?(?P<pages7>{_PAGES})(?=[.,;\s]|$)|(?=,\s{page}\s?[0-9])|(?=\.?\s*$|\.\s))",
        ),
        # "Slavic Review 50:1 (1991)", "41.3 (1990)", "Historical Review, 112.3 (1997)"
        Notation(
            (LETTER, ","),
            rf"(?:(?<=[^\W\d_,”»\"’']\s)|(?<=[^\W\d_],\s))(?P<volume8>[0-9]{{1,3}})[:.](?P<issue8>{_ISSUES})(?=\s\({YEAR})",
        ),
        # "AAS 20 (1928), 5–16", "SL 9(2016)"
        Notation(
            (LETTER, ",", QUOTE),
            rf"(?:(?<=[^\W\d_]\s)|(?<=[”»\"’']\s)|(?<=[”»\"’'],\s))(?P<volume9>[0-9]{{1,3}})(?=\s?\((?:{season}\s)?{YEARS}\))",
        ),
        # "„Nurt” 5(1996)3", "Water, XXXIV/2 (April 1981)"
        Notation((BRACKET,), rf"(?<=\({YEAR}\))(?P<issue9>{_ISSUES})(?=,\s|\.?$)"),
        # "Zeitschrift 37 (1985) 1, S. 1–29"
        Notation(
            (")",),
            rf"(?<=[0-9{LOWER}]\s\({YEAR}\)\s)(?P<issue18>{_ISSUES})(?=,\s(?:{page}\s?[0-9]|[0-9]{{1,4}}\s?[-–—]\s?[0-9]))",
        ),
        # "Politik und Zeitgeschichte, B 12-13, S. 24", "B 38/1999", "B 12/87 vom 21. März 1987"
        Notation(
            (LETTER, ","),
            rf"(?:(?<=[^\W\d_]{{2}}\s)|(?<=[^\W\d_]{{2}},\s))B\s(?P<issue24>[0-9]{{1,2}}(?:[-–][0-9]{{1,2}})?(?:/[0-9]{{2}}(?!\d))?)"
            rf"(?=,\s{page}\s?[0-9]|,?\s\({YEAR}|,\s{YEAR}|/{YEAR}|\s{of_day}\s[0-9])",
        ),
        # "Psychol. Unterr. 43 (1996) 165-178"
        Notation(
            (".",),
            rf"(?<=[{LOWER}]{{2}}\.\s)(?P<volume25>[0-9]{{1,3}})"
            # "Z. f. Soz. 3, 1974, S. 148", "Psychol. Rdsch. 22. 1971. 99–120"
            rf"(?=\s\({YEAR}\)[,:]?\s?(?:{page}\s?)?[0-9]|[,.]\s{YEAR}[,.]\s(?:{page}\s?[0-9]|[0-9]{{1,4}}[-–][0-9]))",
        ),
        Notation(
            (".",),
            rf"(?<=[0-9]\.\s{YEAR}\.\s)(?P<pages26>[0-9]{{1,4}}\s?[-–]\s?[0-9]{{1,4}})(?=[.;]?\s*$|;\s)",
        ),
        # "Rivers of rain. Nature 12, 5–9 (1999).", "J. Hydrol. 12, 5123 (1999)"
        Notation(
            (LETTER, "."),
            rf"(?:(?<=[{LOWER}]\s)|(?<=[{LOWER}]\.\s)|(?<=[{UPPER}]\s))(?P<volume27>[0-9]{{1,4}}),\s(?P<pages27>{_PAGES})(?=\s\({YEAR}\)(?:[.;]?\s*$|;\s|\.\s))",
        ),
        # "Journal of Health 88 (2004), 1521-1546": of four figures, behind a volume and its year
        Notation(
            (",", ":"),
            rf"(?:(?<=[0-9]\s\({YEAR}\),\s)|(?<=[0-9]\s\({YEAR}\):\s))(?P<pages23>[12][0-9]{{3}}\s?[-–]\s?[12][0-9]{{3}})"
            rf"(?=[.;]?\s*$|;\s)",
            long=True,
        ),
        # "Electoral Studies 1: 65–94."
        Notation(
            (LETTER,),
            r"(?<=[^\W\d_]\s)(?P<volume18>[0-9]{1,3}):\s?(?P<pages18>[0-9]{1,5}[-–—][0-9]{1,5})(?=[.;]?\s*$)",
        ),
        Notation(
            (",", QUOTE),
            rf"(?<=[,”»\"]\s)(?P<volume15>{ROMANS}|[0-9]{{1,3}})/(?P<issue15>{_ISSUES})(?=\s\([^()]{{0,16}}{YEAR}\))",
        ),
        # "«Rivista», 75, 1998, fasc. 2"
        Notation((",",), rf"(?<=[”»\"’'],\s)(?P<volume17>[0-9]{{1,3}})(?=,\s{YEAR},\s)"),
        # "“Fords,” River Studies 64, no. 3", "“Fords,” Forum 21, 2021, p. 6"
        Notation(
            (LETTER,),
            rf"(?<=[^\W\d_]\s)(?P<volume16>[0-9]{{1,3}}(?:[-–—][0-9]{{1,3}})?)(?=,\s(?:{issue}\s?[0-9]|{YEAR},\s(?:{issue}|{page})\s?[0-9]))",
        ),
        # "«Studi», XII, 2001, 3, pp. 5-10"
        Notation((",", QUOTE), rf"(?:(?<=,\s)|(?<=[”»\"]\s))(?P<volume10>{ROMANS})(?=,\s\(?{YEAR}(?!\w)|\s\({YEAR})"),
        Notation(
            (",",),
            rf"(?:(?<={YEAR},\s)|(?<={YEAR}\),\s))(?P<issue10>{_ISSUES})(?=,\s(?:{page}\s?[0-9]|[0-9]{{1,4}}\s?[-–—]\s?[0-9]))",
        ),
        # "(London: Press, 1993), 2:246. (Henceforth …)"; "(Seoul: Press, 2020), 82. If …"; "(2005): 27, emphasis mine"
        Notation((",",), rf"(?<={YEAR}\),\s)(?P<volume11>[0-9]{{1,2}}):\s?(?P<pages11>{_PAGES})(?=[.,;]?\s|[.,;]?$)"),
        Notation(
            (",", ":"),
            rf"(?:(?<={YEAR}\),\s)|(?<={YEAR}\):\s))(?P<pages12>[0-9]{{1,4}}(?:\s?[-–—]\s?[0-9]{{1,4}})?)(?=[.;]\s|,\s[{LOWER}])",
            long=True,
        ),
        # "vol. 5, 181-204. Available at", "t. 8, 65-83., 2008"
        Notation(
            (",",),
            rf"(?<=,\s)(?P<pages13>(?!{YEAR}(?!\w))[0-9]{{1,5}}\s?[-–—]\s?[0-9]{{1,5}})(?=\.?,\s|[.;]?\s*$|[.;]\s)",
            long=True,
        ),
        # "PHis 53: 1962", "16/2, 1913", "16 (2) 2019", "12, no. 3 (2000): 45–50"
        Notation(
            (QUOTE,),
            rf"(?<=[”»\"]\s)(?P<volume3>[0-9]{{1,3}}|{ROMANS})(?:/(?P<issue3>[0-9]{{1,3}}))?(?=[,:]?\s\(?{YEAR}(?!\w)|:{YEAR}(?!\w)|,\s)",
        ),
        Notation((",",), r"(?<=,\s)(?P<volume2>[IVXLC]{1,15}\s?[-–]\s?[IVXLC]{1,15})(?=,\s)"),
        Notation(
            EVERYWHERE,
            rf"(?<=\s)(?P<volume>[0-9]{{1,3}})(?:\s?:\s(?=\[?{YEAR}(?!\w))|(?P<slash>/)(?P<issue>[0-9]{{1,3}}(?:[-–][0-9]{{1,3}})?)(?=,?\s\(?{YEAR}(?!\w)))",
        ),
        # "Przegląd Rzeczny LXII/3 (1971)"
        Notation(
            (LETTER,),
            rf"(?<=[^\W\d_]\s)(?P<volume22>{ROMANS})/(?P<issue22>[0-9]{{1,3}}(?:[-–][0-9]{{1,3}})?)"
            rf"(?=,?\s(?:\({YEAR}|{YEAR}(?!\s?[-–]\s?[0-9]))(?!\w))",
        ),
        Notation((",",), rf"(?<=,\s)(?P<issue2>[0-9]{{1,3}}\s?\([0-9]{{1,3}}\))(?=,?\s\(?{YEAR}(?!\w))"),
        Notation(
            (",", ":", ")", QUOTE),
            rf"(?:(?<={YEAR}\):\s)|(?<=\s{YEAR}:\s)|(?<={YEAR}\),\s)|(?<={YEAR}\)\s)|(?<=[”»\"],\s)|(?<=,[”\"]\s))"
            rf"(?P<pages>(?!{YEAR}(?!\w))[0-9]{{1,4}}(?:\s?[-–]\s?[0-9]{{1,4}})?){end}",
            long=True,
        ),
        # "(Hall 2001) 60, 65–67"
        Notation(
            (")",),
            rf"(?<={YEAR}\)\s)(?P<pages28>[0-9]{{1,4}}(?:,\s[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?)+)(?=[.;]?\s*$|;\s)",
            long=True,
        ),
        # "4 (1999): 123–45, https://…"; "Smith, Rural England, 60."; "(Oxford: Press, 1975), 2:34"
        Notation(
            (",", ":"),
            rf"(?:(?<={YEAR}\):\s)|(?<=\({YEAR}\),\s))(?P<pages2>[0-9]{{1,4}}(?:\s?[-–]\s?[0-9]{{1,4}}(?=[,.]\s|\s<)|(?=,?\s<?(?:https?:|doi\b|DOI\b))))",
            long=True,
        ),
        # "Olsztyn 2011, 34–36"; "Рязань : Приокское издательство, 2006. 54": the label left out
        Notation(
            (",", "."),
            rf"(?:(?<=[{LOWER}]\s{YEAR},\s)|(?<=[{LOWER}],\s{YEAR}\.\s))"
            rf"(?P<pages14>[0-9]{{1,4}}(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s|{unnamed})",
            long=True,
        ),
        Notation(
            (",", ":"),
            rf"(?<=(?:[{LOWER}]|[.…)])[,:]\s)(?P<pages3>[0-9]{{1,3}}(?:[-–][0-9]{{1,4}})?(?:,\s[0-9]{{1,3}}[-–][0-9]{{1,4}})?)"
            rf"(?=\.?\s*$|;\s)",
        ),
        Notation((",",), r"(?<=,\s)(?P<volume4>[0-9]{1,2}):(?P<pages4>[0-9]{1,4}(?:[-–][0-9]{1,4})?)(?=[.;]?\s*$|;\s)"),
        # "«Bollettino», VIII (1966), II, pp. 68-81"
        Notation((",",), rf"(?<=[IVXLC0-9]\s\({YEAR}\),\s)(?P<issue19>{ROMANS})(?=,\s{page}\s?[0-9])"),
        # "La storia di Padova, Bergamo 1927, II, p. 15", "(Oxford: Press, 1987), II, pp. 12–40"
        Notation(
            (",",), rf"(?:(?<={YEAR},\s)|(?<={YEAR}\),\s))(?P<volume19>{ROMANS})(?=,\s(?:{page}|{column})\s?[0-9])"
        ),
        # "Storia di Padova, II, Padova 1930", "…, II, Padova, Antenore, 1930", "…, IV, Il Trecento, a cura di A. Lis"
        Notation(
            (",",),
            # "in Storia della cultura veneta, 3/III, Vicenza, Neri Pozza, 1981", "…, II, a cura di A. Lis"
            rf"(?<=[{LOWER}],\s)(?P<volume20>(?:[0-9]{{1,2}}/)?{ROMANS}(?:/[0-9]{{1,2}})?)(?=,\s{CAPITAL}[^,;()0-9]{{1,30}}\s{YEAR}(?![\w–-])"
            rf"|,\s{editor}\s{CAPITAL}"
            rf"|,\s{CAPITAL}[^,;()0-9]{{2,80}},\s{editor}\s{CAPITAL}"
            rf"|(?:,\s{CAPITAL}[^,;()0-9]{{2,80}})?,\s{CAPITAL}[^,;()0-9]{{1,30}},\s{CAPITAL}[^,;()0-9]{{1,60}},\s{YEAR}(?![\w–-]))",
        ),
        # "Dizionario biografico, 28, Roma 1983, pp. 2–5", "in DBI, 28, Roma 1983, pp. 2–5"
        Notation(
            (",",),
            rf"(?<=[{LOWER}{UPPER}],\s)(?P<volume21>[0-9]{{1,3}})(?=,\s{CAPITAL}[^,;()0-9]{{1,30}}\s{YEAR},\s{page}\s?[0-9])",
        ),
        # "The Boston Globe, B3": the section of a newspaper and its page
        Notation(
            (",",),
            r"(?<=[^\W\d_],\s)(?=[A-Z])(?P<pages19>[A-Z][0-9]{1,2}(?:[-–][A-Z]?[0-9]{1,2})?(?:,\s[A-Z][0-9]{1,2})*)(?=\.?\s*$)",
        ),
        # "Journal of Rural Studies, 17(3), 245–260", "Journal, 17, 245–260": as APA prints it
        Notation(
            (LETTER, ","),
            r"(?:(?<=,\s)|(?<=[^\W\d_]\s)(?=[0-9]+\s?\())(?P<volume5>[0-9]{1,3})(?:\s?\((?P<issue5>[0-9]{1,3}(?:[-–/][0-9]{1,3})?)\))?,\s"
            r"(?P<pages5>e?[0-9]{1,5}\s?[-–]\s?[0-9]{1,5})(?=\.|,\s|;\s|\s*$)",
        ),
    )


RULE = "bare-number"
_GROUP = regex(r"\?P<\w+>")


@cache
def noted() -> re.Pattern[str]:
    """What belongs to a page behind its number: its note, "88 n. 3", "88n3", "90, n. 14", or further pages, "60ff",
    "60 et seq."."""
    lex = lexicon()
    glued = "|".join(sorted(lex.hint("glued_rest")))
    more = rf"(?P<said3>(?:{glued})(?!\w)\.?)|\s(?P<said4>{lex.alternation('locator_rest')})"
    more += rf"|,?\s(?P<said5>{alternation(lex.hint('part_of_work'))}\s?[0-9]{{1,4}})"  # "44, fig. 12"
    return compiled(
        rf"(?:,?\s(?P<said>{lex.alternation('note')}\s?[0-9]{{1,4}})|(?P<said2>nn?\.?\s?[0-9]{{1,4}})|{more})"
        r"(?=[.;]?\s*$|[;)]|,\s)"
    )


_IN_BRACKETS = frozenset({"issue5", "issue6", "issue7"})
_KINDS = {"volume": Kind.VOLUME, "issue": Kind.ISSUE, "pages": Kind.PAGES}
_RULES = {
    "volume": "volume-before-year", "volume2": "bare-volume", "volume3": "bare-volume", "issue": "issue-before-year",
    "issue2": "issue-before-year", "pages": "pages-after-year",
}  # fmt: skip


# "6 (2), 2007": an issue of a volume; "6 (235), 2007" counts all issues that there were.
# "Journal of Schools, 12, 4–9": a volume before its pages where no page 12 can be meant, or APA is told by its date
_VOLUME_AND_RANGE = regex(r"(?P<volume>[0-9]{1,3}),\s(?P<pages>(?P<first>[0-9]{1,3})[-–][0-9]{1,4})")
_DATED_HEAD = regex(rf"\({YEAR}[{LOWER}]?(?:,\s[^()]{{3,16}})?\)\.\s")
_VOLUME_AND_ISSUE = regex(r"(?P<volume>[0-9]{1,3})\s?\((?P<issue>[0-9]{1,3})\)")
_MOST_ISSUES = 12


# "Ostkirchliche Studien 49 (2000) 3–22, 7": the pages of an article, and one of them that is cited
_RANGE_AND_PAGE = regex(
    rf"\)(?<={YEAR}\))[,:]?\s(?P<pages>(?P<first>[0-9]{{1,4}})\s?[-–]\s?(?P<last>[0-9]{{1,4}})),"
    rf"\s(?P<cited>(?P<page>[0-9]{{1,4}})(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s)"
)


@cache
def _range_and_page() -> re.Pattern[str]:
    """Pages of an article by their label, and one of them that is cited: "pp. 113–147: 121"."""
    page = lexicon().alternation("page")
    return compiled(
        rf"{page}\s?(?P<pages>(?P<first>[0-9]{{1,4}})\s?[-–]\s?(?P<last>[0-9]{{1,4}})):"
        rf"\s(?P<cited>(?P<page>[0-9]{{1,4}})(?:[-–][0-9]{{1,4}})?)(?=[.;]?\s*$|;\s)"
    )


_RANGE_AND_COLON = regex(r"[0-9][-–][0-9]{1,4}:\s[0-9]")  # what they hold, asked first


def _one_of_them(match: re.Match[str]) -> bool:
    first, last = match["first"], match["last"]
    return int(first) <= int(match["page"]) <= int(first[: max(0, len(first) - len(last))] + last)


def bare_numbers(note: Note, found: Sequence[Spot]) -> Iterator[Anchor]:
    """The numbers of a note that name themselves by their place, which is one of those ``found`` in it."""
    for match in _RANGE_AND_PAGE.finditer(note.text):
        if _one_of_them(match):
            for name, rule in (("pages", RULE), ("cited", CITED_PAGES)):
                yield Anchor(Kind.PAGES, *match.span(name), *match.span(name), match[name], rule=rule)
    for match in _range_and_page().finditer(note.text) if _RANGE_AND_COLON.search(note.text) else ():
        if _one_of_them(match):
            yield Anchor(Kind.PAGES, *match.span("cited"), *match.span("cited"), match["cited"], rule=CITED_PAGES)
    for match in _VOLUME_AND_PAGE.finditer(note.text):
        start, end = match.span("volume")
        yield Anchor(Kind.VOLUME, start, end, start, end, match["volume"], rule=RULE)
        yield Anchor(Kind.PAGES, *match.span("pages"), *match.span("pages"), match["pages"], rule=RULE)
    for match in _SMALL_VOLUME.finditer(note.text) if " (" in note.text else ():
        yield Anchor(Kind.VOLUME, *match.span(), *match.span(), match.group(), rule=RULE)
    for match in matches(note.text, found, _patterns(_seasons().may_stand(note.text))):
        named = {name: value for name, value in match.groupdict().items() if value is not None}
        if _no_number(note.text, match, named):
            continue
        for name, value in named.items():
            if (kind := _KINDS.get(name.rstrip("0123456789"))) is None:
                continue
            if name == "issue10" and _counts_volumes(note.text, match.start(name), value):
                kind = Kind.VOLUME
            start, end = match.span(name)
            said = noted().match(note.text, end) if kind is Kind.PAGES else None
            if said is not None:
                at = said.start(said.lastgroup or 0)
                yield Anchor(kind, start, said.end(), start, end, value, extra=(("rest", at, said.end()),), rule=RULE)
                continue
            pair = _VOLUME_AND_RANGE.fullmatch(value) if name == "pages3" else None
            if pair is not None and _is_volume(note.text, start, pair):
                at = start + pair.start("pages")
                yield Anchor(Kind.VOLUME, start, at - 2, start, at - 2, pair["volume"], rule=RULE)
                yield Anchor(kind, at, end, at, end, pair["pages"], rule=RULE)
                continue
            inner = _VOLUME_AND_ISSUE.fullmatch(value) if name == "issue2" else None
            if inner is not None and int(inner["issue"]) <= _MOST_ISSUES:
                at = start + inner.start("issue")
                yield Anchor(
                    Kind.VOLUME,
                    start,
                    start + inner.end("volume"),
                    start,
                    start + inner.end("volume"),
                    inner["volume"],
                    rule=RULE,
                )
                yield Anchor(Kind.ISSUE, at - 1, end, at, at + len(inner["issue"]), inner["issue"], rule=RULE)
                continue
            if name == "issue":
                start = match.start("slash")
            elif name == "issue24":
                start -= 2  # "B 12"
            elif name == "volume6":  # with the semicolon, which ends no citation here
                start = note.text.rindex(";", 0, start)
            elif name in _IN_BRACKETS:
                start, end = start - 1, end + 1
            yield Anchor(kind, start, end, *match.span(name), value, rule=_RULES.get(name, RULE))


# "Economic History Review, xlvi (1993)"
_SMALL_VOLUME = regex(rf"[ivxl](?<=[^\W\d_],\s[ivxl]|\.,\s[ivxl])[ivxl]{{0,6}}(?=\s\({YEARS}\))")
# "(Oxford, 1990–2), ii. 77": a volume in small roman figures and its page
_VOLUME_AND_PAGE = regex(
    r"\),\s(?P<volume>[ivxl]{1,6})[.,:]\s(?P<pages>[0-9]{1,4}(?:[-–][0-9]{1,4})?)(?=[.;]?\s*$|[;)]|,\s)"
)


# a word, not a quotation, and its year: "Journal of Schools, 1983, 56, 101-112"
_YEAR_BEHIND_NAME = regex(rf"[{LOWER}],\s{YEAR},\s\Z")


def _counts_volumes(text: str, at: int, value: str) -> bool:
    """Whether a bare number behind the year of a periodical is that of its volume: no year has so many issues."""
    return (
        value.isdigit() and int(value) > _MOST_ISSUES and _YEAR_BEHIND_NAME.search(text, max(0, at - 9), at) is not None
    )


def _is_volume(text: str, at: int, pair: re.Match[str]) -> bool:
    return int(pair["volume"]) > int(pair["first"]) or _DATED_HEAD.search(text, 0, at) is not None


_PERIOD = regex(r"1\d|20")
_NUMBER_BEFORE = regex(r"[0-9)],\s")
_DATED_BEFORE = regex(rf"{YEAR}(?:\s[^\W\d_]{{3,9}}\.?(?:\s[0-9]{{1,2}})?)?;\s?\Z")
_AFTER_YEAR = regex(rf"\s?\((?:[^\W\d_]{{3,12}}\.?\s)?{YEARS}\)(?:(?:[,:]\s|(?=[0-9]))(?P<more>\S+)|(?P<end>[.;]|\Z))?")
_QUOTED_BEFORE = regex(r"[”»\"’']\s?,?\s(?:[^\W\d_][^”»\"’']{1,80}\s)?\Z")
_ACRONYM_BEFORE = regex(rf"(?<!\w)[^\W\d_{LOWER}]{{2,8}}\s\Z")


def _no_number(text: str, match: re.Match[str], named: Mapping[str, str]) -> bool:
    """Whether figures that stand where such numbers do are something else."""
    at = match.start() + 1  # behind the character that the match begins with
    if "volume10" in named and named["volume10"] in lexicon().hint("state_of_place"):
        place = _PLACE_BEFORE.search(text, max(0, at - 40), at)
        return place is not None and gazetteer.place(place["place"]) is not None  # "Chicago, IL, 2000"
    if "volume6" in named:
        return _DATED_BEFORE.search(text, max(0, at - 24), at) is None
    if "volume8" in named or "volume9" in named:
        # "Catch 22 (1961)" and "Map 1:50 (1991)" are titles: a periodical is quoted before, an acronym, or pages follow
        after = _AFTER_YEAR.match(text, match.end())
        before = max(0, at - 100), at
        numbered = after is not None and after.group("more") is not None and _numbered(after.group("more"))
        return not (numbered or _QUOTED_BEFORE.search(text, *before) or _ACRONYM_BEFORE.search(text, *before))
    if "volume16" in named:
        return _QUOTED_BEFORE.search(text, max(0, at - 100), at) is None
    if "pages19" in named:  # where a day is named: "MS A3" is a shelfmark
        return _DATED_HEAD.search(text, 0, at) is None
    if "pages13" in named:
        first, last = re.split("[-–—]", named["pages13"])
        if len(first) == len(last) == 4 and _PERIOD.match(first) and not _NUMBER_BEFORE.match(text, at - 3):
            return True  # "Society in Medieval Poland, 1100-1250. New York": a title that ends with its time
        return len(first) <= len(last) and int(first) > int(last)
    return False


_PLACE_BEFORE = regex(rf"(?P<place>{CAPITAL}[^\W\d_]+),\s?\Z")


def _numbered(word: str) -> bool:
    """Whether a word is a number or a label of one."""
    return word[0].isdigit() or _labels().match(word) is not None


@cache
def _labels() -> Forms:
    return Forms(lexicon().forms("page", "issue", "volume", "part"))
