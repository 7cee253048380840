"""What is given to the rewriting of notes and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from bibtool.citations.passages import Passage


class Fields(Enum):
    """What becomes of the fields of reference managers in a note that is set again."""

    KEEP = "keep"  # the note is left as printed
    UNLINK = "unlink"  # their text stays, as plain text


class Changes(Enum):
    """What becomes of tracked changes in a note that is set again."""

    KEEP = "keep"  # the note is left as printed
    ACCEPT = "accept"


class Tracking(Struct, frozen=True):
    """The change is written as tracked changes of ``author``, at ``date`` (ISO 8601)."""

    date: str
    author: str = "bibtool"


class Ways(Struct, frozen=True):
    """How notes are written; ``tracking`` is None where the new text simply stands there."""

    fields: Fields = Fields.KEEP
    changes: Changes = Changes.KEEP
    tracking: Tracking | None = None


class NewNote(Struct, frozen=True):
    """A note to write: ``html`` is its new text, ``text`` the text that was read, which begins at ``start`` of the
    document.  ``passages`` are what it is made of; the style prints the citations whose index is in ``cited``, all
    else is the author's."""

    html: str
    text: str
    start: int
    passages: tuple[Passage, ...] = ()
    cited: frozenset[int] = frozenset()


class Swap(Struct, frozen=True):
    """Words of a note to replace, all others staying: ``text`` is that of the note as it was read, ``words`` are
    ``(start, end, new)`` in it, in order; an insertion where start and end are equal."""

    text: str
    words: tuple[tuple[int, int, str], ...]


class Left(Struct, frozen=True):
    """Why a note stays as printed: a code of the catalogue, and what fills its sentence."""

    code: str
    args: Mapping[str, str] = field(default_factory=dict)


class Rewritten(Struct, frozen=True):
    """The new file; ``left`` are the notes that stay as printed, by origin."""

    data: bytes
    left: Mapping[str, Left] = field(default_factory=dict)


class LeftAsPrinted(Exception):  # noqa: N818  -- a decision, not a fault
    """This note stays as printed; ``code`` and ``args`` say why."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code, args)
        self.code = code
        self.given = args
