"""The library's file: its tables, how a file is recognised, and how an older one is brought up to date."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from bibtool.decisions.store import TABLES as TABLES_OF_DECISIONS

#: In the header of the file (SQLite file format, 1.3.17): "bibl".
APPLICATION = 0x6269626C
#: Seconds that one process waits for another's commit.
BUSY = 30.0

# One script a version: a file of version n gets those from n on.  Tables that hold what people entered are logged row
# by row (bibtool.library.log); "words", "spellings" and "evidence" are made from "work" and are not.  The two full-text
# tables hold no text (content='') and no index of beginnings: for 100,000 works they take 15 MB instead of 40, and a
# beginning of two letters 3 ms.
_VERSIONS = (
    """
CREATE TABLE work (
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL COLLATE NOCASE UNIQUE, type TEXT NOT NULL, year INTEGER,
  language TEXT NOT NULL, item TEXT NOT NULL, variants TEXT NOT NULL, certainty TEXT NOT NULL, added TEXT NOT NULL);
CREATE TABLE mention (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, document TEXT NOT NULL,
  note_id TEXT NOT NULL, note TEXT NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, locator TEXT NOT NULL,
  accessed TEXT NOT NULL, url TEXT NOT NULL, UNIQUE (document, note_id, place));
CREATE INDEX mention_work ON mention (work);
CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, name TEXT NOT NULL,
  UNIQUE (work, name));
CREATE INDEX tag_name ON tag (name);
CREATE TABLE remark (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, text TEXT NOT NULL);
CREATE INDEX remark_work ON remark (work);
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, path TEXT NOT NULL,
  UNIQUE (work, path));
CREATE TABLE distinct_pair (
  id INTEGER PRIMARY KEY AUTOINCREMENT, one INTEGER NOT NULL REFERENCES work ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, UNIQUE (one, other));
CREATE TABLE aside (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, line TEXT NOT NULL, text TEXT NOT NULL,
  reason TEXT NOT NULL, UNIQUE (source, line, text, reason));
CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, command TEXT NOT NULL, batch INTEGER,
  undoes INTEGER, undone_by INTEGER);
CREATE TABLE logged (
  id INTEGER PRIMARY KEY, operation INTEGER NOT NULL REFERENCES operation, place TEXT NOT NULL, row INTEGER NOT NULL,
  before TEXT, after TEXT);
CREATE INDEX logged_operation ON logged (operation);
CREATE TABLE evidence (value TEXT NOT NULL, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE,
  PRIMARY KEY (value, work)) WITHOUT ROWID;
CREATE INDEX evidence_work ON evidence (work);
CREATE VIRTUAL TABLE words USING fts5 (people, rest, content='', tokenize="ascii tokenchars '_'");
CREATE VIRTUAL TABLE spellings USING fts5 (exact, content='', detail=none, tokenize="ascii tokenchars '_'");
""",
    TABLES_OF_DECISIONS,
)
VERSION = len(_VERSIONS)
TABLES = ("work", "mention", "tag", "remark", "attachment", "distinct_pair", "aside")


class LibraryError(Exception):
    """The library cannot be used; the message says why, for the user."""


def opened(path: Path) -> sqlite3.Connection:
    """The file, made or brought up to date where need be.  Raises :class:`LibraryError`, sqlite3.Error, OSError."""
    _recognised(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
    try:
        patiently(lambda: db.execute("PRAGMA journal_mode=WAL").fetchone(), db)
        # every acknowledged commit outlives a power cut, too
        db.executescript("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
        if _version(db) < VERSION:
            patiently(lambda: _migrate(db), db)
    except BaseException:
        db.close()
        raise
    db.row_factory = sqlite3.Row
    return db


def opened_for_reading(path: Path) -> sqlite3.Connection:
    """The file as it is; nothing is written, not even beside it where nobody has it open."""
    _recognised(path)
    quiet = not Path(f"{path}-wal").exists()
    address = path.absolute().as_uri() + ("?mode=ro&immutable=1" if quiet else "?mode=ro")
    db = sqlite3.connect(address, uri=True, timeout=BUSY, isolation_level=None)
    db.row_factory = sqlite3.Row
    if _version(db) < VERSION:
        db.close()
        raise LibraryError(f"{path}: an older library; a command that may write to it brings it up to date")
    return db


def patiently(work: Callable[[], object], db: sqlite3.Connection) -> None:
    """Do ``work``, again while another process has the file: the change to WAL does not wait by itself."""
    until = time.monotonic() + BUSY
    while True:
        try:
            work()
            return
        except sqlite3.OperationalError as error:
            if db.in_transaction:
                db.execute("ROLLBACK")
            busy = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _migrate(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    for number in range(_version(db), VERSION):  # another process may have been first
        for statement in _VERSIONS[number].split(";\n"):
            if statement.strip():
                db.execute(statement)
    db.execute(f"PRAGMA application_id={APPLICATION}")
    db.execute(f"PRAGMA user_version={VERSION}")
    db.execute("COMMIT")


def _recognised(path: Path) -> None:
    """Raises :class:`LibraryError` for a file that is there and is no library; reads it only."""
    try:
        if path.is_dir():
            raise LibraryError(f"{path}: a folder; name a file in it")
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return
    if not head:
        return
    if not head.startswith(b"SQLite format 3\0"):
        raise LibraryError(f"{path}: no library of bibtool, and no database")
    application = int.from_bytes(head[68:72], "big")
    if application != APPLICATION and (application or not _is_new(path)):
        raise LibraryError(f"{path}: a database of another program")
    version = int.from_bytes(head[60:64], "big")
    if version > VERSION:
        raise LibraryError(f"{path}: written by a newer bibtool (library version {version}; this one knows {VERSION})")


def _is_new(path: Path) -> bool:
    """Whether a database has nothing in it yet, or is a library whose header still lies in its log beside it."""
    quiet = not Path(f"{path}-wal").exists()
    db = sqlite3.connect(
        path.absolute().as_uri() + f"?mode=ro{'&immutable=1' if quiet else ''}", uri=True, timeout=BUSY
    )
    try:
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        return not tables or db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    finally:
        db.close()
