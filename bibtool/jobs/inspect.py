"""Why a note was read as it was: its anchors, segments and pieces, and the readings that were weighed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from msgspec import Struct

from bibtool.citations.citation import Citation, Where
from bibtool.citations.looked import Looked
from bibtool.citations.readings.label import Label
from bibtool.citations.score import Considered, Reading
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.items.item import Item
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.extract import Extracted, from_document
from bibtool.jobs.sources import Source
from bibtool.notes.note import Note
from bibtool.readers.document import Document
from bibtool.report.inspection import Inspection
from bibtool.report.picture import page_count
from bibtool.report.seen import seen

SCHEMA_VERSION = 2


class Looking(Enum):
    """What is kept of the reading."""

    READ = "read"
    WEIGHED = "weighed"  # with the readings that were weighed


class InspectedNote(Struct, frozen=True):
    """One note: what was looked at, the citations that came of it (one for each of ``looked.considered``), and the
    findings in it."""

    document: str
    looked: Looked
    where: Where
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]


class Inspected(Struct, frozen=True):
    """Notes of a source, the work that it is itself, and the findings that are about no note of it."""

    notes: tuple[InspectedNote, ...]
    own: Item | None
    findings: tuple[Finding, ...]


def inspect(source: Source, numbers: Sequence[str] = (), page: int | None = None) -> Inspected:
    """The notes of these numbers, and on this page of a PDF (all where nothing is said), in the order of the source.

    Notes before them are read too, since a reference is read beside what it may refer to.  Raises
    :class:`~bibtool.jobs.errors.JobError` BT728 for a number that no note has, BT753 for a page of a source without
    pages, BT758 for a page that there is not, and ReadError.
    """
    found, findings = _read(source, Looking.WEIGHED)
    shown = {note.id for note in _chosen(source, found, numbers, page)}
    listed = {entry.id for entry in found.notes.listed}
    chosen = tuple(
        InspectedNote(
            source.name,
            looked,
            Where.LIST if looked.note_id in listed else Where.NOTE,
            tuple(c for c in found.citations if c.note_id == looked.note_id),
            tuple(f for f in findings if f.note_id == looked.note_id),
        )
        for looked in found.looked
        if looked.note_id in shown
    )
    return Inspected(chosen, found.own, tuple(finding for finding in findings if not finding.note_id))


def look(source: Source, numbers: Sequence[str] = (), page: int | None = None) -> Inspection:
    """The same notes for a page to look at (:mod:`bibtool.report.inspection`), and what else is in the source."""
    found, findings = _read(source, Looking.READ)
    notes = _chosen(source, found, numbers, page)
    ids = {note.id for note in notes}
    anywhere = not numbers and page is None  # citations in the running text too
    citations = tuple(
        each for each in found.citations if each.note_id in ids or (anywhere and each.where is Where.TEXT)
    )
    things = seen(found.document, found.notes, citations, notes)
    pages: tuple[int, ...] = ()
    if found.document.places is not None:
        placed = _pages_of(notes, found.document) if numbers and page is None else ()
        pages = (page,) if page is not None else tuple(placed) or tuple(range(1, page_count(source.data) + 1))
    told = tuple(finding for finding in findings if not finding.note_id or finding.note_id in ids)
    return Inspection(found.document, notes, citations, told, things, source.data, pages, tuple(numbers), found.own)


def _read(source: Source, looking: Looking) -> tuple[Extracted, list[Finding]]:
    from bibtool.readers.registry import read_bytes

    document = read_bytes(source.data, source.name, source.format)
    return from_document(document, looked=looking is Looking.WEIGHED)


def _chosen(source: Source, found: Extracted, numbers: Sequence[str], page: int | None) -> tuple[Note, ...]:
    """Notes by their numbers, entries of reference lists by their ids."""
    named = [*((note.number, note) for note in found.notes.notes), *((entry.id, entry) for entry in found.notes.listed)]
    known = [name for name, _ in named]
    for number in numbers:
        if number not in known:
            raise JobError(
                Code.NOTE_NUMBER_UNKNOWN, path=source.name, number=number, near=near(number, known), known=_range(known)
            )
    notes = tuple(note for name, note in named if not numbers or name in numbers)
    if page is None:
        return notes
    if found.document.places is None:
        raise JobError(Code.OPTION_NOT_FOR_SOURCE, option="--page", path=source.name, takes="PDF")
    count = page_count(source.data)
    if page > count:
        raise JobError(Code.NO_SUCH_PAGE, path=source.name, number=str(page), count=str(count))
    return tuple(note for note in notes if page in _pages_of([note], found.document))


def _pages_of(notes: Sequence[Note], document: Document) -> list[int]:
    """The pages that notes stand on, and that call them."""
    spans = [span for note in notes if not note.supplement for span in note.text.spans()]
    spans += [note.marker.span for note in notes if note.marker is not None]
    places = document.places or (lambda span: ())
    return sorted({place.page for span in spans for place in places(span)})


def _range(known: Sequence[str]) -> str:
    """The numbers that there are, in short."""
    return "–" if not known else known[0] if len(known) == 1 else f"{known[0]}–{known[-1]}"


def said(labels: Sequence[Label]) -> list[tuple[str, int, int]]:
    """Neighbouring pieces of one label: its name, the first and the last piece, from 1."""
    out: list[tuple[str, int, int]] = []
    for number, label in enumerate(labels, 1):
        name = name_of(label)
        if out and out[-1][0] == name:
            out[-1] = (name, out[-1][1], number)
        else:
            out.append((name, number, number))
    return out


def name_of(label: Label) -> str:
    """What a label is called in what is printed."""
    return label.name.lower().replace("_", "-")


def to_dict(note: InspectedNote) -> dict[str, Any]:
    """One note as docs/contracts.md has it; places are those of ``text``, scores hundredths of a natural logarithm."""
    looked = note.looked
    return {
        "schema": SCHEMA_VERSION,
        "document": note.document,
        "note_id": looked.note_id,
        "note": looked.number,
        "where": note.where.value,
        "text": looked.text,
        "anchors": [
            {"kind": a.kind.name.lower(), "start": a.start, "end": a.end, "text": looked.text[a.start : a.end]}
            for a in looked.anchors
        ],
        "segments": [
            {
                "role": "prose" if s.prose else "citation",
                "start": s.start,
                "end": s.end,
                "signal": list(s.signal) if s.signal else None,
                "text": looked.text[s.start : s.end],
            }
            for s in looked.segments
        ],
        "citations": [
            _citation(looked.text, citation, considered)
            for citation, considered in zip(note.citations, looked.considered, strict=True)
        ],
    }


def _citation(text: str, citation: Citation, considered: Considered | None) -> dict[str, Any]:
    confidence = citation.confidence
    return {
        "index": citation.index,
        "kind": citation.kind.value,
        "certainty": confidence.certainty.value if confidence else None,
        "probability": confidence.probability if confidence else None,
        "margin": considered.margin if considered else None,
        "rival": {name: value or None for name, value in considered.rival.items()} if considered else {},
        "pieces": [
            {"form": p.form.value, "start": p.start, "end": p.end, "text": text[p.start : p.end]}
            for p in (considered.pieces if considered else ())
        ],
        "readings": [_reading(reading) for reading in (considered.readings if considered else ())],
        "findings": list(citation.findings),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "generator": reading.generator,
        "labels": [name_of(label) for label in reading.labels],
        "likelihood": reading.likelihood,
        "prior": reading.prior,
        "loss": reading.loss,
        "score": reading.score,
    }
