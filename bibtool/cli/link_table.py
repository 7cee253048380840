"""Results of a check for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from bibtool.cli.drawn import drawn
from bibtool.cli.findings import is_terminal
from bibtool.cli.table import Column, Room, linked, print_rows
from bibtool.cli.words import word
from bibtool.diagnostics.reasons import reason_in
from bibtool.jobs.link_report import by_urgency
from bibtool.links.history import Decision, Seen
from bibtool.links.outcome import URGENCY, Outcome, Verdict
from bibtool.links.result import Result, in_documents
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
    if not is_terminal(stream):
        stream.write(plain_table(results, ui))
        return
    ordered = by_urgency(results)
    _print_table(ordered, _rows(ordered, ui), ui, stream)
    stream.write(_total(results, ui))


def plain_table(results: Sequence[Result], ui: str) -> str:
    """The same, one line an address, nothing cut: for grep and for files."""
    rows = _rows(by_urgency(results), ui)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:3]
    lines: list[str] = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, *row[3:]]).rstrip() + "\n")
    return "".join(lines) + _total(results, ui)


def _total(results: Sequence[Result], ui: str) -> str:
    counts = Counter(r.verdict for r in results)
    parts = [f"{verdict_in(ui, verdict)} {counts[verdict]}" for verdict in URGENCY if counts[verdict]]
    return word("link_total", ui, count=len(results), parts=", ".join(parts) or "-") + "\n"


def _print_table(results: Sequence[Result], rows: Sequence[Sequence[str]], ui: str, stream: TextIO) -> None:
    columns = (
        Column(word("link_verdict", ui)),
        Column(word("link_outcome", ui), worth=3),
        Column(word("link_note", ui), Room.WRAPPED, 6, 1),
        Column(word("link_copy", ui), Room.WRAPPED, 24, 2),
        Column(word("link_address", ui), Room.WRAPPED, 30),
    )
    cells = [
        [
            drawn(verdict, _STYLES[result.verdict.value]),
            drawn(outcome),
            drawn(note),
            linked(copy, result.snapshot.uri if result.snapshot else ""),
            linked(address, result.moved_to or result.checked_url or result.url),
        ]
        for result, (verdict, outcome, note, address, copy) in zip(results, rows, strict=True)
    ]
    print_rows(columns, cells, stream)


def _rows(results: Sequence[Result], ui: str) -> list[list[str]]:
    several = in_documents(results)
    return [_cells(result, several, ui) for result in results]


def _cells(r: Result, several: bool, ui: str) -> list[str]:
    notes = ", ".join(dict.fromkeys(filter(None, (m.where(several) for m in r.mentions))))
    status = f" {r.status}" if r.status else ""
    address = (r.checked_url or r.url) + (f" → {r.moved_to}" if r.moved_to else "")
    cells = [verdict_in(ui, r.verdict), f"{outcome_in(ui, r.outcome)}{status}", notes, address, _copy(r, ui)]
    return [visible(" ".join(cell.split("\n"))) for cell in cells]


def verdict_in(ui: str, verdict: Verdict) -> str:
    """A verdict in the language of messages."""
    return word(f"verdict_{verdict.value}", ui)


def outcome_in(ui: str, outcome: Outcome) -> str:
    """An outcome in the language of messages."""
    return reason_in(ui, outcome.value)


def print_history(rows: Sequence[Seen], marks: Sequence[Decision], ui: str, stream: TextIO) -> None:
    """A line a check, the oldest first; then a line for each spelling that a person marked."""
    for seen in rows:
        status = f" {seen.status}" if seen.status else ""
        at = seen.checked_at.strftime("%Y-%m-%d %H:%M:%S")
        title = f"  {seen.title}" if seen.title else ""
        line = f"{at}  {verdict_in(ui, seen.verdict):<8} {outcome_in(ui, seen.outcome)}{status}  {seen.url}{title}"
        stream.write(visible(" ".join(line.split("\n"))) + "\n")
    for mark in marks:
        at = mark.at.strftime("%Y-%m-%d %H:%M:%S")
        line = f"{at}  {word('link_marked', ui, url=mark.url, verdict=verdict_in(ui, mark.verdict))}"
        stream.write(visible(" ".join(f"{line}: {mark.note}".split()) if mark.note else line) + "\n")


def _copy(r: Result, ui: str) -> str:
    s = r.snapshot
    if s is None:
        return ""
    day = f"{s.timestamp[:4]}-{s.timestamp[4:6]}-{s.timestamp[6:8]}"
    distance = "" if s.days is None else f" ({word('link_days', ui, days=s.days)})"
    return f"{day}{distance} {s.uri}"
