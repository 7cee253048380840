"""What cannot be right as it is printed, whatever work is meant: dates, pages, check digits, names of sites."""

from __future__ import annotations

import calendar
import datetime
import re
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from bibtool.diagnostics.code import Code
from bibtool.items.item import Item
from bibtool.text.identifiers import is_isbn, is_issn
from bibtool.text.numerals import roman
from bibtool.text.patterns import regex

_YEAR = r"(?:1[5-9]|20)\d\d"
_DATES = regex(
    rf"(?<![\w.,:/-])(?:(?P<day>\d{{1,2}})(?:\s+|\.\s?)(?P<roman>[IVXivx]{{1,5}})(?:\s+|\.\s?)(?P<year>{_YEAR})"
    rf"|(?P<first>\d{{1,2}})[./](?P<second>\d{{1,2}})[./](?P<last>{_YEAR})"
    rf"|(?:{_YEAR})-(?P<month>\d\d)-(?P<iso>\d\d))(?![\w/-]|\.\d)"
)
# What every such date holds, asked first: a pattern that begins with a figure is fast.
_FIGURES = regex(r"\d(?:[.\s]\s*[IVXivx]|[./-]\d)")
_RANGE = regex(r"(?<![\w.])(\d{1,6})\s?[-\u2010-\u2015]\s?(\d{1,6})(?![\w.])")
_DOMAIN = regex(r"(?<![\w.,/@-])[\w-]+(?:[.,][\w-]+)*,[a-z]{2,6}(?![\w@-]|[.,]\w)")
_GLUED = regex(r",[a-z]{2}")  # what the last one holds, asked first
_HOST = regex(r"(?:\w+://)?(?:www\.)?([^/?#:\s]+)")
_NUMBERS = regex(r"[0-9][0-9Xx \u2010-\u2015-]{6,20}[0-9Xx]")
#: Works are announced for the next year, hardly for a later one.
_AHEAD = 1
_HOUR = 3600  # seconds


class Misprint(NamedTuple):
    """A code with its arguments; the place is ``[start, end)`` of the citation's text, or the ``field``."""

    code: str
    args: Mapping[str, str]
    start: int = 0
    end: int = 0
    field: str = ""


def misprints(text: str, item: Item, locator: str, label: str) -> Iterator[Misprint]:
    """Those of one citation, whose printed form is ``text`` and whose pages cited are ``locator`` (of the kind
    ``label``, CSL's)."""
    yield from _dates(text, item)
    for field, value in (("page", item.get("page")), ("locator", locator if label in ("", "page") else "")):
        for match in _RANGE.finditer(value) if value else ():
            if _falls(*match.groups()):
                yield Misprint(Code.PAGES_RUN_BACKWARDS, {"pages": match.group()}, field=field)
    for field, is_right in (("ISBN", is_isbn), ("ISSN", is_issn)):
        for number in _NUMBERS.findall(printed) if (printed := item.get(field)) else ():
            figures = re.sub(r"[^0-9X]", "", number.upper())
            if not is_right(figures if field == "ISBN" else f"{figures[:4]}-{figures[4:]}"):
                yield Misprint(Code.WRONG_CHECK_DIGIT, {"kind": field, "number": number.strip()}, field=field)
    url = _HOST.match(address) if (address := item.get("URL")) else None
    if url and _GLUED.search(text):
        for match in _DOMAIN.finditer(text):
            if match.group().casefold().replace(",", ".") == url.group(1).casefold():
                args = {"printed": match.group(), "host": url.group(1).casefold()}
                yield Misprint(Code.SITE_MISPRINTED, args, match.start(), match.end())


def _dates(text: str, item: Item) -> Iterator[Misprint]:
    for match in _DATES.finditer(text) if _FIGURES.search(text) else ():
        if not _possible(match):
            yield Misprint(Code.NO_SUCH_DATE, {"date": " ".join(match.group().split())}, match.start(), match.end())
    for field, date in item.dates.items():
        for year, *rest in date.parts:
            if field == "issued" and year > _this_year(int(time.monotonic()) // _HOUR) + _AHEAD:
                yield Misprint(Code.YEAR_TO_COME, {"year": str(year)}, field=field)
            if len(rest) == 2 and not _is_day(year, *rest) and not _DATES.search(text):  # told above
                yield Misprint(Code.NO_SUCH_DATE, {"date": date.to_edtf()}, field=field)


@lru_cache(1)
def _this_year(hour: int) -> int:
    """The year, asked for once an hour: to ask the system takes longer than to look through the citation."""
    return datetime.date.today().year


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and day >= 1 and (day <= 28 or day <= calendar.monthrange(max(year, 1), month)[1])


def _possible(match: re.Match[str]) -> bool:
    if match["roman"]:
        return _is_day(int(match["year"]), roman(match["roman"]), int(match["day"]))
    if match["month"]:
        return int(match["month"]) <= 12 and int(match["iso"]) <= 31
    month, day = sorted((int(match["first"]), int(match["second"])))  # either may stand first
    return _is_day(int(match["last"]), month, day)


def _falls(first: str, last: str) -> bool:
    """Whether a range ends before it begins; "178–80" ends at 180."""
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(last) < int(first)
