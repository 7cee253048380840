"""Checked links as steps of the one display, with counts by outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bibtool.cli.progress import progress
from bibtool.jobs.check import LinkProgress
from bibtool.jobs.progress import Step
from bibtool.links.result import Result


@contextmanager
def link_progress(ui: str) -> Iterator[LinkProgress]:
    """A function to call after each check."""
    outcomes: Counter[str] = Counter()
    with progress(ui) as report:

        def told(result: Result, done: int, total: int) -> None:
            outcomes[result.outcome.value] += 1
            report(Step("link_checking", "", done, total, dict(outcomes)))

        yield told
