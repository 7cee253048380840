"""One note to its citations: repaired, split, each read, concluded; then the account of all its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bibtool.citations import exact, resolve
from bibtool.citations.citation import KIND, WHERE, Citation
from bibtool.citations.conclude import as_cited, conclude, makers, with_comment
from bibtool.citations.confidence import NO_RIVAL, confidence, in_words, is_close, values
from bibtool.citations.context import Context, Place
from bibtool.citations.draft import Draft
from bibtool.citations.fields import name_order
from bibtool.citations.fields.misread import misread
from bibtool.citations.fields.work_language import evidence_of, language_of
from bibtool.citations.looked import Looked
from bibtool.citations.overlooked import overlooked
from bibtool.citations.passages import NotePassages, Passage, Role, passages_of, without
from bibtool.citations.readings.read import read
from bibtool.citations.resolve import Registry
from bibtool.citations.scan.anchors import Anchor
from bibtool.citations.scan.repair import repair
from bibtool.citations.scan.scan import scan
from bibtool.citations.scan.structure import Structure, structure, with_its_marks
from bibtool.citations.score import Considered
from bibtool.citations.segment.aliases import aliases
from bibtool.citations.segment.labels import label_end
from bibtool.citations.segment.segments import Segment, one_work
from bibtool.citations.segment.split import split
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.language.folding import fold_variants
from bibtool.notes.account import Cited as Stated
from bibtool.notes.account import Claim, Stretch, account, unread
from bibtool.notes.lists import line_shapes
from bibtool.notes.note import Note
from bibtool.readers.document import Document
from bibtool.text.spans import Span, merge

_HEAD = 40  # characters of a citation that hold the word it begins with
_SHOWN = 60  # characters of what may be another entry


class Previous(NamedTuple):
    """The citations of the last note that has any, and whether one that may cite something stands behind it."""

    citations: Sequence[Citation] = ()
    passed: bool = False


class ReadNote(NamedTuple):
    """The citations of a note, what is doubtful, its passages and what was weighed where they were asked for."""

    citations: list[Citation]
    findings: list[Finding]
    passages: NotePassages | None
    looked: Looked | None = None


def as_printed(note: Note, document: Document) -> NotePassages:
    """A note that could not be read, as words of its author."""
    text = note.text
    whole = (Passage(Role.PROSE, text.text, text, 0, len(text)),) if text.text.strip() else ()
    return NotePassages(document.name, note.id, note.number, whole)


def read_note(
    note: Note, document: Document, context: Context, previous: Previous, passages: bool, looked: bool
) -> ReadNote:
    """The citations of a note; ``previous`` is what the notes before it cited last."""
    repaired = repair(note.text, context.words, fold_variants)
    text = repaired.text.text
    place = Place(note, repaired, document.text, document.name)
    anchors = scan(text, repaired.urls, dashed=note.id in context.dashed)
    tree = structure(text, anchors)
    # an entry of a list is a work of its own, whatever stands before it
    known = context.registry if context.where is WHERE.NOTE else Registry()
    segments = split(text, anchors, tree, known, label_end(text, note.number, context.numbered))
    if context.where is WHERE.LIST:
        segments = one_work(segments, anchors)
    parts = exact.parts(segments, repaired.text, context.embedded.get(note.id, ()), anchors, tree, known)
    segments = tuple(part.segment for part in parts)
    citing = [part for part in parts if not part.segment.prose]
    starts = [s.signal[0] if s.signal else s.start for s, _ in citing]
    found = _Found(place, context, previous, anchors, tree, known, [(s.start, s.end) for s in segments if s.prose])
    for part, stop in zip(citing, [*starts[1:], len(text)], strict=False):
        found.add(part, stop)
    findings = [replace(f, document=document.name, note_id=note.id) for f in repaired.findings]
    findings += found.findings
    if not found.citations and text.strip():
        findings.append(
            Finding(Code.NOTE_WITHOUT_CITATION, spans=repaired.text.spans(), document=document.name, note_id=note.id)
        )
    stretches = account(text, found.claims, found.cited, found.doubtful)
    places, said = _unread(stretches, place)
    findings += said
    for start, end in overlooked(text, anchors, tree, stretches):
        args = {"words": " ".join(text[start:end].split())}
        spans = repaired.text.spans(start, end)
        findings.append(Finding(Code.CITATION_IN_PROSE, args, spans, document.name, note.id))
    if context.where is WHERE.LIST:
        findings += _second(note, document, found.citations)
    codes = _codes(found.citations, findings)
    done = [
        _completed(citation, told, merge(places.get(citation.index, ())), weighed)
        for citation, told, weighed in zip(found.citations, codes, found.considered, strict=True)
    ]

    sequence = seen = None
    if passages:
        signals = [(claim.start, claim.end, claim.cite) for claim in found.claims if claim.name == "signal"]
        cut = passages_of(repaired.text, found.cited, signals, context.capitals.prose)
        sequence = NotePassages(document.name, note.id, note.number, cut, repaired.text, stretches, note.text.text)
    if looked:
        seen = Looked(note.id, note.number, text, tuple(anchors), tuple(segments), tuple(found.considered))
    return ReadNote(done, findings, sequence, seen)


class _Found:
    """The citations of a note while they are read, one after the other, and what the account of its words needs."""

    def __init__(
        self,
        place: Place,
        context: Context,
        previous: Previous,
        anchors: Sequence[Anchor],
        tree: Structure,
        known: Registry,
        prose: Sequence[tuple[int, int]],
    ) -> None:
        self._place, self._context, self._previous = place, context, previous
        self._anchors, self._tree, self._known, self._prose = anchors, tree, known, prose
        self.citations: list[Citation] = []
        self.findings: list[Finding] = []
        self.cited: list[Stated] = []
        self.claims: list[Claim] = []
        self.doubtful: list[tuple[int, int]] = []
        self.considered: list[Considered | None] = []

    def add(self, part: exact.Part, stop: int) -> None:
        """Read the citation of a part; what defines a short form for it ends before ``stop``."""
        place, context = self._place, self._context
        text = place.repaired.text.text
        draft = self._draft(part.segment, text)
        called = aliases(text, draft.start, stop)
        for alias in called:
            draft.abbreviated(alias.start, alias.end)
        _restore(draft, text, context)
        if context.family_first:
            name_order.turn(draft, text)
        index = len(self.citations) + 1
        before = self.citations or self._previous.citations
        citation, said = conclude(draft, place, index, context, before, self.citations, part.stated)
        comments = [*draft.comments]
        if index == 1:
            comments = sorted([*self._prose, *comments])
        if comments:
            citation = with_comment(citation, comments, place, context.capitals)
        if citation.kind is KIND.FULL:
            head = "" if makers(citation) else _head(draft, text)
            context.registry.add(as_cited(citation, [alias.name for alias in called], head))
        self.citations.append(citation)
        self.findings += [*said, *_rivalled(citation, draft)]
        if citation.kind is KIND.IBID and index == 1 and self._previous.passed and citation.refers_to is not None:
            self.findings.append(_passed(citation, text[draft.start : draft.end]))
        self.cited += [Stated(*each, index) for each in without(draft.start, draft.end, sorted(draft.comments))]
        self.claims += _claims(draft, index)
        self.doubtful += misread(draft, text, self._anchors) if part.stated is None else ()
        self.considered.append(draft.considered)
        draft.considered = None  # it knows the draft: a circle, which only the collector would find

    def _draft(self, segment: Segment, text: str) -> Draft:
        if segment.end > segment.start:
            return read(text, segment, self._anchors, self._tree, self._known, self._context.weights)
        return Draft(segment.start, segment.end)


def _second(note: Note, document: Document, citations: Sequence[Citation]) -> list[Finding]:
    """That a line of an entry may begin another one."""
    text = note.text.text
    at = line_shapes.second(text)
    if at < 0:
        return []
    shown = " ".join(text[at : at + _SHOWN].split())
    args = {"words": f"{shown.rsplit(' ', 1)[0]} …" if at + _SHOWN < len(text) else shown}
    index = citations[0].index if citations else 0
    return [Finding(Code.TWO_WORKS_IN_AN_ENTRY, args, note.text.spans(at, len(text)), document.name, note.id, index)]


def _rivalled(citation: Citation, draft: Draft) -> list[Finding]:
    """That a citation may as well be read otherwise, with both readings."""
    weighed = draft.considered
    rival = weighed.rival if weighed is not None and is_close(weighed.margin) else NO_RIVAL
    if not rival:
        return []
    own = values(draft)
    args = {"reading": in_words({name: own.get(name, "") for name in rival}), "other": in_words(rival)}
    return [Finding(Code.DOUBTFUL_READING, args, citation.spans, citation.document, citation.note_id, citation.index)]


def _passed(citation: Citation, printed: str) -> Finding:
    """That "ibid." passes over a note in which nothing was found."""
    args = {"text": printed[:_SHOWN]}
    return Finding(
        Code.IBID_AFTER_UNREAD_NOTE, args, citation.spans, citation.document, citation.note_id, citation.index
    )


def _completed(
    citation: Citation, findings: tuple[str, ...], unread: tuple[Span, ...], weighed: Considered | None
) -> Citation:
    """A citation with what the whole note tells of it, and how sure its reading is."""
    margin = weighed.margin if weighed else None
    rival = weighed.rival if weighed and is_close(margin) else NO_RIVAL
    return replace(citation, findings=findings, unread=unread, confidence=confidence(margin, rival, findings, unread))


def _head(draft: Draft, text: str) -> str:
    """The folded word that a citation begins with, where it says more of a work than a word and a year."""
    more = draft.text.keys() & {"container-title", "publisher", "publisher-place"}
    if not more and len(draft.text.get("title", "").split()) < 3:
        return ""
    return resolve.first(resolve.words(text[draft.start : draft.start + _HEAD]))


def _restore(draft: Draft, text: str, context: Context) -> None:
    """Restore the lost capitals of a draft, by the language of each value as evidence beside it tells it."""

    def language(printed: str) -> str:
        return language_of(evidence_of(draft, text, context.background, printed))

    context.capitals.restore(draft, language)


def _claims(draft: Draft, index: int) -> list[Claim]:
    """Where the values of a draft stand."""
    return [
        Claim(start, end, "idem" if value.rule == "idem" else name, index)
        for name, value in draft.values.items()
        for start, end in value.spans
    ]


def _unread(stretches: Sequence[Stretch], place: Place) -> tuple[dict[int, list[Span]], list[Finding]]:
    """The places of what was not read, by the index of the citation, and a finding for each place."""
    findings: list[Finding] = []
    places: dict[int, list[Span]] = {}
    for start, end, index in unread(stretches):
        spans = place.repaired.text.spans(start, end)
        shown = with_its_marks(place.repaired.text.text, start, end)
        words = " ".join(place.repaired.text.text[slice(*shown)].split())
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
