"""Printed dates: "28 xi 2021", "10 iv 15", "4 października 2012", "14. září 2017", "2014-03-30", "March 5, 2014"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from bibtool.items.dates import Date
from bibtool.language.forms import alternation, telling
from bibtool.language.lexicon import MONTH_BEHIND_DAY, MONTH_ROLES, lexicon
from bibtool.language.phrases import words_of
from bibtool.text.compiled import compiled
from bibtool.text.patterns import regex

ROMAN = {name: n for n, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
# Ukrainian and Belarusian typists set roman numerals with their own letters.
_LOOKALIKE = str.maketrans("ІіХхѵ", "IiXxv")


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:1[4-9]|20)\d\d"
_ORDINAL = r"(?:\.|st|nd|rd|th|er)?"
_TO = r"\s?[-–—/]\s?"
# "2.06.81": only behind a word that says that a date follows.
SHORT_DATE = rf"(?<![\w.]){_DAY}[./-]{_MONTH}[./-]\d\d(?![\w/-]|\.\d)"
_DAY_FIRST = rf"{_DAY}\s?[./]\s?{_MONTH}\s?[./]\s?{_YEAR}(?!\d)|{_DAY}[.-]{_MONTH}[.-]{_YEAR}(?!\d)"
_YEAR_FIRST = rf"-(?:0[1-9]|1[0-2])-{_DAY}(?!\d)|[./]{_MONTH}[./]{_DAY}(?!\d)"
# What dates are where no month is named.
DAY_IN_FIGURES = rf"(?<![\w.])(?:{_DAY_FIRST})"
YEAR_IN_FIGURES = rf"(?<![\w.]){_YEAR}(?:{_YEAR_FIRST})"
_NUMERAL = "[VvXxІіХхIi]{1,4}(?![^\\W_])"


@cache
def _words() -> str:
    """Month words of all languages that stand with a year alone, too."""
    return lexicon().alternation(*(role for role in MONTH_ROLES if role != "roman_month"))


@cache
def _month() -> str:
    """Month words and roman numerals, longest first, as they stand behind a day."""
    words = (role for role in (*MONTH_ROLES, MONTH_BEHIND_DAY) if role != "roman_month")
    return rf"(?:{lexicon().alternation(*words)}|{_NUMERAL})"


def month_words() -> list[str]:
    """The month words of all languages and the roman numerals that number months."""
    every = lexicon().forms(*MONTH_ROLES, MONTH_BEHIND_DAY)
    return [*every, *(numeral.upper() for numeral in ROMAN), *"іІхХ", "іх", "ІХ", "хі", "ХІ", "хіі", "ХІІ"]


@cache
def _months_telling() -> frozenset[str]:
    return telling(month_words())


# What must not stand before it is asked behind its first letter: the engine skips all other letters.
_A_NUMERAL = regex(r"[VvXxІіХхIi](?<![^\W_].)[VvXxІіХхIi]{0,3}(?![^\W_])")


@lru_cache(8)
def names_month(text: str) -> bool:
    """Whether a text has a word or a roman numeral for a month."""
    return not _months_telling().isdisjoint(words_of(text)) or _A_NUMERAL.search(text) is not None


@cache
def at_day() -> str:
    """A date that begins with its day: one day, several of a month, or a time from one day to another.  One small
    letter is a word before two figures ("art. 23 i 24")."""
    month, suffix = _month(), rf"(?:\s?{lexicon().alternation('year_suffix')})?"
    return (
        rf"(?<![\w.])(?:{_DAY_FIRST}"
        rf"|{_DAY}{_ORDINAL}(?:\s?[-–]\s?{_DAY}\.?|\s?\({_DAY}\))?[\s.]\s?{month}(?:"
        rf"(?:[,.]?\s?{_YEAR}{suffix})?\s?[-–—]\s?{_DAY}{_ORDINAL}[\s.]\s?{month}[,.]?\s?{_YEAR}(?!\d)"
        rf"|[,.]?\s?(?:{_YEAR}|(?<!\s[vxiіх]\s)'?\d\d(?!\d))(?!\d)))"
    )


@cache
def at_year() -> str:
    """A date that begins with its year."""
    suffix = rf"(?:\s?{lexicon().alternation('year_suffix')})?"
    months = rf"{_words()}(?:{_TO}{_words()})?"
    bare = {form.rstrip(".") for form in lexicon().forms("month_short", "month_short_alt")}  # "2015 Jun;22"
    return (
        rf"(?<![\w.]){_YEAR}(?:{_YEAR_FIRST}"
        rf"|{suffix}[,.]?\s(?:[-–—]\s)?{_DAY}\.?(?:\s?\({_DAY}\))?\s{_month()}(?![^\W_])"
        rf"|,\s{lexicon().alternation('month_nominative', 'month_genitive')}"
        rf"|[.,]\s{months}(?=[.,;)]|\s*$)|\s{alternation(bare)}(?:\s{_DAY})?(?=;))"
    )


@cache
def at_month() -> str:
    """A date or time that begins with its month.  One small letter is a word ("i 1959", "v 1959"), no numeral; nor is a
    numeral that a comma parts from its year ("Lyon II, 1996", "„Nurt”, XI, 1936")."""
    suffix = rf"(?:\s?{lexicon().alternation('year_suffix')})?"
    return (
        rf"(?<![\w.])(?![VvXxІіХхIi]\s(?<=[vxiіх]\s))(?!{_NUMERAL},)(?:{_words()}|{_NUMERAL})"
        rf"(?:\s{_DAY}(?:\s?[-–]\s?{_DAY})?(?:st|nd|rd|th)?,\s{_YEAR}(?!\d)"
        rf"|\s{_YEAR}{suffix}\s?[-–—]\s?{_YEAR}(?!\d)|[,.]?\s{_YEAR}(?!\d)|{_TO}{_words()}[,.]?\s{_YEAR}(?!\d))"
    )


@cache
def _source() -> str:
    return rf"(?:{at_day()}|{at_year()}|{at_month()})"


@cache
def _day_and_month() -> str:
    return rf"{_DAY}\.?\s{_month()}"


_SHORT = regex(SHORT_DATE)


def date_at(text: str, at: int, *, short: bool = False) -> tuple[int, int] | None:
    """The interval of the date that begins at a place; with ``short`` "2.06.81" is one too."""
    if not text[at : at + 1].isdigit():
        match = compiled(at_month()).match(text, at)
    else:
        match = compiled(at_day()).match(text, at) or compiled(at_year()).match(text, at)
    if match is None and short:
        match = _SHORT.match(text, at)
    return match.span() if match else None


class _Lazy:
    """The source of a pattern, built from the lexicon when it is first put into another pattern."""

    def __init__(self, source: Callable[[], str]) -> None:
        self._source = source

    def __format__(self, _: str) -> str:
        return self._source()


DATE = _Lazy(_source)
DAY_AND_MONTH = _Lazy(_day_and_month)


_SPAN_OF_YEARS = regex(r"\d{4}\s?[-–—―/]\s?\d{2,4}\s*\]?$")
_OLD_STYLE = regex(r"(?<=\d)\s?\(\d{1,2}\)(?=\s)")  # "20 (7) октября 1917": the day of the other calendar
_TO_DATE = regex(_TO)
_ISO_DAY = regex(r"\d{4}-\d\d-\d\d?")
_FIGURES = 8  # a longer number is no part of a date, and Python makes none of thousands of figures


@cache
def _pieces() -> re.Pattern[str]:
    return compiled(r"\d+|[^\W\d_]+")


@lru_cache(1024)
def parse_date(text: str) -> Date | None:
    """The date that a printed form names, of the precision printed; None where it names none.

    Day before month in figures, as all languages of the lexicon but American English print it.  Two-digit years
    are of the century that :func:`full_year` says.
    """
    if len(text) == 4 and text.isdecimal():
        return Date(((int(text),),))
    if _SPAN_OF_YEARS.search(text) and not _ISO_DAY.fullmatch(text.strip()):
        return _years(text)
    text = _OLD_STYLE.sub("", text) if "(" in text else text
    numbers: list[int] = []
    widths: list[int] = []
    month = 0
    month_at = -1
    for piece in _pieces().findall(text):
        if piece.isdecimal():
            if len(piece) > _FIGURES:
                return None
            numbers.append(int(piece))
            widths.append(len(piece))
        elif not month:
            month = _month_number(piece)
            month_at = len(numbers)
        elif _month_number(piece):
            return _between(text)
    if not numbers:
        return None
    if month:
        return _with_month(numbers, widths, month, month_at, text)
    if len(numbers) == 3:
        if widths[0] == 4:
            return _valid(*numbers)
        return _valid(numbers[2], numbers[1], numbers[0]) if widths[2] == 4 else None
    if len(numbers) == 1 and widths[0] == 4:
        return Date(((numbers[0],),))
    return None


def parse_short(text: str) -> Date | None:
    """The day that three numbers name of which the last is a year of two figures: "2.06.81"."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) != 3 or not all(len(n) < 3 for n in numbers):
        return None
    return _valid(full_year(int(numbers[2])), int(numbers[1]), int(numbers[0]))


def _between(text: str) -> Date | None:
    """From one date to another: what the first leaves out is that of the last ("30 maja – 2 czerwca 1998"), and the
    other way round where the year stands first ("1998. Март – апрель")."""
    dashes = (to for to in _TO_DATE.finditer(text) if any(map(_month_number, _pieces().findall(text[: to.start()]))))
    to = next(dashes, None)
    if to is None:
        return None
    first, last = text[: to.start()], text[to.end() :]
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", first + " " + last)
    if not years:
        return None
    start = parse_date(first) if re.search(r"\d{4}", first) else parse_date(f"{first} {years[-1]}")
    end = parse_date(last) if re.search(r"\d{4}", last) else parse_date(f"{last} {years[0]}")
    if start is None or end is None:
        return None
    return Date((start.parts[0], end.parts[-1])) if start.parts[0] < end.parts[-1] else start


def _years(text: str) -> Date | None:
    first, second = (int(n[:_FIGURES]) for n in re.findall(r"\d+", text)[:2])
    if second < 100:
        second += first // 100 * 100
    return Date(((first,), (second,))) if second > first else Date(((first,),))


def _with_month(numbers: list[int], widths: list[int], month: int, month_at: int, text: str) -> Date | None:
    years = [n for n, w in zip(numbers, widths, strict=True) if w == 4]
    days = [n for n, w in zip(numbers, widths, strict=True) if w < 3]
    if not years:
        if month_at >= len(numbers) or len(numbers) < 2:
            return None
        years, days = [full_year(numbers[-1])], numbers[:-1]
    if len(years) == 2 and not days and years[0] < years[1]:
        return Date(((years[0], month), (years[1],)))
    if len(days) == 2:
        first, second = _valid(years[0], month, days[0]), _valid(years[0], month, days[1])
        return Date((*first.parts, *second.parts)) if first and second else None
    return _valid(years[0], month, days[0]) if days else Date(((years[0], month),))


def full_year(two_digits: int) -> int:
    """The year of a two-digit one: 00 to 49 are of this century (print with two digits is recent)."""
    return 2000 + two_digits if two_digits < 50 else 1900 + two_digits


def _month_number(word: str) -> int:
    folded = word.casefold()
    roman = ROMAN.get(folded.translate(_LOOKALIKE).casefold())
    if roman:
        return roman
    return lexicon().months.get(folded, 0)


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _valid(year: int, month: int, day: int) -> Date | None:
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return None
    return Date(((year, month, day),))
