"""Where notes are called, and what names them inside a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bibtool.render.engine import RenderedNote

Named = tuple[str, RenderedNote]


def one_line(text: str) -> str:
    """A title, a heading or a sentence on one line."""
    return " ".join(text.split())


def named(notes: Sequence[RenderedNote]) -> list[Named]:
    """Each note with a name of ASCII letters, digits and hyphens that no other has, though numbers may repeat."""
    taken: set[str] = set()
    found: list[Named] = []
    for note in notes:
        name = first = "".join(c if c.isascii() and c.isalnum() else "-" for c in note.number.strip()) or "-"
        count = 1
        while name in taken:
            count += 1
            name = f"{first}-{count}"
        taken.add(name)
        found.append((name, note))
    return found


def paragraphs(notes: Sequence[RenderedNote]) -> Iterator[tuple[str, list[Named]]]:
    """The sentences of the body with the notes that each calls, in order; a note that none calls comes by itself."""
    for (sentence, _), group in groupby(
        enumerate(named(notes)), lambda row: (one_line(row[1][1].called), -1 if row[1][1].called.strip() else row[0])
    ):
        yield sentence, [row[1] for row in group]


def arabic(note: RenderedNote) -> int:
    """The number of a note as a whole number above 0; 0 where it is printed otherwise ("12a", "*", "iv")."""
    number = note.number.strip()
    return int(number) if number.isascii() and number.isdecimal() else 0
