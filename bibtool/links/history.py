"""What was seen when: a SQLite file of its own, keyed by SURT and exact address.

Every finished check is one committed row, so a killed run loses nothing and repeats nothing.  A run is known by
the fingerprint of what it was asked to do; one that did not end is taken up again.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any

from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.surt import surt

_VERSION = 1
_APPLICATION = 0x62696274  # "bibt", in the header of the file
_TABLES = frozenset({"address", "run", "seen", "closed"})
BUSY = 30.0  # seconds that one check waits for another's commit
_SCHEMA = f"""
PRAGMA application_id={_APPLICATION};
PRAGMA user_version={_VERSION};
CREATE TABLE IF NOT EXISTS address (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, surt TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS address_surt ON address (surt);
CREATE TABLE IF NOT EXISTS run (
  id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, started TEXT NOT NULL, finished TEXT);
CREATE TABLE IF NOT EXISTS seen (
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, address INTEGER NOT NULL REFERENCES address,
  checked_at TEXT NOT NULL, outcome TEXT NOT NULL, verdict TEXT NOT NULL, status INTEGER, final_url TEXT,
  title TEXT, result TEXT NOT NULL, UNIQUE (run, address));
CREATE INDEX IF NOT EXISTS seen_address ON seen (address, checked_at);
CREATE TABLE IF NOT EXISTS closed (archive TEXT PRIMARY KEY, until TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS decision (
  url TEXT PRIMARY KEY, verdict TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL);
"""
_JSON = json.JSONEncoder(ensure_ascii=False)
#: A run that was left alone for longer is over: what it saw is no longer news.
STALE = timedelta(days=2)


class HistoryError(Exception):
    """The history cannot be used; the message says why, for the user."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One finished check of one address."""

    url: str
    checked_at: datetime
    outcome: Outcome
    verdict: Verdict
    status: int | None
    final_url: str
    title: str
    result: Mapping[str, Any]


class Access(Enum):
    """What a history is opened for."""

    WRITE = "write"
    READ = "read"  # touches nothing, and works where nothing can be written


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on an address: it counts as ``verdict`` until that is taken back."""

    url: str
    verdict: Verdict
    note: str
    at: datetime


class History:
    """The store.  Use it as a context manager; one writer at a time, readers beside it (WAL)."""

    def __init__(self, path: Path | str, access: Access = Access.WRITE) -> None:
        """Open or create.  Raises :class:`HistoryError` where the file is no history or cannot be written; a file of
        another program is left untouched."""
        self.path = path
        with self._named():
            if path != ":memory:":
                _recognised(Path(path))
            self._db = self._opened_for_reading() if access is Access.READ else self._opened()

    def _opened(self) -> sqlite3.Connection:
        if self.path != ":memory:":
            Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
        try:
            if not _complete(db):
                _patiently(lambda: db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;"), db)
            # NORMAL under WAL keeps every commit through a killed process; only a power cut may lose the last.
            _patiently(lambda: db.execute("PRAGMA journal_mode=WAL").fetchone(), db)
            db.execute("PRAGMA synchronous=NORMAL")
        except BaseException:
            db.close()
            raise
        return db

    def _opened_for_reading(self) -> sqlite3.Connection:
        # A history that nobody has open lies in its one file: read as it stands, no file is made beside it.
        quiet = not Path(f"{self.path}-wal").exists()
        address = Path(self.path).absolute().as_uri() + ("?mode=ro&immutable=1" if quiet else "?mode=ro")
        return sqlite3.connect(address, uri=True, timeout=BUSY, isolation_level=None)

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, UnicodeError, ValueError) as error:
            raise HistoryError(f"{self.path}: {getattr(error, 'strerror', None) or error}") from error

    def __enter__(self) -> History:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(self, fingerprint: str, now: datetime, *, fresh: bool = False) -> int:
        """The run to work in: the unfinished one with this fingerprint, else (or if ``fresh``) a new one."""
        with self._named():
            return self._begun(fingerprint, now, fresh)

    def _begun(self, fingerprint: str, now: datetime, fresh: bool) -> int:
        row = self._db.execute(
            "SELECT id, max(started, coalesce((SELECT max(checked_at) FROM seen WHERE run = run.id), started)) "
            "FROM run WHERE fingerprint = ? AND finished IS NULL ORDER BY id DESC LIMIT 1",
            (fingerprint,),
        ).fetchone()
        if row and row[0] is not None and not fresh and now - _moment(row[1]) < STALE:
            return int(row[0])
        cursor = self._db.execute("INSERT INTO run (fingerprint, started) VALUES (?, ?)", (fingerprint, _text(now)))
        return int(cursor.lastrowid or 0)

    def finish(self, run: int, now: datetime) -> None:
        """Mark a run as ended: the next with its fingerprint starts anew."""
        with self._named():
            self._db.execute("UPDATE run SET finished = ? WHERE id = ?", (_text(now), run))

    def finished(self, run: int) -> dict[str, Seen]:
        """What the run has finished so far, by address."""
        return {seen.url: seen for seen in self._select("WHERE run = ? ORDER BY seen.id", (run,))}

    def add(self, run: int, *rows: Seen) -> None:
        """Commit finished checks together.  Of two checks of an address in one run, by two processes that take up the
        same work, the first stands."""
        with self._named():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany(
                    "INSERT OR IGNORE INTO address (url, surt) VALUES (?, ?)",
                    [(_storable(seen.url), _storable(surt(seen.url))) for seen in rows],
                )
                self._db.executemany(
                    "INSERT OR IGNORE INTO seen "
                    "(run, address, checked_at, outcome, verdict, status, final_url, title, result) "
                    "VALUES (?, (SELECT id FROM address WHERE url = ?), ?, ?, ?, ?, ?, ?, ?)",
                    [
                        (
                            run,
                            _storable(seen.url),
                            _text(seen.checked_at),
                            seen.outcome.value,
                            seen.verdict.value,
                            seen.status,
                            _storable(seen.final_url),
                            _storable(seen.title),
                            _storable(_JSON.encode(seen.result)),
                        )
                        for seen in rows
                    ],
                )
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def decide(self, decision: Decision) -> None:
        """Keep a person's word; an earlier one of the same address gives way."""
        with self._named():
            self._db.execute(
                "INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?)",
                (
                    _storable(decision.url),
                    decision.verdict.value,
                    _storable(decision.note),
                    _text(decision.at),
                ),
            )

    def undecide(self, url: str) -> bool:
        """Take a person's word back; whether there was one."""
        with self._named():
            return self._db.execute("DELETE FROM decision WHERE url = ?", (_storable(url),)).rowcount > 0

    def decisions(self) -> dict[str, Decision]:
        """Every person's word, by address."""
        with self._named():
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'decision'").fetchone():
                return {}
            rows = self._db.execute("SELECT url, verdict, note, at FROM decision").fetchall()
        known = {verdict.value for verdict in Verdict}
        return {
            url: Decision(url, Verdict(verdict), note, _moment(at))
            for url, verdict, note, at in rows
            if verdict in known
        }

    def of(self, url: str) -> list[Seen]:
        """Every check of exactly this address, the oldest first."""
        return self._select("WHERE address.url = ? ORDER BY checked_at, seen.id", (url,))

    def like(self, url: str) -> list[Seen]:
        """Every check of any spelling with the same SURT key, the oldest first."""
        return self._select("WHERE address.surt = ? ORDER BY checked_at, seen.id", (surt(url),))

    def verdicts(self, url: str) -> list[tuple[datetime, Verdict]]:
        """When exactly this address was judged how, the oldest first."""
        # Before, anything that failed three times was called dead; such a row counts no more.
        with self._named():
            rows = self._db.execute(
                "SELECT checked_at, CASE WHEN verdict = 'dead' AND outcome NOT IN ('gone', 'dns') THEN 'suspect' "
                "ELSE verdict END FROM seen JOIN address ON address.id = seen.address "
                "WHERE address.url = ? ORDER BY checked_at",
                (_storable(url),),
            ).fetchall()
        known = {verdict.value for verdict in Verdict}
        return [
            (moment, Verdict(verdict)) for at, verdict in rows if verdict in known and (moment := _known_moment(at))
        ]

    def ever_seen(self) -> frozenset[str]:
        """Every address that has a check: most runs are of new ones, which need no further question."""
        with self._named():
            rows = self._db.execute("SELECT url FROM address").fetchall()
        return frozenset(url for (url,) in rows)

    def close_archive(self, archive: str, until: datetime, reason: str) -> None:
        """Remember that an archive must be left alone until then, also by the next run."""
        with self._named():
            row = (archive, _text(until), _storable(reason))
            self._db.execute("INSERT OR REPLACE INTO closed VALUES (?, ?, ?)", row)

    def closed_archives(self, now: datetime) -> dict[str, tuple[datetime, str]]:
        """Archives to be left alone now: until when and why."""
        with self._named():
            found = self._db.execute("SELECT archive, until, reason FROM closed WHERE until > ?", (_text(now),))
            rows = found.fetchall()
        return {name: (moment, reason) for name, until, reason in rows if (moment := _known_moment(until))}

    def sound(self) -> bool:
        """``PRAGMA integrity_check``."""
        return [row[0] for row in self._db.execute("PRAGMA integrity_check")] == ["ok"]

    def _select(self, where: str, values: Iterable[object]) -> list[Seen]:
        values = tuple(_storable(value) if isinstance(value, str) else value for value in values)
        with self._named():
            rows = self._db.execute(
                "SELECT address.url, checked_at, outcome, verdict, status, final_url, title, result "
                f"FROM seen JOIN address ON address.id = seen.address {where}",
                values,
            ).fetchall()
        return [seen for row in rows if (seen := _seen(row)) is not None]


def _seen(row: tuple[Any, ...]) -> Seen | None:
    """A row as it is read; None for one that this version cannot read, of a newer one or damaged."""
    url, at, outcome, verdict, status, final, title, result = row
    try:
        told = json.loads(result)
        if not isinstance(told, dict):
            return None
        return Seen(url, _moment(at), Outcome(outcome), Verdict(verdict), status, final or "", title or "", told)
    except (ValueError, TypeError, RecursionError):
        return None


def _recognised(path: Path) -> None:
    """Raises :class:`HistoryError` for a file that is there and is no history; reads it only."""
    try:
        if path.stat().st_size == 0:
            return
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return
    if not head.startswith(b"SQLite format 3\0"):
        raise HistoryError(f"{path}: no history of bibtool, and no database")
    written = int.from_bytes(head[68:72], "big")
    if written not in (0, _APPLICATION):
        raise HistoryError(f"{path}: a database of another program")
    quiet = not Path(f"{path}-wal").exists()
    address = f"{path.absolute().as_uri()}?mode=ro" + ("&immutable=1" if quiet else "")
    db = sqlite3.connect(address, uri=True, timeout=BUSY)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    finally:
        db.close()
    if version > _VERSION and (written or tables >= _TABLES or not tables):
        raise HistoryError(f"{path}: written by a newer bibtool (history version {version})")
    if tables and not tables >= _TABLES:
        raise HistoryError(f"{path}: a database of another program")


def _complete(db: sqlite3.Connection) -> bool:
    """Whether nothing has to be made."""
    found = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'decision'").fetchone()[0]
    return bool(found) and db.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION


def _patiently(work: Callable[[], object], db: sqlite3.Connection) -> None:
    """Two checks that begin at once: the change to WAL does not wait for the other by itself."""
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


def _storable(text: str) -> str:
    """A text that UTF-8 has: half a surrogate pair as its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _known_moment(text: str) -> datetime | None:
    try:
        return _moment(text)
    except (ValueError, TypeError):
        return None


def _text(moment: datetime) -> str:
    """ISO 8601 in UTC with fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
