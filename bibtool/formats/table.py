"""CSV (RFC 4180): a work a row, a variable a column; and the tables of databases and reference managers.

UTF-8 with a byte order mark, without which Excel takes letters for others.  A cell that a spreadsheet would reckon
(``=…``) begins with an apostrophe, as spreadsheets themselves have it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from bibtool.csl.variables import KNOWN
from bibtool.csl.variables import TYPES as CSL_TYPES
from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.csl_shapes import shaped
from bibtool.formats.datewords import read_date
from bibtool.formats.format import Format, FormatError, ReadResult, unread
from bibtool.formats.ris import keyed
from bibtool.formats.ris_names import read_names, write_name
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import Name
from bibtool.text.data import toml
from bibtool.text.patterns import regex

_CUSTOM = "custom/"
_TEXT = "text/"  # before a variable whose name would be taken for another column's
_SPECIAL = frozenset({"key", "type", "year", "first-page", "last-page"})
# What a spreadsheet reckons, and what it takes for nothing; an apostrophe before it says that it is text.
_RECKONED = regex(r"'*(?:[=+\-@\t]|\s*\Z)")
_GUARDED = regex(r"'+(?:[=+\-@\t]|\s*\Z)")
_JOINED = "; "
# Columns come in this order, the rest behind them by name.
_FIRST = (
    "author editor translator issued title container-title volume issue page publisher-place publisher edition "
    "collection-title language DOI ISBN ISSN URL accessed".split()
)
_MOST = 20  # columns without a name that are named one by one
_DELIMITERS = (",", ";", "\t", "|")


class _Tables(NamedTuple):
    columns: Mapping[str, str]
    types: Mapping[str, str]


@cache
def _tables() -> _Tables:
    data = toml("formats/table.toml")
    columns = {name: variable for variable, names in data["columns"].items() for name in names}
    return _Tables(columns, data["types"])


def write(entries: Sequence[Entry]) -> str:
    """A table of all variables that some work has."""
    items = [canonical(entry.item) for entry in entries]
    used = {name for item in items for name in _variables(item)}
    columns = sorted(used, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["key", "type", *columns])
    for entry, item in zip(entries, items, strict=True):
        cells = [clean(entry.key), item.type, *(_cell(item, name) for name in columns)]
        writer.writerow([f"'{cell}" if cell and _RECKONED.match(cell) else cell for cell in cells])
    return f"\ufeff{out.getvalue()}"


def _variables(item: Item) -> Iterable[str]:
    yield from item.names
    yield from item.dates
    yield from map(_column, item.text)
    yield from (f"{_CUSTOM}{name}" for name in item.custom)


@lru_cache(maxsize=1000)
def _column(variable: str) -> str:
    return variable if _header([variable]) == [variable] and variable not in _SPECIAL else f"{_TEXT}{variable}"


def _cell(item: Item, name: str) -> str:
    if name.startswith(_CUSTOM):
        return item.custom.get(name.removeprefix(_CUSTOM), "")
    if name in item.names:
        names = item.names[name]
        text = _JOINED.join(write_name(each) for each in names)
        simple = _names(text) == names and _loaded(text, list) is None
        return text if simple else _json([each.to_csl() for each in names])
    if name in item.dates:
        date = item.dates[name]
        text = date.to_edtf()
        return text if _date(text) == date and _loaded(text, dict) is None else _json(date.to_csl())
    return item.text.get(name.removeprefix(_TEXT), "")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _names(text: str) -> tuple[Name, ...]:
    """Names as they are written here: parted by semicolons."""
    parts = [part.strip() for part in text.split(";")]
    return tuple(name for part in parts if part for name in read_names(part))


def _date(text: str) -> Date:
    return read_date(text) or Date(literal=text)


def read(text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
    """The works of a table whose first row names its columns; a column of an unknown name is kept as ``custom``.

    Raises :class:`FormatError` for a text without such a row.
    """
    text = text.removeprefix("\ufeff")
    header = text.lstrip("\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FormatError(f"no table: {error}") from None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    names = _header(rows[0]) if rows else []
    if not {"key", "title", "author", "DOI"} & set(names):
        raise FormatError("a table of references begins with a row that names its columns: title, author, year, ...", 1)
    items: list[Item | Finding] = []
    keys: list[str] = []
    findings = list(_unknown(rows))
    for number, row in enumerate(rows[1:], 2):
        cells: dict[str, str] = {}
        for place, cell in enumerate(row):
            name = names[place] if place < len(names) else f"{_CUSTOM}column-{place + 1}"
            if cell.strip():
                value = cell[1:] if _GUARDED.match(cell) else cell
                cells[name] = f"{cells[name]}{_JOINED}{value}" if name in cells else value
        key = clean(cells.pop("key", "")).strip()
        keys.append(key)
        place_told = f"row {number}"
        told = Finding(Code.ENTRY_NOT_READ, {"key": key or place_told, "place": place_told, "problem": ""})
        read_row = attempt(partial(_item, cells, key, place_told), told)
        if isinstance(read_row, Finding):
            items.append(read_row)
        else:
            items.append(read_row[0])
            findings += read_row[1]
    entries: list[Entry] = []
    for key, item, row in zip(keyed(keys, items, findings), items, rows[1:], strict=True):
        if isinstance(item, Finding):
            entry, doubts = unread(key, dict(zip(names, row, strict=False)), item)
            entries.append(entry)
            findings += doubts
        else:
            entries.append(Entry(key, item))
    return ReadResult(tuple(entries), tuple(findings))


def _unknown(rows: Sequence[Sequence[str]]) -> Iterable[Finding]:
    """The columns of unknown names, of those that hold something."""
    header = _header(rows[0])
    found = [
        clean(rows[0][place]).strip() if place < len(header) else str(place + 1)
        for place in range(min(max(map(len, rows)), len(header) + _MOST))
        if (place >= len(header) or (header[place].startswith(_CUSTOM) and not rows[0][place].startswith(_CUSTOM)))
        and any(place < len(row) and row[place].strip() for row in rows[1:])
    ]  # fmt: skip
    if found:
        yield Finding(Code.COLUMNS_UNKNOWN, {"columns": ", ".join(found)})


def _header(cells: Sequence[str]) -> list[str]:
    """The variable of each column."""
    found: list[str] = []
    for cell in cells:
        name = clean(cell).strip()
        known = _tables().columns.get(re.sub(r"[\W_]+", "", name.casefold()))
        if name in NAME_VARIABLES or name in DATE_VARIABLES:
            known = name
        elif cell.startswith((_CUSTOM, _TEXT)):
            known = clean(cell)
        found.append(known or (name if name in KNOWN else f"{_CUSTOM}{name}"))
    return found


def _item(cells: dict[str, str], key: str, place: str) -> tuple[Item, list[Finding]]:
    data: dict[str, Any] = {}
    custom: dict[str, str] = {}
    year, first, last = (cells.pop(name, "").strip() for name in ("year", "first-page", "last-page"))
    for name, value in cells.items():
        if name.startswith(_CUSTOM):
            custom[name.removeprefix(_CUSTOM)] = value
        elif name in NAME_VARIABLES:
            data[name] = _loaded(value, list) or [each.to_csl() for each in _names(value)]
        elif name in DATE_VARIABLES:
            data[name] = _loaded(value, dict) or _date(value).to_csl()
        else:
            data[name.removeprefix(_TEXT)] = value
    if year and "issued" not in data:
        data["issued"] = _date(year).to_csl()
    elif year and str(Date.from_csl(data["issued"]).year) != year:
        custom["year"] = year
    kind = data.get("type", "")
    if kind not in CSL_TYPES:  # "Article" is what databases call a journal's, "article" CSL's preprint
        data["type"] = _tables().types.get(kind.casefold(), kind)
    if first and "page" not in data:
        data["page"] = f"{first}-{last}" if last and last != first else first
    return shaped({**data, "custom": custom} if custom else data, key, place)


def _loaded(value: str, wanted: type) -> Any:
    """A value that no simpler form could say, as JSON; None for anything else."""
    if value[:1] not in "[{":
        return None
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, wanted) else None


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
    "of a key, white space at its ends goes",
)

FORMAT: Format[Entry] = Format("csv", "CSV", (".csv", ".tsv"), write, read, LOSSES)
