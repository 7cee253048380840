"""What a reader saw of one source, as a page: its text or pages in colour, then each note with what was made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from bibtool.citations.citation import Citation, Where
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.shown import Sources
from bibtool.items.item import Item
from bibtool.notes.note import Note
from bibtool.readers.document import Document
from bibtool.report.content import ShownFinding, findings_of
from bibtool.report.flow import flow
from bibtool.report.page import page, words_of
from bibtool.report.pdf_pages import Sheet, boxes, marked, sheet
from bibtool.report.picture import pictures
from bibtool.report.seen import Group, Kind, Seen, group_of, is_entry, name_of
from bibtool.text.spans import Span


class Inspection(Struct, frozen=True):
    """One source with all that was seen of it; ``notes`` are those that are shown, ``pages`` those of a PDF."""

    document: Document
    notes: tuple[Note, ...]
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    things: tuple[Seen, ...]
    data: bytes = b""
    pages: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()  # of the notes that were asked for; none for all
    own: Item | None = None  # the work that the document is itself


class _Read(Struct, frozen=True):
    """A note or an entry, or the citations of the running text, with what was made of it."""

    id: str
    title: str
    text: str
    citations: tuple[_ReadCitation, ...]
    findings: tuple[ShownFinding, ...]


class _ReadCitation(Struct, frozen=True):
    """``title`` says which it is and how sure; ``fields``: variable, group, printed form, rule, whether inferred."""

    title: str
    language: str
    fields: tuple[tuple[str, str, str, str, bool], ...]


def as_html(seen: Inspection, ui: str) -> str:
    """The page, in the language ``ui``."""
    words = words_of(ui)
    document = seen.document
    told = findings_of(seen.findings, Sources({}), ui)
    notes = [_note(seen, note, told, words) for note in seen.notes]
    running = tuple(_citation(each, words) for each in seen.citations if each.where is Where.TEXT)
    if running:
        notes.append(_Read("", words["in_text"], "", running, ()))
    return page(
        "inspection.html",
        ui,
        name=PurePath(document.name).name,  # the page goes to others: no folder
        format=document.format,
        counts=(len(seen.notes), len(seen.citations)),
        own=in_short(seen.own) if seen.own is not None and not seen.numbers else "",
        findings=[each for each in told if not each.note_id],
        kinds=[kind.value for kind in Kind],
        groups=[group.value for group in Group],
        sheets=_sheets(seen, words) if seen.pages else (),
        flow=() if seen.pages else flow(document.text, seen.things, words, _shown(seen)),
        notes=notes,
    )


def in_short(item: Item) -> str:
    """A work in one line: who, what, where, when, and its DOI."""
    people = [
        name.literal or " ".join(filter(None, (name.given, name.family))) for name in item.names.get("author", ())
    ]
    issued = item.dates.get("issued")
    year = str(issued.year) if issued is not None and issued.year else ""
    parts = (", ".join(people), item.get("title"), item.get("container-title"), year, item.get("DOI"))
    return "; ".join(filter(None, parts))


def as_png(seen: Inspection) -> bytes:
    """The first of the pages, with boxes; empty where PDFium cannot draw it."""
    places = seen.document.places
    if places is None:
        return b""
    rows = boxes(seen.things, places)
    for number, _, height, picture in pictures(seen.data, seen.pages[:1], 2.0):
        return marked(picture, height, [row for row in rows.get(number, ()) if row[0].kind is not Kind.BODY])
    return b""


def _shown(seen: Inspection) -> list[Span] | None:
    if not seen.numbers:
        return None
    return sorted(span for thing in seen.things if thing.kind in (Kind.NOTE, Kind.ENTRY) for span in thing.spans)


def _sheets(seen: Inspection, words: Mapping[str, str]) -> list[Sheet]:
    places = seen.document.places
    rows = boxes(seen.things, places) if places is not None else {}
    return [
        sheet(number, (width, height), picture, rows.get(number, ()), words)
        for number, width, height, picture in pictures(seen.data, seen.pages)
    ]


def _note(seen: Inspection, note: Note, findings: Sequence[ShownFinding], words: Mapping[str, str]) -> _Read:
    called = words[(Kind.ENTRY if is_entry(note) else Kind.NOTE).value]
    return _Read(
        note.id,
        f"{called} {name_of(note)}",
        " ".join(note.text.text.split()) or words["not_there"],
        tuple(_citation(each, words) for each in seen.citations if each.note_id == note.id),
        tuple(each for each in findings if each.note_id == note.id),
    )


def _citation(citation: Citation, words: Mapping[str, str]) -> _ReadCitation:
    confidence = citation.confidence
    told = [f"{words['citation']} {citation.called}.{citation.index}", words.get(citation.kind.value, "")]
    if confidence is not None:
        told.append(words["sure" if confidence.certainty.value == "sure" else "doubtful"])
        if confidence.probability is not None:
            told.append(f"{confidence.probability:.2f}")
    if citation.refers_to is not None:
        told.append(f"{words['refers']} {citation.refers_to.note_id}.{citation.refers_to.index}")
    fields = tuple(
        (variable, group_of(variable).value, " ".join(field.raw.split()), field.rule, field.inferred)
        for variable, field in citation.fields.items()
    )
    return _ReadCitation(", ".join(filter(None, told)), citation.item.get("language"), fields)
