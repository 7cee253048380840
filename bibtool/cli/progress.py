"""What is being done, on standard error, while a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bibtool.cli.drawn import drawn
from bibtool.cli.findings import is_terminal
from bibtool.cli.words import word
from bibtool.jobs.extract import Progress


@contextmanager
def progress(ui: str) -> Iterator[Progress]:
    """A function to call before each stage; it shows nothing where standard error is no terminal."""
    if not is_terminal(sys.stderr):
        yield lambda stage, name: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:

        def report(stage: str, name: str) -> None:
            status.update(drawn(f"{word(stage, ui)} {name}".strip()))

        yield report
