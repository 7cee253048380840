"""Dates: of a work, of the day somebody looked, years, and words that say that there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import (
    DAY_IN_FIGURES,
    SHORT_DATE,
    YEAR_IN_FIGURES,
    at_day,
    at_month,
    at_year,
    date_at,
    month_words,
    parse_date,
    parse_short,
)
from bibtool.citations.scan.hints import known_places_last
from bibtool.citations.scan.month_names import is_name
from bibtool.citations.scan.rules import FIGURES, YEAR_FIGURES, Note, Rule, keys, keys_of, opened
from bibtool.citations.scan.shapes import RAISED, YEAR_LETTER, YEAR_SUFFIX, YEARS
from bibtool.items.dates import Date
from bibtool.language.forms import exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex


def rules() -> tuple[Rule, ...]:
    """Dates and years, compiled at the first note."""
    alt = lexicon().alternation
    suffix = _suffix()
    seasons = alt("season", "season_alt")
    undated = lexicon().hint("no_year_small")
    before_date = Phrase(rf"{alt('date_prefix')}\s\Z", lexicon().forms("date_prefix"))

    def dated(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
        date = parse_date(match.group())
        if date:
            word = before_date.search(note.text, max(0, match.start() - _PREFIX), match.start())
            start = word.start() if word else match.start()
            yield Anchor(
                Kind.DATE, start, _after_suffix(note.text, match.end()), *match.span(), match.group(), date, rule="date"
            )

    def dated_from_month(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
        if is_name(note.text, match) or _part_of_gazette().search(note.text, max(0, match.start() - 24), match.start()):
            return iter(())
        return dated(note, match)

    def dated_short(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
        word = before_date.search(note.text, max(0, match.start() - _PREFIX), match.start())
        date = parse_short(match.group("date"))
        if date and word:
            yield Anchor(
                Kind.DATE, word.start(), match.end(), *match.span("date"), match.group("date"), date, rule="date"
            )

    return (
        Rule(
            keys("accessed", "online"),
            # not of "Rural Heritage Online, accessed March 4, 2020"
            rf"(?:(?<![^\W\d_]\s(?={CAPITAL})){alt('online')}\s?[,;:]\s?)?{alt('accessed')}\s?[:\-–]?\s?(?P<prefix>{alt('date_prefix')}\s)?",
            _accessed,
        ),
        Rule(
            keys("accessed_after_url"),
            rf"{alt('accessed_after_url')}\s?:?\s?",
            _accessed_after_url,
        ),
        Rule(frozenset({FIGURES}), at_day(), dated, DAY_IN_FIGURES),
        Rule(frozenset({FIGURES}), rf"(?P<date>{SHORT_DATE}){suffix}", dated_short),
        Rule(frozenset({YEAR_FIGURES}), at_year(), dated, YEAR_IN_FIGURES),
        # not the number of "Paris-VIII, 2008"
        Rule(keys_of(month_words()), rf"(?<![^\W\d_]-(?=[IVX])){at_month()}", dated_from_month),
        # "2001a": the second work of that year
        Rule(
            frozenset({YEAR_FIGURES}),
            rf"(?P<year>{YEARS})(?P<letter>{YEAR_LETTER})?(?P<raised>{RAISED})?(?![\w/])[\])]?{suffix}",
            _year,
        ),
        # "Spring 1937", "jesień/zima 2003"
        Rule(
            keys("season", "season_alt"),
            rf"(?P<season>{seasons}(?:\s?[-–—/]\s?{seasons})?),?\s(?P<year>{YEARS}){suffix}(?=[.,;:)\]]|\s?[–—]|\s*$)",
            _season,
        ),
        # "ok. 1900", "[ca 1920]"
        Rule(keys("circa"), rf"{alt('circa')}\s?(?P<year>{YEARS})(?![\w/])[\])]?{suffix}", _circa),
        Rule(keys("no_year"), rf"{alt('no_year')}[\])]?(?=\.|,|;|\s|$)", _undated),
        Rule(keys_of(undated), rf"{exact(undated)}(?:[\])]|(?=[,;])|(?=\.?\s*\Z))", _undated),
    )


@cache
def _part_of_gazette() -> re.Pattern[str]:
    """A gazette before what looks like a month: "BGBl. I 1978" is its part I."""
    return compiled(rf"{lexicon().alternation('gazette')}\s\Z")


# Years in roman numerals, as old books print them: "Venetiis MDCXII".
_ROMAN_YEAR = regex(r"M(?<!\w.)[DCLXVI]{3,14}\.?(?!\w)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_years(note: Note) -> Iterator[Anchor]:
    """Years in roman numerals, of the time when books were printed."""
    for match in _ROMAN_YEAR.finditer(note.text):
        figures = [_VALUES[letter] for letter in match.group().rstrip(".")]
        year = sum(-one if one < after else one for one, after in zip(figures, [*figures[1:], 0], strict=True))
        if 1450 <= year <= 2100:
            value = match.group().rstrip(".")
            start, end = match.start(), match.start() + len(value)
            yield Anchor(Kind.YEAR, start, end, start, end, value, Date(((year,),)), rule="year")


def dates_in_brackets(note: Note) -> Iterator[Anchor]:
    """Days in brackets right behind an address."""
    for url in note.urls:
        opening = _OPENING.match(note.text, url.end)
        place = date_at(note.text, opening.end(), short=True) if opening else None
        closing = _CLOSING.match(note.text, _after_suffix(note.text, place[1])) if place else None
        if opening is None or place is None or closing is None:
            continue
        value = note.text[slice(*place)]
        date = parse_date(value) or parse_short(value)
        if date and len(date.parts[0]) == 3:
            yield Anchor(
                Kind.ACCESSED, opening.start("whole"), closing.end(), *place, value, date, rule="date-after-url"
            )


_OPENING = regex(r"[>,.\s]{0,3}(?P<whole>[\[(])\s?")
_CLOSING = regex(r"\s?[\])]")


@cache
def _suffix() -> str:
    """Behind a year: "r.", "г."."""
    return rf"(?:\s?{lexicon().alternation('year_suffix')})?"


@cache
def _behind_date() -> re.Pattern[str]:
    return compiled(_suffix())


_NO_SUFFIX = ",.;:)]"  # what such a word does not begin with


def _after_suffix(text: str, at: int) -> int:
    """Where a date that ends at a place ends with the word for a year behind it."""
    if text[at : at + 1] in _NO_SUFFIX:
        return at
    match = _behind_date().match(text, at)
    return match.end() if match else at


@cache
def _online() -> Phrase:
    return Phrase(rf"[\[(]\s?(?:{lexicon().alternation('online')}[\s,:]*)+\s?[\])]", lexicon().forms("online"))


def online(note: Note) -> Iterator[Anchor]:
    """ "[online]" and the like."""
    for match in _online().finditer(note.text) if "[" in note.text or "(" in note.text else ():
        yield Anchor(Kind.ONLINE, *match.span(), *match.span(), match.group().strip("[]() "), rule="online")


def _accessed(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    # Printed after an address, in brackets, or as a part of its own: elsewhere the words are those of a sentence.
    text = note.text
    place = date_at(text, match.end(), short=True)
    if place is None and match["prefix"] is not None:  # "dostęp V 2015": the month, no word before it
        place = date_at(text, match.start("prefix"), short=True)
    if place is None:
        return
    tail = _TAIL.match(text, _after_suffix(text, place[1]))
    start, end, value = opened(text, match.start()), tail.end() if tail else place[1], text[slice(*place)]
    date = parse_date(value) or parse_short(value)
    if date and (note.urls or "[" in text or "(" in text or _set_off(text, start, end, date)):
        yield Anchor(Kind.ACCESSED, start, end, *place, value, date, rule="accessed-label")


_TAIL = regex(r"(?:[,\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?\s?[\])]?")  # the time of day


_ENDS = regex(r"\s?(?:[.,;)\]]|\Z)")


def _set_off(text: str, start: int, end: int, date: Date) -> bool:
    """Whether a day of access stands by itself between marks: "„Kra” 2003, nr 3, dostęp 15 czerwca 2013 r."."""
    before = text[max(0, start - 4) : start].rstrip()
    return (
        len(date.parts[0]) == 3
        and before[-1:] in {",", ";", ".", ")", "]", "”", "»", '"'}
        and (text[end - 1] == "." or _ENDS.match(text, end) is not None)
    )


def _accessed_after_url(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    before = note.text[max(0, match.start() - 4) : match.start()]
    if not (note.after_url(match.start(), 4) or (note.urls and ">" in before)):
        return
    place = date_at(note.text, match.end())
    value = note.text[slice(*place)] if place else ""
    date = parse_date(value) if place else None
    if place and date:
        end = _after_suffix(note.text, place[1])
        yield Anchor(Kind.ACCESSED, match.start(), end, *place, value, date, rule="date-after-url")


_PREFIX = 40  # letters of what stands before a date: "last updated on"
_NO_YEAR_BEFORE = regex(r"[\w/.:-]\Z")


_AFTER_VOLUME = regex(r"[”»\"]\s[0-9]{1,3}:\Z")  # "„Roczniki” 24:1976"


def _behind_volume(text: str, at: int) -> bool:
    return _AFTER_VOLUME.search(text, max(0, at - 8), at) is not None


_RAISED_BEFORE = regex(rf"(?<!\w)(?P<raised>{RAISED})\Z")


def _year(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    start = match.start()
    ascii_before = note.text[start - 1 : start].isascii()  # as no raised figure is
    raised = None if ascii_before else _RAISED_BEFORE.search(note.text, max(0, start - 4), start)
    if raised is not None:
        start = raised.start("raised")
    if note.text[start - 1 : start] in ("[", "("):  # whatever stands before the bracket: "SL 9(2016)"
        start -= 1
    elif start and _NO_YEAR_BEFORE.match(note.text, start - 1, start) and not _behind_volume(note.text, start):
        return
    value = match.group("year")
    extra = ((YEAR_SUFFIX, *match.span("letter")),) if match["letter"] else ()
    if raised is not None or match["raised"]:
        extra = (*extra, ("edition", *(raised or match).span("raised")))
    yield Anchor(Kind.YEAR, start, match.end(), *match.span("year"), value, parse_date(value), extra=extra, rule="year")


# "Göttingen 31978", "Berlin: Anker 21985": the raised figure of an edition in plain print
_EDITION_FIGURE = regex(r"[2-9](?<=\s.)(?P<year>(?:1[89]|20)[0-9]{2})(?=[.,;)]|\s*\Z)")
_PUBLISHER_BEFORE = regex(rf"{CAPITAL}[\w./’'-]*(?:\s[\w./’'-]+){{0,3}}:\s{CAPITAL}[^:;,()]{{1,40}},?\Z")
_LONGEST_IMPRINT = 90


def edition_figures(note: Note) -> Iterator[Anchor]:
    """The years of a note right before which the figure of an edition stands, behind a known place or a publisher."""
    text = note.text
    for match in _EDITION_FIGURE.finditer(text):
        at = match.start()
        before = text[max(0, at - 1 - _LONGEST_IMPRINT) : at - 1]
        placed = any(known_places_last(before.rstrip(",").split()))
        if placed or _PUBLISHER_BEFORE.search(before) is not None:
            value, span = match["year"], match.span("year")
            extra = (("edition", at, at + 1),)
            yield Anchor(Kind.YEAR, *match.span(), *span, value, parse_date(value), extra=extra, rule="year")


_SET_OFF = regex(r"[,;:(\[.–—/-]\s?\Z|[”»\"’]\s\Z")


def _season(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    """A season with its year, between marks: "Praska wiosna 1968" is a title."""
    if not _SET_OFF.search(note.text, max(0, match.start() - 2), match.start()):
        return
    if match.group("season")[0].isupper() and not _capital_seasons() >= {match.group("season").casefold()}:
        return
    value, extra = match.group("year"), (("season", *match.span("season")),)
    yield Anchor(Kind.YEAR, *match.span(), *match.span("year"), value, parse_date(value), extra=extra, rule="season")


@cache
def _capital_seasons() -> frozenset[str]:
    """The seasons that are printed with a capital within a sentence."""
    found = lexicon().words
    return frozenset(
        form.casefold()
        for role in ("season", "season_alt")
        for form, languages in found.get(role, {}).items()
        if form[0].isupper() or "en" in languages
    )


def _circa(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    start = match.start() - 1 if note.text[match.start() - 1 : match.start()] in ("[", "(") else match.start()
    value = match.group("year")
    date = parse_date(value)
    if date and _SET_OFF.search(note.text, max(0, match.start() - 2), match.start()):
        yield Anchor(Kind.YEAR, start, match.end(), *match.span("year"), value, replace(date, circa=True), rule="circa")


def _undated(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    start = match.start() - 1 if note.text[match.start() - 1 : match.start()] in ("[", "(") else match.start()
    if _undated_here(note.text, start):
        yield Anchor(Kind.NO_YEAR, start, match.end(), start, match.end(), match.group(), rule="no-year")


def _undated_here(text: str, at: int) -> bool:
    """Whether "no year" stands where a year does: after a place or a comma."""
    before = text[max(0, at - 4) : at].rstrip(" ")
    return before.endswith((",", ";", "(", "[", "]")) or before[-1:].isalpha()
