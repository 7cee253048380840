"""Why a note was read as it was: its anchors, segments and pieces, and the readings that were weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bibtool.citations.citation import Citation, Where
from bibtool.citations.looked import Looked
from bibtool.citations.readings.label import Label
from bibtool.citations.score import Considered, Reading
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.extract import from_document
from bibtool.jobs.sources import Source

SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True)
class InspectedNote:
    """One note: what was looked at, the citations that came of it (one for each of ``looked.considered``), and the
    findings in it."""

    document: str
    looked: Looked
    where: Where
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]


def inspect(source: Source, numbers: Sequence[str] = ()) -> tuple[InspectedNote, ...]:
    """The notes of these numbers (all where none is given), in the order of the source.

    Notes before them are read too, since a reference is read beside what it may refer to.  Raises
    :class:`~bibtool.jobs.errors.JobError` BT728 for a number that no note has, and ReadError.
    """
    from bibtool.readers.registry import read_bytes

    found, findings = from_document(read_bytes(source.data, source.name, source.format), looked=True)
    listed = {entry.id for entry in found.notes.listed}
    known = [*(note.number for note in found.notes.notes), *(entry.id for entry in found.notes.listed)]
    for number in numbers:
        if number not in known:
            raise JobError("BT728", path=source.name, number=number, near=near(number, known), known=_range(known))
    return tuple(
        InspectedNote(
            source.name,
            looked,
            Where.LIST if looked.note_id in listed else Where.NOTE,
            tuple(c for c in found.citations if c.note_id == looked.note_id),
            tuple(f for f in findings if f.note_id == looked.note_id),
        )
        for looked in found.looked
        if not numbers or (looked.note_id if looked.note_id in listed else looked.number) in numbers
    )


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
