"""The decisions of a user, in one SQLite file; a library keeps them in the same tables.

A document is known by its notes, not by its name: a renamed file, or another version of the text in another format,
has the decisions of the one that they were made on.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from bibtool.database import Database, DatabaseError, Kind, storable
from bibtool.decisions.decision import Act, Decision, Quote

#: The tables, for the first version of any file that holds decisions.
TABLES = """
CREATE TABLE decided_text (id INTEGER PRIMARY KEY, path TEXT NOT NULL, sketch TEXT NOT NULL);
CREATE TABLE decision (
  id TEXT NOT NULL, text INTEGER NOT NULL REFERENCES decided_text ON DELETE CASCADE, act TEXT NOT NULL,
  about TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, printed TEXT NOT NULL, other TEXT, at TEXT NOT NULL,
  PRIMARY KEY (text, id));
CREATE TABLE trusted (path TEXT PRIMARY KEY, sum TEXT NOT NULL);
"""
KIND = Kind(0x62744463, "store of corrections", (TABLES,))  # "btDc"
# Notes that two versions of one text share, of those that the shorter has: an abridged version has most of them,
# another article by the same author a few at most.  A file of the same name may have been revised more.
_SHARED = 0.5
_SHARED_UNDER_ONE_NAME = 0.1


class Known(Struct, frozen=True):
    """The decisions on one document, in the order in which they were made."""

    id: int
    path: str
    sketch: frozenset[str]
    decisions: tuple[Decision, ...]

    def is_version(self, path: str, sketch: Collection[str]) -> bool:
        """Whether a text with these notes, which lies at ``path``, is another version of it."""
        least = min(len(self.sketch), len(sketch))
        share = _SHARED_UNDER_ONE_NAME if path == self.path else _SHARED
        return len(self.sketch.intersection(sketch)) > share * least


class Store:
    """Decisions in a database that has :data:`TABLES`."""

    def __init__(self, database: Database) -> None:
        """The database stays its opener's, who closes it."""
        self._db = database

    def known(self) -> list[Known]:
        """Every document that there are decisions on."""
        rows: dict[int, list[Decision]] = {}
        query = "SELECT text, act, about, field, value, printed, other, at FROM decision ORDER BY at, rowid"
        for text, act, about, field, value, printed, other, at in self._db.rows(query):
            with _sound(self._db):
                decision = Decision(
                    Act(act), _quote(about), field, value, printed, _quote(other) if other else None, at
                )
            rows.setdefault(text, []).append(decision)
        return [
            Known(text, path, frozenset(sketch.split()), tuple(rows[text]))
            for text, path, sketch in self._db.rows("SELECT id, path, sketch FROM decided_text ORDER BY id")
            if text in rows
        ]

    def change(self, path: str, sketch: Iterable[str], add: Sequence[Decision], remove: Collection[str] = ()) -> None:
        """Keep decisions on the document at ``path`` (or a version of it) and take back those with these ids; all at
        once."""
        with self._db.transaction():
            known = sorted(sketch)
            text = self._text(path, frozenset(known), " ".join(known))
            self._db.run_many("DELETE FROM decision WHERE id = ?", [(each,) for each in remove])
            self._db.run_many(
                "INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        one.id,
                        text,
                        one.act.value,
                        _json(one.about),
                        one.field,
                        storable(one.value),
                        storable(one.printed),
                        _json(one.other) if one.other else None,
                        one.at,
                    )
                    for one in add
                ],
            )

    def forget(self, ids: Sequence[str]) -> None:
        """Take back decisions."""
        with self._db.transaction():
            self._db.run_many("DELETE FROM decision WHERE id = ?", [(each,) for each in ids])

    def _text(self, path: str, sketch: frozenset[str], words: str) -> int:
        """The row of a document, with its notes as they are now."""
        same = None
        for text, at, notes in self._db.rows("SELECT id, path, sketch FROM decided_text ORDER BY id"):
            if Known(text, at, frozenset(notes.split()), ()).is_version(path, sketch):
                same = text
                if at == path:
                    break
        if same is None:
            cursor = self._db.run("INSERT INTO decided_text (path, sketch) VALUES (?, ?)", (storable(path), words))
            return int(cursor.lastrowid or 0)
        self._db.run("UPDATE decided_text SET path = ?, sketch = ? WHERE id = ?", (storable(path), words, same))
        return int(same)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes meanwhile; all that is done is kept, or nothing."""
        with self._db.transaction():
            yield

    def trust(self, path: str, sum: str) -> None:
        """Remember the content of a file of decisions as the user's own."""
        self._db.run("INSERT OR REPLACE INTO trusted VALUES (?, ?)", (storable(path), sum))

    def trusted(self) -> set[tuple[str, str]]:
        """Paths and contents of the files of decisions that the user, or bibtool for him, wrote."""
        return {(path, sum) for path, sum in self._db.rows("SELECT path, sum FROM trusted")}


@contextmanager
def _sound(database: Database) -> Iterator[None]:
    """A row that is no decision is damage, told with the file's name."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise DatabaseError(f"{database.path}: a decision in it cannot be read ({error})") from error


def _json(quote: Quote) -> str:
    values = (quote.text, quote.before, quote.after, quote.note, quote.index, quote.place, quote.count)
    return storable(json.dumps(values, ensure_ascii=False))


def _quote(text: str) -> Quote:
    return Quote(*json.loads(text))


__all__ = ["KIND", "TABLES", "Known", "Store"]
