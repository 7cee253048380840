"""The sources that a command line names."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import JobError
from bibtool.jobs.sources import Source, from_path, once


def read_all(paths: Sequence[str], format: str | None = None) -> tuple[list[Source], list[Finding]]:
    """What can be read, and why the rest cannot: one bad path does not stop the others."""
    sources: list[Source] = []
    refused: list[Finding] = []
    for path in once(paths):
        try:
            sources.append(from_path(path, format))
        except JobError as error:
            refused.append(error.finding)
    return sources, refused
