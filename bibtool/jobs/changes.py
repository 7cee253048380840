"""Change sets for commands: shown, written in place with a backup and a row in the user's journal, undone."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bibtool.changes import store
from bibtool.changes.change import Change, ChangeSet
from bibtool.changes.journal import Entry, Journal
from bibtool.changes.store import Backups, ChangedSince, State, Undone, Written
from bibtool.database import Access, DatabaseError
from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.corrections import trust_again
from bibtool.jobs.data import data_folder
from bibtool.jobs.errors import Exit, JobError


def journal_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The journal's file, in the user's data folder."""
    return data_folder(environment) / "changes.sqlite"


def write_in_place(
    change_set: ChangeSet, journal: Path | None = None, backups: Backups = Backups.BESIDE
) -> tuple[Written, ...]:
    """Write all changes of a set, or none, each with a backup beside its file, unless there shall be none.

    Raises JobError BT704, BT763 (a file was changed meanwhile) and BT764 (no journal).
    """
    path = ", ".join(change.path for change in change_set.changes)
    try:
        with Journal(journal or journal_path()) as book:
            return store.write(change_set, book, datetime.now(UTC), backups)
    except ChangedSince as error:
        raise JobError(Code.CHANGED_MEANWHILE, path=error.path) from None
    except DatabaseError as error:
        raise _unusable(error) from None
    except (OSError, ValueError) as error:
        raise files.cannot_write(path, error) from None


def undo(paths: Collection[str] = (), journal: Path | None = None) -> Undone:
    """Undo the newest change of each of ``paths``; of a folder, the newest change set of files in it.

    Without ``paths``, the current folder is meant.  Raises JobError BT761 where there is nothing to undo, BT777 where
    that is elsewhere (exit code 3 both), BT704 and BT764.
    """
    path = journal or journal_path()
    if not path.exists():  # to look makes none
        raise JobError(Code.NOTHING_TO_UNDO, Exit.NOTHING)
    try:
        with Journal(path) as book:
            done = store.undo(book, paths or (os.curdir,), datetime.now(UTC))
            elsewhere = store.newest_written(book) if not (done.done or done.left or paths) else ()
    except DatabaseError as error:
        raise _unusable(error) from None
    except (OSError, ValueError) as error:
        raise files.cannot_write(getattr(error, "filename", None) or ", ".join(paths), error) from None
    if elsewhere:
        raise _elsewhere(elsewhere)
    if not done.done and not done.left:
        raise JobError(Code.NOTHING_TO_UNDO, Exit.NOTHING)
    trust_again([entry.path for entry in done.done])
    return done


def listed(paths: Collection[str] = (), journal: Path | None = None) -> list[tuple[Entry, State]]:
    """Every change that the journal knows (of ``paths`` and what lies in them, where some are given), the newest first,
    and what became of it.  Raises JobError BT764."""
    path = journal or journal_path()
    if not path.exists():
        return []
    try:
        with Journal(path, Access.READ) as book:
            entries = [
                entry for entry in book.entries() if not paths or any(store.is_at(entry, path) for path in paths)
            ]
            return [(entry, store.state(entry)) for entry in entries]
    except DatabaseError as error:
        raise _unusable(error) from None


def changed(path: str, before: bytes, after: bytes, command: str) -> ChangeSet:
    """The change set of one file.  Raises JobError BT775 for standard input, which cannot be written to."""
    if path == files.STDIN:
        raise JobError(Code.STANDARD_INPUT_IN_PLACE)
    return ChangeSet(command, (Change.of(path, before, after),))


def _elsewhere(entries: Sequence[Entry]) -> JobError:
    """No file of the current folder was changed last, but these."""
    from shlex import quote

    paths = [entry.path for entry in entries]
    try:
        whole = os.path.commonpath(paths)
    except ValueError:  # on several drives
        whole = paths[0]
    last = entries[0]
    told = {"path": whole, "name": quote(whole), "command": last.command, "at": last.at}
    return JobError(Code.CHANGED_ELSEWHERE, Exit.NOTHING, **told)


def _unusable(error: DatabaseError) -> JobError:
    return JobError(Code.JOURNAL_UNUSABLE, files.exit_for(error), reason=str(error))
