"""Dates of .bib files: EDTF in one field (biblatex), or ``year``, ``month`` and ``day`` (BibTeX)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping

from bibtool.formats.bibvalues import write_text
from bibtool.formats.bibwriter import MONTHS
from bibtool.formats.datewords import read_date
from bibtool.formats.latex import unescape
from bibtool.items.dates import Date
from bibtool.text.patterns import regex

_YEARS = regex(r"(\d{4})(?:\s*(?:-|--|–|/)\s*(\d{4}))?")
_TWO_YEARS = regex(r"\d{4}/\d{1,2}")  # "1999/00" is a school year or a volume, and no month
_BARE_YEAR = regex(r"\d{4}")
_AROUND = '"().,; '  # brackets of other kinds say that no year is printed
_SHORT_YEAR = regex(r"[1-9]\d{0,2}")
_TIMED = regex(r"(.*\d)[T ](\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)")
_MARKS = str.maketrans("~/", " -", "{}\\")


def plain_date(date: Date) -> str:
    """EDTF that any reader takes: valid days, years of four digits; what is impossible is cut to what is possible."""
    parts = tuple(part for part in map(_possible, date.parts) if part)
    if not parts or any(not -9998 <= part[0] <= 9999 for part in parts):
        return ""
    if all(part[0] == 0 for part in parts):
        return ""
    if len(parts) == 2 and parts[1][0] and parts[1] < parts[0][: len(parts[1])]:
        parts = parts[:1]
    return Date(parts, circa=date.circa, season=date.season).to_edtf()


def _possible(part: tuple[int, ...]) -> tuple[int, ...]:
    if len(part) > 1 and not 1 <= part[1] <= 12:
        return part[:2] if 21 <= part[1] <= 24 and len(part) == 2 else part[:1]
    if len(part) > 2 and (part[0] < 1 or not 1 <= part[2] <= monthrange(part[0], part[1])[1]):
        return part[:2]
    return part


def year_fields(date: Date, kept: Mapping[str, str]) -> dict[str, str]:
    """``year``, ``month``, ``day`` of a date; a range only as years, a literal as it stands in ``year``.

    A month or day that is no part of the date stands as it was ``kept``.
    """
    fields = _year_fields(date)
    if fields:
        for name in ("month", "day"):
            if name in kept:
                fields.setdefault(name, write_text("text", kept[name]) or "")
    return fields


def _year_fields(date: Date) -> dict[str, str]:
    if date.literal and not date.parts:
        return {"year": write_text("text", date.literal) or ""}
    edtf = Date.from_edtf(plain_date(date))
    if edtf is None or edtf.year is None or any(part[0] < 1 for part in edtf.parts):
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


def date_of(value: str) -> tuple[Date, str]:
    """The date of a field, and the time of day beside it: EDTF, figures or words; what is none is a literal."""
    found = Date.from_edtf(value)
    if found is not None:
        return found, ""
    time = ""
    timed = _TIMED.fullmatch(value)
    if timed is not None:
        value, time = timed[1], timed[2]
    if _SHORT_YEAR.fullmatch(value):
        return Date(((int(value),),)), time
    text = unescape(value)
    found = Date.from_edtf(text) or read_date(text.replace("\u00a0", " "))
    if found is None and timed is not None:
        return Date(literal=unescape(timed.group())), ""
    return found or Date(literal=text), time


def take_year(fields: dict[str, str]) -> Date:
    """Read ``year``, ``month`` and ``day`` and take them out of ``fields``, as far as they make a date."""
    value = fields.pop("year", "").strip("{} ")
    value = bare if _BARE_YEAR.fullmatch(bare := value.strip(_AROUND)) else value
    years = _YEARS.fullmatch(value)
    if not years:
        return Date(literal=value) if _TWO_YEARS.fullmatch(value) else date_of(value)[0]
    if years.group(2):
        return Date(((int(years.group(1)),), (int(years.group(2)),)))
    year = int(years.group(1))
    month = fields.get("month", "").strip("{}. ")
    if not month:
        return Date(((year,),))
    number = _month(month)
    if number:
        del fields["month"]
        day = fields.get("day", "")
        if day.isdecimal() and len(day) < 3 and 1 <= int(day) <= 31:
            del fields["day"]
            return Date(((year, number, int(day)),))
        return Date(((year, number),))
    # "5~may", "jan/feb", "marzec", "wiosna"
    found = read_date(month.translate(_MARKS).replace("--", "-"), year) if "day" not in fields else None
    if found is not None and found.year == year:
        del fields["month"]
        return found
    return Date(((year,),))


def _month(value: str) -> int:
    """1 to 12 from a macro, a number or an English name; 0 for anything else (``sep # "--" # oct``)."""
    value = value.lower()
    if value.isdecimal() and len(value) < 3:
        return int(value) if 1 <= int(value) <= 12 else 0
    if value in MONTHS:
        return MONTHS.index(value) + 1
    found = read_date(value, 2000)
    return found.parts[0][1] if found is not None and len(found.parts) == 1 and len(found.parts[0]) == 2 else 0
