"""The notes of a document to its citations, one note after the other; then what its body cites."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations import exact
from bibtool.citations.author_date import author_dates
from bibtool.citations.by_number import by_number
from bibtool.citations.citation import Citation, Kind, Where
from bibtool.citations.conclude import as_cited
from bibtool.citations.context import Context
from bibtool.citations.fields import name_order
from bibtool.citations.fields.work_language import background
from bibtool.citations.looked import Looked
from bibtool.citations.note import Previous, ReadNote, as_printed, read_note
from bibtool.citations.passages import NotePassages
from bibtool.citations.readings.chain import Weights
from bibtool.citations.resolve import Registry
from bibtool.citations.scan.small_capitals import Capitals
from bibtool.citations.segment.labels import dashed, numbered
from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.notes.note import Note, NotesResult
from bibtool.readers.document import Document
from bibtool.text.vocabulary import vocabulary


class CitationsResult(Struct, frozen=True):
    """The citations of one document in order, and what is doubtful about them."""

    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    passages: tuple[NotePassages, ...] = ()  # of every note, in order, where they were asked for
    looked: tuple[Looked, ...] = ()  # of every note that could be read, in order, where it was asked for


def extract(
    document: Document,
    notes: NotesResult,
    supplement: Document | None = None,
    *,
    passages: bool = False,
    looked: bool = False,
    attempt: Attempt = direct,
    weights: Weights | None = None,
) -> CitationsResult:
    """The citations of a document's notes.

    ``supplement`` is the document that supplied notes came from: their spans refer to its text.  ``passages`` are
    what notes are set again from, ``looked`` is what was weighed; whoever does not need them saves their memory.  A
    note in which reading fails is the author's words as a whole where ``attempt`` lets the others be read.
    ``weights`` are others than those that are shipped.
    """
    words = vocabulary([document.text])
    around = background(document.text, [note.text.text for note in (*notes.notes, *notes.listed)])
    capitals = Capitals(document.text, words)
    listed = Registry()
    embedded = exact.by_note(document, notes)
    context = Context(words, capitals, Registry(listed=listed), around, numbered(notes.notes), embedded, {}, weights)
    of_list = replace(
        context,
        where=Where.LIST,
        registry=listed,
        dashed=dashed(notes.lists),
        family_first=name_order.stands_first(note.text.text for note in notes.listed),
    )
    context = replace(context, family_first=name_order.stands_first(note.text.text for note in notes.notes))
    entries = _read_all(notes.listed, document, None, of_list, False, looked, attempt)
    in_text = exact.in_text(document, notes, context.recorded)
    for citation in in_text:
        if citation.kind is Kind.FULL:
            context.registry.add(as_cited(citation, (), ""))
    told = _read_all(notes.notes, document, supplement, context, passages, looked, attempt)
    unread = Finding(Code.NOTE_NOT_READ, {"number": "", "problem": ""}, (), document.name)
    by_year = attempt(partial(author_dates, document, notes.body, listed, in_text), unread)
    dated, doubts = ([], [by_year]) if isinstance(by_year, Finding) else by_year
    counted = attempt(partial(by_number, document, notes, listed, (*in_text, *dated)), unread)
    numbers, more = ([], [counted]) if isinstance(counted, Finding) else counted
    return CitationsResult(
        (*told.citations, *entries.citations, *in_text, *dated, *numbers),
        (*told.findings, *entries.findings, *doubts, *more),
        told.passages,
        (*told.looked, *entries.looked),
    )


def _read_all(
    notes: Sequence[Note],
    document: Document,
    supplement: Document | None,
    context: Context,
    passages: bool,
    looked: bool,
    attempt: Attempt,
) -> CitationsResult:
    """Notes, or the entries of lists, one after the other."""
    citations: list[Citation] = []
    findings: list[Finding] = []
    sequences: list[NotePassages] = []
    seen: list[Looked] = []
    previous = Previous()
    for note in notes:
        source = supplement if note.supplement and supplement is not None else document
        if note.anew:
            previous = Previous()
        unread = Finding(
            Code.NOTE_NOT_READ, {"number": note.number or note.id, "problem": ""}, (), source.name, note.id
        )
        done = attempt(partial(read_note, note, source, context, previous, passages, looked), unread)
        if isinstance(done, Finding):
            told = replace(done, spans=note.text.spans())
            done = ReadNote([], [told], as_printed(note, source) if passages else None)
        findings += done.findings
        if done.passages is not None:
            sequences.append(done.passages)
        if done.looked is not None:
            seen.append(done.looked)
        citations += done.citations
        if done.citations:
            previous = Previous(done.citations)
        elif not previous.passed and any(map(str.isdigit, note.text.text)):
            previous = Previous(previous.citations, passed=True)
    return CitationsResult(tuple(citations), tuple(findings), tuple(sequences), tuple(seen))
