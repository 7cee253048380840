"""Every change of a row, kept so that an operation can be undone.

A row's state before stands in the log as JSON; of its state after, a hash: an operation is undone only where the rows
that it wrote are still as it left them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

_LOGGED = "INSERT INTO logged (operation, place, row, before, after) VALUES (?, ?, ?, ?, ?)"
#: The command of an operation that took values out for good, and therefore cannot be undone.
PURGE = "purge"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class Operation(Struct, frozen=True):
    """What one command did: its number, when (UTC, ISO 8601), the command, how many rows it changed, the number of the
    operation that it undoes and of the one that undid it (0: none).  ``batch`` is the same for the steps of one
    command."""

    id: int
    at: str
    command: str
    rows: int
    batch: int
    undoes: int
    undone_by: int


class UndoError(Exception):
    """An operation cannot be undone; ``reason`` is ``unknown``, ``undone`` or ``changed-since`` (by ``later``)."""

    def __init__(self, number: int, reason: str, later: int = 0) -> None:
        self.number, self.reason, self.later = number, reason, later
        super().__init__(number, reason, later)


class Log:
    """The operation that is going on.  Its row is written with the first change, so that what changes nothing leaves
    nothing."""

    def __init__(self, db: sqlite3.Connection, command: str, now: datetime, batch: int = 0, undoes: int = 0) -> None:
        self._db = db
        self._command, self._now, self._batch, self._undoes = command, now, batch, undoes
        self.number = 0

    def begin(self) -> None:
        """Write the operation's own row."""
        cursor = self._db.execute(
            "INSERT INTO operation (at, command, undoes) VALUES (?, ?, ?)",
            (stamp(self._now), self._command, self._undoes or None),
        )
        self.number = int(cursor.lastrowid or 0)
        self._db.execute("UPDATE operation SET batch = ? WHERE id = ?", (self._batch or self.number, self.number))

    def changed(self, place: str, row: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Keep what one row of the table ``place`` was, and what it is."""
        if not self.number:
            self.begin()
        was = None if before is None else encoded(before)
        self._db.execute(_LOGGED, (self.number, place, row, was, fingerprint(after)))

    def added(self, place: str, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """Keep that rows are new, each with its number."""
        if not self.number:
            self.begin()
        self._db.executemany(_LOGGED, [(self.number, place, number, None, fingerprint(row)) for number, row in rows])


def encoded(row: Mapping[str, Any]) -> str:
    """A row as the log holds it: JSON."""
    return _JSON.encode(dict(row))


def fingerprint(row: Mapping[str, Any] | None) -> str | None:
    """A hash of a row; None for a row that is not there."""
    if row is None:
        return None
    return hashlib.blake2b(_JSON.encode(dict(row)).encode(), digest_size=12).hexdigest()


def operations(db: sqlite3.Connection, number: int | None = None) -> list[Operation]:
    """Everything that was done, the newest first, or the one operation of this number."""
    rows = db.execute(
        "SELECT id, at, command, (SELECT count(*) FROM logged WHERE operation = operation.id), batch, "
        "coalesce(undoes, 0), coalesce(undone_by, 0) FROM operation WHERE id = coalesce(?, id) "
        "ORDER BY operation.id DESC",
        (number,),
    )
    return [Operation(*row) for row in rows]


def steps(db: sqlite3.Connection, number: int) -> Iterator[tuple[str, int, dict[str, Any] | None, str | None]]:
    """The changes of an operation, the last first: table, number of the row, what it was, hash of what it became."""
    rows = db.execute(
        "SELECT place, row, before, after FROM logged WHERE operation = ? ORDER BY id DESC", (number,)
    ).fetchall()
    for place, row, before, after in rows:
        yield place, row, None if before is None else json.loads(before), after


def last(db: sqlite3.Connection) -> list[int]:
    """The operations of the newest command that stand and undo nothing, the newest first."""
    rows = db.execute(
        "SELECT id FROM operation WHERE undone_by IS NULL AND undoes IS NULL AND batch = (SELECT batch FROM operation "
        "WHERE undone_by IS NULL AND undoes IS NULL ORDER BY id DESC LIMIT 1) ORDER BY id DESC"
    )
    return [int(row[0]) for row in rows]


def since(db: sqlite3.Connection, moment: datetime) -> list[int]:
    """The operations that stand and are not older than ``moment``, the newest first."""
    rows = db.execute(
        "SELECT id FROM operation WHERE undone_by IS NULL AND undoes IS NULL AND at >= ? ORDER BY id DESC",
        (stamp(moment),),
    )
    return [int(row[0]) for row in rows]


def later(db: sqlite3.Connection, number: int, place: str, row: int) -> int:
    """The newest operation after ``number`` that changed a row; 0 where none did."""
    found = db.execute(
        "SELECT max(operation) FROM logged WHERE operation > ? AND place = ? AND row = ?", (number, place, row)
    ).fetchone()
    return int(found[0] or 0)


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC, so that the order of texts is that of times."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
