"""What is doubtful in sources, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bibtool.diagnostics.catalogue import rules, sentence, severity
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.shown import Sources
from bibtool.jobs.extract import Extraction, Progress, extract
from bibtool.jobs.selection import chosen, selected
from bibtool.jobs.sources import Source
from bibtool.jobs.view import sources_of

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Linted:
    """The findings that were asked for, and the extraction that they are about."""

    findings: tuple[Finding, ...]
    extraction: Extraction


def lint(
    sources: Sequence[Source],
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    supplement: Source | None = None,
    progress: Progress | None = None,
) -> Linted:
    """Extract and keep the findings of the codes in ``select`` (all where empty) that are not in ``ignore``.

    Raises what :func:`bibtool.jobs.extract.extract` does, and JobError BT706 for unknown codes, before any work.
    """
    chosen([*select, *ignore])
    extraction = extract(sources, supplement=supplement, progress=progress)
    return Linted(tuple(selected(extraction.findings, select, ignore)), extraction)


def record(finding: Finding, sources: Sources, ui: str = "en") -> dict[str, Any]:
    """One finding for programs (``bibtool lint --format json``); docs/contracts.md says what each key holds."""
    place = sources.place(finding)
    return {
        "schema": SCHEMA,
        "code": finding.code,
        "name": rules()[finding.code].name,
        "severity": severity(finding).value,
        "message": sentence(finding, ui),
        "args": dict(finding.args),
        "document": finding.document,
        "note_id": finding.note_id or None,
        "note": sources.note(finding) or None,
        "index": finding.index or None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "spans": [list(span) for span in finding.spans],
        "fix": {"spans": [list(s) for s in finding.fix.spans], "replacement": finding.fix.replacement}
        if finding.fix
        else None,
    }


def records(linted: Linted, ui: str = "en") -> list[dict[str, Any]]:
    """All findings for programs."""
    sources = sources_of(linted.extraction)
    return [record(finding, sources, ui) for finding in linted.findings]
