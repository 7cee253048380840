"""One document of many: from its file to its line, and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bibtool import __version__
from bibtool.diagnostics.catalogue import Severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files
from bibtool.jobs.corrections import NONE, Corrections
from bibtool.jobs.document_line import NOTHING, Counts, Head, error_of, is_doubtful, line
from bibtool.jobs.errors import JobError
from bibtool.jobs.sources import Source
from bibtool.readers.reader import ReadError
from bibtool.render.setting import Setting

#: A document that has more bytes is not read: text of that size is no article, and would fill the memory.
LARGEST = 512 * 1024 * 1024


class Product(Enum):
    """What is wanted of each document."""

    CITATIONS = "citations"  # with the findings
    FINDINGS = "findings"


class Become(Enum):
    """What became of a document."""

    READ = "read"
    UNCHANGED = "unchanged"  # as it was when its line was written
    REFUSED = "refused"  # cannot be read
    LEFT = "left"  # a file of a folder that turned out to be no article
    FAILED = "failed"  # a fault, a crash, or its time was over


class Request(Struct, frozen=True):
    """What is asked of every document, the same for all.  ``select``, ``ignore`` and ``style`` are lint's, with what
    tells one version of a style's file from another; ``ui`` is the language of messages,
    ``corrections`` are a person's on the reading of any of them."""

    product: Product
    from_: str | None = None
    key_scheme: str = "pl"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    style: Setting | None = None
    style_file: str = ""
    ui: str = "en"
    corrections: Corrections = NONE

    def made(self) -> dict[str, Any]:
        """As a line says it: lines made otherwise are made anew."""
        options: dict[str, Any] = {"product": self.product.value, "ui": self.ui}
        if self.from_ is not None:
            options["from"] = self.from_
        if self.product is Product.CITATIONS:
            options["key_scheme"] = self.key_scheme
        else:
            options |= {"select": list(self.select), "ignore": list(self.ignore)}
            if self.style is not None:
                options["style"] = {
                    "name": self.style.style,
                    "file": self.style_file,
                    "locale": self.style.locale,
                    "entry_language": self.style.entry_language,
                    "script": self.style.script.value,
                    "schemes": dict(self.style.schemes),
                }
        decided = self.corrections.sum()
        if decided:
            options["corrections"] = decided
        return {"bibtool": __version__, **options}


def style_file(style: str | None) -> str:
    """The SHA-256 of a style that is a file; empty for one that is known by its name."""
    if style is None or not style.lower().endswith(".csl"):
        return ""
    return hashlib.sha256(files.read(style)).hexdigest()


class Task(Struct, frozen=True):
    """One document.  ``known`` is the SHA-256 of what was done before; ``data`` its bytes where they were read already
    (standard input, a process elsewhere); ``named`` whether somebody named the file itself."""

    number: int
    path: str
    known: str = ""
    named: bool = True
    data: bytes | None = None


class Done(Struct, frozen=True):
    """What became of one document: its line (empty where it is unchanged or left), and the row that tells of it.

    ``shown`` are its findings as lines to read, where those were asked for.
    """

    path: str
    become: Become
    counts: Counts = NOTHING
    seconds: float = 0.0
    error: Mapping[str, str] | None = None
    line: bytes = b""
    shown: str = ""


def work(task: Task, request: Request, readable: bool = False) -> Done:
    """One document from its file to its line; what goes wrong is told in it, never raised.

    ``readable`` asks for the findings as lines to read.
    """
    import time

    start = time.monotonic()
    digest = ""
    try:
        data = bytes_of(task)
        digest = hashlib.sha256(data).hexdigest()
        if digest == task.known:
            return Done(task.path, Become.UNCHANGED)
        done = _read(Source(task.path, data, request.from_), request, digest, readable)
    except (JobError, ReadError) as error:
        done = failed(task.path, digest, error.finding, request, Become.REFUSED)
    except Exception as error:
        from bibtool.jobs.boundary import debugging, problem_of

        if debugging():
            import traceback

            traceback.print_exc()
        told = Finding(Code.SOURCE_NOT_READ, {"path": task.path, "problem": problem_of(error)}, document=task.path)
        done = failed(task.path, digest, told, request, Become.FAILED)
    if not task.named and done.error is not None and done.error["code"] in _NO_ARTICLE and _of_any_kind(task.path):
        done = Done(task.path, Become.LEFT)
    return replace(done, seconds=time.monotonic() - start)


#: Bibliographies, styles and data: errors for a file whose name promises an article, or that somebody named himself.
_NO_ARTICLE = frozenset(
    {
        Code.BIBLIOGRAPHY_IS_NO_ARTICLE,
        Code.BIBLIOGRAPHY_FORMAT_NOT_READ,
        Code.NOTES_ARE_NO_ARTICLE,
        Code.DATA_NO_SOURCE,
        Code.ARCHIVE_NO_SOURCE,
        Code.STYLE_IS_NO_SOURCE,
    }
)


def _of_any_kind(path: str) -> bool:
    """XML and lines of JSON hold all kinds of things: one of a folder that is no article is just another file."""
    return path.lower().endswith((".xml", ".jsonl", ".ndjson"))


def bytes_of(task: Task) -> bytes:
    """The document.  Raises JobError where it cannot be read, or is larger than is read (BT731)."""
    if task.data is not None:
        return task.data
    try:
        size = Path(task.path).stat().st_size
    except (OSError, ValueError):
        size = 0  # said in its own words when it is read
    if size > LARGEST:
        raise JobError(Code.DOCUMENT_TOO_LARGE, path=task.path, size=str(size // 2**20), largest=str(LARGEST // 2**20))
    return files.read(task.path)


def _read(source: Source, request: Request, digest: str, readable: bool) -> Done:
    from bibtool.diagnostics.shown import one_line
    from bibtool.jobs.extract import extract
    from bibtool.jobs.finding_sources import sources_of
    from bibtool.jobs.lint import lint, record

    if request.product is Product.CITATIONS:
        extraction = extract([source], key_scheme=request.key_scheme, corrections=request.corrections)
        findings = extraction.findings
    else:
        linted = lint([source], request.select, request.ignore, style=request.style, corrections=request.corrections)
        extraction, findings = linted.extraction, linted.findings
    if extraction.refused:
        told = extraction.refused[0].finding
        become = Become.FAILED if told.code == Code.SOURCE_NOT_READ else Become.REFUSED
        return failed(source.name, digest, told, request, become)
    found = extraction.documents[0]
    sources = sources_of(extraction)
    records = [record(finding, sources, request.ui) for finding in findings]
    severities = [row["severity"] for row in records]
    counts = Counts(
        len(found.notes.notes),
        len(found.notes.missing),
        len(found.notes.listed),
        len(found.citations),
        sum(map(is_doubtful, found.citations)),
        *(severities.count(level.value) for level in (Severity.ERROR, Severity.WARNING, Severity.INFO)),
    )
    head = Head(source.name, digest, request.made(), found.document.format, counts)
    text = line(head, records, found.citations if request.product is Product.CITATIONS else None)
    shown = "".join(one_line(finding, sources, request.ui) + "\n" for finding in findings) if readable else ""
    return Done(source.name, Become.READ, counts, line=text, shown=shown)


def failed(path: str, digest: str, told: Finding, request: Request, become: Become, seconds: float = 0.0) -> Done:
    """A document without anything but the reason."""
    error = error_of(told, request.ui)
    # a crash may pass: no digest, so that the next run tries again
    head = Head(path, digest if become is Become.REFUSED else "", request.made(), error=error)
    text = line(head, [], () if request.product is Product.CITATIONS else None)
    return Done(path, become, Counts(), seconds, error, text)
