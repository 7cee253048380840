"""Dates of the precision that was printed (CSL-JSON ``date-parts``, EDTF level 0 and 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_EDTF_DAY = re.compile(r"(-?\d{4,9})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")


_NUMBER = re.compile(r"\s*[+-]?\d{1,9}(?:\.0*)?\s*")


def whole(value: object) -> int | None:
    """A whole number of at most nine digits, as such or as text; None for anything else."""
    if isinstance(value, float) and not value.is_integer():  # infinities too
        return None
    text = str(value)
    return int(text.partition(".")[0]) if _NUMBER.fullmatch(text) else None


def _words(value: object) -> str:
    """The text of what is no date: its scalars, a space between them."""
    if isinstance(value, list):
        return " ".join(filter(None, map(_words, value)))
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Date:
    """One date or a range: ``parts`` holds one or two tuples (year[, month[, day]]); or only a ``literal``."""

    parts: tuple[tuple[int, ...], ...] = ()
    literal: str = ""
    circa: bool = False
    season: int = 0  # 1 spring, 2 summer, 3 autumn, 4 winter; 0 none

    def __bool__(self) -> bool:
        return bool(self.parts or self.literal)

    @property
    def year(self) -> int | None:
        """The first year, or None for a literal."""
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

        def one(part: tuple[int, ...]) -> str:
            year = f"{part[0]:04d}" if part[0] >= 0 else f"-{-part[0]:04d}"
            return "-".join([year, *(f"{n:02d}" for n in part[1:])]) + ("~" if self.circa else "")

        if self.season and len(self.parts) == 1 and len(self.parts[0]) == 1:
            return f"{one(self.parts[0]).rstrip('~')}-{20 + self.season}" + ("~" if self.circa else "")
        return "/".join(one(part) for part in self.parts)

    @classmethod
    def from_edtf(cls, text: str) -> Date | None:
        """Read EDTF level 0, with ``~``, ``?`` and seasons; None where it is something else."""
        parts: list[tuple[int, ...]] = []
        circa = False
        season = 0
        for half in text.strip().split("/"):
            match = _EDTF_DAY.fullmatch(half)
            if not match:
                return None
            year, month, day, mark = match.groups()
            circa = circa or mark in {"~", "%", "?"}
            numbers = [int(year)]
            if month:
                if 21 <= int(month) <= 24 and not day:
                    season = int(month) - 20
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
