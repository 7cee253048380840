"""CSL-JSON: a list of items with their keys as ``id`` (CSL 1.0.2, csl-data.json)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache, partial
from json.encoder import encode_basestring
from typing import Any

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.csl_shapes import scalar, shape, shaped
from bibtool.formats.format import Format, FormatError, ReadResult, nothing_lost, unread
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name


def write(entries: Sequence[Entry]) -> str:
    """A JSON array, an item an object, UTF-8 as it is."""
    if not entries:
        return "[]\n"
    text = ""
    for start in range(0, len(entries), _BATCH):
        rows = [f"\n  {_item(canonical(each.item), clean(each.key))}" for each in entries[start : start + _BATCH]]
        # text grows where it stands: a library may have a hundred megabytes, which are not to be held twice
        text += f"{',' if start else '['}{','.join(rows)}"
    text += "\n]\n"
    return text


_BATCH = 500


def _item(item: Item, key: str) -> str:
    """``item.to_csl(key)`` as JSON.  The same names and dates come again and again."""
    values = {variable: encode_basestring(text) for variable, text in item.text.items()}
    for variable, names in item.names.items():
        values[variable] = f"[\n      {_NEXT.join([_name(name) for name in names])}\n    ]"
    for variable, date in item.dates.items():
        values[variable] = _date(date)
    if item.custom:
        values["custom"] = _written(dict(sorted(item.custom.items())), _LINE)
    rows = [f'"id": {encode_basestring(key)}']
    if item.type:
        rows.append(f'"type": {encode_basestring(item.type)}')
    rows += [f"{encode_basestring(variable)}: {values[variable]}" for variable in sorted(values)]
    return f"{{{_LINE}{f',{_LINE}'.join(rows)}\n  }}"


_LINE = "\n    "  # of an item's variables
_NEXT = ",\n      "


@lru_cache(maxsize=20_000)
def _name(name: Name) -> str:
    return _written(name.to_csl(), "\n      ")


@lru_cache(maxsize=20_000)
def _date(date: Date) -> str:
    return _written(date.to_csl(), _LINE)


def _written(value: Any, line: str) -> str:
    """As :func:`json.dumps` with an indent of two, which is an order slower; ``line`` begins one of this depth."""
    if isinstance(value, str):
        return encode_basestring(value)
    deeper = f"{line}  "
    if isinstance(value, dict):
        pairs = [f"{encode_basestring(key)}: {_written(each, deeper)}" for key, each in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(pairs)}{line}}}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{deeper}{f',{deeper}'.join([_written(each, deeper) for each in value])}{line}]" if value else "[]"
    return json.dumps(value)


def read(text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
    """The items of an array, of ``{"items": [...]}`` (Zotero's export) or of a single object.

    Raises :class:`FormatError` where the text is no JSON or holds no items; an item that is none is a finding.
    """
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise FormatError(f"no JSON: {error.msg}", error.lineno) from None
    except (RecursionError, ValueError) as error:  # ValueError: an integer of more than 4,300 digits
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise FormatError(f"no JSON that can be read: {reason}") from None
    return items_of(data, "CSL-JSON", attempt)


def items_of(data: Any, title: str, attempt: Attempt) -> ReadResult[Entry]:
    """The works of data that hold CSL's items; ``title`` is what the format is called."""
    rows = _rows(data)
    if rows is None:
        raise FormatError(f"{title} is a list of items, not {shape(data)}")
    entries: list[Entry] = []
    findings: list[Finding] = []
    for number, row in enumerate(rows, 1):
        rows[number - 1] = None  # as it is read, nobody needs it any more
        if not isinstance(row, dict):
            findings.append(Finding(Code.ITEM_MALFORMED, {"number": str(number), "what": shape(row)}))
            continue
        key = row.get("id")
        name, place = clean(scalar(key)) if key is not None else "", f"item {number}"
        if not name:  # none, or nothing that is printed
            findings.append(Finding(Code.ITEM_WITHOUT_ID, {"number": str(number), "key": f"item-{number}"}))
            name = f"item-{number}"
        told = Finding(Code.ENTRY_NOT_READ, {"key": name, "place": place, "problem": ""})
        read = attempt(partial(shaped, row, name, place), told)
        if isinstance(read, Finding):
            entry, doubts = unread(name, row, read)
        else:
            entry, doubts = Entry(name, read[0]), read[1]
        entries.append(entry)
        findings += doubts
    return ReadResult(tuple(entries), tuple(findings))


def _rows(data: Any) -> list[Any] | None:
    """A list of items; those of Zotero's, pandoc's or citeproc-js's object, or of an answer of Crossref; the one item
    that there is; None for anything else."""
    if not isinstance(data, dict):
        return data if isinstance(data, list) else None
    if "message-type" in data and isinstance(data.get("message"), dict):
        data = data["message"]
    for name in ("items", "references"):
        if isinstance(data.get(name), list):
            rows: list[Any] = data[name]
            return rows
    if data and all(isinstance(row, dict) and "type" in row for row in data.values()):
        return [{"id": key, **row} for key, row in data.items()]
    return [data]


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
)

FORMAT: Format[Entry] = Format(
    "csl-json", "CSL-JSON", (".csl.json", ".json", ".csljson"), write, read, LOSSES, lost=nothing_lost
)
