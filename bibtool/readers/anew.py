"""Where the notes of a page or a book begin to count anew: behind a heading, or in another article of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bibtool.readers.elements import tag
from bibtool.readers.sheet import NoteSource

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTING = frozenset("h1 h2 h3 h4 h5 h6 article".split())


def told(roots: Sequence[_Element], notes: Sequence[NoteSource]) -> tuple[NoteSource, ...]:
    """The notes; those are marked that are numbered 1 and called behind a heading that follows another number.

    Without a heading between them numbers may begin anew on every page of a print.
    """
    calls = {note.call: note.number for note in notes if note.call is not None and note.number.isdecimal()}
    if list(calls.values()).count("1") < 2:
        return tuple(notes)
    anew: set[_Element] = set()
    counted = parted = False
    for root in roots:
        for element in root.iter():
            if tag(element) in _PARTING:
                parted = True
            elif element in calls:
                if calls[element] == "1" and counted and parted:
                    anew.add(element)
                counted, parted = True, False
    return tuple(replace(note, anew=True) if note.call in anew else note for note in notes)
