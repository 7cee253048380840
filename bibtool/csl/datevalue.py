"""Dates of items: CSL-JSON date objects, EDTF strings and plain text, as one type.

EDTF is read at level 1, with the season codes 21 to 24 (ISO 8601-2:2019, sections 4.8 and 8).
"""

from __future__ import annotations

import re

from msgspec import Struct


class Day(Struct, frozen=True):
    """A point in time: year (None when not known), month 1 to 12, day 1 to 31, season 1 to 4; 0 is "not given"."""

    year: int | None
    month: int = 0
    day: int = 0
    season: int = 0

    @property
    def key(self) -> tuple[int, int, int]:
        """Return year, month and day for sorting; a season sorts after its last month."""
        return (self.year or 0, self.month, self.day)


class DateValue(Struct, frozen=True):
    """A date or a range; a literal is printed as it is.  An `end` without a year is an open range."""

    start: Day | None
    end: Day | None = None
    circa: bool = False
    literal: str = ""
    season_text: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all can be printed."""
        return self.start is None and not self.literal


OPEN = Day(None)
_EDTF = re.compile(
    r"(?P<year>y?-?\d{1,9}|-?\d{3}[Xxu]|-?\d{2}(?:XX|xx|uu))(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?\Z", re.I
)


def parse_date(value: object) -> tuple[DateValue | None, str]:
    """Read a CSL-JSON date of any shape; return the date (None when there is none) and what was wrong with it."""
    if value is None:
        return None, ""
    if isinstance(value, bool):
        return None, "a date cannot be true or false"
    if isinstance(value, int):
        return DateValue(Day(value)), ""
    if isinstance(value, str):
        return _from_text(value), ""
    if isinstance(value, list):
        value = {"date-parts": value if value and isinstance(value[0], list) else [value]}
    if not isinstance(value, dict):
        return None, f"a date cannot be of the type {type(value).__name__}"
    return _from_object(value)


def _from_object(value: dict[object, object]) -> tuple[DateValue | None, str]:
    circa = bool(value.get("circa")) and str(value.get("circa")).lower() not in ("0", "false")
    season = value.get("season")
    problem = ""
    days: list[Day] = []
    parts = value.get("date-parts")
    if isinstance(parts, list):
        if parts and not isinstance(parts[0], list):
            parts = [parts]
        for part in parts[:2]:
            day, wrong = _day(part)
            problem = problem or wrong
            if day is not None:
                days.append(day)
    elif parts is not None:
        problem = "date-parts must be a list of lists"
    season_number, season_text = _season(season)
    if days:
        start = days[0]
        if season_number and not start.month:
            start = Day(start.year, 0, 0, season_number)
        end = days[1] if len(days) > 1 else None
        if end == start:
            end = None
        return DateValue(start, end, circa, season_text=season_text), problem
    for key in ("literal", "raw", "edtf"):
        text = value.get(key)
        if isinstance(text, str | int) and not isinstance(text, bool) and str(text).strip():
            date = DateValue(None, literal=str(text)) if key == "literal" else _from_text(str(text))
            if date is not None and circa:
                date = DateValue(date.start, date.end, True, date.literal)
            return date, problem
    return None, problem


def _season(season: object) -> tuple[int, str]:
    if isinstance(season, bool) or season is None:
        return 0, ""
    text = str(season).strip()
    if text.isdecimal() and len(text) < 3:
        number = int(text)
        return (number - 20 if 21 <= number <= 24 else number if 1 <= number <= 4 else 0), ""
    return 0, text


def _day(part: object) -> tuple[Day | None, str]:
    if not isinstance(part, list) or not part:
        return None, ""
    numbers: list[int] = []
    for entry in part[:3]:
        if entry is None or entry == "" or isinstance(entry, bool):
            numbers.append(0)
            continue
        try:
            numbers.append(int(float(entry)) if not isinstance(entry, str) else int(entry.strip()))
        except (TypeError, ValueError, OverflowError):
            if not numbers:
                return None, f"the year {entry!r} is not a number"
            return Day(numbers[0], *numbers[1:]), f"{entry!r} is not a number"
    year, month, day = [*numbers, 0, 0][:3]
    if not year and not month:
        # [0] is how some programs write an end that is still open.
        return (OPEN, "") if len(part) == 1 and part[0] == 0 else (None, "")
    return checked_day(year, month, day)


def checked_day(year: int, month: int, day: int) -> tuple[Day, str]:
    """Build a day; months 13 to 16 and 21 to 24 are seasons, impossible parts are dropped and named."""
    if 13 <= month <= 24:
        return Day(year, 0, 0, (month - 13) % 4 + 1), ""
    if not 0 <= month <= 12:
        return Day(year), f"there is no month {month}"
    if not 0 <= day <= 31:
        return Day(year, month), f"there is no day {day}"
    return Day(year, month, day), ""


def _from_text(text: str) -> DateValue | None:
    text = text.strip()
    if not text:
        return None
    circa = any(mark in text for mark in "~?%")
    halves = re.split(r"/", re.sub(r"[~?%]", "", text))
    days = [_edtf_day(half.strip()) for half in halves]
    if len(days) == 1 and days[0] is not None and days[0] is not OPEN:
        return DateValue(days[0], None, circa)
    if len(days) == 2 and days[0] is not None and days[1] is not None and days[0] is not OPEN:
        return DateValue(days[0], None if days[0] == days[1] else days[1], circa)
    return DateValue(None, literal=text)


def _edtf_day(text: str) -> Day | None:
    if text in ("", "..", "open", "unknown"):
        return OPEN
    # A time of day is no part of a bibliographic date.
    text = re.sub(r"(?<=\d\d)T\d\d:.*\Z", "", text)
    match = _EDTF.match(text)
    if match is None:
        return None
    raw = match["year"].lower().lstrip("y")
    if not raw.lstrip("-").isdecimal() or len(raw) > 12:
        # "196X" is a decade: no single year can be printed, so the text is kept as it is.
        return None
    day, problem = checked_day(int(raw), int(match["month"] or 0), int(match["day"] or 0))
    return None if problem else day
