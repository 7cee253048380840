"""Change sets written to disk, with a backup beside each file, and undone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from enum import Enum
from pathlib import Path

from msgspec import Struct

from bibtool.changes import edits, writing
from bibtool.changes.change import Change, ChangeSet
from bibtool.changes.journal import Entry, Journal, Planned


class ChangedSince(Exception):  # noqa: N818  -- what the file is, not a fault of the program
    """A file has other bytes than those that its change was made for."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class State(Enum):
    """What became of a change."""

    WRITTEN = "written"  # the file has the bytes that were written
    UNDONE = "undone"
    EDITED = "edited"  # somebody wrote other bytes
    MISSING = "missing"  # there is no such file, or it cannot be read
    NOT_WRITTEN = "not-written"  # the file has the bytes from before: the process was killed, or they were put back


class Backups(Enum):
    """Is what a file was kept beside it?"""

    BESIDE = "beside"
    NONE = "none"  # a file of bibtool's own: the journal has what undoes its change


class Written(Struct, frozen=True):
    """One file that was written, and its backup ("" for none)."""

    path: str
    backup: str


class Undone(Struct, frozen=True):
    """What was undone, and what was left with its state."""

    done: tuple[Entry, ...]
    left: tuple[tuple[Entry, State], ...]


def write(
    change_set: ChangeSet, journal: Journal, now: datetime, kept: Backups = Backups.BESIDE
) -> tuple[Written, ...]:
    """Write every change in its file, all or none: journal, backups, files, in this order.

    Raises :class:`ChangedSince`, DatabaseError and OSError; then the files are what they were.
    """
    changes = [change for change in change_set.changes if change.changes]
    real = [os.path.realpath(change.path) for change in changes]
    for place, change in enumerate(changes):
        if _bytes(Path(change.path)) != change.before or real[place] in real[:place]:
            raise ChangedSince(change.path)
    if not changes:
        return ()
    none = kept is Backups.NONE
    backups = [
        "" if none or change.before is None else _free_backup(Path(change.path), change.before) for change in changes
    ]
    rows = [
        Planned(
            path,
            _hash(change.before),
            _sum(change.after),
            str(Path(backup).absolute()) if backup else "",
            edits.inverse(change.before or b"", change.edits),
        )
        for path, change, backup in zip(real, changes, backups, strict=True)
    ]
    number = journal.add(change_set.command, rows, now)
    done: list[Change] = []
    made: list[str] = []
    try:
        for change, backup in zip(changes, backups, strict=True):
            if backup and change.before is not None:
                mode = Path(change.path).stat().st_mode & 0o777
                if _backed_up(Path(backup), change.before, mode):
                    made.append(backup)
            writing.write(Path(change.path), change.after)
            done.append(change)
    except (OSError, ValueError):
        for change in reversed(done):
            _put_back(Path(change.path), change.before)
        for backup in made:  # every file is what it was: a backup would tell of a change that there is not
            with suppress(OSError):
                Path(backup).unlink()
        journal.forget(number)
        raise
    return tuple(Written(change.path, backup) for change, backup in zip(changes, backups, strict=True))


def state(entry: Entry) -> State:
    """What became of an entry of the journal, told by the bytes of its file."""
    if entry.undone:
        return State.UNDONE
    try:
        now = _bytes(Path(entry.path))
    except OSError:
        return State.MISSING
    if now is not None and _sum(now) == entry.after:
        return State.WRITTEN
    if _hash(now) == entry.before:
        return State.NOT_WRITTEN
    return State.MISSING if now is None else State.EDITED


def undo(journal: Journal, paths: Collection[str], now: datetime) -> Undone:
    """Undo the newest change that stands of each of ``paths``; of a folder, the newest change set of files in it.

    A file is touched only where its bytes are those that were written.  Raises DatabaseError and OSError.
    """
    entries = journal.entries()
    chosen: dict[int, tuple[Entry, State]] = {}
    for path in paths:
        newest = next(_standing([entry for entry in entries if is_at(entry, path)]), None)
        if newest is None:
            continue
        whole = [entry for entry in entries if entry.change_set == newest[0].change_set]
        standing = [newest] if newest[0].path == os.path.realpath(path) else _standing(whole)
        chosen |= {entry.id: (entry, found) for entry, found in standing}
    done: list[Entry] = []
    left: list[tuple[Entry, State]] = []
    for entry, found in sorted(chosen.values(), key=lambda one: -one[0].id):
        if found is State.WRITTEN and _undone(entry, journal):
            journal.mark_undone(entry, now)
            done.append(entry)
        else:
            left.append((entry, State.EDITED if found is State.WRITTEN else found))
    return Undone(tuple(done), tuple(left))


def is_at(entry: Entry, path: str) -> bool:
    """Is it a change of this file, or of one in this folder or below it?"""
    return Path(entry.path).is_relative_to(os.path.realpath(path))


def newest_written(journal: Journal) -> tuple[Entry, ...]:
    """The files of the newest change set that can be undone."""
    entries = journal.entries()
    newest = next((entry for entry in entries if state(entry) is State.WRITTEN), None)
    return tuple(entry for entry in entries if newest and entry.change_set == newest.change_set)


def _standing(entries: Iterable[Entry]) -> Iterator[tuple[Entry, State]]:
    """Those that were written and not undone since, whatever became of the file."""
    for entry in entries:
        found = state(entry)
        if found not in (State.UNDONE, State.NOT_WRITTEN):
            yield entry, found


def _undone(entry: Entry, journal: Journal) -> bool:
    """Put back what a file was; False where its bytes turn out to be others after all."""
    path = Path(entry.path)
    written = path.read_bytes()
    if _sum(written) != entry.after:
        return False
    if entry.before is None:
        path.unlink()
        return True
    before = edits.applied(written, journal.inverse(entry))
    if _sum(before) != entry.before:
        return False
    writing.write(path, before)
    return True


def _free_backup(path: Path, content: bytes) -> str:
    """``NAME.bak``, or ``NAME.2.bak`` and so on: the first that is free, or that holds these very bytes already."""
    number = 1
    while True:
        name = f"{path.name}.bak" if number == 1 else f"{path.name}.{number}.bak"
        backup = path.with_name(name)
        if not os.path.lexists(backup) or (backup.is_file() and backup.read_bytes() == content):
            return str(backup)
        number += 1


def _backed_up(backup: Path, content: bytes, mode: int) -> bool:
    """Was it written?  An earlier backup of these bytes stays."""
    try:
        writing.write(backup, content, writing.Existing.KEPT, mode)
    except FileExistsError:
        if backup.read_bytes() != content:
            raise
        return False
    return True


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        writing.write(path, before)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash(content: bytes | None) -> str | None:
    return None if content is None else _sum(content)
