"""What the report of an article or a library shows: plain values, and the object of data that its script reads.

All of it is text; HTML are only the entries of bibliographies, which their engine has escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from bibtool.citations.citation import Citation, Where
from bibtool.decisions.fields import value_of, values_of
from bibtool.diagnostics.catalogue import rules, sentence, severity
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.shown import Sources
from bibtool.entries.entry import Entry
from bibtool.items.names import names_text
from bibtool.links.result import Result
from bibtool.notes.note import NotesResult
from bibtool.readers.document import Document
from bibtool.render.engine import RenderedEntry
from bibtool.render.fallback import called
from bibtool.report.flow import Stretch, stretches
from bibtool.report.seen import Kind, Seen, group_of, is_entry, of_citation
from bibtool.text.spans import Span

_PROSE = "comment"  # the author's own words: nothing was read out of them


class ShownNote(Struct, frozen=True):
    """A note or an entry of a reference list; ``stretches`` is empty where its text is missing."""

    id: str
    number: str
    listed: bool
    stretches: tuple[Stretch, ...]
    doubtful: bool
    findings: tuple[ShownFinding, ...] = ()


class ShownFinding(Struct, frozen=True):
    """A finding in the language of the page; ``place`` is "note 5", "list-3" or empty."""

    code: str
    name: str
    severity: str
    message: str
    place: str
    note_id: str


class ShownLink(Struct, frozen=True):
    """An address and what was seen of it; ``looks`` are (moment, verdict), the oldest first."""

    url: str
    verdict: str
    outcome: str
    status: str
    final_url: str
    notes: tuple[str, ...]
    accessed: str
    copy_url: str = ""
    copy_archive: str = ""
    copy_date: str = ""
    copy_days: int | None = None
    looks: tuple[tuple[str, str], ...] = ()

    @property
    def followed(self) -> str:
        """The address where a browser may follow it: only http and https."""
        return self.url if self.url.lower().startswith(("http://", "https://")) else ""


class ShownBibliography(Struct, frozen=True):
    """A list of works in one style; ``locale`` is the one of its terms."""

    style: str
    title: str
    locale: str
    entries: tuple[RenderedEntry, ...]


class Chart(Struct, frozen=True):
    """A count by label; ``label`` names the chart's words or is a figure or code itself."""

    name: str
    rows: tuple[tuple[str, int], ...]

    @property
    def most(self) -> int:
        """The largest count, at least 1."""
        return max((count for _, count in self.rows), default=1) or 1

    @property
    def total(self) -> int:
        """The sum of all counts."""
        return sum(count for _, count in self.rows)


class Content(Struct, frozen=True):
    """Everything on the page.  ``source`` is the name of the file without its folder; ``files`` are downloads by
    name."""

    title: str
    source: str
    notes: tuple[ShownNote, ...]
    in_text: tuple[ShownNote, ...]
    findings: tuple[ShownFinding, ...]
    why: Mapping[str, Mapping[str, Any]]
    works: tuple[Mapping[str, Any], ...] = ()
    links: tuple[ShownLink, ...] = ()
    bibliographies: tuple[ShownBibliography, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    citations: int = 0
    charts: tuple[Chart, ...] = ()


def notes_of(
    document: Document, notes: NotesResult, citations: Sequence[Citation], findings: Sequence[ShownFinding]
) -> tuple[tuple[ShownNote, ...], tuple[ShownNote, ...]]:
    """The notes and entries of one document, and the citations in its running text as if they were notes."""
    by_note: dict[str, list[Citation]] = {}
    for citation in citations:
        by_note.setdefault(citation.note_id, []).append(citation)
    told: dict[str, list[ShownFinding]] = {}
    for finding in findings:
        told.setdefault(finding.note_id, []).append(finding)
    shown = []
    for note in (*notes.notes, *notes.listed):
        own = by_note.get(note.id, [])
        parts = (
            (Stretch(" ".join(note.text.text.split())),)
            if note.supplement
            else _stretches(document, note.text.spans(), own)
        )
        doubtful = any(_doubtful(each) for each in own)
        number = note.number or ("" if is_entry(note) else note.id)
        shown.append(ShownNote(note.id, number, is_entry(note), parts, doubtful, tuple(told.get(note.id, ()))))
    running = []
    for citation in citations:
        if citation.where is Where.TEXT:
            parts = _stretches(document, citation.spans, [citation])
            running.append(ShownNote(citation.note_id, "", False, parts, _doubtful(citation)))
    return tuple(shown), tuple(running)


def _stretches(document: Document, shown: Sequence[Span], citations: Sequence[Citation]) -> tuple[Stretch, ...]:
    things: list[Seen] = []
    place: dict[int, str] = {}  # of the citation that a thing belongs to; a signal stands before its citation
    for citation in citations:
        for thing in of_citation(citation):
            if thing.name != _PROSE:
                things.append(thing)
                place[id(thing)] = f"{citation.note_id}.{citation.index}"
    return tuple(_stretch(text, over, place) for text, over in stretches(document.text, things, shown))


def _stretch(text: str, things: Sequence[Seen], place: Mapping[int, str]) -> Stretch:
    citation = next((each for each in things if each.kind is Kind.CITATION), None)
    value = next((each for each in reversed(things) if each.kind is Kind.FIELD), None)
    lead = value or citation
    classes = [
        "unread" if any(each.kind is Kind.UNREAD for each in things) else "",
        f"field {value.group.value}" if value is not None and value.group is not None else "",
        "cited" if value is None and citation is not None else "",
        "doubtful" if citation is not None and citation.doubtful else "",
    ]
    return Stretch(
        text.replace("\n", " "),
        " ".join(filter(None, classes)),
        (lead.language if lead is not None else "") if text.strip() else "",
        citation=place[id(lead)] if lead is not None else "",
        variable=value.name if value is not None else "",
    )


def _doubtful(citation: Citation) -> bool:
    return citation.confidence is not None and citation.confidence.certainty.value == "doubtful"


def why_of(citation: Citation) -> dict[str, Any]:
    """Why a citation was read as it was: an object of the page's data.  ``fields``: variable, value, printed form,
    rule, colour, and whether it was inferred."""
    confidence = citation.confidence
    target = citation.refers_to
    values = values_of(citation)
    fields: list[list[Any]] = []
    for variable, each in citation.fields.items():
        value = values.pop(variable, "") or value_of(citation, variable)
        row: list[Any] = [variable, value, " ".join(each.raw.split()), each.rule, group_of(variable).value]
        fields.append([*row, 1] if each.inferred else row)
    return {
        "at": f"{citation.called}.{citation.index}",
        "kind": citation.kind.value,
        "sure": "" if confidence is None else confidence.certainty.value,
        "p": confidence.probability if confidence is not None else None,
        "to": f"{target.note}.{target.index}" if target is not None else "",
        "to_id": target.note_id if target is not None else "",
        "key": citation.key,
        "fields": fields,
    }


def findings_of(findings: Sequence[Finding], sources: Sources, ui: str) -> tuple[ShownFinding, ...]:
    """Findings in their order, worded in the language ``ui``."""
    return tuple(
        ShownFinding(
            each.code,
            rules()[each.code].name,
            severity(each).value,
            sentence(each, ui),
            sources.label(each, ui),
            each.note_id,
        )
        for each in findings
    )


def work_of(entry: Entry, numbers: Mapping[str, str]) -> dict[str, Any]:
    """A row of the table of works; ``numbers`` gives the printed number of a note by its id."""
    item = entry.item
    issued = item.dates.get("issued")
    people = item.names.get("author") or item.names.get("editor") or ()
    places = dict.fromkeys((m.place.note_id, numbers.get(m.place.note_id, m.place.note_id)) for m in entry.mentions)
    return {
        "key": entry.key,
        "type": item.type,
        "author": names_text(people),
        "year": issued.to_edtf()[:4] if issued is not None and issued.year is not None else "",
        "title": called(item),
        "in": item.get("container-title"),
        "lang": item.get("language"),
        "notes": [list(place) for place in places],
        "url": item.get("URL"),
    }


def link_of(
    result: Result, numbers: Mapping[str, str], looks: Sequence[tuple[str, str]], several: bool = False
) -> ShownLink:
    """A row of the table of links; with the document of each note, where they are of ``several``."""
    copy = result.snapshot
    notes = dict.fromkeys(numbers.get(m.note_id) or m.where(several) for m in result.mentions)
    stamp = copy.timestamp if copy is not None else ""
    return ShownLink(
        result.checked_url or result.url,
        result.verdict.value,
        result.outcome.value,
        str(result.status or ""),
        result.final_url if result.final_url != result.url else "",
        tuple(note for note in notes if note),
        next((m.accessed for m in result.mentions if m.accessed), ""),
        copy.uri if copy is not None else "",
        copy.archive if copy is not None else "",
        f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if stamp else "",
        copy.days if copy is not None else None,
        tuple(looks),
    )
