"""The journal: what was written where, and what undoes it.  A SQLite file of its own.

A row is committed before its file is written, so that a killed process leaves at most a row whose file is as it was.
Whether a change stands is told by the bytes of the file, never by a mark.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from bibtool.changes.edits import Edit
from bibtool.database import Access, Database, DatabaseError, Kind, storable

_TABLES = """
CREATE TABLE IF NOT EXISTS change_set (id INTEGER PRIMARY KEY, at TEXT NOT NULL, command TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS change (
  id INTEGER PRIMARY KEY, change_set INTEGER NOT NULL REFERENCES change_set, path TEXT NOT NULL, before TEXT,
  after TEXT NOT NULL, backup TEXT, inverse BLOB NOT NULL, undone TEXT);
CREATE INDEX IF NOT EXISTS change_path ON change (path);
"""
KIND = Kind(0x6274636A, "journal", (_TABLES,), frozenset({"change_set", "change"}))  # "btcj"


class Entry(Struct, frozen=True):
    """One file of one change set: hashes (SHA-256) of its bytes before (None: it was not there) and after, its backup,
    when it was undone ("" if it was not)."""

    id: int
    change_set: int
    at: str
    command: str
    path: str
    before: str | None
    after: str
    backup: str
    undone: str


class Planned(Struct, frozen=True):
    """A row to come."""

    path: str
    before: str | None
    after: str
    backup: str
    inverse: tuple[Edit, ...]


class Journal:
    """The store.  Use it as a context manager; all of it raises :class:`~bibtool.database.DatabaseError`."""

    def __init__(self, path: Path | str, access: Access = Access.WRITE) -> None:
        """Open, or create for writing."""
        self._db = Database(path, KIND, access)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def add(self, command: str, rows: Sequence[Planned], now: datetime) -> int:
        """Commit the rows of one change set; gives its number."""
        with self._db.transaction():
            at = _text(now)
            cursor = self._db.run("INSERT INTO change_set (at, command) VALUES (?, ?)", (at, storable(command)))
            number = int(cursor.lastrowid or 0)
            self._db.run_many(
                "INSERT INTO change (change_set, path, before, after, backup, inverse) VALUES (?, ?, ?, ?, ?, ?)",
                [(number, row.path, row.before, row.after, row.backup, _packed(row.inverse)) for row in rows],
            )
        return number

    def entries(self) -> list[Entry]:
        """Everything, the newest first."""
        rows = self._db.rows(
            "SELECT change.id, change_set, at, command, path, before, after, coalesce(backup, ''), "
            "coalesce(undone, '') FROM change JOIN change_set ON change_set.id = change_set ORDER BY change.id DESC"
        )
        return [Entry(*row) for row in rows]

    def inverse(self, entry: Entry) -> tuple[Edit, ...]:
        """The edits that undo an entry."""
        ((blob,),) = self._db.rows("SELECT inverse FROM change WHERE id = ?", (entry.id,))
        try:
            return _unpacked(blob)
        except (ValueError, zlib.error) as error:
            raise DatabaseError(f"{self._db.path}: what undoes a change cannot be read ({error})") from error

    def mark_undone(self, entry: Entry, now: datetime) -> None:
        """Remember that an entry was undone."""
        self._db.run("UPDATE change SET undone = ? WHERE id = ?", (_text(now), entry.id))

    def forget(self, change_set: int) -> None:
        """Take out a change set that could not be written."""
        with self._db.transaction():
            self._db.run("DELETE FROM change WHERE change_set = ?", (change_set,))
            self._db.run("DELETE FROM change_set WHERE id = ?", (change_set,))


def _packed(edits: Sequence[Edit]) -> bytes:
    """Lengths as a line of JSON, then the bytes: those of a document need no other coding."""
    head = json.dumps([[edit.start, edit.end, len(edit.replacement)] for edit in edits])
    return zlib.compress(b"\n".join([head.encode(), b"".join(edit.replacement for edit in edits)]))


def _unpacked(blob: bytes) -> tuple[Edit, ...]:
    head, _, rest = zlib.decompress(blob).partition(b"\n")
    edits: list[Edit] = []
    at = 0
    for start, end, length in json.loads(head):
        edits.append(Edit(start, end, rest[at : at + length]))
        at += length
    return tuple(edits)


def _text(moment: datetime) -> str:
    """ISO 8601 in UTC, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
