"""What is doubtful in sources, as data."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.catalogue import rules, sentence, severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.shown import Sources
from bibtool.jobs.boundary import boundary
from bibtool.jobs.corrections import NONE, Corrections
from bibtool.jobs.errors import JobError
from bibtool.jobs.extract import Extracted, Extraction, extract, ordered
from bibtool.jobs.finding_sources import sources_of
from bibtool.jobs.format import Request, Shape, check
from bibtool.jobs.genders import genders
from bibtool.jobs.labels import labels
from bibtool.jobs.linked_works import as_printed
from bibtool.jobs.progress import Progress, Step, nobody
from bibtool.jobs.queries import IN_USE, Shelf, judged
from bibtool.jobs.restyle import note_sources, without_unread
from bibtool.jobs.selection import selected, wanted
from bibtool.jobs.side_by_side import processes_for
from bibtool.jobs.sources import Source
from bibtool.render.setting import Setting

if TYPE_CHECKING:
    from bibtool.copyedit.compare import Compared

SCHEMA = 1


class Habits(Enum):
    """Whether a document is measured by what it mostly does itself."""

    UNASKED = "unasked"
    COMPARED = "compared"


class Linted(Struct, frozen=True):
    """The findings that were asked for, the extraction that they are about, and, where a style was named, every
    citation beside what the style prints."""

    findings: tuple[Finding, ...]
    extraction: Extraction
    compared: tuple[Compared, ...] = ()


def lint(
    sources: Sequence[Source],
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    supplement: Source | None = None,
    progress: Progress | None = None,
    style: Setting | None = None,
    corrections: Corrections = NONE,
    queries: Sequence[str] = (),
    shelf: Shelf = IN_USE,
    habits: Habits = Habits.UNASKED,
) -> Linted:
    """Extract and keep the findings of the codes in ``select`` (all where empty) that are not in ``ignore``.

    With a ``style``, where the printed notes depart from it is found too (BT8xx); ``habits`` asks for forms that a
    document mixes (BT814).  What a person decided (``corrections``) goes before what is read.  ``queries`` are of the
    library (``lib:QUERY``): their works are judged, too.  Raises what :func:`bibtool.jobs.extract.extract` does, and
    JobError BT706 for unknown codes, BT751 where none is left, BT716 and BT717 for a style, BT960 for a query without
    works, before any work.
    """
    check_asked(select, ignore, style)
    works = [finding for name in dict.fromkeys(queries) for finding in judged(name, shelf)]
    passages = style is not None
    extraction = extract(
        sources,
        supplement,
        progress=progress,
        passages=passages,
        corrections=corrections,
        processes=processes_for(sources),
    )
    compared, faults = _compared(extraction, style, progress or nobody) if style is not None else ((), [])
    read = without_unread(extraction.findings) if style is not None else extraction.findings
    told = [*works, *read, *faults, *(f for one in compared for f in one.findings), *_mixed(extraction, habits)]
    findings = ordered(told, extraction.documents)
    return Linted(tuple(selected(findings, select, ignore)), extraction, compared)


def _mixed(extraction: Extraction, habits: Habits) -> list[Finding]:
    """Forms that a document mixes, where that is asked."""
    from bibtool.copyedit.consistency import consistent

    if habits is Habits.UNASKED:
        return []
    return [
        finding
        for each in extraction.documents
        for finding in consistent(each.document, [c for c in each.citations if c.document == each.document.name])
    ]


def check_asked(select: Sequence[str], ignore: Sequence[str], style: Setting | None) -> None:
    """What :func:`lint` raises before any work."""
    wanted(select, ignore)
    if style is not None:
        check(Request(style, Shape.NOTES))


def _compared(extraction: Extraction, style: Setting, report: Progress) -> tuple[tuple[Compared, ...], list[Finding]]:
    from bibtool.copyedit.compare import compare
    from bibtool.render.engine import StyleError
    from bibtool.render.labels import of_offices
    from bibtool.render.processing import load, locale_doubts, processor, used_locale

    attempt = boundary()
    style = replace(style, genders=genders(extraction, extraction.entries), labels=of_offices(labels(extraction)))
    doubts = {note_id: source.doubts for note_id, source in note_sources(extraction).items()}
    entries = as_printed(extraction.entries, extraction.citations)
    compared: list[Compared] = []
    findings = locale_doubts(style, used_locale(processor(load(style.style), {}, style)))
    for found in extraction.documents:
        told = Finding(
            Code.NOT_COMPARED,
            {"path": found.document.name, "style": style.style, "problem": ""},
            document=found.document.name,
        )

        report(Step("comparing", found.document.name))

        def work(found: Extracted = found) -> tuple[Compared, ...]:
            return compare(found.passages, found.apparatus, found.citations, entries, style, doubts)

        try:
            done = attempt(work, told)
        except StyleError as error:
            raise JobError(Code.STYLE_UNUSABLE, problem=str(error)) from None
        if isinstance(done, Finding):
            findings.append(done)
        else:
            compared += done
    return tuple(compared), findings


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
