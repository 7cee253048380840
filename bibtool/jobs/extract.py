"""From sources to citations and works: the pipeline in one place.

readers -> notes -> citations -> entries; each stage returns values and findings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.citation import Citation, Kind
from bibtool.citations.passages import NotePassages
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.apparatus import CitedNote, apparatus
from bibtool.entries.entry import Entry
from bibtool.entries.judged import NOTHING, Judged
from bibtool.entries.keys import DEFAULT_SCHEME
from bibtool.items.item import Item
from bibtool.jobs.boundary import boundary
from bibtool.jobs.collector import collecting_seldom
from bibtool.jobs.corrections import NONE, Corrections
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.linked_works import completed, told
from bibtool.jobs.pool import Lost
from bibtool.jobs.progress import Progress, Step, counted, nobody
from bibtool.jobs.side_by_side import each
from bibtool.jobs.sources import Source, check_supplement, supplement_notes
from bibtool.notes.calls import calling_sentences
from bibtool.notes.note import NotesResult
from bibtool.readers.document import Document, SourceNote
from bibtool.readers.reader import ReadError
from bibtool.readers.records import Embedded

if TYPE_CHECKING:
    from bibtool.citations.extract import CitationsResult
    from bibtool.citations.looked import Looked
    from bibtool.decisions.applying import Applied, Outcome


class Extracted(Struct, frozen=True):
    """One document: its text, its notes, its citations with keys, the work that it is itself (None: nothing tells)."""

    document: Document
    notes: NotesResult
    citations: tuple[Citation, ...]
    own: Item | None = None
    passages: tuple[NotePassages, ...] = ()
    looked: tuple[Looked, ...] = ()  # what was weighed in each note, where it was asked for
    outcomes: tuple[Outcome, ...] = ()  # what became of a person's decisions
    judged: Judged = NOTHING

    @property
    def apparatus(self) -> tuple[CitedNote, ...]:
        """The notes as CSL citations, to be set again in another style; none where no passages were asked for."""
        return self.cited_notes()

    def cited_notes(self, also: Collection[str] = ()) -> tuple[CitedNote, ...]:
        """The same, with what is unread in the notes of these numbers among the author's words."""
        return apparatus(self.passages, self.citations, calling_sentences(self.notes.notes), also)


class Refused(Struct, frozen=True):
    """A source that could not be read, and why."""

    name: str
    finding: Finding


class Extraction(Struct, frozen=True):
    """All documents in order, the works that they cite and are, the findings by document and place, and the
    sources that could not be read.  ``supplement`` is the text that spans of supplied notes refer to."""

    documents: tuple[Extracted, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    refused: tuple[Refused, ...] = ()
    supplement: Document | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of all documents."""
        return tuple(c for document in self.documents for c in document.citations)

    @property
    def apparatus(self) -> tuple[CitedNote, ...]:
        """The notes of all documents as CSL citations."""
        return tuple(note for document in self.documents for note in document.apparatus)

    @property
    def cited(self) -> tuple[Entry, ...]:
        """The works that some note cites."""
        return tuple(entry for entry in self.entries if entry.mentions)

    def back_references(self) -> tuple[int, int]:
        """How many back-references are resolved, and how many there are."""
        found = [c for c in self.citations if c.kind in (Kind.SHORT, Kind.IBID)]
        return sum(c.refers_to is not None for c in found), len(found)

    def in_text(self) -> tuple[int, int]:
        """How many citations by author and year, or by number, lead to their entry, and how many there are."""
        found = [c for c in self.citations if c.kind is Kind.AUTHOR_DATE]
        return sum(c.refers_to is not None for c in found), len(found)


@collecting_seldom
def extract(
    sources: Sequence[Source],
    supplement: Source | None = None,
    key_scheme: str = DEFAULT_SCHEME,
    progress: Progress | None = None,
    *,
    passages: bool = False,
    corrections: Corrections = NONE,
    processes: int = 1,
) -> Extraction:
    """Read ``sources`` and join what they cite; ``passages`` asks for what :attr:`Extraction.apparatus` needs.

    With several ``processes`` the sources are read side by side; the result is the same.

    What a person decided (``corrections``) goes before what was read.

    A source that cannot be read is ``refused`` and the others are done.  Raises
    :class:`~bibtool.jobs.errors.JobError` for an unknown ``key_scheme`` or a supplement to several sources, and
    ReadError for a supplement that cannot be read.
    """
    from bibtool.entries.build import build

    check_scheme(key_scheme)
    if supplement is not None:
        check_supplement(len(sources))
    report = progress or nobody
    supplied, extra = _supplement(supplement)
    documents: list[Extracted] = []
    refused: list[Refused] = []
    findings: list[Finding] = [*corrections.findings]
    one = partial(_one, supplied=supplied, extra=extra, passages=passages, corrections=corrections)
    for source, read in zip(sources, each(sources, one, report, processes), strict=True):
        if isinstance(read, Lost):
            read = Finding(Code.DOCUMENT_CRASHED, {"path": source.name, "detail": read.detail}, document=source.name)
        if isinstance(read, Finding):
            refused.append(Refused(source.name, read))
            continue
        found, doubts = read
        documents.append(found)
        findings += doubts
    report(Step("joining"))
    works = build(
        [c for document in documents for c in document.citations],
        {d.document.name: d.own for d in documents if d.own is not None},
        key_scheme,
        Judged(
            tuple(pair for d in documents for pair in d.judged.same),
            tuple(pair for d in documents for pair in d.judged.different),
        ),
    )
    at = 0
    for i, found in enumerate(documents):
        documents[i] = replace(found, citations=works.citations[at : at + len(found.citations)])
        at += len(found.citations)
    findings += works.findings
    return Extraction(tuple(documents), works.entries, tuple(ordered(findings, documents)), tuple(refused), supplied)


def check_scheme(name: str) -> None:
    """Raises JobError BT707 for a transliteration scheme that there is not."""
    from bibtool.language.errors import UnknownScheme
    from bibtool.language.translit import scheme, schemes

    try:
        scheme(name)
    except UnknownScheme:
        known = [s.name for s in schemes()]
        raise JobError(Code.UNKNOWN_SCHEME, name=name, near=near(name, known), known=", ".join(known)) from None


def _supplement(source: Source | None) -> tuple[Document | None, tuple[SourceNote, ...]]:
    if source is None:
        return None, ()
    return supplement_notes(source)


def _one(
    source: Source,
    report: Progress,
    supplied: Document | None,
    extra: Sequence[SourceNote],
    passages: bool,
    corrections: Corrections,
) -> tuple[Extracted, list[Finding]] | Finding:
    """One source, or why it could not be read."""
    from bibtool.readers.registry import read_bytes

    def read() -> tuple[Extracted, list[Finding]]:
        report(Step("reading", source.name))
        document = read_bytes(source.data, source.name, source.format)
        return from_document(document, supplied, extra, report, passages=passages, corrections=corrections)

    unread = Finding(Code.SOURCE_NOT_READ, {"path": source.name, "problem": ""}, document=source.name)
    try:
        return boundary()(read, unread)
    except ReadError as error:
        return error.finding


@collecting_seldom
def from_document(
    document: Document,
    supplied: Document | None = None,
    extra: Sequence[SourceNote] = (),
    progress: Progress | None = None,
    *,
    passages: bool = False,
    looked: bool = False,
    corrections: Corrections = NONE,
) -> tuple[Extracted, list[Finding]]:
    """One document up to its citations, which have no keys yet, and all findings so far.

    ``extra`` are the notes of the supplement ``supplied``; ``looked`` asks for what was weighed.
    """
    from bibtool.citations.extract import extract as extract_citations
    from bibtool.notes.find import find_notes
    from bibtool.notes.front import front
    from bibtool.notes.places import note_at

    report = progress or nobody
    document = _recorded(document)
    report(Step("finding_notes", document.name))
    notes = find_notes(document, extra)
    parsing = Step("parsing", document.name, total=len(notes.notes) + len(notes.listed))
    report(parsing)
    attempt = boundary()
    counting = counted(attempt, report, parsing)
    citations = extract_citations(document, notes, supplied, passages=passages, looked=looked, attempt=counting)
    decided = _decided(document, notes, supplied, citations, corrections)
    # places in supplied notes are not those of the document
    read_ones = completed(document, decided.citations) if supplied is None else decided.citations
    within = note_at((*notes.notes, *notes.listed))
    said = told(document.findings, read_ones)
    read = (replace(f, note_id=within(f.spans[0].start)) if f.spans and not f.note_id else f for f in said)
    findings = [*read, *notes.findings, *decided.findings]
    own = attempt(
        partial(front, document, notes),
        Finding(Code.OWN_DATA_NOT_READ, {"path": document.name, "problem": ""}, document=document.name),
    )
    if isinstance(own, Finding):
        findings.append(own)
        own = None
    if document.own is not None:
        own = _completed(document.own, own)
    named = own.custom.get("sources") if own else None
    if named and not decided.citations:
        args = {"name": document.name, "sources": named.replace("; ", ", ")}
        findings.append(Finding(Code.SOURCES_NAMED, args, document=document.name))
    found = Extracted(
        document,
        notes,
        read_ones,
        own,
        citations.passages,
        citations.looked,
        decided.outcomes,
        decided.judged,
    )
    return found, findings


def _decided(
    document: Document,
    notes: NotesResult,
    supplied: Document | None,
    found: CitationsResult,
    corrections: Corrections,
) -> Applied:
    """The citations with what a person decided of them."""
    from bibtool.decisions.applying import Applied, apply
    from bibtool.decisions.quoting import Printed

    if corrections == NONE:
        return Applied(found.citations, found.findings, NOTHING, ())
    printed = Printed(document.text, notes, found.citations, supplied.text if supplied else "")
    decisions, said = corrections.of(document.name, lambda: printed.sketch)
    done = apply(decisions, found.citations, found.findings, printed, document.name)
    return replace(done, findings=(*done.findings, *said))


def _completed(said: Item, printed: Item | None) -> Item:
    """What the markup says of the document, and what only its print does."""
    if printed is None:
        return said
    return Item(
        said.type or printed.type,
        {**printed.names, **said.names},
        {**printed.dates, **said.dates},
        {**printed.text, **said.text},
        {**printed.custom, **said.custom},
    )


def _recorded(document: Document) -> Document:
    """With the records of references that are marked up; one of which too little is marked is read as printed."""
    if not any(each.markup for each in document.embedded):
        return document
    from bibtool.formats.jats_reading import record

    found: list[Embedded] = []
    for reference in document.embedded:
        records = [record(element) for element in reference.markup]
        known = tuple(one for one in records if one is not None)
        if not records or len(known) == len(records):
            found.append(replace(reference, records=known or reference.records, markup=()))
    return replace(document, embedded=tuple(found))


def ordered(findings: Sequence[Finding], documents: Sequence[Extracted]) -> list[Finding]:
    """By document, then note, then place in the text, then code: the order in which a reader meets them."""
    document_order = {d.document.name: i for i, d in enumerate(documents)}
    note_order = {
        (d.document.name, note.id): i for d in documents for i, note in enumerate((*d.notes.notes, *d.notes.listed))
    }

    def place(finding: Finding) -> tuple[int, int, int, str]:
        note = note_order.get((finding.document, finding.note_id), -1)
        start = finding.spans[0].start if finding.spans else -1
        return document_order.get(finding.document, -1), note, start, finding.code

    return sorted(findings, key=place)
