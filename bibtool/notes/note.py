"""One numbered note, whole and free of page furniture."""

from __future__ import annotations

from msgspec import Struct, field

from bibtool.diagnostics.findings import Finding
from bibtool.text.mapped import EMPTY, Mapped
from bibtool.text.spans import Span


class Marker(Struct, frozen=True):
    """Where the body calls a note: the marker's span and the sentence that carries it (spaces folded)."""

    span: Span
    sentence: Mapped


class Note(Struct, frozen=True):
    """A note as printed, without its number.

    ``id`` is unique in the document; ``number`` is as printed.  Line breaks of the source are still ``\\n`` in
    ``text``; page furniture and what else cut the note is gone.  ``anew`` is whether another article or chapter begins
    with it: what "ibid." means does not stand before it.
    """

    id: str
    number: str
    text: Mapped
    marker: Marker | None = None
    supplement: bool = False  # supplied by the user, not in the document
    anew: bool = False


class ReferenceList(Struct, frozen=True):
    """A list of works: its heading as printed (empty where it has none) and its entries.

    An entry is like a note: ``number`` as printed, "" where entries do not count; ``id`` is "list-1", "list-2" ...,
    counted through all lists of the document.
    """

    heading: Mapped
    entries: tuple[Note, ...]


class NotesResult(Struct, frozen=True):
    """The notes and reference lists of one document in order, the body without them and without furniture, and what
    is doubtful.

    The work that the document itself is: :func:`bibtool.notes.front.front`."""

    notes: tuple[Note, ...]
    body: Mapped = EMPTY
    headers: tuple[Mapped, ...] = ()  # each distinct running header, once
    pages: tuple[str, ...] = ()  # page numbers found in the furniture, in order
    missing: tuple[str, ...] = ()  # numbers that the body calls and no text was found for
    findings: tuple[Finding, ...] = field(default=())
    lists: tuple[ReferenceList, ...] = ()

    @property
    def listed(self) -> tuple[Note, ...]:
        """The entries of all lists."""
        return tuple(entry for each in self.lists for entry in each.entries)
