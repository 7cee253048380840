"""A note as a sequence: words of the author, signals, citations, so that it can be set again in another style."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from msgspec import Struct

from bibtool.notes.account import Stretch
from bibtool.text.mapped import EMPTY, Mapped


class Role(Enum):
    """What a passage of a note is."""

    PROSE = "prose"  # comments, and the marks between citations
    SIGNAL = "signal"  # zob., por., see: belongs to the citation that follows
    CITATION = "citation"


class Passage(Struct, frozen=True):
    """The stretch ``[start, end)`` of a repaired note.

    In ``text`` words of the author have their lost capitals back.  ``index`` is that of the citation (1-based), 0 for
    prose.  The passages of a note make up all of it.
    """

    role: Role
    text: str
    note: Mapped
    start: int
    end: int
    index: int = 0

    @property
    def printed(self) -> Mapped:
        """The stretch with its source, repaired only as far as lines are joined and slips mended.  It is cut when it
        is asked for: most notes are not set again."""
        return self.note[self.start : self.end]


class NotePassages(Struct, frozen=True):
    """The passages of one note, in order.

    ``text`` is all of it, repaired, ``stretches`` the account of its letters, ``printed`` the note before any repair.
    """

    document: str
    note_id: str
    note: str
    passages: tuple[Passage, ...]
    text: Mapped = EMPTY
    stretches: tuple[Stretch, ...] = ()
    printed: str = ""

    def said(self, index: int) -> str:
        """What the note prints of one citation."""
        return " ".join(" ".join(passage.text for passage in self.passages if passage.index == index).split())


def _unmarked(words: str) -> str:
    """A stretch without the marks at its end."""
    words = words.rstrip(" \n,;")
    return words[:-2] if words[-1:] in {"–", "—"} and words[-2:-1].isspace() else words


def passages_of(
    text: Mapped,
    cited: Sequence[tuple[int, int, int]],
    signals: Sequence[tuple[int, int, int]],
    prose: Callable[[str], str],
) -> tuple[Passage, ...]:
    """Cut a repaired note: ``cited`` and ``signals`` are intervals with the index of their citation, sorted and
    disjoint; what is between them is prose, whose capitals ``prose`` restores."""
    out: list[Passage] = []
    at = 0

    def add(role: Role, start: int, end: int, index: int) -> None:
        words = text.text[start:end]
        if words.strip():
            shown = words if role is Role.CITATION else prose(words)
            out.append(Passage(role, shown, text, start, end, index))

    found = [(*interval, Role.CITATION) for interval in cited] + [(*interval, Role.SIGNAL) for interval in signals]
    for start, end, index, role in sorted(found, key=lambda row: row[:2]):
        if role is Role.CITATION:
            # the comma or dash before a comment is the author's
            end = start + len(_unmarked(text.text[start:end]))
        add(Role.PROSE, at, max(start, at), 0)
        add(role, max(start, at), end, index)
        at = max(end, at)
    add(Role.PROSE, at, len(text.text), 0)
    return tuple(out)


def without(start: int, end: int, holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of an interval that are in none of ``holes``, which are sorted."""
    out: list[tuple[int, int]] = []
    for lo, hi in holes:
        if lo >= end or hi <= start:
            continue
        if lo > start:
            out.append((start, lo))
        start = max(start, hi)
    if start < end:
        out.append((start, end))
    return out
