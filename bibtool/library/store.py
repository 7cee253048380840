"""The library's store: works and what belongs to them, written in operations that can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from bibtool.database import Access, Database, DatabaseError, told
from bibtool.entries.entry import Mention
from bibtool.entries.titles import folded
from bibtool.library import log
from bibtool.library.evidence import Evidence, evidence
from bibtool.library.index import Words, words_of
from bibtool.library.schema import KIND, LibraryError
from bibtool.library.work import Work, mention_of, mention_row

#: The columns of a table that is logged, without the number.
_COLUMNS = {
    "work": ("key", "type", "year", "language", "item", "variants", "certainty", "added"),
    "mention": ("work", "document", "note_id", "note", "place", "kind", "locator", "accessed", "url"),
    "tag": ("work", "name"),
    "remark": ("work", "text"),
    "attachment": ("work", "path"),
    "distinct_pair": ("one", "other"),
    "former": ("work", "key", "content"),
    "person_form": ("person", "form", "name", "preferred"),
    "aside": ("source", "line", "text", "reason"),
}
_OWNED = ("mention", "tag", "remark", "attachment", "former")  # rows that go with their work
_FOUND = ("item", "variants")  # the columns of a work that are in the index
COLUMNS, OWNED = _COLUMNS, _OWNED  # for what copies a library row by row
_READERS = 2000  # milliseconds that those who read get to come to an end
_BLOCK = 500  # SQLite takes some thousands of parameters at most


class Details(NamedTuple):
    """What people and articles say of one work."""

    mentions: tuple[Mention, ...]
    tags: tuple[str, ...]
    remarks: tuple[str, ...]
    attachments: tuple[str, ...]


class Store:
    """One library file.  Use it as a context manager; several processes may have it open.

    Whatever goes wrong with the file is a :class:`~bibtool.library.schema.LibraryError`.
    """

    def __init__(
        self, path: Path | str, access: Access = Access.WRITE, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.path = Path(path)
        self._clock = clock
        self._log: log.Log | None = None
        try:
            self.db = Database(self.path, KIND, access).connection
        except DatabaseError as error:
            raise LibraryError(str(error)) from error
        self.db.row_factory = sqlite3.Row
        self.db.create_function("folded", 1, folded, deterministic=True)  # SQLite knows no case but ASCII's

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    # reading

    def count(self) -> int:
        """How many works there are."""
        with self._named():
            return int(self.db.execute("SELECT count(*) FROM work").fetchone()[0])

    def works(self, ids: Sequence[int] | None = None) -> Iterator[Work]:
        """The works of these numbers in their order, or all, the oldest first."""
        with self._named():
            if ids is None:
                yield from map(Work.of, self.db.execute("SELECT * FROM work ORDER BY id"))
                return
            for start in range(0, len(ids), _BLOCK):
                block = ids[start : start + _BLOCK]
                rows = self.db.execute(f"SELECT * FROM work WHERE id IN ({_marks(block)})", block)
                found = {row["id"]: row for row in rows}
                yield from (Work.of(found[number]) for number in block if number in found)

    def by_key(self, key: str) -> Work | None:
        """The work of a key, in any case."""
        with self._named():
            row = self.db.execute("SELECT * FROM work WHERE key = ?", (key,)).fetchone()
        return Work.of(row) if row else None

    def every_key(self) -> list[str]:
        """All keys, sorted."""
        with self._named():
            return [row[0] for row in self.db.execute("SELECT key FROM work ORDER BY key")]

    def details(self, work: int) -> Details:
        """What belongs to one work."""
        with self._named():
            mentions = self.db.execute("SELECT * FROM mention WHERE work = ? ORDER BY id", (work,)).fetchall()
            own = (
                tuple(
                    row[0]
                    for row in self.db.execute(f"SELECT {column} FROM {table} WHERE work = ? ORDER BY id", (work,))
                )
                for table, column in (("tag", "name"), ("remark", "text"), ("attachment", "path"))
            )
            return Details(tuple(map(mention_of, mentions)), *own)

    def mentions(self, works: Sequence[int]) -> dict[int, list[Mention]]:
        """Where works are cited, by their numbers; of those that are."""
        found: dict[int, list[Mention]] = {}
        with self._named():
            for start in range(0, len(works), _BLOCK):
                block = works[start : start + _BLOCK]
                rows = self.db.execute(f"SELECT * FROM mention WHERE work IN ({_marks(block)}) ORDER BY id", block)
                for row in rows:
                    found.setdefault(row["work"], []).append(mention_of(row))
        return found

    def with_evidence(self, value: str, most: int) -> list[int]:
        """The works that a value of :mod:`bibtool.library.evidence` speaks for, at most ``most``, the oldest first."""
        rows = self.db.execute("SELECT work FROM evidence WHERE value = ? ORDER BY work LIMIT ?", (value, most))
        return [int(row[0]) for row in rows]

    def has_former(self) -> bool:
        """Was any work corrected or merged?"""
        return self.db.execute("SELECT 1 FROM former LIMIT 1").fetchone() is not None

    def is_corrected(self, work: int) -> bool:
        """Was this work corrected or merged?"""
        return self.db.execute("SELECT 1 FROM former WHERE work = ? LIMIT 1", (work,)).fetchone() is not None

    def asides(self) -> list[tuple[str, str, str, str]]:
        """What could not be read: source, line, text, reason."""
        with self._named():
            return [tuple(row) for row in self.db.execute("SELECT source, line, text, reason FROM aside ORDER BY id")]

    def tags(self) -> list[tuple[str, int]]:
        """The tags in alphabetic order, each with the number of works that have it."""
        with self._named():
            rows = self.db.execute("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name COLLATE NOCASE, name")
            return [(row[0], row[1]) for row in rows]

    def operations(self) -> list[log.Operation]:
        """Everything that was done, the newest first."""
        with self._named():
            return log.operations(self.db)

    def copy(self, path: Path) -> None:
        """A copy of the file as it is at this moment, also while others write.  Nothing is left where that fails."""
        with self._named():
            try:
                target = sqlite3.connect(path, isolation_level=None)
                try:
                    self.db.backup(target)
                finally:
                    target.close()
            except BaseException:
                path.unlink(missing_ok=True)
                raise

    def wipe(self) -> bool:
        """Write the file anew, so that no byte of what was deleted is left in it; False where another process reads it
        now: the write-ahead log keeps what it holds until that ends."""
        with self._named():
            self.db.execute("PRAGMA secure_delete=ON")
            self.db.execute("VACUUM")
            self.db.execute(f"PRAGMA busy_timeout={_READERS}")
            return not self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def faults(self) -> list[str]:
        """What is damaged, in SQLite's words; empty where nothing is."""
        with self._named():
            found = [row[0] for row in self.db.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
            broken = self.db.execute("PRAGMA foreign_key_check").fetchall()
            found += [f"{row[0]} {row[1]}: its {row[2]} is missing" for row in broken[:10]]
            lost = self.db.execute(
                "SELECT count(*) FROM work WHERE id NOT IN (SELECT id FROM words_docsize)"
            ).fetchone()[0]
            return found + ([f"{lost} works are not in the index"] if lost else [])

    # writing

    @contextmanager
    def operation(self, command: str, batch: int = 0, undoes: int = 0) -> Iterator[log.Log]:
        """A block of changes that are done together or not at all, under one number in the log; ``batch`` is the number
        of the first one of the same command."""
        with self._named():
            self.db.execute("BEGIN IMMEDIATE")
            self._log = log.Log(self.db, command, self._clock(), batch, undoes)
            try:
                self.db.execute("PRAGMA defer_foreign_keys=ON")
                yield self._log
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
            finally:
                self._log = None

    def add(self, work: Work) -> Work:
        """A new work; gives it with its number."""
        return replace(work, id=self.put("work", None, work.row()))

    def next_id(self) -> int:
        """The number that the next new work gets; of one that was taken out none is given again."""
        found = self.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'work'").fetchone()
        return int(found[0]) + 1 if found else 1

    def add_all(self, works: Sequence[tuple[Work, Evidence]]) -> None:
        """New works that have their numbers (:meth:`next_id` and the following), in a fifth of the time."""
        if self._log is None:
            raise RuntimeError("works are written outside an operation")
        names = _COLUMNS["work"]
        rows = [(work.id, work.row(found.stored)) for work, found in works]
        texts = [(work.id, _words(work)) for work, _ in works]
        spoken = sorted((value, work.id) for work, found in works for value in found.values())
        write = self.db.executemany
        write(
            f"INSERT INTO work (id, {', '.join(names)}) VALUES (?, {_marks(names)})",
            [(number, *row.values()) for number, row in rows],
        )
        write("INSERT INTO words (rowid, people, rest) VALUES (?, ?, ?)", [(n, w.people, w.rest) for n, w in texts])
        write("INSERT INTO spellings (rowid, exact) VALUES (?, ?)", [(n, w.exact) for n, w in texts])
        write("INSERT OR IGNORE INTO evidence VALUES (?, ?)", spoken)
        self._log.added("work", rows)

    def tag_all(self, tags: Sequence[tuple[int, str]]) -> None:
        """Tags of works that have none, each once."""
        if not tags:
            return
        if self._log is None:
            raise RuntimeError("tags are written outside an operation")
        found = self.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'tag'").fetchone()
        rows = [(number, *row) for number, row in enumerate(tags, int(found[0]) + 1 if found else 1)]
        self.db.executemany("INSERT INTO tag (id, work, name) VALUES (?, ?, ?)", rows)
        self._log.added("tag", [(number, {"work": work, "name": name}) for number, work, name in rows])

    def tags_of_all(self) -> dict[int, list[str]]:
        """The tags of every work that has some, in the order in which they were given."""
        found: dict[int, list[str]] = {}
        with self._named():
            for work, name in self.db.execute("SELECT work, name FROM tag ORDER BY id"):
                found.setdefault(work, []).append(name)
        return found

    def change(self, work: Work) -> None:
        """Other values for a work that is there."""
        self.put("work", work.id, work.row())

    def cited_at(self, mention: Mention) -> int | None:
        """The number of the work that a place cites; None for a place that is not known."""
        row = mention_row(0, mention)
        known = self.db.execute(
            "SELECT work FROM mention WHERE document = ? AND note_id = ? AND place = ?",
            (row["document"], row["note_id"], row["place"]),
        ).fetchone()
        return known["work"] if known is not None else None

    def mention(self, work: int, mention: Mention) -> bool:
        """Keep where a work is cited; was it new or other than before?  A place cites one work."""
        row = mention_row(work, mention)
        known = self.db.execute(
            "SELECT * FROM mention WHERE document = ? AND note_id = ? AND place = ?",
            (row["document"], row["note_id"], row["place"]),
        ).fetchone()
        if known is not None and {name: known[name] for name in row} == row:
            return False
        self.put("mention", known["id"] if known is not None else None, row)
        return True

    def belonging(self, table: str, work: int, value: str) -> bool:
        """Give a work a tag, remark or attachment; was it new?"""
        column = _COLUMNS[table][1]
        known = self.db.execute(f"SELECT id FROM {table} WHERE work = ? AND {column} = ?", (work, value)).fetchone()
        if known is not None:
            return False
        self.put(table, None, {"work": work, column: value})
        return True

    def without(self, table: str, work: int, value: str) -> bool:
        """Take a tag, remark or attachment off a work; was it there?"""
        column = _COLUMNS[table][1]
        known = self.db.execute(f"SELECT id FROM {table} WHERE work = ? AND {column} = ?", (work, value)).fetchone()
        if known is None:
            return False
        self.put(table, known["id"], None)
        return True

    def only_mentions(self, document: str, places: Collection[tuple[str, int]]) -> None:
        """Forget the mentions of a document that stand in other places than these."""
        rows = self.db.execute("SELECT id, note_id, place FROM mention WHERE document = ?", (document,)).fetchall()
        for number, note_id, place in rows:
            if (note_id, place) not in places:
                self.put("mention", number, None)

    def aside(self, source: str, line: str, text: str, reason: str) -> None:
        """Keep what could not be read; once."""
        row = dict(zip(_COLUMNS["aside"], (source, line, text, reason), strict=True))
        asked = "SELECT 1 FROM aside WHERE (source, line, text, reason) = (?, ?, ?, ?)"
        if self.db.execute(asked, tuple(row.values())).fetchone() is None:
            self.put("aside", None, row)

    def remove(self, work: int) -> None:
        """Take a work out with all that belongs to it."""
        for table in _OWNED:
            for row in self.db.execute(f"SELECT id FROM {table} WHERE work = ?", (work,)).fetchall():
                self.put(table, row["id"], None)
        for row in self.db.execute("SELECT id FROM distinct_pair WHERE ? IN (one, other)", (work,)).fetchall():
            self.put("distinct_pair", row["id"], None)
        self.put("work", work, None)

    def put(self, table: str, number: int | None, row: dict[str, Any] | None) -> int:
        """Write one row (None: delete it) and log it; gives its number.  Nothing happens where it is so already."""
        if self._log is None:
            raise RuntimeError("a row is written outside an operation")
        before = self._row(table, number) if number is not None else None
        if row is not None:
            row = {name: row[name] for name in _COLUMNS[table]}
        if before == row:
            return number or 0
        # a work that changed its key alone is found by the same words
        found_otherwise = table == "work" and not (before and row and all(before[name] == row[name] for name in _FOUND))
        if before is not None and found_otherwise:
            self._unindex(number or 0, before)
        if row is None:
            self.db.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
        elif before is None:
            names = ("id", *row)
            cursor = self.db.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({_marks(names)})", (number, *row.values())
            )
            number = int(cursor.lastrowid or 0)
        else:
            self.db.execute(
                f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in row)} WHERE id = ?", (*row.values(), number)
            )
        if row is not None and found_otherwise:
            self._index(number or 0, row)
        self._log.changed(table, number or 0, before, row)
        return number or 0

    def undo(self, number: int) -> int:
        """Undo one operation (an undoing, too: then what was undone stands again); gives the number of the undoing.

        Raises :class:`~bibtool.library.log.UndoError`, and then nothing is changed.
        """
        with self.operation(f"undo {number}", undoes=number) as done:
            asked = "SELECT command, undoes, undone_by FROM operation WHERE id = ?"
            found = self.db.execute(asked, (number,)).fetchone()
            if found is None:
                raise log.UndoError(number, "unknown")
            if found["undone_by"]:
                raise log.UndoError(number, "undone", found["undone_by"])
            if found["command"] == log.PURGE:
                raise log.UndoError(number, "purged")
            for table, row, before, after in log.steps(self.db, number):
                if log.fingerprint(self._row(table, row)) != after:
                    raise log.UndoError(number, "changed-since", log.later(self.db, number, table, row))
                self.put(table, row, before)
            self.db.execute("UPDATE operation SET undone_by = ? WHERE id = ?", (done.number, number))
            # what it undid stands again; what that had undone does not, and so on
            by, target, stands = number, found["undoes"], True
            while target:
                self.db.execute("UPDATE operation SET undone_by = ? WHERE id = ?", (None if stands else by, target))
                again = self.db.execute("SELECT undoes FROM operation WHERE id = ?", (target,)).fetchone()
                by, target, stands = target, again["undoes"], not stands
        return done.number

    def _row(self, table: str, number: int | None) -> dict[str, Any] | None:
        names = _COLUMNS[table]
        row = self.db.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (number,)).fetchone()
        return dict(zip(names, row, strict=True)) if row is not None else None

    def _index(self, number: int, row: dict[str, Any]) -> None:
        work = Work.of({**row, "id": number})
        people, rest, exact = _words(work)
        self.db.execute("INSERT INTO words (rowid, people, rest) VALUES (?, ?, ?)", (number, people, rest))
        self.db.execute("INSERT INTO spellings (rowid, exact) VALUES (?, ?)", (number, exact))
        values = evidence(work.item, row["item"]).values()
        self.db.executemany("INSERT OR IGNORE INTO evidence VALUES (?, ?)", [(value, number) for value in values])

    def _unindex(self, number: int, row: dict[str, Any]) -> None:
        work = Work.of({**row, "id": number})
        # a contentless table takes the words that are to go (SQLite, FTS5, 6.2)
        people, rest, exact = _words(work)
        self.db.execute(
            "INSERT INTO words (words, rowid, people, rest) VALUES ('delete', ?, ?, ?)", (number, people, rest)
        )
        self.db.execute("INSERT INTO spellings (spellings, rowid, exact) VALUES ('delete', ?, ?)", (number, exact))
        self.db.execute("DELETE FROM evidence WHERE work = ?", (number,))

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, UnicodeError) as error:
            raise LibraryError(f"{self.path}: {told(error)}") from error


def _words(work: Work) -> Words:
    return words_of(work.item, (each.value for each in work.variants))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
