"""Items of CSL-JSON in the shapes that programs really write, and what had to be read otherwise than as CSL has it.

The schema (csl-data.json of CSL 1.0.2) knows strings, numbers, name objects and date objects.  Crossref writes lists
for strings, pandoc lists of dates, hand-written files a bare year: every value is read or kept, whatever it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct, field

from bibtool.csl.variables import NUMBER_VARIABLES
from bibtool.csl.variables import TYPES as CSL_TYPES
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.formats.canonical import SEASON_MONTHS, canonical, markup
from bibtool.formats.datewords import read_date, season
from bibtool.items.dates import Date, whole
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import Name
from bibtool.text.data import toml
from bibtool.text.patterns import regex

# How JSON calls its values; the same in every language.
_SHAPES = {str: "string", bool: "boolean", int: "number", float: "number", list: "list", dict: "object"}
_FIRST_ONLY = frozenset({"ISBN", "ISSN", "DOI", "URL"})  # one identifies a work, two joined nothing
_LISTED = frozenset({"keyword"})
_NAME_PARTS = {
    "family": "family", "given": "given", "non-dropping-particle": "particle",
    "dropping-particle": "dropping_particle", "suffix": "suffix", "literal": "literal",
}  # fmt: skip
# What Crossref says of each name, and flags that say nothing where they stand alone.
_NAME_EXTRAS = frozenset({"sequence", "affiliation", "parse-names", "static-ordering", "isInstitution"})
_DATE_PARTS = frozenset({"date-parts", "literal", "raw", "season", "circa", "edtf", "year", "month", "day", "other"})
_DATE_EXTRAS = frozenset({"date-time", "timestamp"})  # the same once more
_MARKUP = regex(r"<(?!/|(?:i|b|sup|sub)>|span\b)([A-Za-z][\w:.-]*)[^<>]*>")
_HALF = regex("[\ud800-\udfff]")
_LONGEST = 60


@cache
def _aliases() -> tuple[Mapping[str, str], Mapping[str, str]]:
    data = toml("formats/csl_types.toml")
    return data["types"], data["variables"]


def shaped(row: Mapping[str, Any], key: str, place: str) -> tuple[Item, list[Finding]]:
    """The item, canonical, and a finding for each value that is not as CSL has it.  Raises nothing."""
    return _Shaping(key, place).item(row)


class _Shaping(Struct):
    key: str
    place: str
    findings: list[Finding] = field(default_factory=list)
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    custom: dict[str, str] = field(default_factory=dict)

    def item(self, row: Mapping[str, Any]) -> tuple[Item, list[Finding]]:
        aliases = _aliases()[1]
        later: list[tuple[str, Any]] = []
        empty: list[str] = []
        for name, value in row.items():
            variable = str(name)
            if value is None or value == "":
                empty += [variable] if value == "" and variable not in {"id", "type"} else []  # null says nothing
                continue
            self._halves(variable, value)
            if variable in {"id", "type"}:
                continue
            if variable in aliases:
                later.append((variable, value))
            else:
                self._take(variable, value)
        for variable, value in later:
            meant = aliases[variable]
            if any(meant in there for there in (self.names, self.dates, self.text)):
                self._keep(variable, value)
            else:
                self._tell(variable, variable, meant, value)
                self._take(meant, value)
        if empty:
            args = {"place": self.place, "key": self.key, "fields": _cut(", ".join(empty))}
            self.findings.append(Finding(Code.FIELDS_EMPTY, args))
        self._subtitle()
        kind = self._type(row.get("type"))
        return canonical(Item(kind, self.names, self.dates, self.text, self.custom)), self.findings

    def _halves(self, variable: str, value: Any) -> None:
        """JSON may name half of a character (``\\ud83d``), which no text can hold."""
        # half a character is no letter that Python shows as it is
        if value.isprintable() if isinstance(value, str) else "\\ud" not in repr(value):
            return
        rows = (value,) if isinstance(value, str) else _leaves(value)
        if any(isinstance(row, str) and not row.isprintable() and _HALF.search(row) for row in rows):
            self.findings.append(
                Finding(Code.HALF_OF_A_CHARACTER, {"place": self.place, "key": self.key, "variable": variable})
            )

    def _take(self, variable: str, value: Any) -> None:
        if variable in NAME_VARIABLES:
            found = self._names(variable, value)
            if found:
                self.names[variable] = found
        elif variable in DATE_VARIABLES:
            date = self._date(variable, value)
            if date:
                self.dates[variable] = date
        elif variable == "custom":
            self._custom(value)
        else:
            self._text(variable, value)

    # Types and texts.

    def _type(self, value: Any) -> str:
        if value is None or value == "":
            return ""
        text = value if isinstance(value, str) else _dumped(value)
        if isinstance(value, str) and text in CSL_TYPES:
            return text
        plain = re.sub(r"[-_\s]+", "", text).casefold()
        known = next((name for name in CSL_TYPES if re.sub(r"[-_]", "", name) == plain), None) or _aliases()[0].get(
            plain
        )
        if known or not isinstance(value, str):
            self._tell("type", text if isinstance(value, str) else shape(value), "type", known or text)
        return known or text

    def _text(self, variable: str, value: Any) -> None:
        if isinstance(value, str):
            self.text[variable] = value
            found = _MARKUP.findall(markup(value))
            if found and variable not in {"URL", "abstract", "note", "annote"}:
                self._part(variable, sorted({f"<{name}>" for name in found}))
            return
        if _is_number(value):
            self.text[variable] = _number(value)
            if variable not in NUMBER_VARIABLES:
                self._tell(variable, "number", "string", self.text[variable])
            return
        if isinstance(value, list):
            flat = [each for each in value if each is not None and each != ""]
            if all(isinstance(each, (str, int, float)) for each in flat):
                self._list(variable, list(map(scalar, flat)))
                return
        if isinstance(value, Mapping):
            told = [each for each in value.values() if each is not None and each != "" and each != []]
            if len(told) == 1 and isinstance(told[0], (str, int, float)):
                self.text[variable] = scalar(told[0])
                self._tell(variable, "object", "string", self.text[variable])
                return
        if isinstance(value, bool):
            self.text[variable] = scalar(value)
            self._tell(variable, "boolean", "string", self.text[variable])
            return
        self._keep(variable, value)

    def _list(self, variable: str, values: list[str]) -> None:
        if not values:
            return
        if variable in _FIRST_ONLY:
            self.text[variable], *more = values
            if more:
                self.custom[f"other-{variable}"] = "; ".join(more)
        else:
            self.text[variable] = (", " if variable in _LISTED else "; ").join(values)
        self._tell(variable, "list", "string", "; ".join(values))

    def _subtitle(self) -> None:
        """Crossref has a subtitle of its own; CSL has it in the title."""
        subtitle, title = self.text.get("subtitle", ""), self.text.get("title", "")
        if subtitle and title:
            if subtitle.casefold() not in title.casefold():
                self.text["title"] = f"{title}{'' if title[-1] in '.:?!' else ':'} {subtitle}"
            self._tell("subtitle", "subtitle", "title", self.text["title"])
            del self.text["subtitle"]

    def _custom(self, value: Any) -> None:
        if not isinstance(value, Mapping):
            self.custom["custom"] = value if isinstance(value, str) else _dumped(value)
            self._tell("custom", shape(value), "object", self.custom["custom"])
            return
        for name, each in value.items():
            if each is None:
                continue
            self.custom[str(name)] = each if isinstance(each, str) else _dumped(each)
            if isinstance(each, (list, Mapping)):
                self._tell(f"custom/{name}", shape(each), "string", self.custom[str(name)])

    def _keep(self, variable: str, value: Any) -> None:
        """What no variable takes stands in ``custom`` as it was."""
        kept = value if isinstance(value, str) else _dumped(value)
        self.custom[variable] = kept
        self.findings.append(
            Finding(
                Code.VALUE_SET_ASIDE, {"place": self.place, "key": self.key, "variable": variable, "value": _cut(kept)}
            )
        )

    # Names.

    def _names(self, variable: str, value: Any) -> tuple[Name, ...]:
        if isinstance(value, str):
            self._tell(variable, "string", "list", value)
            return tuple(_name_of_text(part) for part in value.split(";") if part.strip())
        if not isinstance(value, list):
            self._tell(variable, shape(value), "list", value)
        rows = value if isinstance(value, list) else [value]
        if any(isinstance(row, list) for row in rows):  # a list in the list
            self._tell(variable, "list", "object", value)
            rows = [each for row in rows for each in (row if isinstance(row, list) else [row])]
        return tuple(name for row in rows for name in self._name(variable, row))

    def _name(self, variable: str, row: Any) -> list[Name]:
        if isinstance(row, str):
            if not row.strip():
                return []
            self._tell(variable, "string", "object", row)
            return [_name_of_text(row)]
        if not isinstance(row, Mapping):
            self._tell(variable, shape(row), "object", row)
            if isinstance(row, list):
                return [Name(literal=" ".join(map(scalar, _leaves(row))))]
            return [] if row is None else [Name(literal=scalar(row))]
        parts = {part: self._name_part(variable, row[csl]) for csl, part in _NAME_PARTS.items() if csl in row}
        if "name" in row:
            name = self._name_part(variable, row["name"])
            if not any(parts.values()):
                self._tell(variable, "name", "literal", name)
                parts["literal"] = name
            elif name:
                self._part(variable, [f"name={name}"])
        if _is_true(row.get("isInstitution")) and not parts.get("literal") and not parts.get("given"):
            parts["literal"] = parts.pop("family", "")
        extras = [
            f"{part}={_cut(_dumped(value) if not isinstance(value, str) else value)}"
            for part, value in row.items()
            if part not in _NAME_PARTS and part != "name" and value not in (None, "", [], {}, False)
            and part not in _NAME_EXTRAS
        ]  # fmt: skip
        if extras:
            self._part(variable, extras)
        return [Name(**parts)]

    def _name_part(self, variable: str, value: Any) -> str:
        if isinstance(value, str) or value is None:
            return value or ""
        text = " ".join(map(scalar, _leaves(value)))
        self._tell(variable, shape(value), "string", text)
        return text

    # Dates.

    def _date(self, variable: str, value: Any) -> Date:
        if isinstance(value, Mapping):
            return self._date_object(variable, value)
        if isinstance(value, str):
            return read_date(value) or Date(literal=value)
        if isinstance(value, list):
            dates = [each for each in value if isinstance(each, Mapping)]
            if dates:
                self._tell(variable, "list", "object", value)
                # what is no date, and a third date, have no place in a range
                rest = [each for each in value if not isinstance(each, Mapping)]
                if rest or len(dates) > 2:
                    self._part(variable, [_cut(_dumped(each)) for each in [*rest, *dates[2:]]])
                return _joined([self._date_object(variable, each) for each in dates[:2]])
            self._tell(variable, "list", "object", value)
            date = Date.from_csl({"date-parts": value})
            lost = _unkept(value if any(isinstance(each, list) for each in value) else [value]) if date.parts else []
            if lost:
                self._part(variable, lost)
            return date
        self._tell(variable, shape(value), "object", value)
        number = whole(value) if not isinstance(value, bool) else None
        return Date(((number,),)) if number is not None else Date(literal=scalar(value))

    def _date_object(self, variable: str, value: Mapping[str, Any]) -> Date:
        rows = value.get("date-parts")
        if rows is not None and not (isinstance(rows, list) and all(isinstance(row, list) for row in rows)):
            self._tell(f"{variable}/date-parts", _dumped(rows), "list", Date.from_csl({"date-parts": rows}).to_edtf())
        named = value.get("season")
        number = whole(named) if not isinstance(named, bool) else None
        if number is None and named not in (None, "", False):
            number = season(named) if isinstance(named, str) else 0
            self._tell(f"{variable}/season", _cut(scalar(named)), "number", number or scalar(named))
        plain = {**value, "season": number, "circa": _is_true(value.get("circa"))}
        literal = value.get("literal")
        if literal is not None and not isinstance(literal, str):
            plain["literal"] = " ".join(map(scalar, _leaves(literal)))
            self._tell(f"{variable}/literal", shape(literal), "string", plain["literal"])
        raw = value.get("raw") if value.get("raw") not in (None, "") else value.get("edtf")
        plain.pop("raw", None)
        date = Date.from_csl(plain)
        if not date.parts and "year" in value:
            date = self._year(variable, value, date)
        if raw not in (None, "") and not date.parts:
            words = raw if isinstance(raw, str) else " ".join(map(scalar, _leaves(raw)))
            read = read_date(words)
            if read is not None:
                date = Date(read.parts, date.literal, date.circa or read.circa, date.season or read.season)
            elif not date.literal:
                date = Date(date.parts, words, date.circa, date.season)
        if number is None or not number:
            lost = [f"season={_cut(scalar(named))}"] if named not in (None, "", False, 0) else []
        else:
            lost = [] if date.season else [f"season={number}"]
        if date.parts and isinstance(rows, list):
            lost += _unkept(rows if any(isinstance(row, list) for row in rows) else [rows])
        left = [part for part in value if part not in _DATE_PARTS and part not in _DATE_EXTRAS]
        lost += [f"{part}={_cut(_dumped(value[part]))}" for part in left]
        if lost:
            self._part(variable, lost)
        return date

    def _year(self, variable: str, value: Mapping[str, Any], date: Date) -> Date:
        """``{"year": 2001, "month": 5}``, which pandoc once wrote."""
        numbers: list[int] = []
        for part in ("year", "month", "day"):
            number = whole(value.get(part))
            if number is None:
                break
            numbers.append(number)
        if not numbers:
            return Date(date.parts, date.literal or scalar(value["year"]), date.circa, date.season)
        found = Date((tuple(numbers),), date.literal, date.circa, date.season)
        self._tell(variable, "year", "date-parts", found.to_edtf())
        return found

    # Findings.

    def _tell(self, variable: str, found: str, wanted: str, read: Any) -> None:
        self.findings.append(
            Finding(
                Code.VALUE_OF_OTHER_SHAPE,
                {
                    "place": self.place,
                    "key": self.key,
                    "variable": variable,
                    "found": _cut(found),
                    "wanted": wanted,
                    "read": _cut(read if isinstance(read, str) else _dumped(read)),
                },
            )
        )

    def _part(self, variable: str, parts: list[str]) -> None:
        args = {"place": self.place, "key": self.key, "variable": variable, "parts": _cut(", ".join(parts))}
        self.findings.append(Finding(Code.PARTS_NOT_READ, args))


def _unkept(rows: list[Any]) -> list[str]:
    """What of ``date-parts`` no date takes: behind the day, behind what is unknown or no number, a third date; a month
    beyond the twelfth is a season, which has no day."""
    lost: list[Any] = []
    for number, row in enumerate(rows):
        values = row if isinstance(row, list) else [row]
        numbers = [whole(value) for value in values]
        kept = 0
        while kept < len(values[:3]) and numbers[kept] is not None and (numbers[kept] or not kept):
            kept += 1
        if len(rows) == 1 and kept == 3 and numbers[1] in SEASON_MONTHS:
            kept = 2
        lost += values[kept if number < 2 else 0 :]
    return [f"date-parts={_cut(scalar(value))}" for value in lost if value not in (None, "", 0, "0")]


def _joined(dates: list[Date]) -> Date:
    """Two dates as a time from one to the other."""
    if len(dates) == 1 or not all(date.parts for date in dates):
        literals = [date.to_edtf() for date in dates if date]
        return dates[0] if len(literals) < 2 else Date(literal="/".join(literals))
    return Date((dates[0].parts[0], dates[1].parts[0]), circa=any(date.circa for date in dates))


def _name_of_text(text: str) -> Name:
    """``Family, Given``; anything else is a body."""
    family, _, given = (part.strip() for part in text.partition(","))
    return Name(family, given) if family and given else Name(literal=text.strip())


def _leaves(value: Any) -> list[Any]:
    """The scalars of a value, in order."""
    found: list[Any] = []
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, Mapping):
            left += reversed(list(each.values()))
        elif isinstance(each, list):
            left += reversed(each)
        elif each is not None and each != "":
            found.append(each)
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_UNTRUE = frozenset({"", "0", "false", "no", "none", "null"})


def _is_true(value: Any) -> bool:
    """A truth value, or what programs write for one; ``"false"`` is none."""
    return value.strip().lower() not in _UNTRUE if isinstance(value, str) else bool(value)


def _number(value: float) -> str:
    """3.0 is 3, as YAML and spreadsheets have it."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def scalar(value: Any) -> str:
    """A value as text: as it stands, or as JSON has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if _is_number(value):
        return _number(value)
    return value if isinstance(value, str) else _dumped(value)


def shape(value: Any) -> str:
    """What JSON calls a value of this kind."""
    return _SHAPES.get(type(value), "null" if value is None else type(value).__name__)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _cut(text: str) -> str:
    text = " ".join(str(text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
