"""Where the letters of a quote stand in a text: in exactly one citation, or in none.

The same letters may stand in several citations ("Tamże, s. 5.").  What stands before and behind them, over the ends
of notes, tells which is meant; where nothing does, a quote of one among as many as there were is that one again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bibtool.citations.citation import Citation, Kind
from bibtool.decisions.decision import Quote
from bibtool.notes.note import Note
from bibtool.text.letters import bare
from bibtool.text.spans import Span, slices

_SHOWN = 60  # characters of context that are kept
_NEAR = 5  # notes that are looked at for it
# Letters of context that have to agree: a surname and a year; what is shorter stands behind a hundred "Tamże, s.".
_ENOUGH = 12
# Letters that tell by themselves what they are of, when all around them was written anew: an author and a title.
_TELLING = 24


class Missed(Enum):
    """Why a quote is in no citation."""

    CHANGED = "changed"  # its letters stand nowhere in the notes
    RECUT = "recut"  # they stand there, but are no citation any more
    AMBIGUOUS = "ambiguous"  # several citations have them, or one of which nothing tells that it is meant


@dataclass(frozen=True, slots=True)
class _Spot:
    order: int  # place of the citation among all
    quote: Quote
    telling: bool


class Printed:
    """The citations of one document by the letters that they print."""

    def __init__(self, text: str, notes: Sequence[Note], citations: Sequence[Citation], supplement: str = "") -> None:
        """``text`` is the source that the spans refer to, ``supplement`` that of the notes that were supplied."""
        texts = {note.id: supplement if note.supplement else text for note in notes}
        self._texts: Mapping[str, str] = texts
        self._spans = {note.id: note.text.spans() for note in notes}
        self._whole = [_folded(slices(texts[note.id], self._spans[note.id])) for note in notes]
        self._order = {note.id: order for order, note in enumerate(notes)}
        self._letters: str | None = None
        rows: dict[str, list[int]] = {}
        places: list[int] = []
        printed = [_folded(slices(texts[c.note_id], c.spans)) for c in citations]
        for order, found in enumerate(printed):
            row = rows.setdefault(bare(found), [])
            row.append(order)
            places.append(len(row))
        self._spots: list[_Spot] = []
        for order, (citation, found) in enumerate(zip(citations, printed, strict=True)):
            before, after = self._around(citation, texts[citation.note_id])
            count = len(rows[bare(found)])
            quote = Quote(found, before, after, citation.note, citation.index, places[order], count)
            telling = citation.kind is Kind.FULL and len(bare(found)) >= _TELLING
            self._spots.append(_Spot(order, quote, telling))
        self._rows: Mapping[str, list[int]] = rows

    def _around(self, citation: Citation, text: str) -> tuple[str, str]:
        spans = self._spans[citation.note_id]
        order = self._order[citation.note_id]
        start, end = (citation.spans[0].start, citation.spans[-1].end) if citation.spans else (0, 0)
        before = _folded(slices(text, [Span(a, min(b, start)) for a, b in spans if a < start]))
        after = _folded(slices(text, [Span(max(a, end), b) for a, b in spans if b > end]))
        for whole in reversed(self._whole[max(order - _NEAR, 0) : order]):
            if len(bare(before)) >= _ENOUGH:
                break
            before = f"{whole} {before}".strip()
        for whole in self._whole[order + 1 : order + 1 + _NEAR]:
            if len(bare(after)) >= _ENOUGH:
                break
            after = f"{after} {whole}".strip()
        return before[-_SHOWN:], after[:_SHOWN]

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
        return frozenset(hashlib.sha256(each.encode()).hexdigest()[:12] for each in letters if len(each) >= _ENOUGH)

    def find(self, quote: Quote) -> int | Missed:
        """The place among all citations of the one that a quote is of."""
        found = [self._spots[order] for order in self._rows.get(quote.letters, ())]
        if not found:
            return Missed.RECUT if self._stands(quote.letters) else Missed.CHANGED
        agreeing = {spot.order: _agreement(spot.quote, quote) for spot in found}
        most = max(agreeing.values())
        best = [spot for spot in found if agreeing[spot.order] == most]
        if len(best) > 1:
            here = [spot for spot in best if len(found) == quote.count and spot.quote.place == quote.place]
            return here[0].order if here and most else Missed.AMBIGUOUS
        if most or (len(found) == quote.count == 1 and best[0].telling):
            return best[0].order
        return Missed.AMBIGUOUS

    def _stands(self, letters: str) -> bool:
        if self._letters is None:
            self._letters = "\n".join(map(bare, self._whole))
        return bool(letters) and letters in self._letters


def _agreement(one: Quote, other: Quote) -> int:
    """How many of the two sides agree."""
    before, was_before = bare(one.before)[::-1], bare(other.before)[::-1]
    after, was_after = bare(one.after), bare(other.after)
    return _agree(before, was_before) + _agree(after, was_after)


def _agree(one: str, other: str) -> bool:
    if not one or not other:
        return one == other
    return one[:_ENOUGH] == other[:_ENOUGH]


def _folded(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
