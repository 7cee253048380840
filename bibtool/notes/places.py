"""In which note a place of a document's text stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from bibtool.notes.note import Note


def note_at(notes: Iterable[Note]) -> Callable[[int], str]:
    """A function that gives the id of the note that holds an offset of the text, empty where none does.

    Notes that the user supplied stand in another text, and hold none.
    """
    held = sorted(
        (spans[0].start, spans[-1].end, note.id)
        for note in notes
        if not note.supplement and (spans := note.text.spans())
    )
    starts = [start for start, _, _ in held]

    def found(offset: int) -> str:
        at = bisect_right(starts, offset) - 1
        return held[at][2] if at >= 0 and offset < held[at][1] else ""

    return found
