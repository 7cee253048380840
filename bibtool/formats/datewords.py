"""Dates as people and programs write them, in figures or in the words of any language.

A date that is not understood as a whole is none: nothing of it is guessed.
"""

from __future__ import annotations

import re
from functools import cache

from bibtool.items.dates import Date
from bibtool.text.patterns import regex

_TIME = regex(r"(?<=\d)[T ]\d{1,2}:\d{2}.*")
_SLASHED = regex(r"(\d{4})/(\d{0,2})(?:/(\d{0,2}))?(?:/(.*))?")
_SLASHED_WORDS = regex(r"\d{4}/[^\W\d_]+\.?(?:/\d{1,2})?/*")
# A day before its month, as all of Europe writes it; with "." only: 01/02/2001 may be either.
_DOTTED = regex(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\s?(?:r|г|р)\.?)?")
_SHORT = regex(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")  # "2001-5-3"; "1990-91" are two years
_ORDINAL = regex(r"(?<=\d)(?:st|nd|rd|th)\b")
_YEARS = regex(r"(\d{4})\s?[-–—]\s?(\d{4})")
_WORD = regex(r"[^\W\d_]+\.?|\d+|[-–—/]")
_NOISE = frozenset({"r", "г", "р", "of", "de", "del"})
_MONTH_RANGE = frozenset("-–—/")
_LONGEST = 60


@cache
def _months() -> dict[str, int]:
    from bibtool.language.lexicon import lexicon

    return {form.strip("."): number for form, number in lexicon().months.items() if not form.isdecimal()}


@cache
def _seasons() -> dict[str, int]:
    from bibtool.language.lexicon import lexicon

    found = {form.strip("."): number for form, number in lexicon().seasons.items()}
    # Web of Science cuts its seasons to three letters.
    return {"spr": 1, "sum": 2, "fal": 3, "aut": 3, "win": 4} | found


def season(text: str) -> int:
    """1 spring to 4 winter by the word of any language; 0 for none."""
    return _seasons().get(text.strip().strip(".").casefold(), 0)


def read_date(text: str, year: int = 0) -> Date | None:
    """A date in EDTF, in figures, or in words; None where it is none.  ``year`` is that of a text that names only a
    month or a day of it.

    >>> [read_date(text).to_edtf() for text in ("5 maja 2001 r.", "2007/06//spring", "01.02.2001", "2011-05-03T10:00")]
    ['2001-05-05', '2007-06', '2001-02-01', '2011-05-03']
    >>> read_date("MAR 15", 2009).to_edtf()
    '2009-03-15'
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    text = _TIME.sub("", text)
    found = Date.from_edtf(text) or _figures(text) or _words(text, year)
    if found is None and _SLASHED_WORDS.fullmatch(text):  # "2015/october"
        found = _words(text.replace("/", " "), year)
    return found if found is not None and _exists(found) else None


def _exists(date: Date) -> bool:
    return all(1 <= n <= limit for part in date.parts for n, limit in zip(part[1:], (24, 31), strict=False))


def _figures(text: str) -> Date | None:
    match = _SLASHED.fullmatch(text)
    if match:
        year, month, day, other = match.groups()
        numbers = [int(year)]
        if month and int(month):
            numbers.append(int(month))
            if day and int(day):
                numbers.append(int(day))
        if not month and day:
            return None
        return Date((tuple(numbers),), season=season(other or "") if len(numbers) == 1 else 0)
    match = _DOTTED.fullmatch(text)
    if match:
        return Date((tuple(map(int, reversed(match.groups()))),))
    match = _SHORT.fullmatch(text)
    if match and 0 < int(match[2]) <= 12 and (match[3] or len(match[2]) == 1):
        return Date((tuple(int(group) for group in match.groups() if group),))
    match = _YEARS.fullmatch(text)
    if match and int(match[1]) < int(match[2]):
        return Date(((int(match[1]),), (int(match[2]),)))
    return None


def _words(text: str, year: int) -> Date | None:
    """One month (or two, a time between them), at most one day, one year; one season and a year."""
    text = _ORDINAL.sub("", text)
    if "".join(_WORD.findall(text)).replace(".", "") != re.sub(r"[\s,;().]", "", text):
        return None  # something else stands there, too
    months: list[int] = []
    days: list[int] = []
    years: list[int] = []
    named = 0
    joined = False
    for word in _WORD.findall(text):
        plain = word.rstrip(".").casefold()
        if word in _MONTH_RANGE:
            joined = True
        elif word.isdecimal():
            (years if len(word) == 4 else days).append(int(word))
        elif plain in _months():
            months.append(_months()[plain])
        elif season(plain) and not named:
            named = season(plain)
        elif plain not in _NOISE:
            return None
    if not years and year:
        years = [year]
    if len(years) != 1 or len(days) > 1 or len(months) > 2:
        return None
    if named:
        return Date(((years[0],),), season=named) if not months and not days else None
    if not months or (days and len(months) == 2) or (joined and len(months) == 1):
        return None
    if len(months) == 2:
        return Date(((years[0], months[0]), (years[0], months[1])))
    return Date(((years[0], months[0], *days),))
