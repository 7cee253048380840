"""Place, publisher and year that stand together: "(Seoul: Press, 2019)", "– Мінск: Навука, 2009"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtool.citations.scan.anchors import Anchor, Doubt, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.rules import Note
from bibtool.citations.scan.shapes import PLACE, YEAR
from bibtool.language import gazetteer
from bibtool.language.forms import alternation, literal, squash
from bibtool.language.lexicon import MONTH_ROLES, lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.patterns import regex


@cache
def _imprint() -> re.Pattern[str]:
    words = lexicon().alternation(*(r for r in MONTH_ROLES if r != "roman_month"), "season", "season_alt")
    months = f"{words}|[IVX]{{1,4}}"
    editions = {form: _edition_before(form) for form in "356"}
    return compiled(
        # a bracket, or the space before a place: a pattern that begins with a character is fast
        rf"[(\s](?:(?<=\()(?:"
        rf"(?P<place>[^\W\d_][^():;0-9]{{1,50}}?)\s?:\s(?P<publisher>[^()]{{2,90}}?)(?P<comma>,?)\s"
        # "(London: Press, 1980; first published 1963)"
        rf"(?P<year>\[?{YEAR}(?:\s?[-–/]\s?\d{{1,4}})?\]?)(?:(?:;|,(?=[^,()]*\)))\s[^();0-9]{{3,60}}{YEAR})?\)"
        # "(Seoul, 2019)", "(Warszawa 2001)"
        rf"|(?P<place3>(?!(?:{months})(?!\w)){PLACE}),?\s{editions['3']}(?P<year3>{YEAR}(?:[-–]\d{{1,4}})?)\)"
        # "(London: Printed for T. Wood), 31": of a place that is known
        rf"|(?P<place4>{PLACE})\s?:\s(?P<publisher4>[^():;0-9]{{2,90}})\)(?=[,.;]|\s*$)"
        # "(« Rives », Gallimard, 2000)", "(Gallimard, 2000)"
        rf"|(?:(?P<series5>«\s?[^«»()]{{2,60}}»|“[^“”()]{{2,60}}”|„[^„”()]{{2,60}}”),\s)?"
        rf"(?P<publisher5>{CAPITAL}[^():;,0-9«»]{{1,60}}),\s{editions['5']}(?P<year5>{YEAR})\)"
        # "(Aspekt-Press, Moscow, 1996)", "(Norma, Moskva, 2nd ed. 2015)"
        rf"|(?P<publisher6>{CAPITAL}[^():;,0-9«»]{{1,60}}),\s(?P<place6>{PLACE}(?:,\s{PLACE})?),\s{editions['6']}(?P<year6>{YEAR})\))"
        # ". – Мінск: Выш. Шк., 2009": only a dash or full stop before it tells it from a title with a colon.
        # "Bd. II: Die Blüte, Gotha" is a volume
        rf"|(?<=[.–—―\]-]\s)\[?(?P<place2>(?![IVXL]+(?!\w)){PLACE}(?:;\s{PLACE})?)\]?\s?\.?:\s?"
        rf"(?P<publisher2>[^:;–—()]{{2,90}}?(?:;\s{CAPITAL}[^:;–—()]{{1,60}}?)?),?\s"
        rf"(?P<year2>\[?{YEAR}(?:\s?[-–―—/]\s?{YEAR})?\]?)(?!\w))"
    )


def _edition_before(form: str) -> str:
    """The number of an edition before the year: "2nd ed. 2015", "wyd. 2, 2015"."""
    word, number = lexicon().alternation("edition"), rf"[0-9]{{1,2}}(?:[.]|-?[{LOWER}]{{1,3}})?"
    return rf"(?:(?P<edition{form}>{number}\s{word}|{word}\s{number}),?\s)?"


_NUMBER = regex(r"[0-9]{1,2}(?:-?[^\W\d_]{1,3}|[.])?(?![^\W_])")


def edition_of(text: str, start: int, end: int) -> Anchor:
    """The anchor of what an imprint says of its edition."""
    number = _NUMBER.search(text, start, end)
    at, stop = number.span() if number is not None else (start, end)
    return Anchor(Kind.EDITION, start, end, at, stop, text[at:stop], rule="edition-label")


@cache
def _labels() -> frozenset[str]:
    """What stands before a colon and is no place: signals and roles ("См.: Лотман…, 1972")."""
    return frozenset(
        map(squash, lexicon().forms("in", "see", "cited_after", "role_editor", "role_translator", "role_other"))
    )


def imprints(note: Note) -> Iterator[Anchor]:
    """The imprints of a note."""
    text = note.text
    if ":" not in text and "(" not in text:
        return
    for match in _imprint().finditer(text):
        anchor = _read(text, match)
        if anchor is not None:
            yield anchor
    for match in _YEAR_FIRST.finditer(text) if _FIGURE_AND_COLON.search(text) else ():
        if gazetteer.place(match["place"]) is None:
            continue
        date = parse_date(match["year"])
        extra = (("place", *match.span("place")), ("publisher", *match.span("publisher")))
        yield Anchor(
            Kind.IMPRINT,
            *match.span(),
            *match.span("year"),
            match["year"],
            date,
            extra=extra,
            rule="imprint-year-first",
        )


_FIGURE_AND_COLON = regex(r"[0-9]:\s")  # what the next one holds, asked first
# "Kiel 2013: Seeverlag", as some German lists have it
_YEAR_FIRST = regex(
    rf"(?<=[.,?!]\s)(?P<place>{PLACE})\s(?P<year>{YEAR}):\s(?P<publisher>{CAPITAL}[^.:;()0-9]{{1,60}})"
    rf"(?=[.;,]?\s*$|;\s|[.,]\s[{UPPER}]{{1,2}}\.\s?[0-9])"
)


# What the groups of each form are called without their figure, by the figure.
_PARTS = {"": ("place", "publisher"), "2": ("place", "publisher"), "3": ("place",), "4": ("place", "publisher"),
          "5": ("series", "publisher"), "6": ("publisher", "place")}  # fmt: skip
_SERIES = "collection-title"
EDITION = "edition-in-imprint"  # the name of what says which edition it is


def _read(text: str, match: re.Match[str]) -> Anchor | None:
    found = match.groupdict()
    form = next(f for f in _PARTS if found.get("place" + f) or found.get("publisher" + f))
    named = [(name, *match.span(name + form)) for name in _PARTS[form] if found[name + form]]
    if form == "2" and _no_imprint(text, match):
        return None
    if form == "" and not found["comma"] and not _known_places(found["place"]):
        return None  # "(dazu: Lis 2007)"
    if form == "4":
        if gazetteer.place(found["place4"]) is None:
            return None
        extra, at = tuple(named), match.end() - 1
        return Anchor(Kind.IMPRINT, *match.span(), at, at, extra=extra, rule="imprint-in-brackets")
    if form in ("3", "5"):
        words = found["place3"] or found["publisher5"]
        if gazetteer.publisher(words) and not gazetteer.place(words):
            named = [("publisher" if name == "place" else name, start, end) for name, start, end in named]
        elif form == "5" and not found["series5"]:
            return None
    if form == "6":
        if gazetteer.place(found["publisher6"]) and not gazetteer.place(found["place6"]):  # "(London, Verso, 1990)"
            named = [("publisher" if name == "place" else "place", start, end) for name, start, end in named]
        elif not _known_places(found["place6"]):
            return None
    year = found["year" + form]
    date = parse_date(_ABRIDGED.sub(_in_full, year))
    if date is None:
        return None
    extra = tuple(
        (_SERIES, *_bare(text, start, end)) if name == "series" else (name, start, end) for name, start, end in named
    )
    if found.get("edition" + form):
        extra = (*extra, (EDITION, *match.span("edition" + form)))
    rule = "imprint" if form == "2" else "imprint-in-brackets"
    # "(Netzrecht, 2020)" behind names is a short title with its year
    doubt = (
        Doubt.TITLE if form == "3" and named[0][0] == "place" and not gazetteer.place(found["place3"]) else Doubt.NONE
    )
    year_at = match.span("year" + form)
    start = match.start() + (form == "2")  # without the space that it begins with
    return Anchor(Kind.IMPRINT, start, match.end(), *year_at, year, date, extra=extra, rule=rule, doubt=doubt)


_LONGEST_SIGNAL = 24


@cache
def _signal() -> re.Pattern[str]:
    """A word that leads to a citation and has its own full stop: "Vgl.", "Por."."""
    return compiled(rf"(?<!\w){alternation([form for form in lexicon().forms('see') if form.endswith('.')])}\s\Z")


_ABRIDGED = regex(r"(?P<first>[0-9]{4})(?P<dash>[-–])(?P<last>[0-9]{1,3})(?![0-9])")


def _in_full(match: re.Match[str]) -> str:
    """ "1990–1992" for "1990–2"."""
    first, last = match["first"], match["last"]
    return f"{first}{match['dash']}{first[: 4 - len(last)]}{last}"


@cache
def _between_places() -> re.Pattern[str]:
    return compiled(rf"\s?[,/–-]\s?|\s{lexicon().alternation('and')}\s")


def _known_places(words: str) -> bool:
    """Whether places that are known stand there and nothing else: "Leeds and York"."""
    return all(gazetteer.place(part) for part in _between_places().split(words))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the quotation marks around it."""
    while start < end and text[start] in "«“„ ":
        start += 1
    while start < end and text[end - 1] in "»” ":
        end -= 1
    return start, end


def _no_imprint(text: str, match: re.Match[str]) -> bool:
    """Whether "X: y, 1972" is none: a signal or role before the colon, or a signal before all ("Vgl. Karl Brenner: Die
    Zünfte, 2. Aufl., München 1978"), an initial before the place ("П. А. Мир: …"), a publisher in lower case."""
    at = match.start("place2")
    signal = _signal().search(text, max(0, at - _LONGEST_SIGNAL), at)
    return (
        (signal is not None and gazetteer.place(match["place2"]) is None)
        or squash(match.group("place2")) in _labels()
        or _INITIAL_LAST.search(text, max(0, at - 6), at) is not None
        or match.group("publisher2")[0].islower()
        or _numbered_edition().search(text, *match.span("publisher2")) is not None
    )


@cache
def _numbered_edition() -> re.Pattern[str]:
    """ "18. Aufl. 2007" behind a publisher: an edition with its number."""
    return compiled(rf"(?<=,\s)[0-9]{{1,2}}[^\s,]{{0,3}}\s(?:[^,;:]{{2,40}}\s)?{lexicon().alternation('edition')}")


_INITIAL_LAST = regex(rf"(?<!\S){CAPITAL}\.\s\[?\Z")  # but "В 4 т. М.: Наука"


@cache
def series_in_brackets(opening: str) -> re.Pattern[str]:
    """A series and its number in brackets, with what stands before its name: groups ``name`` and ``number``."""
    return compiled(opening + _series_in_brackets())


def _series_in_brackets() -> str:
    lex = lexicon()
    label = rf"(?:{lex.alternation('series', 'volume', 'issue', 'part')}|[SС]\.)\s?"
    figure = r"(?:[0-9]{1,3}[-–/][0-9]{1,3}|[IVXLC]{1,6}[-–/][0-9IVXLC]{1,6}|[0-9IVXLC]{1,7})"
    bare = rf"|(?<!\.)\s(?=(?:{label})?[0-9]{{1,3}}[)\]])"  # no mark need stand before it; four figures are a year
    number = rf"(?:(?:\s?[;,.]\s?{bare})(?P<number>(?:{label})?{figure}(?:,\s{label}{figure})?))?"
    word = rf"(?:{lex.alternation('series')}\s?:?\s)?"
    letters = literal(lex.hint("series_letters"))
    inset = alternation({*lex.hint("part_of_work"), *lex.forms("chapter", "page")})
    of_law = rf"(?![^()\[\]]*[\s,]{lex.alternation('article')}\s?[0-9])"  # "(Судебник, ст. 14)" is no series
    named = rf"(?:{letters}(?=[\s,;]+[0-9])|{of_law}{CAPITAL}[^()\[\]]{{2,90}}?)"  # "es 512"
    name = rf"(?P<opened>[„«“\"]\s?)?(?P<name>{named})(?(opened)(?:\s?[”»\"])?)"
    return rf"{word}(?!{inset}(?!\w)){name}{number}[)\]]"


@cache
def _equated() -> re.Pattern[str]:
    """ "(= Beiträge zur Kunst 14)", "[= Beiträge zur Kunst, Bd. 14]"."""
    return compiled(r"(?P<bracket>[(\[])=\s?" + _series_in_brackets())


@cache
def _behind_year() -> re.Pattern[str]:
    """ "1999 (Труды Института истории. Т. 12)", "2001. [Studia Wodne, t. 7]": a number with its label."""
    return compiled(rf"{YEAR}(?<!\w....)[.,]?\s(?P<bracket>[(\[])(?=[^()\[\]]*[0-9IVXLC][)\]])" + _series_in_brackets())


_BRACKET_BEHIND_FIGURE = regex(r"[(\[](?:(?<=\d\s.)|(?<=\d[.,]\s.))")  # what the last one holds, asked first
_PLACE_LAST = regex(rf"(?<!\w)(?P<place>{PLACE}),?\s\Z")
_LONGEST_PLACE = 60


def _behind_imprint(text: str) -> Iterator[re.Match[str]]:
    """Series with a labelled number in brackets behind the year of a known place."""
    for match in _behind_year().finditer(text) if _BRACKET_BEHIND_FIGURE.search(text) else ():
        if not match["number"] or match["number"].isalnum():
            continue
        place = _PLACE_LAST.search(text, max(0, match.start() - _LONGEST_PLACE), match.start())
        if place is not None and gazetteer.place(place["place"]):
            yield match


@cache
def _worded() -> Phrase:
    """ "(seria: „Biblioteka Wsi”, t. 3)": a word says that it is a series."""
    forms = [form for form in lexicon().forms("series") if len(form.rstrip(".")) > 2]
    return Phrase(rf"(?P<bracket>[(])(?={alternation(forms)}\s?:\s?[„«“\"]?{CAPITAL})" + _series_in_brackets(), forms)


# "Bd. 4", "Т. 12": the label is none of the number, but "t. 3, cz. 2" stays as it is
_LABELLED_NUMBER = regex(r"[^\W\d_]{1,12}\.?\s?(?P<figures>[0-9]{1,7})")


def number_of_series(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the number of a series stands in what is printed of it: behind its label, if it has one."""
    number = _LABELLED_NUMBER.fullmatch(text, start, end)
    return (start if number is None else number.start("figures")), end


def series(note: Note) -> Iterator[Anchor]:
    """What a sign of equality, a word or its place right behind an imprint tells to be the series of a work:
    "(= Studien zur Landesgeschichte, Bd. 4)"."""
    equated = _equated().finditer(note.text) if "(=" in note.text or "[=" in note.text else iter(())
    for match in (*equated, *_worded().finditer(note.text), *_behind_imprint(note.text)):
        at = number_of_series(note.text, *match.span("number")) if match["number"] else match.span("number")
        parts = (("collection-title", *match.span("name")), ("collection-number", *at))
        extra = tuple(part for part in parts if part[1] >= 0)
        yield Anchor(
            Kind.SERIES,
            match.start("bracket"),
            match.end(),
            *match.span("name"),
            match["name"],
            extra=extra,
            rule="series-in-brackets",
        )
