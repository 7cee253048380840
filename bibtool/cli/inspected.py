"""An inspected note for people, in 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import PurePath

from bibtool.citations.citation import Citation, Where
from bibtool.citations.confidence import calibration
from bibtool.citations.score import Considered, Reading
from bibtool.cli.words import word
from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.code import Code
from bibtool.items.item import Item
from bibtool.jobs.errors import JobError
from bibtool.jobs.inspect import InspectedNote, name_of, said
from bibtool.report.inspection import Inspection, as_html, as_png, in_short
from bibtool.text.visible import visible

WIDTH = 80
_NAME = 16  # columns of a kind or label
_TERM = 15  # columns of a term of a score


def shown(note: InspectedNote, ui: str) -> str:
    """The whole of a note."""
    return "".join(line.rstrip() + "\n" for line in _lines(note, ui))


def itself(item: Item, ui: str) -> str:
    """The work that the source is itself."""
    return "\n".join(_wrapped(f"{word('seen_own', ui)}: {in_short(item)}", "", "  ")) + "\n"


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


def _lines(note: InspectedNote, ui: str) -> Iterator[str]:
    looked = note.looked
    if note.where is Where.NOTE:
        yield word("inspect_note", ui, number=visible(looked.number))
    else:
        yield word("inspect_entry", ui, number=" ".join(filter(None, (looked.note_id, visible(looked.number)))))
    yield from _wrapped(looked.text, "  ", "  ")
    if looked.anchors:
        yield f"{word('inspect_anchors', ui)}:"
        for anchor in looked.anchors:
            yield from _row(anchor.kind.name.lower().replace("_", "-"), looked.text[anchor.start : anchor.end])
    yield f"{word('inspect_segments', ui)}:"
    for segment in looked.segments:
        if segment.signal:
            yield from _row(word("inspect_signal", ui), looked.text[slice(*segment.signal)])
        name = "inspect_prose" if segment.prose else "inspect_citation"
        yield from _row(word(name, ui), looked.text[segment.start : segment.end])
    for citation, considered in zip(note.citations, looked.considered, strict=True):
        yield from _citation(looked.text, citation, considered, ui)
    for finding in note.findings:
        yield from _wrapped(f"{finding.code} {sentence(finding, ui)}", "", "  ")


def _citation(text: str, citation: Citation, considered: Considered | None, ui: str) -> Iterator[str]:
    confidence = citation.confidence
    told = [f"{word('inspect_citation', ui)} {citation.index}: {citation.kind.value}"]
    if confidence is not None:
        told.append(word(f"inspect_{confidence.certainty.value}", ui))
    if considered is None:
        yield ", ".join([*told, word("inspect_exact", ui)])
        return
    far = "≥ " if considered.margin >= calibration().far else ""
    told.append(f"{word('inspect_margin', ui)} {far}{_nats(considered.margin)}")
    if confidence is not None and confidence.probability is not None:
        told.append(f"{word('inspect_probability', ui)} {confidence.probability:.2f}")
    yield ", ".join(told)
    best = considered.readings[0]
    for number, (piece, label) in enumerate(zip(considered.pieces, best.labels, strict=True), 1):
        yield from _row(f"{number:2} {name_of(label)}", text[piece.start : piece.end], _NAME + 4)
    terms = [word(f"inspect_{term}", ui) for term in ("score", "likelihood", "prior", "loss")]
    yield "  " + word("inspect_readings", ui).ljust(_NAME) + "".join(term.rjust(_TERM) for term in terms)
    for number, reading in enumerate(considered.readings, 1):
        yield from _reading(number, reading)


def _reading(number: int, reading: Reading) -> Iterator[str]:
    terms = (reading.score, reading.likelihood, reading.prior, -reading.loss)
    yield f"  {number} {reading.generator:<{_NAME - 2}}" + "".join(_nats(term).rjust(_TERM) for term in terms)
    parts = (
        f"{name} {first}" if first == last else f"{name} {first}–{last}" for name, first, last in said(reading.labels)
    )
    yield from _wrapped(", ".join(parts), "    ", "    ")


def _nats(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"


def _row(name: str, text: str, width: int = _NAME) -> Iterator[str]:
    """A name and a text behind it."""
    head = "  " + name.ljust(width)
    yield from _wrapped(text, head if head.endswith(" ") else head + " ", " " * (width + 2))


def _wrapped(text: str, first: str, others: str) -> Iterator[str]:
    clean = visible(" ".join(text.split()))
    yield from textwrap.wrap(clean, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False) or [
        first
    ]
