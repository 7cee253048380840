"""What a format is: a name, how it is written and read, and what it loses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.items.item import Item

T = TypeVar("T")


class Takes(Enum):
    """What a format holds."""

    ENTRIES = "entries"  # bibtool.entries.entry.Entry
    CITATIONS = "citations"  # bibtool.citations.citation.Citation
    NOTES = "notes"  # bibtool.entries.apparatus.CitedNote


class FormatError(Exception):
    """A text that is not of the format at all.  ``line`` is 1-based, 0 where no line can be named."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.message = message
        self.line = line


class ReadResult(Struct, Generic[T], frozen=True):
    """What was read, in the order of the text, and what is doubtful about it."""

    entries: tuple[T, ...]
    findings: tuple[Finding, ...] = ()


class Reads(Protocol[T]):
    """The reader of a format; an entry that cannot be read costs itself only where ``attempt`` says so."""

    def __call__(self, text: str, attempt: Attempt = direct, /) -> ReadResult[T]:
        """What ``text`` holds."""
        ...


def unread(key: str, values: Mapping[str, Any], told: Finding) -> tuple[Entry, list[Finding]]:
    """An entry that could not be read: all its values as they stand, none understood."""
    custom = {str(name): value if isinstance(value, str) else repr(value) for name, value in values.items()}
    return Entry(key, Item("document", custom=custom)), [told]


def nothing_to_check(_: Sequence[Any]) -> tuple[Finding, ...]:
    """For formats that take every entry as it is."""
    return ()


def nothing_lost(_: Any) -> Mapping[str, str]:
    """Of a format that writes an item as it is."""
    return {}


def written_only(text: str, attempt: Attempt = direct) -> ReadResult[Any]:
    """The reader of a format that has none.  Raises :class:`FormatError`."""
    raise FormatError("this format is written only, it cannot be read back")


class Format(Struct, Generic[T], frozen=True):
    """One format.

    ``write`` and ``read`` are inverse up to ``losses``: each is a sentence that the format's page
    (``docs/formats/<page>.md``) repeats.  ``check`` tells what writing would repair (keys), as findings.

    ``cannot_hold`` names the CSL variables that the format has no place for, in all works or in some; ``custom`` stands
    for what CSL has no variable for.  ``aside`` gives the variables of one entry that other programs do not see there,
    with their values, because they stand in what this format keeps for bibtool alone.  ``lost`` tells what of an entry
    is not written; where it is None, reading back does.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    write: Callable[[Sequence[T]], str]
    read: Reads[T]
    losses: tuple[str, ...] = ()
    takes: Takes = Takes.ENTRIES
    check: Callable[[Sequence[T]], tuple[Finding, ...]] = nothing_to_check
    cannot_hold: frozenset[str] = frozenset()
    lost: Callable[[T], Mapping[str, str]] | None = None
    aside: Callable[[T], Mapping[str, str]] = nothing_lost
    page: str = ""

    @property
    def readable(self) -> bool:
        """Is there a reader?"""
        return self.read is not written_only
