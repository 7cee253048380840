"""Works as a table: boxed and fitted on a terminal, plain columns of full text elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from bibtool.cli.drawn import drawn
from bibtool.cli.findings import is_terminal
from bibtool.cli.words import word
from bibtool.entries.entry import Entry

COLUMNS = ("key", "type", "author", "issued", "cited_in", "title")


def rows(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """One row a work, in the order of ``COLUMNS``; the title last, as the longest."""
    return [tuple(_clean(cell) for cell in _row(entry)) for entry in entries]


def table_text(entries: Sequence[Entry], ui: str) -> str:
    """All works, plain: for a pipe or a file."""
    return plain_table([tuple(word(name, ui) for name in COLUMNS), *rows(entries)])


def print_table(entries: Sequence[Entry], ui: str, out: TextIO) -> None:
    """All works."""
    if is_terminal(out):
        from rich.console import Console
        from rich.table import Table

        table = Table(*(word(name, ui) for name in COLUMNS), header_style="bold", expand=False)
        for row in rows(entries):
            table.add_row(*(drawn(cell) for cell in row))
        Console(file=out, highlight=False).print(table)
        return
    out.write(table_text(entries, ui))


def plain_table(rows: Sequence[Sequence[str]]) -> str:
    """Columns of full text, two spaces apart."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


def _row(entry: Entry) -> tuple[str, ...]:
    item = entry.item
    names = item.names.get("author", ())
    author = "; ".join(name.literal or f"{name.particle} {name.family}".strip() for name in names[:3])
    if len(names) > 3:
        author += " …"
    issued = item.dates.get("issued")
    notes = list(dict.fromkeys(mention.place.note for mention in entry.mentions))
    return (entry.key, item.type, author, issued.to_edtf() if issued else "", " ".join(notes), item.get("title"))


def _clean(text: str) -> str:
    """One line without characters that a terminal would obey."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
