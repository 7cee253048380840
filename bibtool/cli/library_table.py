"""What the library holds, for a terminal, a pipe or a program."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from bibtool.cli.lines import filled
from bibtool.cli.table import Column, Room, fitted_text, print_table
from bibtool.cli.words import word
from bibtool.cli.words import words as labels
from bibtool.entries.entry import Entry, Variant
from bibtool.formats.remainder import shown
from bibtool.language.scripts import script
from bibtool.library.index import folded, words
from bibtool.library.log import Operation
from bibtool.library.query import parse
from bibtool.library.store import Details
from bibtool.library.work import Work
from bibtool.text.visible import visible

if TYPE_CHECKING:
    from rich.text import Text

_INDENT = 2


def json_text(works: Sequence[Work]) -> str:
    """One array of works."""
    return _json([_work(work) for work in works])


def print_found(works: Sequence[Entry], asked: str, ui: str, out: TextIO) -> None:
    """Works as a table; on a terminal what matches stands out."""
    wanted = [(each.folded_words(), each.prefix) for each in parse(asked).wanted]

    def marked(text: Text) -> None:
        for start, end in _matches(text.plain, wanted):
            text.stylize("bold", start, end)

    print_table(works, ui, out, marked)


def _matches(line: str, wanted: Sequence[tuple[frozenset[str], bool]]) -> Iterator[tuple[int, int]]:
    """Where the words stand that a query asks for, in any script."""
    for match in re.finditer(r"\w+", line):
        for word_ in words(match.group()):
            if any(_fits(key, asked, prefix) for key in folded(word_) for asked, prefix in wanted):
                yield match.span()


def _fits(key: str, asked: frozenset[str], prefix: bool) -> bool:
    return key in asked or (prefix and any(key.startswith(each) for each in asked))


def details_json(rows: Sequence[tuple[Work, Details]]) -> str:
    """One array of works with what belongs to them."""
    return _json([_work(work) | _details(details) for work, details in rows])


def details_text(rows: Sequence[tuple[Work, Details]], ui: str, room: int | None) -> str:
    """Everything about works, a value a line; in ``room`` columns of a terminal."""
    return "\n".join("".join(_described(work, details, ui, room)) for work, details in rows)


def _kind(variant: Variant, ui: str) -> str:
    """What a variant is, in words; a kind of a newer version as it is called."""
    key = f"variant_{variant.kind}"
    return word(key, ui) if key in labels() else variant.kind


def _described(work: Work, details: Details, ui: str, room: int | None) -> Iterator[str]:
    item = work.item.to_csl()
    custom = item.pop("custom", {})
    rows = [("key", work.key), *((name, shown(value)) for name, value in item.items())]
    rows += [(name, str(value)) for name, value in custom.items()]
    rows += [(f"{each.variable} ({_kind(each, ui)})", each.value) for each in work.variants]
    rows += [(word("library_tags", ui), ", ".join(details.tags))] if details.tags else []
    rows += [(word("library_remark", ui), text) for text in details.remarks]
    rows += [(word("library_file", ui), path) for path in details.attachments]
    for mention in details.mentions:
        place = word("library_in", ui, note=mention.place.note, document=mention.document)
        rows.append((word("library_cited", ui), ", ".join(filter(None, (place, mention.locator)))))
    if work.certainty != "sure":
        rows.append((word("library_reading", ui), word("library_doubtful", ui)))
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        yield filled(visible(" ".join(value.split())), room, f"{visible(name).ljust(width)}  ") + "\n"


def asides_text(rows: Sequence[tuple[str, str, str, str]], ui: str, as_json: bool) -> str:
    """What could not be read."""
    names = ("source", "line", "text", "reason")
    if as_json:
        return _json([{"schema": 1, **dict(zip(names, row, strict=True))} for row in rows])
    rooms = (Room.WRAPPED, Room.WHOLE, Room.WRAPPED, Room.WRAPPED)
    columns = [Column(word(f"library_{name}", ui), room, 14) for name, room in zip(names, rooms, strict=True)]
    return fitted_text(columns, [*map(_clean, rows)], sys.stdout) if rows else ""


def tags_text(rows: Sequence[tuple[str, int]], as_json: bool) -> str:
    """Tags, with the number of works that have them."""
    if as_json:
        return _json([{"schema": 1, "tag": name, "works": count} for name, count in rows])
    return "".join(f"{count:6}  {visible(name)}\n" for name, count in rows)


def log_text(rows: Sequence[Operation], ui: str, as_json: bool) -> str:
    """What was done, the newest first."""
    if as_json:
        return _json(
            [
                {
                    "schema": 1,
                    "id": row.id,
                    "at": row.at,
                    "command": row.command,
                    "batch": row.batch,
                    "rows": row.rows,
                    "undoes": row.undoes or None,
                    "undone_by": row.undone_by or None,
                }
                for row in rows
            ]
        )
    columns = [
        Column(word("library_number", ui)),
        Column(word("library_time", ui), worth=3),
        Column(word("library_rows", ui), worth=1),
        Column(word("library_command", ui), Room.WRAPPED, 30),
        Column(word("library_state", ui)),
    ]
    lines = [
        [str(row.id), row.at, str(row.rows), row.command, word("library_is_undone", ui) if row.undone_by else ""]
        for row in rows
    ]
    return fitted_text(columns, [*map(_clean, lines)], sys.stdout) if lines else ""


def _work(work: Work) -> dict[str, Any]:
    return {
        "schema": 1,
        "key": work.key,
        "item": work.item.to_csl(work.key),
        "variants": [_variant(each) for each in work.variants],
        "certainty": work.certainty,
        "added": work.added,
    }


def _variant(variant: Variant) -> dict[str, str]:
    return {"variable": variant.variable, "kind": variant.kind, "value": variant.value, "script": script(variant.value)}


def _details(details: Details) -> dict[str, Any]:
    return {
        "mentions": [
            {
                "document": mention.document,
                "note_id": mention.place.note_id,
                "note": mention.place.note,
                "index": mention.place.index,
                "kind": mention.kind,
                "locator": mention.locator,
                "accessed": mention.accessed,
                "url": mention.url,
            }
            for mention in details.mentions
        ],
        "tags": list(details.tags),
        "remarks": list(details.remarks),
        "files": list(details.attachments),
    }


def _clean(row: Sequence[str]) -> list[str]:
    return [visible(" ".join(cell.split())) for cell in row]


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=_INDENT) + "\n"
