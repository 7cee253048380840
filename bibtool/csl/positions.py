"""Positions of cites in a document: first, subsequent, ibid, near-note (section "Choose", position)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from bibtool.csl.context import Cite, Position


class Citation(Struct):
    """One citation of a document: its cites, and the number of the note it stands in (0 is the running text)."""

    cites: list[Cite]
    note: int = 0


def set_positions(citations: Sequence[Citation], near_distance: int) -> None:
    """Give every cite of a document its position, first note and distance, in order of appearance.

    Citations in the running text and those in notes are two sequences: a reader of one does not see the other.
    """
    for stream in (
        [c for c in citations if c.note == 0],
        [c for c in citations if c.note > 0],
    ):
        _stream(stream, near_distance)


def _stream(citations: list[Citation], near_distance: int) -> None:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    per_note = Counter(c.note for c in citations if c.note)
    previous: Citation | None = None
    for citation in citations:
        for place, cite in enumerate(citation.cites):
            cite.note = citation.note
            cite.position = Position.FIRST
            cite.near_note = False
            cite.first_note = 0
            if cite.id in first:
                before = _before(citation, place, previous, per_note)
                cite.position = _ibid(cite, before) if before is not None else Position.SUBSEQUENT
                # "(n 6)" says nothing in note 6 itself.
                cite.first_note = first[cite.id] if first[cite.id] != citation.note else 0
                cite.near_note = citation.note - last[cite.id] <= near_distance
            else:
                first[cite.id] = citation.note
            last[cite.id] = citation.note
        previous = citation


def _before(citation: Citation, place: int, previous: Citation | None, per_note: Counter[int]) -> Cite | None:
    """Return the cite that an "ibid." would point to, when it is of the same item."""
    if place:
        candidate = citation.cites[place - 1]
    elif previous is not None and previous.cites:
        if len(previous.cites) > 1:
            return None
        if citation.note != previous.note and (citation.note - previous.note > 1 or per_note[previous.note] > 1):
            return None
        candidate = previous.cites[-1]
    else:
        return None
    return candidate if candidate.id == citation.cites[place].id else None


def _ibid(cite: Cite, before: Cite) -> Position:
    if cite.locator:
        same = cite.locator == before.locator and cite.label == before.label
        return Position.IBID if same else Position.IBID_WITH_LOCATOR
    return Position.SUBSEQUENT if before.locator else Position.IBID
