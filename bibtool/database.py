"""A SQLite file of bibtool: known for what it is, brought up to date, written by several processes.

A file of another program, or of a newer bibtool, is left untouched.  What was committed is on the disk when the call
returns, also after ``kill -9``.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct

BUSY = 30.0  # seconds that one process waits for another's commit
_HEAD = b"SQLite format 3\0"
_APPLICATION = slice(68, 72)  # bytes of the head


class DatabaseError(Exception):
    """The file cannot be used; the message says why, for the user."""


class Access(Enum):
    """What a file is opened for."""

    WRITE = "write"
    READ = "read"  # touches nothing, and works where nothing can be written


class Kind(Struct, frozen=True):
    """What a file holds: SQLite's ``application_id``, a name for messages, and a script for each version that brings
    a file of the one before up to it; ``formerly`` are the tables by which a file from before it bore the id is known.
    """

    application: int
    name: str
    migrations: tuple[str, ...]
    formerly: frozenset[str] = frozenset()

    @property
    def version(self) -> int:
        """The newest."""
        return len(self.migrations)


def is_of_kind(path: Path | str, kind: Kind) -> bool:
    """Whether a file is a database of this kind, by its first bytes (SQLite file format, 1.3)."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(_APPLICATION.stop)
    except (OSError, ValueError):
        return False
    return head.startswith(_HEAD) and head[_APPLICATION] == kind.application.to_bytes(4, "big")


class Database:
    """An open file.  Use it as a context manager; one writer at a time, readers beside it (WAL)."""

    def __init__(self, path: Path | str, kind: Kind, access: Access = Access.WRITE) -> None:
        """Open, or create for writing.  Raises :class:`DatabaseError`."""
        self.path = Path(path)
        with self.named():
            version = _recognised(self.path, kind, access)
            if access is Access.READ:
                self._db = _reading(self.path)
                if version < kind.version:  # in memory: a file that cannot be written is read all the same
                    self._db = _copied(self._db)
                    _migrated(self._db, kind)
            else:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._db = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
                try:
                    self._prepared(kind)
                except BaseException:
                    self._db.close()
                    raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, for what a store asks in its own way; whoever takes it names its errors."""
        return self._db

    def _prepared(self, kind: Kind) -> None:
        if self._db.execute("PRAGMA user_version").fetchone()[0] < kind.version:
            _patiently(lambda: _migrated(self._db, kind), self._db)
        _patiently(lambda: self._db.execute("PRAGMA journal_mode=WAL").fetchone(), self._db)
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA foreign_keys=ON")

    def __enter__(self) -> Database:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a query gives."""
        with self.named():
            return self._db.execute(query, values).fetchall()

    def run(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Do one statement."""
        with self.named():
            return self._db.execute(statement, values)

    def run_many(self, statement: str, values: Sequence[Sequence[object]]) -> None:
        """Do one statement with each row of values."""
        with self.named():
            self._db.executemany(statement, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; what others commit meanwhile waits."""
        with self.named():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self.named():
                self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def named(self) -> Iterator[None]:
        """Errors of SQLite and the system as :class:`DatabaseError`."""
        try:
            yield
        except (sqlite3.Error, OSError, UnicodeError, ValueError) as error:
            raise DatabaseError(f"{self.path}: {told(error)}") from error

    def sound(self) -> bool:
        """``PRAGMA integrity_check``."""
        return self.rows("PRAGMA integrity_check") == [("ok",)]


def storable(text: str) -> str:
    """A text that UTF-8 has: half a surrogate pair as its escape."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def told(error: Exception) -> str:
    """What went wrong, for the user.  SQLite says only "database is locked" of a disk that cannot lock files."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return (
            f"locked for more than {BUSY:.0f} seconds: another program writes, or the disk, as some network shares, "
            "cannot lock files"
        )
    return str(getattr(error, "strerror", None) or error)


def _connected(path: Path, access: Access) -> sqlite3.Connection:
    """A connection that reads.  Where nothing but reading is meant, a file that nobody has open is read as it stands:
    SQLite would else make a log beside it, and fail where none can be made."""
    still = access is Access.READ and not any(Path(f"{path}-{log}").exists() for log in ("wal", "journal"))
    address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    db = sqlite3.connect(address, uri=True, timeout=BUSY, isolation_level=None)
    try:
        db.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        db.close()
        raise
    return db


def _reading(path: Path) -> sqlite3.Connection:
    """A connection for a longer look at a file that is bibtool's.  Beside writers it must see whole states only, so it
    takes part in their locks where it can; where the folder cannot be written nobody writes."""
    if not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
        return _connected(path, Access.READ)
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY, isolation_level=None)
    try:
        db.execute("PRAGMA query_only=ON")
        db.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        db.close()
        raise
    return db


def _copied(db: sqlite3.Connection) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(memory)
    db.close()
    return memory


def _migrated(db: sqlite3.Connection, kind: Kind) -> None:
    """All scripts that the file lacks, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    version = db.execute("PRAGMA user_version").fetchone()[0]  # another process may have been faster
    for script in kind.migrations[version:]:
        for statement in _statements(script):
            db.execute(statement)
    db.execute(f"PRAGMA application_id={kind.application}")
    db.execute(f"PRAGMA user_version={kind.version}")
    db.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for part in script.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement) and statement.strip(" \n;"):
            yield statement
            statement = ""


def _recognised(path: Path, kind: Kind, access: Access) -> int:
    """The version of a file; 0 for none, or an empty one.  Raises :class:`DatabaseError` for what is another's."""
    if path.is_dir():
        raise DatabaseError(f"{path}: a folder; name a file in it")
    try:
        if path.stat().st_size == 0:
            return 0
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return 0
    if not head.startswith(_HEAD):
        raise DatabaseError(f"{path}: not a {kind.name} of bibtool, nor any database")
    another = DatabaseError(f"{path}: a database of another program, not a {kind.name} of bibtool")
    if int.from_bytes(head[68:72], "big") not in (0, kind.application):  # told without opening it
        raise another
    db = _connected(path, access)
    try:
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    finally:
        db.close()
    if not tables and not application and not version:
        return 0  # another process is making it
    unmarked = not application and bool(kind.formerly) and tables >= kind.formerly
    if application != kind.application and not unmarked and (tables or application or version <= kind.version):
        raise another
    if version > kind.version:
        raise DatabaseError(f"{path}: written by a newer bibtool ({kind.name} version {version})")
    return version


def _patiently(work: Callable[[], object], db: sqlite3.Connection) -> None:
    """Two processes that begin at once: neither the change to WAL nor a script waits for the other by itself."""
    until = time.monotonic() + BUSY
    while True:
        try:
            work()
            return
        except sqlite3.OperationalError as error:
            if db.in_transaction:
                db.execute("ROLLBACK")
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
