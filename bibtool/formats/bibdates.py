"""Dates of .bib files: EDTF in one field (biblatex), or ``year``, ``month`` and ``day`` (BibTeX)."""

from __future__ import annotations

import re
from calendar import monthrange

from bibtool.formats.bibwriter import MONTHS
from bibtool.formats.latex import unescape
from bibtool.items.dates import Date

_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|--|–|/)\s*(\d{4}))?")


def plain_date(date: Date) -> str:
    """EDTF that any reader takes: valid days, years of four digits; what is impossible is cut to what is possible."""
    parts = tuple(part for part in map(_possible, date.parts) if part)
    if not parts or any(not 0 <= part[0] <= 9999 for part in parts):
        return ""
    if len(parts) == 2 and parts[1] < parts[0][: len(parts[1])]:
        parts = parts[:1]
    return Date(parts, circa=date.circa, season=date.season).to_edtf()


def _possible(part: tuple[int, ...]) -> tuple[int, ...]:
    if len(part) > 1 and not 1 <= part[1] <= 12:
        return part[:1]
    if len(part) > 2 and (part[0] < 1 or not 1 <= part[2] <= monthrange(part[0], part[1])[1]):
        return part[:2]
    return part


def year_fields(date: Date) -> dict[str, str]:
    """``year``, ``month``, ``day`` of a date; a range only as years, a literal as it stands in ``year``."""
    edtf = Date.from_edtf(plain_date(date))
    if edtf is None or edtf.year is None:
        return {}
    if len(edtf.parts) == 2:
        first, last = edtf.parts[0][0], edtf.parts[1][0]
        return {"year": f"{first:04d}" if first == last else f"{first:04d}--{last:04d}"}
    year, *rest = edtf.parts[0]
    fields = {"year": f"{year:04d}"}
    if rest:
        fields["month"] = MONTHS[rest[0] - 1]
    if len(rest) > 1:
        fields["day"] = str(rest[1])
    return fields


def take_year(fields: dict[str, str]) -> Date:
    """Read ``year``, ``month`` and ``day`` and take them out of ``fields``, as far as they make a date."""
    value = fields.pop("year", "").strip("{} ")
    years = _YEARS.fullmatch(value)
    if not years:
        return Date(literal=unescape(value))
    if years.group(2):
        return Date(((int(years.group(1)),), (int(years.group(2)),)))
    part = [int(years.group(1))]
    month = _month(fields.get("month", ""))
    if month:
        del fields["month"]
        part.append(month)
        day = fields.get("day", "")
        if day.isdecimal() and len(day) < 3 and 1 <= int(day) <= 31:
            del fields["day"]
            part.append(int(day))
    return Date((tuple(part),))


def _month(value: str) -> int:
    """1 to 12 from a macro, a number or an English name; 0 for anything else (``sep # "--" # oct``)."""
    value = value.strip("{}. ").lower()
    if value.isdecimal() and len(value) < 3:
        return int(value) if 1 <= int(value) <= 12 else 0
    return MONTHS.index(value[:3]) + 1 if value[:3] in MONTHS and value.isalpha() else 0
