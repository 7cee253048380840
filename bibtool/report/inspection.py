"""What a reader saw of one source, as a page: its text or pages in colour, then each note with what was made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bibtool.citations.citation import Citation, Where
from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.findings import Finding
from bibtool.items.item import Item
from bibtool.notes.note import Note
from bibtool.readers.document import Document
from bibtool.report.flow import flow
from bibtool.report.page import element, escaped, page
from bibtool.report.pdf_pages import boxes, marked, sheet
from bibtool.report.picture import pictures
from bibtool.report.seen import Group, Kind, Seen, group_of, is_entry, name_of
from bibtool.text.spans import Span

#: Keys of the labels that :func:`as_html` needs, besides the values of :class:`Kind` and :class:`Group`.
LABELS = (
    "page",
    "inferred",
    "sure",
    "doubtful",
    "not_there",
    "refers",
    "printed",
    "rule",
    "variable",
    "notes",
    "citations",
    "own",
)


@dataclass(frozen=True, slots=True)
class Inspection:
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


def as_html(seen: Inspection, labels: Mapping[str, str], ui: str) -> str:
    """The page; ``labels`` are in the language ``ui``."""
    document = seen.document
    counts = f"{labels['notes']}: {len(seen.notes)}, {labels['citations']}: {len(seen.citations)}"
    head = element("h1", escaped(document.name)) + element("p", escaped(f"{document.format}; {counts}"), class_="told")
    if seen.own is not None and not seen.numbers:
        head += element("p", escaped(f"{labels['own']}: {in_short(seen.own)}"), class_="told")
    shown = _sheets(seen, labels) if seen.pages else flow(document.text, seen.things, labels, _shown(seen))
    notes = "".join(_note(seen, note, labels, ui) for note in seen.notes) + _in_text(seen, labels)
    general = [finding for finding in seen.findings if not finding.note_id]
    told = "".join(element("p", escaped(f"{f.code} {sentence(f, ui)}"), class_="told") for f in general)
    body = f"<main>\n{head}\n{told}\n{_legend(labels)}\n{shown}\n{notes}\n</main>\n"
    return page(f"{document.name} – bibtool inspect", ui, body)


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


def _sheets(seen: Inspection, labels: Mapping[str, str]) -> str:
    places = seen.document.places
    rows = boxes(seen.things, places) if places is not None else {}
    return "".join(
        sheet(number, (width, height), picture, rows.get(number, ()), labels)
        for number, width, height, picture in pictures(seen.data, seen.pages)
    )


def _legend(labels: Mapping[str, str]) -> str:
    kinds = "".join(
        f'<label><input type="checkbox" id="show-{kind.value}" checked> '
        f"{element('span', escaped(labels[kind.value]), class_=f'swatch {kind.value}')}</label>"
        for kind in Kind
    )
    groups = "".join(
        element("span", escaped(labels[group.value]), class_=f"swatch field {group.value}") for group in Group
    )
    return element("div", kinds + groups, class_="legend")


def _note(seen: Inspection, note: Note, labels: Mapping[str, str], ui: str) -> str:
    called = labels[(Kind.ENTRY if is_entry(note) else Kind.NOTE).value]
    parts = [element("h2", escaped(f"{called} {name_of(note)}"), id=f"note-{note.id}")]
    parts.append(element("p", escaped(" ".join(note.text.text.split())) or escaped(labels["not_there"])))
    for citation in seen.citations:
        if citation.note_id == note.id:
            parts.append(_citation(citation, labels))
    for finding in seen.findings:
        if finding.note_id == note.id:
            parts.append(element("p", escaped(f"{finding.code} {sentence(finding, ui)}"), class_="told"))
    return element("section", "\n".join(parts)) + "\n"


def _in_text(seen: Inspection, labels: Mapping[str, str]) -> str:
    """Citations that stand in the running text."""
    rows = [_citation(citation, labels) for citation in seen.citations if citation.where is Where.TEXT]
    return element("section", element("h2", escaped(labels["body"])) + "\n".join(rows)) + "\n" if rows else ""


def _citation(citation: Citation, labels: Mapping[str, str]) -> str:
    confidence = citation.confidence
    told = [f"{labels['citation']} {citation.called}.{citation.index}", citation.kind.value]
    if confidence is not None:
        told.append(labels["sure" if confidence.certainty.value == "sure" else "doubtful"])
        if confidence.probability is not None:
            told.append(f"{confidence.probability:.2f}")
    if citation.refers_to is not None:
        told.append(f"{labels['refers']} {citation.refers_to.note_id}.{citation.refers_to.index}")
    head = "".join(element("th", escaped(labels[name]), scope="col") for name in ("variable", "printed", "rule"))
    rows = [element("tr", head)]
    for variable, field in citation.fields.items():
        name = element("span", escaped(variable), class_=f"field swatch {group_of(variable).value}")
        rule = element("code", escaped(field.rule)) + (f" {escaped(labels['inferred'])}" if field.inferred else "")
        printed = element("td", escaped(" ".join(field.raw.split())), lang=citation.item.get("language"))
        rows.append(f"<tr>{element('td', name)}{printed}{element('td', rule)}</tr>")
    return element("h3", escaped(", ".join(told))) + element("table", "\n".join(rows))
