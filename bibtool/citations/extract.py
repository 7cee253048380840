"""The notes of a document to its citations: repair, split, read, resolve; one note after the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from bibtool.citations import exact, resolve
from bibtool.citations.author_date import author_dates
from bibtool.citations.by_number import by_number
from bibtool.citations.citation import Citation, Field, Kind, Reference, Where
from bibtool.citations.confidence import NO_RIVAL, confidence, in_words, is_close, values
from bibtool.citations.draft import Draft
from bibtool.citations.fields.doubts import doubts
from bibtool.citations.fields.misprints import misprints
from bibtool.citations.fields.misread import misread
from bibtool.citations.fields.work_language import Background, background, evidence_of, language_of
from bibtool.citations.fields.work_type import work_type
from bibtool.citations.looked import Looked
from bibtool.citations.passages import NotePassages, Passage, Role, passages_of, without
from bibtool.citations.readings.chain import Weights
from bibtool.citations.readings.read import read
from bibtool.citations.resolve import Cited, Registry, Resolved
from bibtool.citations.scan.repair import Repaired, repair
from bibtool.citations.scan.scan import scan
from bibtool.citations.scan.shapes import YEAR_SUFFIX
from bibtool.citations.scan.small_capitals import Capitals
from bibtool.citations.scan.structure import structure
from bibtool.citations.score import Considered
from bibtool.citations.segment.aliases import aliases
from bibtool.citations.segment.labels import Numbered, label_end, numbered
from bibtool.citations.segment.segments import one_work
from bibtool.citations.segment.split import Segment, split
from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.folding import fold_variants
from bibtool.notes.account import Cited as Stated
from bibtool.notes.account import Claim, Stretch, account, unread
from bibtool.notes.note import Note, NotesResult
from bibtool.readers.document import Document
from bibtool.readers.records import Embedded
from bibtool.text.spans import Span, merge, slices
from bibtool.text.vocabulary import Vocabulary, vocabulary

_HEAD = 40  # characters of a citation that hold the word it begins with


@dataclass(frozen=True, slots=True)
class CitationsResult:
    """The citations of one document in order, and what is doubtful about them."""

    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    passages: tuple[NotePassages, ...] = ()  # of every note, in order, where they were asked for
    looked: tuple[Looked, ...] = ()  # of every note that could be read, in order, where it was asked for


class _Reading(NamedTuple):
    """What all notes of a document share while they are read, one after the other."""

    words: Vocabulary
    capitals: Capitals
    registry: Registry
    background: Background
    numbered: Numbered  # whether notes repeat their numbers
    embedded: dict[str, list[Embedded]]  # citations with records, by the id of their note
    recorded: dict[str, Reference]  # where each record of the document is cited first
    weights: Weights | None = None
    where: Where = Where.NOTE


class _Place(NamedTuple):
    """Where a citation stands while its note is read."""

    note: Note
    repaired: Repaired
    source: str
    document: str


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
    reading = _Reading(words, capitals, Registry(listed=listed), around, numbered(notes.notes), embedded, {}, weights)
    of_list = reading._replace(where=Where.LIST, registry=listed)
    entries = _read_all(notes.listed, document, None, of_list, False, looked, attempt)
    in_text = exact.in_text(document, notes, reading.recorded)
    for citation in in_text:
        if citation.kind is Kind.FULL:
            reading.registry.add(_as_cited(citation, (), ""))
    told = _read_all(notes.notes, document, supplement, reading, passages, looked, attempt)
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
    reading: _Reading,
    passages: bool,
    looked: bool,
    attempt: Attempt,
) -> CitationsResult:
    """Notes, or the entries of lists, one after the other."""
    citations: list[Citation] = []
    findings: list[Finding] = []
    sequences: list[NotePassages] = []
    seen: list[Looked] = []
    previous: list[Citation] = []
    for note in notes:
        source = supplement if note.supplement and supplement is not None else document
        unread = Finding(
            Code.NOTE_NOT_READ, {"number": note.number or note.id, "problem": ""}, (), source.name, note.id
        )
        read_note = attempt(partial(_read_note, note, source, reading, previous, passages, looked), unread)
        if isinstance(read_note, Finding):
            told = replace(read_note, spans=note.text.spans())
            read_note = _ReadNote([], [told], _as_printed(note, source) if passages else None)
        found, said, sequence, weighed = read_note
        findings += said
        if sequence is not None:
            sequences.append(sequence)
        if weighed is not None:
            seen.append(weighed)
        citations += found
        if found:
            previous = found
    return CitationsResult(tuple(citations), tuple(findings), tuple(sequences), tuple(seen))


def _as_cited(citation: Citation, called: Sequence[str], head: str) -> Cited:
    """A full citation as others may refer to it."""
    issued = citation.item.dates.get("issued")
    return Cited(
        citation.place,
        resolve.families(_makers(citation)),
        _makers(citation),
        resolve.words(citation.item.get("title") or citation.item.get("container-title")),
        citation.item.get("language"),
        issued.year if issued else None,
        tuple(called),
        resolve.words(citation.item.get("container-title")),
        head,
        citation.item.custom.get(YEAR_SUFFIX, ""),
    )


class _ReadNote(NamedTuple):
    """The citations of a note, what is doubtful, its passages and what was weighed where they were asked for."""

    citations: list[Citation]
    findings: list[Finding]
    passages: NotePassages | None
    looked: Looked | None = None


def _read_note(
    note: Note, document: Document, reading: _Reading, previous: Sequence[Citation], passages: bool, looked: bool
) -> _ReadNote:
    found, said, sequence, seen = _note(note, document, reading, previous)
    return _ReadNote(found, said, sequence() if passages else None, seen() if looked else None)


def _as_printed(note: Note, document: Document) -> NotePassages:
    """A note that could not be read, as words of its author."""
    text = note.text
    whole = (Passage(Role.PROSE, text.text, text, 0, len(text)),) if text.text.strip() else ()
    return NotePassages(document.name, note.id, note.number, whole)


def _note(
    note: Note, document: Document, reading: _Reading, previous: Sequence[Citation]
) -> tuple[list[Citation], list[Finding], Callable[[], NotePassages], Callable[[], Looked]]:
    """The citations of a note, what is doubtful, and how its passages and what was weighed are made, should they be
    asked for."""
    registry = reading.registry
    repaired = repair(note.text, reading.words, fold_variants)
    text = repaired.text.text
    place = _Place(note, repaired, document.text, document.name)
    anchors = scan(text, repaired.urls)
    tree = structure(text, anchors)
    # an entry of a list is a work of its own, whatever stands before it
    known = registry if reading.where is Where.NOTE else Registry()
    segments = split(text, anchors, tree, known, label_end(text, note.number, reading.numbered))
    if reading.where is Where.LIST:
        segments = one_work(segments)
    parts = exact.parts(segments, repaired.text, reading.embedded.get(note.id, ()), anchors, tree, known)
    segments = tuple(part.segment for part in parts)
    prose = [(s.start, s.end) for s in segments if s.prose]
    findings = [replace(f, document=document.name, note_id=note.id) for f in repaired.findings]
    citations: list[Citation] = []
    cited: list[Stated] = []
    claims: list[Claim] = []
    doubtful: list[tuple[int, int]] = []
    considered: list[Considered | None] = []
    citing = [part for part in parts if not part.segment.prose]
    starts = [s.signal[0] if s.signal else s.start for s, _ in citing]
    for (segment, stated), stop in zip(citing, [*starts[1:], len(text)], strict=False):
        draft = (
            read(text, segment, anchors, tree, known, reading.weights)
            if segment.end > segment.start
            else Draft(segment.start, segment.end)
        )
        called = aliases(text, draft.start, stop)
        for alias in called:
            draft.abbreviated(alias.start, alias.end)
        _restore(draft, text, reading)
        index = len(citations) + 1
        citation, said = _citation(draft, segment, place, index, reading, citations or previous, citations, stated)
        comments = [*draft.comments]
        if index == 1:
            comments = sorted([*prose, *comments])
        cited += [Stated(*part, index) for part in without(draft.start, draft.end, sorted(draft.comments))]
        claims += _claims(draft, index)
        doubtful += misread(draft, text, anchors) if stated is None else ()
        considered.append(draft.considered)
        if comments:
            citation = _with_comment(citation, comments, place, reading.capitals)
        if citation.kind is Kind.FULL:
            head = "" if _makers(citation) else _head(draft, text)
            registry.add(_as_cited(citation, [alias.name for alias in called], head))
        findings += said
        findings += _rivalled(citation, draft)
        citations.append(citation)
    if not citations and text.strip():
        findings.append(
            Finding(Code.NOTE_WITHOUT_CITATION, spans=repaired.text.spans(), document=document.name, note_id=note.id)
        )
    stretches = account(text, claims, cited, doubtful)
    places, said = _unread(stretches, place)
    findings += said
    codes = _codes(citations, findings)
    done = [
        _completed(citation, told, merge(places.get(citation.index, ())), weighed)
        for citation, told, weighed in zip(citations, codes, considered, strict=True)
    ]

    def cut() -> NotePassages:
        signals = [(claim.start, claim.end, claim.cite) for claim in claims if claim.name == "signal"]
        found = passages_of(repaired.text, cited, signals, reading.capitals.prose)
        return NotePassages(document.name, note.id, note.number, found, repaired.text, stretches, note.text.text)

    def seen() -> Looked:
        return Looked(note.id, note.number, text, tuple(anchors), tuple(segments), tuple(considered))

    return done, findings, cut, seen


def _rivalled(citation: Citation, draft: Draft) -> list[Finding]:
    """That a citation may as well be read otherwise, with both readings."""
    weighed = draft.considered
    rival = weighed.rival if weighed is not None and is_close(weighed.margin) else NO_RIVAL
    if not rival:
        return []
    own = values(draft)
    args = {"reading": in_words({name: own.get(name, "") for name in rival}), "other": in_words(rival)}
    return [Finding(Code.DOUBTFUL_READING, args, citation.spans, citation.document, citation.note_id, citation.index)]


def _completed(
    citation: Citation, findings: tuple[str, ...], unread: tuple[Span, ...], weighed: Considered | None
) -> Citation:
    """A citation with what the whole note tells of it, and how sure its reading is."""
    margin = weighed.margin if weighed else None
    rival = weighed.rival if weighed and is_close(margin) else NO_RIVAL
    return replace(citation, findings=findings, unread=unread, confidence=confidence(margin, rival, findings, unread))


def _makers(citation: Citation) -> tuple[Name, ...]:
    """Whose work it is: its authors, or its editors where it has none."""
    names = citation.item.names
    return tuple(names.get("author") or names.get("editor") or ())


def _head(draft: Draft, text: str) -> str:
    """The folded word that a citation begins with, where it says more of a work than a word and a year."""
    more = draft.text.keys() & {"container-title", "publisher", "publisher-place"}
    if not more and len(draft.text.get("title", "").split()) < 3:
        return ""
    return resolve.first(resolve.words(text[draft.start : draft.start + _HEAD]))


def _restore(draft: Draft, text: str, reading: _Reading) -> None:
    """Restore the lost capitals of a draft, by the language of each value as evidence beside it tells it."""

    def language(printed: str) -> str:
        return language_of(evidence_of(draft, text, reading.background, printed))

    reading.capitals.restore(draft, language)


def _claims(draft: Draft, index: int) -> list[Claim]:
    """Where the values of a draft stand."""
    return [
        Claim(start, end, "idem" if value.rule == "idem" else name, index)
        for name, value in draft.values.items()
        for start, end in value.spans
    ]


def _unread(stretches: Sequence[Stretch], place: _Place) -> tuple[dict[int, list[Span]], list[Finding]]:
    """The places of what was not read, by the index of the citation, and a finding for each place."""
    findings: list[Finding] = []
    places: dict[int, list[Span]] = {}
    for start, end, index in unread(stretches):
        spans = place.repaired.text.spans(start, end)
        words = " ".join(place.repaired.text.text[start:end].split())
        findings.append(Finding(Code.UNREAD_WORDS, {"words": words}, spans, place.document, place.note.id, index))
        places.setdefault(index, []).extend(spans)
    return places, findings


def _codes(citations: Sequence[Citation], findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    """For each citation of a note the codes of the findings that stand in it."""
    codes = [citation.findings for citation in citations]
    if not findings:
        return codes
    placed = [index for index, citation in enumerate(citations) if citation.spans]
    placed.sort(key=lambda index: citations[index].spans[0].start)  # a supplement's note may lie in several places
    starts = [citations[index].spans[0].start for index in placed]
    for finding in findings:
        at = bisect_right(starts, finding.spans[0].start) - 1 if finding.spans else -1
        if at < 0:
            continue
        index = placed[at]
        if finding.spans[0].start < citations[index].spans[-1].end and finding.code not in codes[index]:
            codes[index] = (*codes[index], finding.code)
    return codes


def _citation(
    draft: Draft,
    segment: Segment,
    place: _Place,
    index: int,
    reading: _Reading,
    before: Sequence[Citation],
    in_note: Sequence[Citation],
    stated: exact.Stated | None = None,
) -> tuple[Citation, list[Finding]]:
    mapped = place.repaired.text
    said: list[tuple[str, dict[str, str], tuple[Span, ...]]] = [
        (code, args, tuple(s for span in spans for s in mapped.spans(*span))) for code, args, spans in draft.findings
    ]
    whole = mapped.spans(draft.start, draft.end)
    here = Reference(place.note.number, index, place.note.id)
    if draft.idem and stated is None:
        names = resolve.the_same(before[-1], reading.registry) if before else ()
        if names:
            draft.names["author"] = list(names)
        else:  # "Tenże" with nobody before it
            said.append((Code.UNRESOLVED_BACK_REFERENCE, {"text": mapped.text[draft.start : draft.end][:80]}, whole))
    listed = reading.where is Where.LIST and draft.kind is not Kind.IBID
    resolved = Resolved(Kind.FULL) if listed else resolve.resolve(draft, reading.registry, before, in_note)
    draft.kind, refers_to, doubt = resolved.kind, resolved.target, resolved.doubt
    if stated is not None:
        known = reading.recorded
        refers_to, doubt = exact.as_recorded(draft, stated, mapped.text, draft.kind, known.get(stated.record.ident)), ""
        known.setdefault(stated.record.ident, here)
        whole = whole or mapped.spans(stated.start, stated.end)
        said = [
            (code, args, tuple(s for span in spans for s in mapped.spans(*span)) or whole)
            for code, args, spans in draft.findings
        ]
    elif draft.kind is Kind.FULL:
        draft.type = work_type(draft, mapped.text[draft.start : draft.end])
    if reading.where is Where.LIST and stated is None:
        _whole_pages(draft)
    if doubt:
        said.append((doubt, {"text": mapped.text[draft.start : draft.end][:80]}, whole))
    fields = _fields(draft, place)
    if stated is not None:
        fields[exact.RECORD] = Field(whole, slices(place.source, whole), exact.RECORD)
    if not draft.text.get("language"):
        _language(draft, fields, refers_to, mapped.text, reading)
    item = Item(
        draft.type if draft.kind is Kind.FULL or stated else "", _names(draft), draft.dates, draft.text, draft.custom
    )
    for code, args in doubts(item) if draft.kind is Kind.FULL else ():
        spans = next((fields[k].spans for k in args.get("field", "").split() if k in fields), whole)
        said.append((code, {k: v for k, v in args.items() if k != "field"}, spans))
    for wrong in misprints(mapped.text[draft.start : draft.end], item, draft.locator, draft.label):
        at = fields[wrong.field].spans if wrong.field in fields else whole
        here_is = mapped.spans(draft.start + wrong.start, draft.start + wrong.end) if wrong.end else at
        said.append((wrong.code, dict(wrong.args), here_is))
    findings = [Finding(code, args, spans, place.document, here.note_id, index) for code, args, spans in said]
    citation = Citation(
        document=place.document,
        note_id=place.note.id,
        note=place.note.number,
        index=index,
        kind=draft.kind,
        item=item,
        spans=whole,
        refers_to=refers_to,
        locator=draft.locator,
        label=draft.label if draft.locator else "",
        locator_rest=draft.locator_rest,
        signal=draft.signal,
        fields=fields,
        urls=draft.urls,
        findings=tuple(dict.fromkeys(f.code for f in findings)),
        where=reading.where,
    )
    return citation, findings


def _whole_pages(draft: Draft) -> None:
    """The pages that a list prints for what stands in something are all its pages, none is cited."""
    if draft.locator and draft.label == "page" and draft.text.get("container-title") and "page" not in draft.text:
        draft.text["page"] = draft.locator
        draft.values["page"] = draft.values.pop("locator")
        draft.locator = draft.label = ""


def _names(draft: Draft) -> dict[str, tuple[Name, ...]]:
    return {variable: tuple(names) for variable, names in draft.names.items() if names}


def _fields(draft: Draft, place: _Place) -> dict[str, Field]:
    """Provenance: the source spans of every value."""
    out: dict[str, Field] = {}
    text = place.repaired.text
    for variable, value in draft.values.items():
        if len(value.spans) == 1:
            spans = text.spans(*value.spans[0])
        else:
            spans = tuple(s for span in value.spans for s in text.spans(*span))
        out[variable] = Field(spans, slices(place.source, spans), value.rule, value.inferred)
    return out


def _language(
    draft: Draft, fields: dict[str, Field], refers_to: Reference | None, text: str, reading: _Reading
) -> None:
    """The language of the title; a back-reference has that of its work."""
    work = reading.registry.at(refers_to) if refers_to is not None else None
    if work is not None:
        language = work.language
    else:
        title = draft.text.get("title") or draft.text.get("container-title", "")
        language = language_of(evidence_of(draft, text, reading.background, title)) if title else ""
    if language and draft.kind is not Kind.IBID:
        draft.text["language"] = language
        fields["language"] = Field((), "", "language-of-title", inferred=True)


def _with_comment(citation: Citation, spans: Sequence[tuple[int, int]], place: _Place, capitals: Capitals) -> Citation:
    mapped = place.repaired.text
    parts = [mapped.text[start:end].strip(" ;,").removesuffix("(").rstrip() for start, end in spans]
    source = tuple(s for span in spans for s in mapped.spans(*span))
    comment = capitals.prose(" … ".join(part for part in parts if part))
    fields = {**citation.fields, "comment": Field(source, slices(place.source, source), "prose")}
    return replace(citation, comment=comment, fields=fields)
