"""What was seen when: a SQLite file of its own, keyed by SURT and exact address.

Every finished check is one committed row, so a killed run loses nothing and repeats nothing.  A run is known by
the fingerprint of what it was asked to do; one that did not end is taken up again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct

from bibtool.database import Access, Database, Kind, storable
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.surt import surt
from bibtool.text.json_line import json_line

_SEEN = """
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
# Files of the first version may have it already.
_DECISIONS = """
CREATE TABLE IF NOT EXISTS decision (
  url TEXT PRIMARY KEY, verdict TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL);
"""
KIND = Kind(0x62696274, "history", (_SEEN, _DECISIONS), frozenset({"address", "run", "seen", "closed"}))  # "bibt"
#: A run that was left alone for longer is over: what it saw is no longer news.
STALE = timedelta(days=2)


class Seen(Struct, frozen=True):
    """One finished check of one address."""

    url: str
    checked_at: datetime
    outcome: Outcome
    verdict: Verdict
    status: int | None
    final_url: str
    title: str
    result: Mapping[str, Any]


class Decision(Struct, frozen=True):
    """A person's word on an address: it counts as ``verdict`` until that is taken back."""

    url: str
    verdict: Verdict
    note: str
    at: datetime


class History:
    """The store.  Use it as a context manager; one writer at a time, readers beside it (WAL)."""

    def __init__(self, path: Path | str, access: Access = Access.WRITE) -> None:
        """Open or create.  Raises :class:`~bibtool.database.DatabaseError`, as all of it."""
        self.path = Path(path)
        self._db = Database(path, KIND, access)
        if access is Access.WRITE:
            # Under WAL that keeps every commit through a killed process; only a power cut may lose the last.
            self._db.run("PRAGMA synchronous=NORMAL")

    def __enter__(self) -> History:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def begin(self, fingerprint: str, now: datetime, *, fresh: bool = False) -> int:
        """The run to work in: the unfinished one with this fingerprint, else (or if ``fresh``) a new one."""
        rows = self._db.rows(
            "SELECT id, max(started, coalesce((SELECT max(checked_at) FROM seen WHERE run = run.id), started)) "
            "FROM run WHERE fingerprint = ? AND finished IS NULL ORDER BY id DESC LIMIT 1",
            (fingerprint,),
        )
        for number, last in rows:
            if not fresh and (moment := _known_moment(last)) and now - moment < STALE:
                return int(number)
        cursor = self._db.run("INSERT INTO run (fingerprint, started) VALUES (?, ?)", (fingerprint, _text(now)))
        return int(cursor.lastrowid or 0)

    def finish(self, run: int, now: datetime) -> None:
        """Mark a run as ended: the next with its fingerprint starts anew."""
        self._db.run("UPDATE run SET finished = ? WHERE id = ?", (_text(now), run))

    def finished(self, run: int) -> dict[str, Seen]:
        """What the run has finished so far, by address."""
        return {seen.url: seen for seen in self._select("WHERE run = ? ORDER BY seen.id", (run,))}

    def add(self, run: int, *rows: Seen) -> None:
        """Commit finished checks together.  Of two checks of an address in one run, by two processes that take up the
        same work, the first stands."""
        with self._db.transaction():
            self._db.run_many(
                "INSERT OR IGNORE INTO address (url, surt) VALUES (?, ?)",
                [(storable(seen.url), storable(surt(seen.url))) for seen in rows],
            )
            self._db.run_many(
                "INSERT OR IGNORE INTO seen "
                "(run, address, checked_at, outcome, verdict, status, final_url, title, result) "
                "VALUES (?, (SELECT id FROM address WHERE url = ?), ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        run,
                        storable(seen.url),
                        _text(seen.checked_at),
                        seen.outcome.value,
                        seen.verdict.value,
                        seen.status,
                        storable(seen.final_url),
                        storable(seen.title),
                        storable(json_line(seen.result)),
                    )
                    for seen in rows
                ],
            )

    def judge_again(self, run: int, *rows: Seen) -> None:
        """Give finished checks of a run another verdict, in the light of the whole of it."""
        with self._db.transaction():
            self._db.run_many(
                "UPDATE seen SET verdict = ?, result = ? "
                "WHERE run = ? AND address = (SELECT id FROM address WHERE url = ?)",
                [(seen.verdict.value, storable(json_line(seen.result)), run, storable(seen.url)) for seen in rows],
            )

    def decide(self, decision: Decision) -> None:
        """Keep a person's word; an earlier one of the same address gives way."""
        row = (storable(decision.url), decision.verdict.value, storable(decision.note), _text(decision.at))
        self._db.run("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?)", row)

    def undecide(self, url: str) -> bool:
        """Take a person's word back; whether there was one."""
        return self._db.run("DELETE FROM decision WHERE url = ?", (storable(url),)).rowcount > 0

    def decisions(self) -> dict[str, Decision]:
        """Every person's word, by address."""
        known = {verdict.value for verdict in Verdict}
        with self._db.named():
            return {
                url: Decision(url, Verdict(verdict), note, _moment(at))
                for url, verdict, note, at in self._db.rows("SELECT url, verdict, note, at FROM decision")
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
        rows = self._db.rows(
            "SELECT checked_at, CASE WHEN verdict = 'dead' AND outcome NOT IN ('gone', 'dns') THEN 'suspect' "
            "ELSE verdict END FROM seen JOIN address ON address.id = seen.address "
            "WHERE address.url = ? ORDER BY checked_at",
            (storable(url),),
        )
        known = {verdict.value for verdict in Verdict}
        return [
            (moment, Verdict(verdict)) for at, verdict in rows if verdict in known and (moment := _known_moment(at))
        ]

    def ever_seen(self) -> frozenset[str]:
        """Every address that has a check: most runs are of new ones, which need no further question."""
        return frozenset(url for (url,) in self._db.rows("SELECT url FROM address"))

    def close_archive(self, archive: str, until: datetime, reason: str) -> None:
        """Remember that an archive must be left alone until then, also by the next run."""
        row = (archive, _text(until), storable(reason))
        self._db.run("INSERT OR REPLACE INTO closed VALUES (?, ?, ?)", row)

    def closed_archives(self, now: datetime) -> dict[str, tuple[datetime, str]]:
        """Archives to be left alone now: until when and why."""
        rows = self._db.rows("SELECT archive, until, reason FROM closed WHERE until > ?", (_text(now),))
        return {name: (moment, reason) for name, until, reason in rows if (moment := _known_moment(until))}

    def sound(self) -> bool:
        """``PRAGMA integrity_check``."""
        return self._db.sound()

    def _select(self, where: str, values: Iterable[object]) -> list[Seen]:
        values = tuple(storable(value) if isinstance(value, str) else value for value in values)
        rows = self._db.rows(
            "SELECT address.url, checked_at, outcome, verdict, status, final_url, title, result "
            f"FROM seen JOIN address ON address.id = seen.address {where}",
            values,
        )
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


def _known_moment(text: str) -> datetime | None:
    try:
        return _moment(text)
    except (ValueError, TypeError):
        return None


def _text(moment: datetime) -> str:
    """ISO 8601 in UTC with fixed width, so that text order is time order."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
