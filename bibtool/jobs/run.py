"""The whole job: one source to a folder of bibliographies and findings.

Everything is made in memory and checked before the first file is written; each file is written whole or not at
all, and the same source gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from bibtool.diagnostics.catalogue import rules
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.shown import block, plain, total
from bibtool.entries.keys import DEFAULT_SCHEME
from bibtool.jobs import files
from bibtool.jobs.bibliography import ENGINE, Bibliographies, bibliographies, known_engine
from bibtool.jobs.corrections import NONE, Corrections
from bibtool.jobs.export import names, text
from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.finding_sources import sources_of
from bibtool.jobs.genders import genders
from bibtool.jobs.labels import labels
from bibtool.jobs.manifest import MANIFEST, Edited, deliver
from bibtool.jobs.progress import Progress, Step, nobody
from bibtool.jobs.report import drawn
from bibtool.jobs.restyle import note_sources
from bibtool.jobs.run_links import LINK_FILES, REPORT
from bibtool.jobs.sources import Source
from bibtool.jobs.works import Works
from bibtool.links.result import Result
from bibtool.readers.reader import ReadError

# File by format; a name says what is in it where the ending alone would not.
FILES = {
    "citations.jsonl": "citations",
    "citations.notes.json": "csl-notes",
    "bibliography.bib": "biblatex",
    "bibliography.bibtex.bib": "bibtex",
    "bibliography.csl.json": "csl-json",
    "bibliography.ris": "ris",
}
FINDINGS = "findings.txt"


class RunResult(Struct, frozen=True):
    """What was read, the files written in order, the findings of reading and of writing, and what draws the report
    again once links are checked."""

    extraction: Extraction
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    redrawn: Callable[[Sequence[Result]], str]


def run(
    source: Source,
    folder: str | Path,
    supplement: Source | None = None,
    key_scheme: str = DEFAULT_SCHEME,
    ui: str = "en",
    progress: Progress | None = None,
    engine: str = ENGINE,
    edited: Edited = Edited.LEFT,
    corrections: Corrections = NONE,
) -> RunResult:
    """Do the whole job for ``source`` and write it into ``folder``; ``ui`` is the language of ``findings.txt``,
    ``engine`` prints the bibliographies, ``edited`` says what becomes of files that somebody edited since; what a
    person decided (``corrections``) goes before what is read.

    Raises ReadError for a source that cannot be read and :class:`~bibtool.jobs.errors.JobError` for a folder that
    cannot be written, or that holds the source or the supplement under the name of a result.
    """
    report = progress or nobody
    known_engine(engine)  # before anything is read
    extraction = extract([source], supplement, key_scheme, progress, passages=True, corrections=corrections)
    for refused in extraction.refused:
        raise ReadError(refused.finding.code, **dict(refused.finding.args))
    content, printed = contents(extraction, ui, report, engine)
    for name in (*content, *LINK_FILES, MANIFEST):
        files.check_output(Path(folder, name), (source.name, supplement.name if supplement else None))
    target = files.make_folder(folder)
    report(Step("writing", str(target)))
    done = deliver(target, content, edited)
    told = (*extraction.findings, *printed.findings)
    redrawn = partial(drawn, article(extraction, told), ui, printed.lists)
    return RunResult(extraction, done.files, (*told, *done.findings), redrawn)


def contents(
    extraction: Extraction, ui: str, report: Progress, engine: str = ENGINE
) -> tuple[dict[str, str | bytes], Bibliographies]:
    """Every file of the job by name, and the bibliographies among them."""
    content: dict[str, str | bytes] = {
        name: text(format, extraction) for name, format in FILES.items() if format in names()
    }
    # a text that cites nothing is a work itself, and that is what there is to print
    works = extraction.cited or extraction.entries
    notes = extraction.apparatus if extraction.cited else ()
    sources, told_genders = note_sources(extraction), genders(extraction, ())
    printed = bibliographies(works, _name(extraction), report, engine, notes, sources, told_genders, labels(extraction))
    content |= printed.files
    told = (*extraction.findings, *printed.findings)
    content[REPORT] = drawn(article(extraction, told), ui, printed.lists)
    content[FINDINGS] = findings_text(extraction, told, ui)
    return content, printed


def article(extraction: Extraction, findings: tuple[Finding, ...]) -> Works:
    """The whole of it as what its first source holds."""
    name = extraction.documents[0].document.name if extraction.documents else ""
    works = extraction.cited or extraction.entries
    return Works(works, None, findings, extraction, _name(extraction), None, name)


def _name(extraction: Extraction) -> str:
    """The title of the first document, else what its source is called."""
    for found in extraction.documents:
        return (found.own.get("title") if found.own else "") or Path(found.document.name).name
    return ""


def findings_text(extraction: Extraction, findings: tuple[Finding, ...], ui: str) -> str:
    """All findings with their lines, and a count by code at the end."""
    sources = sources_of(extraction)
    parts = [plain(block(finding, sources, ui)) for finding in findings]
    by_code: dict[str, int] = {}
    for finding in findings:
        by_code[finding.code] = by_code.get(finding.code, 0) + 1
    lines = [f"{number:5} {code} {rules()[code].name}" for code, number in sorted(by_code.items())]
    return "\n".join([*parts, total(findings, ui), *lines]) + "\n"
