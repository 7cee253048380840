"""The sentences of the body that call notes, with a sign where each number stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from bibtool.notes.note import Marker, Note
from bibtool.text.mapped import Edit, Mapped

# OBJECT REPLACEMENT CHARACTER: it stands for what is no text, and no reader of documents lets it through as text.
CALL = "\ufffc"


def calling_sentences(notes: Sequence[Note]) -> dict[str, str]:
    """For each note that the body calls, by id, the sentence, with a ``CALL`` for the number of every note in it."""
    markers = sorted((note.marker for note in notes if note.marker is not None), key=_start)
    return {note.id: _signed(note.marker.sentence, markers) for note in notes if note.marker is not None}


def _signed(sentence: Mapped, markers: Sequence[Marker]) -> str:
    sentence = sentence.replace(
        [
            Edit(at, at + 1, " ")
            for at, c in enumerate(sentence.text)
            if c == CALL or not (c.isprintable() or c.isspace())
        ]
    )
    sources = [sentence.source_at(at) for at in range(len(sentence))]
    if not sources:
        return ""
    edits = []
    for place in range(bisect_left(markers, sources[0], key=_start), len(markers)):
        start, end = markers[place].span
        if start > sources[-1]:
            break
        at = [at for at, source in enumerate(sources) if start <= source < end]
        if at:
            edits.append(Edit(at[0], at[-1] + 1, CALL))
    return sentence.replace(edits).text


def _start(marker: Marker) -> int:
    return marker.span.start
