"""What was seen when: a SQLite file of its own, keyed by SURT and exact address.

Every finished check is one committed row, so a killed run loses nothing and repeats nothing.  A run is known by
the fingerprint of what it was asked to do; one that did not end is taken up again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.surt import surt

_VERSION = 1
_SCHEMA = """
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
"""
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
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


class History:
    """The store.  Use it as a context manager; one writer at a time, readers beside it (WAL)."""

    def __init__(self, path: Path | str) -> None:
        """Open or create.  Raises :class:`HistoryError` where the file is no history or cannot be written."""
        self.path = path
        try:
            if path != ":memory:":
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            # NORMAL under WAL keeps every commit through a killed process; only a power cut may lose the last.
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise HistoryError(f"{path}: written by a newer bibtool (history version {version})")
            if version < _VERSION:
                self._db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version={_VERSION}; COMMIT;")
        except (sqlite3.Error, OSError) as error:
            raise HistoryError(f"{path}: {getattr(error, 'strerror', None) or error}") from error

    def __enter__(self) -> History:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(self, fingerprint: str, now: datetime, *, fresh: bool = False) -> int:
        """The run to work in: the unfinished one with this fingerprint, else (or if ``fresh``) a new one."""
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
        self._db.execute("UPDATE run SET finished = ? WHERE id = ?", (_text(now), run))

    def finished(self, run: int) -> dict[str, Seen]:
        """What the run has finished so far, by address."""
        return {seen.url: seen for seen in self._select("WHERE run = ? ORDER BY seen.id", (run,))}

    def add(self, run: int, *rows: Seen) -> None:
        """Commit finished checks together; a second one of an address in the same run replaces nothing and raises."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR IGNORE INTO address (url, surt) VALUES (?, ?)", [(seen.url, surt(seen.url)) for seen in rows]
            )
            self._db.executemany(
                "INSERT INTO seen (run, address, checked_at, outcome, verdict, status, final_url, title, result) "
                "VALUES (?, (SELECT id FROM address WHERE url = ?), ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        run,
                        seen.url,
                        _text(seen.checked_at),
                        seen.outcome.value,
                        seen.verdict.value,
                        seen.status,
                        seen.final_url,
                        seen.title,
                        _JSON.encode(seen.result),
                    )
                    for seen in rows
                ],
            )
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise HistoryError(f"{self.path}: {error}") from error

    def of(self, url: str) -> list[Seen]:
        """Every check of exactly this address, the oldest first."""
        return self._select("WHERE address.url = ? ORDER BY checked_at, seen.id", (url,))

    def like(self, url: str) -> list[Seen]:
        """Every check of any spelling with the same SURT key, the oldest first."""
        return self._select("WHERE address.surt = ? ORDER BY checked_at, seen.id", (surt(url),))

    def verdicts(self, url: str) -> list[tuple[datetime, Verdict]]:
        """When exactly this address was judged how, the oldest first."""
        # Before, anything that failed three times was called dead; such a row counts no more.
        rows = self._db.execute(
            "SELECT checked_at, CASE WHEN verdict = 'dead' AND outcome NOT IN ('gone', 'dns') THEN 'suspect' "
            "ELSE verdict END FROM seen JOIN address ON address.id = seen.address "
            "WHERE address.url = ? ORDER BY checked_at",
            (url,),
        ).fetchall()
        return [(_moment(at), Verdict(verdict)) for at, verdict in rows]

    def ever_seen(self) -> frozenset[str]:
        """Every address that has a check: most runs are of new ones, which need no further question."""
        rows = self._db.execute("SELECT url FROM address").fetchall()
        return frozenset(url for (url,) in rows)

    def close_archive(self, archive: str, until: datetime, reason: str) -> None:
        """Remember that an archive must be left alone until then, also by the next run."""
        self._db.execute("INSERT OR REPLACE INTO closed VALUES (?, ?, ?)", (archive, _text(until), reason))

    def closed_archives(self, now: datetime) -> dict[str, tuple[datetime, str]]:
        """Archives to be left alone now: until when and why."""
        rows = self._db.execute("SELECT archive, until, reason FROM closed WHERE until > ?", (_text(now),)).fetchall()
        return {archive: (_moment(until), reason) for archive, until, reason in rows}

    def sound(self) -> bool:
        """``PRAGMA integrity_check``."""
        return [row[0] for row in self._db.execute("PRAGMA integrity_check")] == ["ok"]

    def _select(self, where: str, values: Iterable[object]) -> list[Seen]:
        try:
            rows = self._db.execute(
                "SELECT address.url, checked_at, outcome, verdict, status, final_url, title, result "
                f"FROM seen JOIN address ON address.id = seen.address {where}",
                tuple(values),
            ).fetchall()
        except sqlite3.Error as error:
            raise HistoryError(f"{self.path}: {error}") from error
        return [
            Seen(
                url,
                _moment(at),
                Outcome(outcome),
                Verdict(verdict),
                status,
                final or "",
                title or "",
                json.loads(result),
            )
            for url, at, outcome, verdict, status, final, title, result in rows
        ]


def _text(moment: datetime) -> str:
    """ISO 8601 in UTC with fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
