"""The notes of a text set again: what forbids it for a note, what is said of those that stay, the report."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding

if TYPE_CHECKING:
    from bibtool.citations.citation import Citation
    from bibtool.citations.passages import NotePassages
    from bibtool.jobs.extract import Extraction
    from bibtool.render.notes import NoteSource, RenderedNotes
    from bibtool.render.proof import Unprinted

SCHEMA = 2
UNREAD = Code.NOTE_LEFT_UNREAD
DOUBTFUL = Code.NOTE_LEFT_DOUBTFUL
NOT_PRINTED = Code.NOT_PRINTED_BY_STYLE
LABEL_NOT_PRINTED = Code.LABEL_NOT_PRINTED_BY_STYLE
FAR = Code.NOTE_LEFT_FAR_IBID
REWORDED = Code.CORRECTED_WORDS_OF_THE_AUTHOR
# What a reference to nothing known is told with: a note of no other citations stays as printed for it.
_UNRESOLVED = frozenset({Code.UNRESOLVED_BACK_REFERENCE, Code.AMBIGUOUS_BACK_REFERENCE})
_UNREAD = frozenset({Code.UNREAD_WORDS})
# Findings of a citation after which its reading is a guess.
_GUESSES = frozenset({Code.CITATION_WITHOUT_TITLE})
_CLOSE = Code.DOUBTFUL_READING
_TOLD = _GUESSES | _UNRESOLVED | _UNREAD | {_CLOSE}


def note_sources(extraction: Extraction, also: Collection[str] = ()) -> dict[str, NoteSource]:
    """Every note of the text as it was read, by its id; those named in ``also`` (numbers as printed) are set again
    though their reading is not sure."""
    from bibtool.render.notes import NoteSource

    out: dict[str, NoteSource] = {}
    for document in extraction.documents:
        by_note: dict[str, dict[int, Citation]] = {}
        for citation in document.citations:
            if citation.key:
                by_note.setdefault(citation.note_id, {})[citation.index] = citation
        said: dict[str, list[Finding]] = {}
        for finding in extraction.findings:
            if finding.document == document.document.name and finding.code in _TOLD:
                said.setdefault(finding.note_id, []).append(finding)
        cited = {citation.note_id for citation in document.citations}
        before = True
        for note in document.passages:
            citations = by_note.get(note.note_id, {})
            found = said.get(note.note_id, ())
            doubts = () if note.note in also else (*_doubts(found, citations), *_far(note, citations, before))
            doubts = (*doubts, *_reworded(note, citations))
            if not citations and note.note_id in cited:  # it stays as printed for what it refers to
                doubts = tuple(finding for finding in found if finding.code in _UNRESOLVED) or (_of_nothing(note),)
            out[note.note_id] = NoteSource(note, citations, doubts)
            before = note.note_id in cited
    return out


def _of_nothing(note: NotePassages) -> Finding:
    """What is said of a note whose references lead to none that is known ("tamże" after one of those)."""
    args = {"text": note.said(1)}
    return Finding(Code.UNRESOLVED_BACK_REFERENCE, args, note.text.spans(), note.document, note.note_id, 1)


def _far(note: NotePassages, citations: Mapping[int, Citation], before: bool) -> Iterator[Finding]:
    """An "ibid." that is the first citation of a note, where the note ``before`` it is none in which a citation was
    read, or where words with pages stand before it: what they cite was not read, either."""
    from bibtool.citations.citation import Kind
    from bibtool.citations.passages import Role

    first = citations.get(1)
    if first is None or first.kind is not Kind.IBID or first.item.names:
        return
    head = next((passage for passage in note.passages if passage.role is not Role.SIGNAL), None)
    if before and not (head is not None and head.role is Role.PROSE and _pages().search(head.text)):
        return
    args = {"words": note.said(first.index)}
    yield Finding(FAR, args, first.spans, note.document, note.note_id, first.index)


@cache
def _pages() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    return re.compile(rf"{lexicon().alternation('page')}\s?\d")


def _reworded(note: NotePassages, citations: Mapping[int, Citation]) -> Iterator[Finding]:
    """Corrections of what is the author's own words: those stay where they are in the document, and what a correction
    took from them into a field would stand there twice."""
    from bibtool.citations.citation import DECIDED

    for index, citation in citations.items():
        if any(name in citation.fields and citation.fields[name].rule == DECIDED for name in ("comment", "signal")):
            args = {"words": note.said(index)}
            yield Finding(REWORDED, args, citation.spans, note.document, note.note_id, index)


def _may_be_the_authors(citation: Citation | None) -> bool:
    """Whether another reading, about as good, leaves out words that this one gives to the work ("Brody, 34. For a
    contrary view"): what is the author's own would be set as a title, or dropped as a publisher."""
    from bibtool.render.wording import words

    if citation is None or citation.confidence is None:
        return False
    for other in citation.confidence.alternatives:
        taken = {word for value in other.values() for word in words(value)}
        places = [citation.fields[name] for name in other if name in citation.fields]
        own = [word for place in places if not place.inferred for word in words(place.raw)]
        if any(_worded(word) and word not in taken for word in own):
            return True
    return False


def _worded(word: str) -> bool:
    return not any(map(str.isdigit, word)) and len(word) > 1


def _doubts(findings: Collection[Finding], citations: Mapping[int, Citation]) -> tuple[Finding, ...]:
    out: list[Finding] = []
    for finding in findings:
        if finding.code in _UNRESOLVED:
            continue  # the reference stays as printed, among the author's words
        if finding.code == _CLOSE and not _may_be_the_authors(citations.get(finding.index)):
            continue  # the readings name the same words
        if finding.code == Code.UNREAD_WORDS:
            args = {"words": finding.args["words"]}
            out.append(Finding(UNREAD, args, finding.spans, finding.document, finding.note_id, finding.index))
        else:
            args = {"doubt": sentence(finding)}
            out.append(Finding(DOUBTFUL, args, finding.spans, finding.document, finding.note_id, finding.index))
    return tuple(out)


def without_unread(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of reading but for what is unread, which is said of the notes that stay as printed for it."""
    return tuple(finding for finding in findings if finding.code != Code.UNREAD_WORDS)


def findings_of(done: RenderedNotes, document: str) -> list[Finding]:
    """Why notes stay as printed, then what the style does not print."""
    out = [finding for left in done.left.values() for finding in left.reasons]
    for note_id, values in done.unprinted.items():
        for value in values:
            args = {"variable": value.variable, "words": " ".join(value.words.split())}
            code = LABEL_NOT_PRINTED if value.label else NOT_PRINTED
            out.append(Finding(code, args, (), document, note_id, value.index))
    return out


class RestyledNote(Struct, frozen=True):
    """One note that cites: the reasons why it stays as printed (none: it was set again), and what its style does not
    print."""

    note_id: str
    number: str
    reasons: tuple[Finding, ...]
    unprinted: tuple[Unprinted, ...]


class Restyled(Struct, frozen=True):
    """What became of the notes of a text."""

    notes: tuple[RestyledNote, ...]
    lost: int = 0  # words that the notes set again lack without an explanation

    @property
    def set(self) -> int:
        """How many were set again."""
        return len(self.notes) - self.left

    @property
    def left(self) -> int:
        """How many stay as printed."""
        return sum(bool(note.reasons) for note in self.notes)

    @property
    def unprinted(self) -> int:
        """How many values the style does not print."""
        return sum(not value.label for note in self.notes for value in note.unprinted)

    @property
    def labels(self) -> int:
        """How many values the style prints without a label that says more of them."""
        return sum(value.label for note in self.notes for value in note.unprinted)

    def figures(self) -> dict[str, int]:
        """The figures that the end of the command says."""
        return {
            "set": self.set,
            "left": self.left,
            "lost": self.lost,
            "unprinted": self.unprinted,
            "labels": self.labels,
        }

    def to_json(self) -> str:
        """The report that ``docs/contracts.md`` describes."""
        notes = [
            {
                "note_id": note.note_id,
                "note": note.number,
                "state": "left" if note.reasons else "set",
                "reasons": [
                    {"code": reason.code, "message": sentence(reason), "args": dict(reason.args)}
                    for reason in note.reasons
                ],
                "not_printed": [
                    {"index": value.index, "variable": value.variable, "words": value.words, "label": value.label}
                    for value in note.unprinted
                ],
            }
            for note in self.notes
        ]
        figures = {
            "schema": SCHEMA,
            "set": self.set,
            "left": self.left,
            "words_lost": self.lost,
            "not_printed": self.unprinted,
            "labels_not_printed": self.labels,
            "notes": notes,
        }
        return json.dumps(figures, ensure_ascii=False, indent=1) + "\n"


def restyled(done: RenderedNotes, sources: Mapping[str, NoteSource]) -> Restyled:
    """What became of every note that cites."""
    return Restyled(
        tuple(
            RestyledNote(
                note_id,
                source.passages.note,
                done.left[note_id].reasons if note_id in done.left else () if source.citations else source.doubts,
                done.unprinted.get(note_id, ()),
            )
            for note_id, source in sources.items()
            if source.citations or source.doubts
        ),
        done.lost,
    )
