"""Where the letters of a quote stand in a text: in exactly one citation, or in none.

The same letters may stand in several citations ("Tamże, s. 5.").  What stands before and behind them, over the ends
of notes, tells which is meant; where nothing does, a quote of one among as many as there were is that one again.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from bibtool.citations.citation import Citation, Kind
from bibtool.decisions.decision import Quote
from bibtool.notes.note import NotesResult
from bibtool.text.letters import bare
from bibtool.text.spans import Span

_SHOWN = 60  # characters of context that are kept
_LEAST = 12  # letters of a note by which a text can be known
_NEAR = 5  # notes that are looked at for it
# Letters of context that have to agree: more than a name and the beginning of a title, with which many notes begin.
_ENOUGH = 24
# Letters that tell by themselves what they are of, when all around them was written anew: an author and a title.
_TELLING = 24


class Missed(Enum):
    """Why a quote is in no citation."""

    CHANGED = "changed"  # its letters stand nowhere in the notes
    RECUT = "recut"  # they stand there, but are no citation any more
    AMBIGUOUS = "ambiguous"  # several citations have them, or one of which nothing tells that it is meant


class _Spot(Struct, frozen=True):
    order: int  # place of the citation among all
    quote: Quote
    telling: bool
    note_id: str
    stretch: tuple[int, int]  # in the note


class Printed:
    """The citations of one document by the letters that they print."""

    def __init__(self, text: str, read: NotesResult, citations: Sequence[Citation], supplement: str = "") -> None:
        """``text`` is the source that the spans refer to, ``supplement`` that of the notes that were supplied."""
        notes = (*read.notes, *read.listed)
        self._texts = {note.id: supplement if note.supplement else text for note in notes}
        self._notes = {note.id: note.text for note in notes}
        self._whole = [_folded(note.text.text) for note in notes]
        self._order = {note.id: order for order, note in enumerate(notes)}
        running = {citation.note_id for citation in citations} - self._notes.keys()  # citations in the running text
        if running:
            self._texts |= dict.fromkeys(running, text)
            self._notes |= dict.fromkeys(running, read.body)
            self._order |= dict.fromkeys(running, len(notes))
            self._whole.append(_folded(read.body.text))
        self._letters: str | None = None
        self._rows: dict[str, list[int]] = {}
        places: list[int] = []
        stretches = [self._stretch(citation.note_id, citation.spans) for citation in citations]
        printed = [
            _folded(self._notes[citation.note_id].text[start:end])
            for citation, (start, end) in zip(citations, stretches, strict=True)
        ]
        for order, found in enumerate(printed):
            row = self._rows.setdefault(bare(found), [])
            row.append(order)
            places.append(len(row))
        self._spots: list[_Spot] = []
        for order, (citation, found) in enumerate(zip(citations, printed, strict=True)):
            before, after = self._around(citation.note_id, *stretches[order])
            letters = bare(found)
            count = len(self._rows[letters])
            quote = Quote(found, before, after, citation.called, citation.index, places[order], count)
            telling = citation.kind is not Kind.IBID and len(letters) >= _TELLING
            self._spots.append(_Spot(order, quote, telling, citation.note_id, stretches[order]))

    def _stretch(self, note_id: str, spans: Sequence[Span]) -> tuple[int, int]:
        """Where spans of the source lie in a note, from the first to the last: a file of notes has escapes between its
        letters, a page its furniture."""
        note = self._notes[note_id]
        if not spans:
            return 0, 0
        places = range(len(note))
        start = bisect_left(places, spans[0].start, key=note.source_at)
        return start, max(bisect_left(places, spans[-1].end, key=note.source_at), start)

    def _around(self, note_id: str, start: int, end: int) -> tuple[str, str]:
        text, order = self._notes[note_id].text, self._order[note_id]
        before, after = _folded(text[:start]), _folded(text[end:])
        for whole in reversed(self._whole[max(order - _NEAR, 0) : order]):
            if len(bare(before)) >= _ENOUGH:
                break
            before = f"{whole} {before}".strip()
        for whole in self._whole[order + 1 : order + 1 + _NEAR]:
            if len(bare(after)) >= _ENOUGH:
                break
            after = f"{after} {whole}".strip()
        return before[-_SHOWN:], after[:_SHOWN]

    def words(self, citation: Citation, field: str) -> str:
        """What a citation prints of a field, from its first letter to its last."""
        place = citation.fields.get(field)
        if place is None or not place.spans:
            return ""
        start, end = self._stretch(citation.note_id, place.spans)
        return _folded(self._notes[citation.note_id].text[start:end])

    def quote(self, order: int) -> Quote:
        """What is to be remembered of a citation, by its place among all."""
        return self._spots[order].quote

    def source(self, note_id: str) -> str:
        """The text that the spans of a note refer to."""
        return self._texts[note_id]

    @property
    def sketch(self) -> frozenset[str]:
        """The notes in short, so that another version of the document is known for one."""
        letters = (bare(whole) for whole in self._whole)
        return frozenset(hashlib.sha256(each.encode()).hexdigest()[:12] for each in letters if len(each) >= _LEAST)

    def find(self, quote: Quote) -> int | Missed:
        """The place among all citations of the one that a quote is of."""
        found = [self._spots[order] for order in self._rows.get(quote.letters, ())]
        if not found:
            return Missed.RECUT if self._stands(quote.letters) else Missed.CHANGED
        agreeing = {spot.order: _agreement(spot.quote, quote) for spot in found}
        if not any(agreeing.values()):  # a sentence or a note was put between
            agreeing = {spot.order: self._agreement_near(spot, quote) for spot in found}
        most = max(agreeing.values())
        best = [spot for spot in found if agreeing[spot.order] == most]
        if len(best) > 1:
            here = [spot for spot in best if len(found) == quote.count and spot.quote.place == quote.place]
            return here[0].order if here and most else Missed.AMBIGUOUS
        if most or (len(found) == quote.count == 1 and best[0].telling):
            return best[0].order
        return Missed.AMBIGUOUS

    def _agreement_near(self, spot: _Spot, quote: Quote) -> int:
        """How much of what stood beside the citation stands in the notes near it, in letters."""
        note, (start, end) = self._notes[spot.note_id], spot.stretch
        order = self._order[spot.note_id]
        before = bare(" ".join([*self._whole[max(order - _NEAR, 0) : order], note.text[:start]]))
        after = bare(" ".join([note.text[end:], *self._whole[order + 1 : order + 1 + _NEAR]]))
        was_before, was_after = bare(quote.before)[-_ENOUGH:], bare(quote.after)[:_ENOUGH]
        sides = ((was_before, before), (was_after, after))
        return sum(_ENOUGH for was, now in sides if len(was) == _ENOUGH and was in now)

    def _stands(self, letters: str) -> bool:
        if self._letters is None:
            self._letters = "\n".join(map(bare, self._whole))
        return bool(letters) and letters in self._letters


def _agreement(one: Quote, other: Quote) -> int:
    """How much of what stands before and behind agrees, in letters."""
    before, was_before = bare(one.before)[::-1], bare(other.before)[::-1]
    after, was_after = bare(one.after), bare(other.after)
    return _agree(before, was_before) + _agree(after, was_after)


def _agree(one: str, other: str) -> int:
    if one[:_ENOUGH] != other[:_ENOUGH]:
        return 0
    return min(len(one), _ENOUGH) + 1  # the ends of a text agree, too, and say little


def _folded(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
