"""A live bar while links are checked, with counts by outcome; nothing where standard error is no terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bibtool.cli.findings import is_terminal
from bibtool.cli.words import word
from bibtool.jobs.check import LinkProgress
from bibtool.links.result import Result


@contextmanager
def link_progress(ui: str) -> Iterator[LinkProgress]:
    """A function to call after each check."""
    if not is_terminal(sys.stderr):
        yield lambda result, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[counts]}"),
    )
    outcomes: Counter[str] = Counter()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(word("link_checking", ui), total=None, counts="")

        def report(result: Result, done: int, total: int) -> None:
            outcomes[result.outcome.value] += 1
            counts = ", ".join(f"{name} {number}" for name, number in outcomes.most_common())
            bar.update(task, completed=done, total=total, counts=counts)

        yield report
