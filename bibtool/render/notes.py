"""The notes of a text set again in another style: full forms at first mention, then what the style says.

The author's own words stay where they stand.  Positions (ibid., near note, first note) are found over all notes
(CSL 1.0.2, "Citation positions").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bibtool.csl.context import Cite, Position
from bibtool.csl.processor import Processor
from bibtool.csl.tree import Mark, Run
from bibtool.diagnostics.findings import Finding
from bibtool.entries.apparatus import CitedNote, CitedWork, note_indices
from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.render.engine import RenderedNote, StyleError, Target
from bibtool.render.links import linked
from bibtool.render.markup import protect, unprotect
from bibtool.render.processing import by_name, load, processor, style_kinds, used_locale
from bibtool.render.setting import Setting


@dataclass(frozen=True, slots=True)
class RenderedNotes:
    """All notes in order; ``locale`` is the one that the terms were taken from."""

    notes: tuple[RenderedNote, ...]
    findings: tuple[Finding, ...] = ()
    locale: str = "en-US"


def unknown_keys(notes: Sequence[CitedNote], entries: Sequence[Entry]) -> dict[str, list[str]]:
    """The keys that no entry has, each with the numbers of the notes that cite them."""
    known = {entry.key for entry in entries}
    found: dict[str, list[str]] = {}
    for note in notes:
        for cluster in note.clusters:
            for cite in cluster:
                if cite.key not in known:
                    found.setdefault(cite.key, []).append(note.number)
    return found


def set_notes(
    notes: Sequence[CitedNote], entries: Sequence[Entry], setting: Setting, to: Target = "text"
) -> RenderedNotes:
    """``notes`` in the style of ``setting``; every work that they cite has to be in ``entries``.

    Raises UnknownStyle, StyleError (also for a style without citations) or UnknownScheme.
    """
    made = _processor(entries, setting)
    placed = [
        ([_cite(cite) for cite in cluster], index)
        for note, index in zip(notes, note_indices(notes), strict=True)
        for cluster in note.clusters
    ]
    texts = iter(made.document(placed, to))
    items = {entry.key: entry.item for entry in entries}
    set_again = tuple(RenderedNote(note.number, _note(note, texts, items, to), note.called) for note in notes)
    return RenderedNotes(set_again, (), used_locale(made))


def _note(note: CitedNote, texts: Iterator[str], items: Mapping[str, Item], to: Target) -> str:
    if not note.clusters:
        return unprotect(protect(note.text), to)
    text = " ".join(next(texts) for _ in note.clusters)
    if to == "html":
        text = by_name(text)
        for key in dict.fromkeys(cite.key for cluster in note.clusters for cite in cluster):
            text = linked(text, items[key])
    return text


@dataclass(frozen=True, slots=True)
class SetCite:
    """One citation of a note as the style prints it, by itself: (text, CSL variable or "") pairs, quotation marks
    included, and its position in the document."""

    parts: tuple[tuple[str, str], ...]
    position: Position


def set_cites(notes: Sequence[CitedNote], entries: Sequence[Entry], setting: Setting) -> dict[tuple[str, int], SetCite]:
    """Each citation of ``notes`` by (note id, index); raises as :func:`set_notes`."""
    made = _processor(entries, setting)
    places: dict[int, tuple[str, int]] = {}
    placed: list[tuple[list[Cite], int]] = []
    for note, index in zip(notes, note_indices(notes), strict=True):
        for cluster in note.clusters:
            cites = [_cite(cite) for cite in cluster]
            places |= {id(cite): (note.id, work.index) for cite, work in zip(cites, cluster, strict=True)}
            placed.append((cites, index))
    return {
        places[id(found.cite)]: SetCite(tuple(_pairs(found.parts)), found.cite.position)
        for cluster_parts in made.document_parts(placed)
        for found in cluster_parts
    }


def marks_of(setting: Setting) -> tuple[str, str]:
    """What a style puts between the cites of a note and after the last; raises as :func:`set_notes`."""
    area = _processor((), setting).sheets.main.citation
    if area is None:
        return "", ""
    return area.layouts[-1].delimiter, area.layouts[-1].look.suffix


def _pairs(parts: Sequence[Run | Mark]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if isinstance(part, Run):
            yield part.text, part.variable
        elif part.kind == "quote":
            yield part.value, ""


def _processor(entries: Sequence[Entry], setting: Setting) -> Processor:
    sheet = load(setting.style)
    if "citation" not in style_kinds(sheet):
        raise StyleError(f"{setting.style}: the style has no citations")
    return processor(sheet, {entry.key: entry.item for entry in entries}, setting)


def _cite(cite: CitedWork) -> Cite:
    return Cite(cite.key, cite.locator, cite.label or "page", cite.prefix, cite.suffix)
