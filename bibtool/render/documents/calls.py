"""Where notes are called, and what names them inside a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bibtool.notes.calls import CALL
from bibtool.render.engine import RenderedNote

Named = tuple[str, RenderedNote]
# What keeps two raised numbers apart; raised itself.
BETWEEN = ", "


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


def paragraphs(notes: Sequence[RenderedNote]) -> Iterator[list[str | Named]]:
    """The sentences of the body as texts and the notes that they call, in order; two notes never touch.

    A note that no known sentence calls comes by itself.
    """
    for (sentence, _), group in groupby(enumerate(named(notes)), _sentence):
        called = [row[1] for row in group]
        pieces: list[str | Named] = []
        *texts, rest = sentence.split(CALL)
        for text in texts:
            pieces += [text] * bool(text)
            if called:
                pieces += [BETWEEN] * bool(pieces and not isinstance(pieces[-1], str))
                pieces.append(called.pop(0))
        pieces += [rest] * bool(rest)
        for note in called:
            pieces += [BETWEEN] * bool(pieces and not isinstance(pieces[-1], str))
            pieces.append(note)
        yield pieces


def _sentence(row: tuple[int, Named]) -> tuple[str, int]:
    """What notes of one sentence have in common, and nothing else: notes without one have their place."""
    place, (_, note) = row
    sentence = one_line(note.called)
    return sentence, -1 if sentence else place


def arabic(note: RenderedNote) -> int:
    """The number of a note as a whole number above 0; 0 where it is printed otherwise ("12a", "*", "iv")."""
    number = note.number.strip()
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
