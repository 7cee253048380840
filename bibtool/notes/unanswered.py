"""Raised numbers of the running text that continue a document's own notes, and that no note answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bibtool.notes.note import Note
from bibtool.notes.numbering import as_int
from bibtool.text.mapped import Mapped
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

# Behind a word: units have fewer letters ("km²"), and an exponent stands behind a figure or a letter.
_CALL = regex(r"(?<=[^\W\d_]{4})[\"”“«»’')\].,;:!?…]{0,3}(?P<number>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?![⁰¹²³⁴⁵⁶⁷⁸⁹\w])")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def unanswered(body: Mapped, notes: Sequence[Note]) -> list[tuple[str, Span]]:
    """Numbers that the body calls between or behind those of the notes, each once and in order, with their places.

    Only where the notes count up through the whole document, each with its call: a number then has one place.
    """
    calls = [(as_int(note.number), note.marker.span) for note in notes if note.marker is not None]
    if not calls or len(calls) < len(notes) or any(a[0] >= b[0] or a[1] >= b[1] for a, b in pairwise(calls)):
        return []
    found: list[tuple[str, Span]] = []
    answered = {number for number, _ in calls}
    ahead = list(calls)
    last = 0
    for match in _CALL.finditer(body.text):
        number = int(match["number"].translate(_PLAIN))
        span = body[match.start("number") : match.end("number")].spans()[0]
        while ahead and ahead[0][1].start <= span.start:
            last = ahead.pop(0)[0]
        if number == last + 1 and number not in answered and (not ahead or number < ahead[0][0]):
            found.append((str(number), span))
            last = number
    return found
