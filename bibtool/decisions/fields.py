"""What of a citation can be set, by which names, and what may stand there."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec.structs import replace

from bibtool.citations.citation import DECIDED, Citation, Field
from bibtool.csl import variables as csl
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES
from bibtool.items.names import names_from_text, names_text
from bibtool.text.data import toml
from bibtool.text.urls import UrlCandidate

# CSL's own counters, which no citation prints.
_COUNTED = frozenset(
    {"citation-number", "first-reference-note-number", "citation-key", "citation-label", "year-suffix", "page-first"}
)
TYPE = "type"
_LAST_YEAR = 9999  # EDTF (ISO 8601-2, 4.4.1) writes later ones with a Y before them


class BadValueError(ValueError):
    """A value that the field cannot have; the message says why."""


@cache
def _table() -> Mapping[str, Any]:
    return toml("decisions/fields.toml")


@cache
def _names() -> Mapping[str, str]:
    """Every name in small letters, and the field that it stands for; CSL's own come first."""
    own = _table()["own"]
    fields = [*own["citation"], *own["custom"], TYPE, *NAME_VARIABLES, *DATE_VARIABLES]
    fields += csl.KNOWN - csl.NAME_VARIABLES - csl.DATE_VARIABLES - _COUNTED
    return {**_table()["names"], **{name.casefold(): name for name in sorted(fields)}}


def known() -> list[str]:
    """Every name that a field has."""
    return sorted(set(_names().values()) | set(_table()["names"]))


def named(name: str) -> str | None:
    """The field of a name of CSL or BibLaTeX, whatever its case; None where there is none."""
    return _names().get(name.strip().casefold())


def is_of_citation(field: str) -> bool:
    """Whether a field is of the citation itself (its pages, its access date), not of the work."""
    return field in _table()["own"]["citation"] or field in ("accessed", "URL")


def value_of(citation: Citation, field: str) -> str:
    """What a citation says, as a person writes it; "" for nothing."""
    item = citation.item
    if field == TYPE:
        return item.type
    if field in _table()["own"]["citation"]:
        return str(getattr(citation, field.replace("-", "_")))
    if field in NAME_VARIABLES:
        return names_text(item.names.get(field, ()))
    if field in DATE_VARIABLES:
        return item.dates[field].to_edtf() if field in item.dates else ""
    return item.custom.get(field, "") if field in _table()["own"]["custom"] else item.get(field)


def values_of(citation: Citation) -> dict[str, str]:
    """Everything that a citation says and that can be set, by field."""
    fields = dict.fromkeys(
        [TYPE, *citation.item.names, *citation.item.text, *citation.item.dates, *citation.item.custom]
        + _table()["own"]["citation"]
    )
    return {field: value for field in fields if named(field) == field and (value := value_of(citation, field))}


def checked(field: str, value: str) -> str:
    """A value as it is kept: with single spaces, a date as EDTF.  Raises :class:`BadValueError`."""
    value = " ".join(value.split())
    if not value:
        return ""
    if field in DATE_VARIABLES:
        return _date(value).to_edtf()
    if field in NAME_VARIABLES:
        return names_text(names_from_text(_with_semicolons(value))) if "{" not in value else value
    if field == TYPE and value not in csl.TYPES:
        raise BadValueError(f"types: {', '.join(sorted(csl.TYPES))}")
    return value


def _with_semicolons(value: str) -> str:
    """Names as BibTeX parts them, "Family, Given and Family, Given"; "Ministry of Culture and Sport" is one body."""
    parts = value.split(" and ")
    if ";" in value or any(part.count(",") != 1 or not all(map(str.strip, part.split(","))) for part in parts):
        return value
    return "; ".join(part.strip() for part in parts)


def _date(value: str) -> Date:
    date = Date.from_edtf(value)
    if date is None:
        raise BadValueError("write 2023, 2023-04, 2023-04-05, 1985/1987, 1950~")
    if any(part and abs(part[0]) > _LAST_YEAR for part in date.parts):
        raise BadValueError(f"a year has four digits: {value}")
    for part in date.parts:
        if len(part) == 3 and part[2] > calendar.monthrange(part[0] if part[0] > 0 else 4, part[1])[1]:
            raise BadValueError(f"{value} is not a day of the calendar")
    return date


def corrected(citation: Citation, field: str, value: str) -> Citation:
    """The citation with one field as a person has it; its letters keep their place in the source."""
    before = citation.fields.get(field)
    place = Field(before.spans, before.raw, DECIDED) if before else Field((), "", DECIDED, inferred=True)
    fields = {**citation.fields, field: place} if value or before else {**citation.fields}
    if field in _table()["own"]["citation"]:
        found = replace(citation, **{field.replace("-", "_"): value}, fields=fields)
        return replace(found, label=found.label or "page") if field == "locator" and value else found
    item = citation.item
    names, dates, text, custom = dict(item.names), dict(item.dates), dict(item.text), dict(item.custom)
    for rows in (names, dates, text, custom):
        rows.pop(field, None)
    if field == TYPE:
        item = replace(item, type=value)
    elif value and field in NAME_VARIABLES:
        names[field] = names_from_text(value)
    elif value and field in DATE_VARIABLES:
        dates[field] = _date(value)
    elif value and field in _table()["own"]["custom"]:
        custom[field] = value
    elif value:
        text[field] = value
    found = replace(citation, item=replace(item, names=names, dates=dates, text=text, custom=custom), fields=fields)
    if field == "URL":
        found = replace(found, urls=(UrlCandidate(value, 1.0, (DECIDED,)),) if value else ())
    return found
