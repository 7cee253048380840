"""Dates of the precision that was printed (CSL-JSON ``date-parts``, EDTF level 0 and 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bibtool.text.patterns import regex

_EDTF_DAY = regex(r"(-?\d{4,9}|[Yy]-?\d{5,9})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
# One end of an interval that is open or not known (EDTF level 1): the year 0, which CSL's calendar has not.
_OPEN = (0,)


_NUMBER = regex(r"\s*[+-]?\d{1,9}(?:\.0*)?\s*")
_MOST = 10**9


def whole(value: object) -> int | None:
    """A whole number of at most nine digits, as such or as text; None for anything else."""
    if type(value) is int and -_MOST < value < _MOST:  # nearly all
        return value
    if isinstance(value, float) and not value.is_integer():  # infinities too
        return None
    text = str(value)
    return int(text.partition(".")[0]) if _NUMBER.fullmatch(text) else None


def _words(value: object) -> str:
    """The text of what is no date: its scalars, a space between them."""
    if isinstance(value, list):
        return " ".join(filter(None, map(_words, value)))
    return "" if value is None else str(value)


class Date(Struct, frozen=True):
    """One date or a range: ``parts`` holds one or two tuples (year[, month[, day]]); or only a ``literal``."""

    parts: tuple[tuple[int, ...], ...] = ()
    literal: str = ""
    circa: bool = False
    season: int = 0  # 1 spring, 2 summer, 3 autumn, 4 winter; 0 none

    def __bool__(self) -> bool:
        return bool(self.parts or self.literal)

    @property
    def year(self) -> int | None:
        """The first year that is known, or None for a literal."""
        for part in self.parts:  # the first of nearly all
            if part[0]:
                return part[0]
        return self.parts[0][0] if self.parts else None

    def to_csl(self) -> dict[str, Any]:
        """The CSL-JSON date object."""
        data: dict[str, Any] = {}
        if self.parts:
            data["date-parts"] = [list(part) for part in self.parts]
        if self.season:
            data["season"] = self.season
        if self.circa:
            data["circa"] = True
        if self.literal:
            data["literal"] = self.literal
        return data

    @classmethod
    def from_csl(cls, data: Mapping[str, Any]) -> Date:
        """From a CSL-JSON date object; parts that are no whole numbers are left out, text goes to ``literal``."""
        parts: list[tuple[int, ...]] = []
        rows = data.get("date-parts") or []
        if not isinstance(rows, list):
            rows = [[rows]]
        elif not any(isinstance(row, list) for row in rows):
            rows = [rows]  # one date without the list around it, as many programs write it
        for row in rows:
            numbers: list[int] = []
            for value in row if isinstance(row, list) else [row]:
                number = whole(value)
                if number is None:
                    break
                numbers.append(number)
            if numbers:
                parts.append(tuple(numbers[:3]))
        literal = str(data.get("literal") or "")
        raw = data.get("raw") or ("" if parts or literal else _words(rows))
        if raw and not parts and not literal:
            edtf = cls.from_edtf(str(raw))
            if edtf is not None:
                return edtf
            literal = str(raw)
        season = data.get("season")
        number = whole(season) or 0
        return cls(tuple(parts[:2]), literal, bool(data.get("circa")), number if 1 <= number <= 4 else 0)

    def to_edtf(self) -> str:
        """EDTF (ISO 8601-2): ``2016-09``, ``1985/1987``, ``1950~``; a literal as it stands."""
        if not self.parts:
            return self.literal
        if len(self.parts) == 1 and not self.circa and not self.season and self.parts[0][0] > 999:  # nearly all
            return "-".join([f"{number:02d}" for number in self.parts[0]])

        def one(part: tuple[int, ...]) -> str:
            if part == _OPEN and len(self.parts) == 2:
                return ""
            year = part[0] + (part[0] < 0)  # EDTF counts 1 BC as the year 0
            shown = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
            if abs(year) > 9999:
                shown = f"Y{year}"
            return "-".join([shown, *(f"{n:02d}" for n in part[1:])]) + ("~" if self.circa else "")

        if self.season and len(self.parts) == 1 and len(self.parts[0]) == 1:
            return f"{one(self.parts[0]).rstrip('~')}-{20 + self.season}" + ("~" if self.circa else "")
        return "/".join(one(part) for part in self.parts)

    @classmethod
    def from_edtf(cls, text: str) -> Date | None:
        """Read EDTF level 0, of level 1 ``~``, ``?``, seasons, open ends and years before Christ (``-0043`` is 44 BC);
        None where it is something else."""
        parts: list[tuple[int, ...]] = []
        circa = False
        season = 0
        halves = text.strip().split("/")
        for half in halves:
            if len(halves) == 2 and half in ("", "..") and any(each not in ("", "..") for each in halves):
                parts.append(_OPEN)
                continue
            match = _EDTF_DAY.fullmatch(half)
            if not match:
                return None
            year, month, day, mark = match.groups()
            circa = circa or mark in {"~", "%", "?"}
            number = int(year.lstrip("Yy"))
            numbers = [number - (number <= 0)]
            if month:
                if 21 <= int(month) <= 24 and not day:
                    if len(halves) == 1:
                        season = int(month) - 20
                    else:
                        numbers.append(int(month))
                elif 1 <= int(month) <= 12:
                    numbers.append(int(month))
                    if day:
                        if not 1 <= int(day) <= 31:
                            return None
                        numbers.append(int(day))
                else:
                    return None
            parts.append(tuple(numbers))
        if not 1 <= len(parts) <= 2:
            return None
        return cls(tuple(parts), circa=circa, season=season)
