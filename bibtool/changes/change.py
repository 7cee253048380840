"""A change: a file, the bytes that it has, and the edits that it shall get; and several of them, done as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from bibtool.changes import edits
from bibtool.changes.edits import Edit


class Change(Struct, frozen=True):
    """What would become of one file.

    ``before`` are the bytes that it must have when it is written; None for a file that is not there yet.
    """

    path: str
    before: bytes | None
    edits: tuple[Edit, ...]

    @classmethod
    def of(cls, path: str, before: bytes | None, after: bytes) -> Change:
        """The change from one content to another."""
        return cls(path, before, edits.between(before or b"", after))

    @classmethod
    def of_edits(cls, path: str, before: bytes, changed: Iterable[Edit]) -> Change:
        """A change by edits.  Raises :class:`~bibtool.changes.edits.EditError` where they overlap."""
        return cls(path, before, edits.ordered(changed, len(before)))

    @classmethod
    def of_parts(cls, path: str, before: bytes, parts: Mapping[str, bytes | None]) -> Change:
        """A change of parts of a package, by name; None takes a part out.  Raises EditError."""
        from bibtool.changes import packages

        return cls.of_edits(path, before, packages.part_edits(before, parts))

    @property
    def after(self) -> bytes:
        """The bytes that the file would have."""
        return edits.applied(self.before or b"", self.edits)

    @property
    def inverse(self) -> Change:
        """The change back.  That of a new file leaves an empty one: a store removes it instead."""
        return Change(self.path, self.after, edits.inverse(self.before or b"", self.edits))

    @property
    def changes(self) -> bool:
        """Would the file be another one?"""
        return self.before is None or self.after != self.before


class ChangeSet(Struct, frozen=True):
    """Changes that belong together: written together, undone together.  ``command`` says whose they are."""

    command: str
    changes: tuple[Change, ...]

    @property
    def inverse(self) -> ChangeSet:
        """The changes back, the last one first."""
        return ChangeSet(self.command, tuple(change.inverse for change in reversed(self.changes)))
