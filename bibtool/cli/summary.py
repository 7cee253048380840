"""What the whole job did, as a small table."""

from __future__ import annotations

from typing import TextIO

from bibtool.cli.drawn import drawn
from bibtool.cli.findings import is_terminal, summary
from bibtool.cli.link_table import verdict_in
from bibtool.cli.words import word
from bibtool.jobs.run import RunResult
from bibtool.jobs.run_links import LinksResult


def rows(done: RunResult, links: LinksResult | None, ui: str) -> list[tuple[str, str]]:
    """Label and figure, in the order of the job."""
    extraction = done.extraction
    notes = sum(len(d.notes.notes) for d in extraction.documents)
    missing = [number for d in extraction.documents for number in d.notes.missing]
    resolved, back = extraction.back_references()
    listed = sum(len(d.notes.listed) for d in extraction.documents)
    dated, named = extraction.in_text()
    own = len(extraction.entries) - len(extraction.cited)
    figures = [
        ("notes", word("notes_missing", ui, found=notes, missing=", ".join(missing)) if missing else str(notes)),
        ("citations", str(len(extraction.citations))),
        ("back_references", word("of", ui, part=resolved, whole=back)),
        *([("listed", str(listed))] if listed else []),
        *([("in_text", word("of", ui, part=dated, whole=named))] if named else []),
        ("works", str(len(extraction.cited))),
        ("own", str(own)),
    ]
    doubts = [*done.findings, *(links.findings if links else ())]
    found = "".join(text for text, _ in summary(doubts, ui)).partition(": ")[2]
    return [
        *((word(key, ui), value) for key, value in figures),
        (word("links", ui), _links(links, ui)),
        (word("findings", ui), found or "0"),
    ]


def _links(links: LinksResult | None, ui: str) -> str:
    if links is None or links.failed:
        return word("links_not_checked", ui)
    if links.offline and not links.checked:
        return word("links_no_network", ui)
    parts = ", ".join(f"{verdict_in(ui, verdict)} {count}" for verdict, count in links.verdicts.items() if count)
    return f"{links.checked} ({parts})" if parts else "0"


def print_summary(done: RunResult, links: LinksResult | None, ui: str, out: TextIO) -> None:
    """The figures, then the files."""
    table = rows(done, links, ui)
    files = [*done.files, *(links.files if links else ())]
    if is_terminal(out):
        from rich.console import Console
        from rich.table import Table

        box = Table(show_header=False, title=None)
        box.add_column(style="bold")
        box.add_column()
        for label, value in table:
            box.add_row(label, value)
        console = Console(file=out, highlight=False)
        console.print(box)
        console.print(drawn(word("files", ui), style="bold"))
        for path in files:
            console.print(drawn(f"  {path}"), soft_wrap=True)
        return
    width = max(len(label) for label, _ in table) + 2
    for label, value in table:
        out.write(f"{label:<{width}}{value}\n")
    out.write(f"{word('files', ui)}\n")
    for path in files:
        out.write(f"  {path}\n")
