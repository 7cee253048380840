"""What was seen where in a source: spans of its text, each with its kind, what it is and the rule that found it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from bibtool.citations.citation import Citation
from bibtool.notes.note import Note, NotesResult
from bibtool.readers.document import Document
from bibtool.text.spans import Span, merge


class Kind(Enum):
    """What a span is; a later kind is drawn over an earlier one."""

    BODY = "body"
    ASIDE = "aside"  # neither body nor note: running headers, page numbers, numbers of notes
    NOTE = "note"
    ENTRY = "entry"  # of a reference list
    MARK = "mark"  # where the body calls a note
    CITATION = "citation"
    FIELD = "field"
    UNREAD = "unread"


class Group(Enum):
    """Fields of one colour."""

    NAMES = "names"
    TITLES = "titles"
    DATES = "dates"
    NUMBERS = "numbers"
    IMPRINT = "imprint"
    ADDRESSES = "addresses"
    WORDS = "words"  # signals, comments, reference words


_GROUPS = {
    Group.NAMES: "author editor translator container-author collection-editor editorial-director interviewer recipient "
    "director composer illustrator reviewed-author original-author contributor compiler",
    Group.TITLES: "title title-short container-title container-title-short collection-title reviewed-title "
    "original-title part-title volume-title event-title genre",
    Group.DATES: "issued accessed event-date original-date submitted available-date",
    Group.NUMBERS: "page locator locator-rest volume issue number number-of-pages number-of-volumes edition part "
    "chapter-number section collection-number supplement page-first edition-remark",
    Group.IMPRINT: "publisher publisher-place archive archive_location archive-place authority jurisdiction "
    "event-place original-publisher original-publisher-place status",
    Group.ADDRESSES: "URL DOI ISBN ISSN PMID PMCID identifier other-URL",
}
_GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names.split()}


class Seen(Struct, frozen=True):
    """One thing.  ``name`` is the number of a note, "3.2" of a citation, the variable of a field; ``note_id`` is that
    of the note it belongs to, ``language`` BCP 47 where it is known."""

    kind: Kind
    spans: tuple[Span, ...]
    name: str = ""
    rule: str = ""
    group: Group | None = None
    note_id: str = ""
    language: str = ""
    doubtful: bool = False


def seen(
    document: Document, notes: NotesResult, citations: Sequence[Citation], wanted: Sequence[Note] | None = None
) -> tuple[Seen, ...]:
    """Everything in the source, in the order of drawing: ``citations``, and the notes and entries ``wanted`` (None: all
    of them)."""
    chosen = (*notes.notes, *notes.listed) if wanted is None else tuple(wanted)
    body = document.body or notes.body.spans()
    found = [Seen(Kind.BODY, tuple(body)), Seen(Kind.ASIDE, _aside(document, notes, body))]
    for note in chosen:
        if not note.supplement:  # its text stands in another source
            kind = Kind.ENTRY if is_entry(note) else Kind.NOTE
            found.append(Seen(kind, note.text.spans(), name_of(note), note_id=note.id))
        if note.marker is not None:
            found.append(Seen(Kind.MARK, (note.marker.span,), note.number, note_id=note.id))
    supplied = {note.id for note in chosen if note.supplement}
    for citation in citations:
        if citation.note_id not in supplied:
            found += of_citation(citation)
    return tuple(row for row in found if row.spans)


def of_citation(citation: Citation) -> list[Seen]:
    """A citation, its fields and what of it was not read."""
    sure = citation.confidence is not None and citation.confidence.certainty.value == "sure"
    language = citation.item.get("language")
    name = f"{citation.called}.{citation.index}"
    note_id = citation.note_id
    found = [Seen(Kind.CITATION, citation.spans, name, citation.kind.value, None, note_id, language, not sure)]
    for variable, field in citation.fields.items():
        found.append(Seen(Kind.FIELD, field.spans, variable, field.rule, group_of(variable), note_id, language))
    if citation.unread:
        found.append(Seen(Kind.UNREAD, citation.unread, name, note_id=note_id))
    return found


def name_of(note: Note) -> str:
    """What a note is called: by its number, an entry of a list by its id."""
    return note.id if is_entry(note) else note.number


def is_entry(note: Note) -> bool:
    """Whether it is an entry of a reference list; ids of entries are "list-1", "list-2" ..."""
    return note.id.startswith("list-")


def group_of(variable: str) -> Group:
    """The group of a field's variable."""
    return _GROUP_OF.get(variable, Group.WORDS)


def _aside(document: Document, notes: NotesResult, body: Sequence[Span]) -> tuple[Span, ...]:
    """What is left between body, notes and calls, and holds something; besides, the headers that the format tells."""
    within = (*notes.notes, *notes.listed)
    taken = [*body, *(span for note in within if not note.supplement for span in note.text.spans())]
    taken += [span for each in notes.lists for span in each.heading.spans()]
    taken += [note.marker.span for note in notes.notes if note.marker is not None]
    left: list[Span] = []
    at = 0
    for start, end in (*merge(taken), Span(len(document.text), len(document.text))):
        if start > at and document.text[at:start].strip():
            left.append(Span(at, start))
        at = max(at, end)
    return merge([*left, *document.headers])
