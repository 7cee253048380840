"""CSL-JSON: a list of items with their keys as ``id`` (CSL 1.0.2, csl-data.json)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.format import Format, FormatError, ReadResult, unread
from bibtool.items.item import Item


def write(entries: Sequence[Entry]) -> str:
    """A JSON array, an item an object, UTF-8 as it is."""
    data = [canonical(entry.item).to_csl(clean(entry.key)) for entry in entries]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


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
    if isinstance(data, dict):
        data = data["items"] if isinstance(data.get("items"), list) else [data]
    if not isinstance(data, list):
        raise FormatError(f"CSL-JSON is a list of items, not {type(data).__name__}")
    entries: list[Entry] = []
    findings: list[Finding] = []
    for number, row in enumerate(data, 1):
        if not isinstance(row, dict):
            findings.append(Finding("BT608", {"number": str(number), "what": type(row).__name__}))
            continue
        key = row.get("id")
        if key is None or key == "":
            findings.append(Finding("BT609", {"number": str(number), "key": f"item-{number}"}))
            key = f"item-{number}"
        told = Finding("BT691", {"key": clean(str(key)), "place": f"item {number}", "problem": ""})
        item = attempt(partial(_item, row), told)
        if isinstance(item, Finding):
            entry, doubts = unread(clean(str(key)), row, item)
            entries.append(entry)
            findings += doubts
        else:
            entries.append(Entry(clean(str(key)), item))
    return ReadResult(tuple(entries), tuple(findings))


def _item(row: Mapping[str, Any]) -> Item:
    return canonical(Item.from_csl(row))


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
)

FORMAT: Format[Entry] = Format("csl-json", "CSL-JSON", (".csl.json", ".json", ".csljson"), write, read, LOSSES)
