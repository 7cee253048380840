"""Which archived copy shows what the author saw?

Nearest means: in UTC days from the printed interval of the access date (0 inside it), a tie to the earlier copy;
without an access date the same from the publication date; without either the newest.  Where the printed access
date precedes publication (authors do print that) copies on both sides are still looked at.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from bibtool.items.dates import Date


class Interval(Struct, frozen=True):
    """Whole UTC days, both ends included."""

    first: date
    last: date

    def days_to(self, moment: datetime) -> int:
        """Days from the interval to a moment: 0 inside, never negative."""
        day = moment.astimezone(UTC).date()
        if day < self.first:
            return (self.first - day).days
        return max((day - self.last).days, 0)

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time(), UTC)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last, time(), UTC) + timedelta(days=1)


class Capture(Struct, frozen=True):
    """One archived copy.  ``status`` is None where the archive does not tell it (a TimeMap); ``original`` is the
    address in the spelling that was archived; ``uri`` where the copy is read."""

    timestamp: datetime
    original: str
    uri: str
    status: int | None = None
    digest: str = ""
    mimetype: str = ""


def interval(printed: Date) -> Interval | None:
    """The days that a printed date covers: a year, a month, a day or from the first to the last of a range.

    None for a literal.  A day or month that the calendar does not have widens to its month or year.

    >>> interval(Date(((2022, 2),)))
    Interval(first=datetime.date(2022, 2, 1), last=datetime.date(2022, 2, 28))
    """
    if not printed.parts:
        return None
    try:
        first = _days(printed.parts[0])
        last = _days(printed.parts[-1])
    except ValueError:  # a year that datetime does not know
        return None
    return Interval(min(first.first, last.first), max(first.last, last.last))


def _days(part: tuple[int, ...]) -> Interval:
    year, month, day = (*part, 0, 0)[:3]
    if not 1 <= month <= 12:
        return Interval(date(year, 1, 1), date(year, 12, 31))
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        return Interval(date(year, month, 1), date(year, month, length))
    return Interval(date(year, month, day), date(year, month, day))


def wanted(accessed: Date, issued: Date) -> Interval | None:
    """The interval to look near: the access date, else the publication date, else none (the newest copy)."""
    return interval(accessed) or interval(issued)


def usable(captures: Iterable[Capture]) -> list[Capture]:
    """Copies archived with status 200 or with a status that the archive does not tell.

    A revisit (status unknown, ``warc/revisit``) is trusted only where a 200 copy has its digest: a revisit of a
    404 says nothing of the page.
    """
    rows = list(captures)
    good = {c.digest for c in rows if c.status == 200 and c.digest}
    return [
        c
        for c in rows
        if c.status == 200 or (c.status is None and (c.mimetype != "warc/revisit" or (c.digest and c.digest in good)))
    ]


def in_order(captures: Iterable[Capture], near: Interval | None) -> list[Capture]:
    """Usable copies, the best first."""
    return by_nearness(usable(captures), near)


def by_nearness(captures: Iterable[Capture], near: Interval | None) -> list[Capture]:
    """Copies of any status, the nearest first."""
    rows = sorted(captures, key=lambda c: c.timestamp)
    if near is None:
        return rows[::-1]
    return sorted(rows, key=lambda c: near.days_to(c.timestamp))  # stable: a tie to the earlier


def parse_timestamp(text: str) -> datetime | None:
    """A Wayback timestamp of 4 to 14 digits (``YYYYMMDDhhmmss``, UTC), None for anything else."""
    if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 14):
        return None
    padded = text + "00000101000000"[len(text) :]
    try:
        return datetime.strptime(padded, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def format_timestamp(moment: datetime) -> str:
    """``YYYYMMDDhhmmss`` in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")
