"""An inspected note for people, as wide as the terminal, else in 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from bibtool.citations.citation import Citation, Where
from bibtool.citations.confidence import calibration
from bibtool.citations.score import Considered, Reading
from bibtool.cli.words import word, words
from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.code import Code
from bibtool.items.item import Item
from bibtool.jobs.errors import JobError
from bibtool.jobs.inspect import InspectedNote, name_of, said
from bibtool.report.inspection import Inspection, as_html, as_png, in_short
from bibtool.text.visible import visible

WIDTH = 80  # where there is no terminal
_NAME = 17  # columns of a kind or label
_TERM = 15  # columns of a term of a score


def shown(note: InspectedNote, ui: str, columns: int | None = None) -> str:
    """The whole of a note; ``columns`` are those of a terminal, None where there is none."""
    lines = (fitted for line in _lines(note, ui) for fitted in _wrapped(line, columns or WIDTH))
    return "".join(line.rstrip() + "\n" for line in lines)


def itself(item: Item, ui: str, columns: int | None = None) -> str:
    """The work that the source is itself."""
    line = _Line(f"{word('seen_own', ui)}: {in_short(item)}", "", "  ")
    return "\n".join(_wrapped(line, columns or WIDTH)) + "\n"


class _Line(NamedTuple):
    """A text of any length, and what its first and its further lines begin with."""

    text: str
    first: str = ""
    others: str = ""


def _kind(name: str, ui: str) -> str:
    """What a kind, a label or a generator is called; a name that has no other stays."""
    return word(f"kind_{name}", ui) if f"kind_{name}" in words() else name


def drawn_as(path: str) -> Callable[[Inspection, str], str | bytes]:
    """What makes a file of the ending of ``path``.  Raises JobError BT705 for another ending than .html and .png."""
    ending = PurePath(path).suffix.lower()
    if ending in (".html", ".htm", ".xhtml"):
        return as_html
    if ending == ".png":
        return _png
    raise JobError(Code.UNKNOWN_OUTPUT_FORMAT, name=ending or path, near="", known="html, png")


def _png(seen: Inspection, _ui: str) -> bytes:
    if not seen.pages:
        raise JobError(Code.NO_PAGES_TO_DRAW, path=seen.document.name)
    return as_png(seen)


def _lines(note: InspectedNote, ui: str) -> Iterator[_Line]:
    looked = note.looked
    if note.where is Where.NOTE:
        yield _Line(word("inspect_note", ui, number=visible(looked.number)))
    else:
        yield _Line(word("inspect_entry", ui, number=" ".join(filter(None, (looked.note_id, visible(looked.number))))))
    yield _Line(looked.text, "  ", "  ")
    if looked.anchors:
        yield _Line(f"{word('inspect_anchors', ui)}:")
        for anchor in looked.anchors:
            name = anchor.kind.name.lower().replace("_", "-")
            yield _row(_kind(name, ui), looked.text[anchor.start : anchor.end])
    yield _Line(f"{word('inspect_segments', ui)}:")
    for segment in looked.segments:
        if segment.signal:
            yield _row(word("inspect_signal", ui), looked.text[slice(*segment.signal)])
        name = "inspect_prose" if segment.prose else "inspect_citation"
        yield _row(word(name, ui), looked.text[segment.start : segment.end])
    for citation, considered in zip(note.citations, looked.considered, strict=True):
        yield from _citation(looked.text, citation, considered, ui)
    for finding in note.findings:
        yield _Line(f"{finding.code} {sentence(finding, ui)}", "", "  ")


def _citation(text: str, citation: Citation, considered: Considered | None, ui: str) -> Iterator[_Line]:
    confidence = citation.confidence
    told = [f"{word('inspect_citation', ui)} {citation.index}: {_kind(citation.kind.value, ui)}"]
    if confidence is not None:
        told.append(word(f"inspect_{confidence.certainty.value}", ui))
    if considered is None:
        yield _Line(", ".join([*told, word("inspect_exact", ui)]))
        return
    far = "≥ " if considered.margin >= calibration().far else ""
    told.append(f"{word('inspect_margin', ui)} {far}{_nats(considered.margin)}")
    if confidence is not None and confidence.probability is not None:
        told.append(f"{word('inspect_probability', ui)} {confidence.probability:.2f}")
    yield _Line(", ".join(told))
    best = considered.readings[0]
    for number, (piece, label) in enumerate(zip(considered.pieces, best.labels, strict=True), 1):
        yield _row(f"{number:2} {_kind(name_of(label), ui)}", text[piece.start : piece.end], _NAME + 4)
    terms = [word(f"inspect_{term}", ui) for term in ("score", "likelihood", "prior", "loss")]
    yield _Line("", "  " + word("inspect_readings", ui).ljust(_NAME) + "".join(term.rjust(_TERM) for term in terms))
    for number, reading in enumerate(considered.readings, 1):
        yield from _reading(number, reading, ui)


def _reading(number: int, reading: Reading, ui: str) -> Iterator[_Line]:
    terms = (reading.score, reading.likelihood, reading.prior, -reading.loss)
    name = _kind(reading.generator, ui)
    yield _Line("", f"  {number} {name:<{_NAME - 2}}" + "".join(_nats(term).rjust(_TERM) for term in terms))
    parts = (
        f"{_kind(name, ui)} {first}" if first == last else f"{_kind(name, ui)} {first}–{last}"
        for name, first, last in said(reading.labels)
    )
    yield _Line(", ".join(parts), "    ", "    ")


def _nats(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"


def _row(name: str, text: str, width: int = _NAME) -> _Line:
    """A name and a text behind it."""
    head = "  " + name.ljust(width)
    return _Line(text, head if head.endswith(" ") else head + " ", " " * (width + 2))


def _wrapped(line: _Line, columns: int) -> list[str]:
    if not line.text:
        return [line.first]
    clean = visible(" ".join(line.text.split()))
    return textwrap.wrap(
        clean, columns, initial_indent=line.first, subsequent_indent=line.others, break_on_hyphens=False
    ) or [line.first]
