"""Results of a check for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from bibtool.cli.drawn import drawn
from bibtool.cli.findings import is_terminal
from bibtool.cli.words import word
from bibtool.jobs.link_report import by_urgency
from bibtool.links.history import Seen
from bibtool.links.outcome import URGENCY
from bibtool.links.result import Result
from bibtool.text.visible import visible

_STYLES = {
    "dead": "bold red",
    "dead-now": "red",
    "suspect": "yellow",
    "unreachable": "magenta",
    "blocked": "cyan",
    "alive": "green",
    "unknown": "dim",
}


def print_results(results: Sequence[Result], ui: str, stream: TextIO) -> None:
    """A row an address, the most urgent first, then counts by verdict."""
    rows = [_cells(r, ui) for r in by_urgency(results)]
    if is_terminal(stream):
        _print_table(rows, ui, stream)
    else:  # one line an address, nothing cut: for grep and for files
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:3]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            stream.write("  ".join([*cells, *row[3:]]).rstrip() + "\n")
    counts = Counter(r.verdict for r in results)
    parts = [f"{verdict.value} {counts[verdict]}" for verdict in URGENCY if counts[verdict]]
    stream.write(word("link_total", ui, count=len(results), parts=", ".join(parts) or "-") + "\n")


def _print_table(rows: Sequence[Sequence[str]], ui: str, stream: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for name in ("link_verdict", "link_outcome", "link_note"):
        table.add_column(word(name, ui), no_wrap=True)
    for name in ("link_address", "link_copy"):
        table.add_column(word(name, ui), overflow="fold")
    for verdict, *rest in rows:
        table.add_row(drawn(verdict, _STYLES[verdict]), *map(drawn, rest))
    Console(file=stream, highlight=False).print(table)


def _cells(r: Result, ui: str) -> list[str]:
    notes = ", ".join(dict.fromkeys(m.note_id or m.key for m in r.mentions if m.note_id or m.key))
    status = f" {r.status}" if r.status else ""
    address = (r.checked_url or r.url) + (f" → {r.moved_to}" if r.moved_to else "")
    cells = [r.verdict.value, f"{r.outcome.value}{status}", notes, address, _copy(r, ui)]
    return [visible(" ".join(cell.split("\n"))) for cell in cells]


def print_history(rows: Sequence[Seen], stream: TextIO) -> None:
    """A line a check, the oldest first."""
    for seen in rows:
        status = f" {seen.status}" if seen.status else ""
        at = seen.checked_at.strftime("%Y-%m-%d %H:%M:%S")
        title = f"  {seen.title}" if seen.title else ""
        line = f"{at}  {seen.verdict.value:<8} {seen.outcome.value}{status}  {seen.url}{title}"
        stream.write(visible(" ".join(line.split("\n"))) + "\n")


def _copy(r: Result, ui: str) -> str:
    s = r.snapshot
    if s is None:
        return ""
    day = f"{s.timestamp[:4]}-{s.timestamp[4:6]}-{s.timestamp[6:8]}"
    distance = "" if s.days is None else f" ({word('link_days', ui, days=s.days)})"
    return f"{day}{distance} {s.uri}"


def link_labels(ui: str) -> dict[str, str]:
    """The words of the HTML page, as :func:`bibtool.jobs.link_report.as_html` takes them."""
    names = ("title", "verdict", "outcome", "note", "address", "copy")
    return {**{name: word(f"link_{name}", ui) for name in names}, "language": ui}
