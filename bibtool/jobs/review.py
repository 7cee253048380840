"""Findings for an author to look at: a DOCX with Word comments at their places and departures as tracked changes, or
a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum
from pathlib import PurePath

from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import JobError
from bibtool.jobs.lint import Linted
from bibtool.jobs.sources import Source
from bibtool.readers.document import Document, SourceNote
from bibtool.text.spans import Span


class Review(Enum):
    """What findings are written as for people, by the ending of the file."""

    COMMENTS = ".docx"
    PAGE = ".html"


_ENDINGS = {".docx": Review.COMMENTS, ".html": Review.PAGE, ".htm": Review.PAGE}
# Documents that somebody may ask for, who would get records in them.
_NO_REVIEW = frozenset({".doc", ".epub", ".md", ".odt", ".pdf", ".rtf", ".tex"})


class Tracking(Enum):
    """What becomes of a departure that a replacement is known for."""

    COMMENT = "comment"
    CHANGE = "change"  # a tracked change, and no comment


def review_of(output: str | None) -> Review | None:
    """The kind that is written to ``output``; None for records, or no file.

    Raises :class:`~bibtool.jobs.errors.JobError` BT705 for a document of a kind that no review is written as.
    """
    if output is None:
        return None
    ending = PurePath(output).suffix.lower()
    if ending in _NO_REVIEW:
        known = ", ".join(sorted(["jsonl", *(each[1:] for each in _ENDINGS)]))
        raise JobError(Code.UNKNOWN_OUTPUT_FORMAT, name=ending, near="", known=known)
    return _ENDINGS.get(ending)


def reviewed(found: Linted, sources: Sequence[Source], ui: str, tracking: Tracking = Tracking.COMMENT) -> bytes:
    """The one source with a comment for each finding, in the language ``ui``: on a note at its reference, else over
    the paragraph; what has no place of its own over the first paragraph.

    All else stays as it is; with :attr:`Tracking.CHANGE` safe replacements in notes are tracked changes.  Raises
    :class:`~bibtool.jobs.errors.JobError` BT780 for what is not one DOCX, BT781 for one that cannot be written.
    """
    from bibtool.render.rewriting.comments import commented
    from bibtool.render.rewriting.package import NotRewritable

    documents = found.extraction.documents
    if len(sources) != 1 or len(documents) != 1 or documents[0].document.format != "docx":
        raise JobError(Code.REVIEW_OF_ONE_DOCX, path=", ".join(source.name for source in sources))
    source, document = sources[0], documents[0].document
    findings = list(found.findings)
    data = source.data
    try:
        if tracking is Tracking.CHANGE:
            data, findings = _changed(data, document, findings)
        notes: dict[str, list[str]] = {}
        lines: list[tuple[str, str]] = []
        for finding in findings:
            text = f"{sentence(finding, ui)} ({finding.code})"
            note = _note(document, finding)
            if note is not None and note.origin:
                notes.setdefault(note.origin, []).append(text)
            else:
                lines.append((_line(document, finding), text))
        return commented(data, source.name, notes, lines)
    except NotRewritable:
        raise JobError(Code.REVIEW_NOT_WRITABLE, path=source.name) from None


def _note(document: Document, finding: Finding) -> SourceNote | None:
    """The note that a finding stands in."""
    if not finding.spans:
        return None
    at = finding.spans[0]
    for note in document.notes or ():
        if any(span.start <= at.start < max(span.end, span.start + 1) for span in note.text.spans()):
            return note
        if note.marker is not None and note.marker.start <= at.start < note.marker.end:
            return note
    return None


def _line(document: Document, finding: Finding) -> str:
    """The line of the text that a finding begins in; "" for none."""
    if not finding.spans:
        return ""
    at = finding.spans[0].start
    start = document.text.rfind("\n", 0, at) + 1
    end = document.text.find("\n", at)
    return document.text[start : end if end >= 0 else len(document.text)]


def _changed(data: bytes, document: Document, findings: list[Finding]) -> tuple[bytes, list[Finding]]:
    """Safe replacements in notes as tracked changes, and the findings that are left."""
    from bibtool.render.rewriting import notes as writing
    from bibtool.render.rewriting.package import rewritten

    words: dict[str, list[tuple[int, int, str]]] = {}
    swapped: dict[str, list[Finding]] = {}
    left: list[Finding] = []
    texts: dict[str, str] = {}
    for finding in findings:
        note = _note(document, finding)
        place = _within(note, finding) if note is not None else None
        if note is None or not note.origin or place is None or finding.fix is None:
            left.append(finding)
            continue
        row = words.setdefault(note.origin, [])
        if any(start < place[1] and place[0] < end for start, end, _ in row):
            left.append(finding)  # two changes of one place: the first is tracked
            continue
        row.append((*place, finding.fix.replacement))
        swapped.setdefault(note.origin, []).append(finding)
        texts[note.origin] = note.text.text
    if not words:
        return data, left
    ways = writing.Ways(tracking=writing.Tracking(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")))
    swaps = {origin: writing.Swap(texts[origin], tuple(sorted(row))) for origin, row in words.items()}
    done = rewritten(data, document.name, swaps, ways, boundary())
    for origin in done.left:  # a note that cannot be written has its comments
        left += swapped.get(origin, [])
    order = {id(finding): place for place, finding in enumerate(findings)}
    return done.data, sorted(left, key=lambda each: order[id(each)])


def _within(note: SourceNote, finding: Finding) -> tuple[int, int] | None:
    """The place of what is to be replaced in the note's text; None where it is not one stretch."""
    if finding.fix is None or not finding.fix.spans:
        return None
    places = [note.text.within(Span(*span)) for span in finding.fix.spans]
    found = [place for place in places if place is not None]
    return (min(a for a, _ in found), max(b for _, b in found)) if len(found) == len(places) else None
