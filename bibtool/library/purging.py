"""A value gone for good: from works, from every earlier state in the log, from the index and from the file's bytes.

What SQLite deletes stays in free pages, in the write-ahead log and in segments of the full-text index until these are
written anew (SQLite, "PRAGMA secure_delete", "VACUUM"; FTS5, 6.8).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from bibtool.items.item import Item
from bibtool.items.names import names_text
from bibtool.language.forms import literal
from bibtool.library import log
from bibtool.library.persons import forms
from bibtool.library.store import Store
from bibtool.library.work import encoded

#: What belongs to a work beside its values, by the name that a program reads it under: the table.
BELONGING = {"tags": "tag", "remarks": "remark", "files": "attachment", "mentions": "mention"}
_LASTING = frozenset({"type", "custom"})  # no values: a work has a type as long as it is there
# Shorter words stand everywhere; of longer ones it is told where else they stand.
_TELLING = 5


class PurgeError(Exception):
    """Nothing was purged; ``reason`` is ``key`` or ``field``, ``known`` what there is instead."""

    def __init__(self, reason: str, name: str, known: tuple[str, ...]) -> None:
        self.reason, self.name, self.known = reason, name, known
        super().__init__(reason, name)


class Purged(Struct, frozen=True):
    """What went: how many rows of works and of the log were changed, and where (``work KEY``, ``aside``,
    ``correction``) the same words still stand, since they are other people's or another work's."""

    key: str
    field: str
    rows: int
    still: tuple[str, ...] = ()


def purge(store: Store, targets: Sequence[tuple[str, str]]) -> list[Purged]:
    """Purge works (key and ``""``) with all that belongs to them, and single fields of works (key, and a CSL variable,
    a custom one, or a name of :data:`BELONGING`); all of them or none.  A work that was taken out and lives in the log
    alone is purged as well.

    An undoing of earlier operations brings back what is left; the bytes go with
    :meth:`~bibtool.library.store.Store.wipe`.  Raises :class:`PurgeError` and
    :class:`~bibtool.library.schema.LibraryError`.
    """
    done: list[Purged] = []
    touched: set[int] = set()
    names: set[str] = set()  # of persons, as the values printed them that go
    with store.operation(log.PURGE) as operation:
        operation.begin()
        db = store.db
        for key, field in targets:
            numbers = _numbers(db, key)
            if not numbers:
                raise PurgeError("key", key, tuple(store.every_key()))
            words: set[str] = set()
            names |= _names(db, numbers, field)
            if not field:
                rows = _whole(store, key, numbers, words)
            elif field in BELONGING:
                rows = _belonging(store, BELONGING[field], numbers, words)
            elif field in _LASTING:
                rows = 0
            else:
                rows = _field(store, field, numbers, words, touched)
            if not rows:
                raise PurgeError("field", field, tuple(dict.fromkeys(_fields(db, numbers))))
            if words:  # "edit nowak2001 note=…" names what was set
                set_to = literal(words)
                _mask(db, re.compile(rf"(?<==)(?:{set_to})"), "edit %")
            # what the changes above put into the log themselves
            db.execute("DELETE FROM logged WHERE operation = ?", (operation.number,))
            done.append(Purged(key, field, rows, tuple(_still(db, words))))
        _forget_forms(store, names)
        db.execute("DELETE FROM logged WHERE operation = ?", (operation.number,))
        _rehash(db, touched)
        for table in ("words", "spellings"):
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    return done


def _names(db: sqlite3.Connection, numbers: list[int], field: str) -> set[str]:
    """The names in a field of works, or in all, at any time."""
    found: set[str] = set()
    for number in numbers:
        for row in _states(db, number):
            for variable, names in Item.from_csl(json.loads(row["item"])).names.items():
                found |= {names_text([name]) for name in names} if field in ("", variable) else set()
    return found


def _forget_forms(store: Store, names: set[str]) -> None:
    """Take the forms of names off their persons that no work prints any more, also out of the log."""
    if not names:
        return
    db = store.db
    printed = {form.text for form in forms(store) if form.works}
    for text in names - printed:
        rows = {row[0] for row in db.execute("SELECT id FROM person_form WHERE form = ?", (text,))}
        asked = "SELECT row FROM logged WHERE place = 'person_form' AND json_extract(before, '$.form') = ?"
        rows |= {row[0] for row in db.execute(asked, (text,))}
        for number in rows:
            store.put("person_form", number, None)
            db.execute("DELETE FROM logged WHERE place = 'person_form' AND row = ?", (number,))
        named = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")  # "persons link Lis, Anna; Lis, A."
        _mask(db, named, "persons %")


def _mask(db: sqlite3.Connection, pattern: re.Pattern[str], like: str = "%") -> None:
    """Take what a pattern finds out of the commands of the log."""
    for number, command in db.execute("SELECT id, command FROM operation WHERE command LIKE ?", (like,)).fetchall():
        if pattern.search(command):
            db.execute("UPDATE operation SET command = ? WHERE id = ?", (pattern.sub("…", command), number))


def _numbers(db: sqlite3.Connection, key: str) -> list[int]:
    """The work that has a key, with those that were merged into it; else those that had it when they were taken out."""
    living = [row[0] for row in db.execute("SELECT id FROM work WHERE key = ?", (key,))]
    merged = [row[0] for number in living for row in db.execute("SELECT key FROM former WHERE work = ?", (number,))]
    gone = [number for each in (merged if living else [key]) for number in _taken_out(db, each)]
    return list(dict.fromkeys([*living, *gone]))


def _taken_out(db: sqlite3.Connection, key: str) -> list[int]:
    rows = db.execute(
        "SELECT DISTINCT row FROM logged WHERE place = 'work' AND before IS NOT NULL "
        "AND json_extract(before, '$.key') = ? COLLATE NOCASE AND row NOT IN (SELECT id FROM work) ORDER BY row",
        (key,),
    )
    return [row[0] for row in rows]


def _whole(store: Store, key: str, numbers: list[int], words: set[str]) -> int:
    db = store.db
    count = 0
    for number in numbers:
        for row in _states(db, number):
            item = {name: value for name, value in json.loads(row["item"]).items() if name not in ("type", "language")}
            words |= _words([item, [value for _, _, value in json.loads(row["variants"])]])
        for table in (*BELONGING.values(), "former", "distinct_pair"):
            column = "work" if table != "distinct_pair" else None
            for owned in _owned(db, table, number, column):
                count += db.execute("DELETE FROM logged WHERE place = ? AND row = ?", (table, owned)).rowcount
        if db.execute("SELECT 1 FROM work WHERE id = ?", (number,)).fetchone():
            store.remove(number)
            count += 1
        count += db.execute("DELETE FROM logged WHERE place = 'work' AND row = ?", (number,)).rowcount
    # "rm nowak2001" names who it was
    named = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)", re.IGNORECASE)
    _mask(db, named)
    return count


def _owned(db: sqlite3.Connection, table: str, work: int, column: str | None) -> set[int]:
    """The rows of a table that belong to a work, or did at any time."""
    columns = (column,) if column else ("one", "other")
    found: set[int] = set()
    for each in columns:
        found |= {row[0] for row in db.execute(f"SELECT id FROM {table} WHERE {each} = ?", (work,))}
        asked = "SELECT row FROM logged WHERE place = ? AND before IS NOT NULL AND json_extract(before, ?) = ?"
        found |= {row[0] for row in db.execute(asked, (table, f"$.{each}", work))}
    return found


def _belonging(store: Store, table: str, numbers: list[int], words: set[str]) -> int:
    db = store.db
    count = 0
    for number in numbers:
        for owned in _owned(db, table, number, "work"):
            living = db.execute(f"SELECT * FROM {table} WHERE id = ?", (owned,)).fetchone()
            if living is not None:
                words |= _words({name: living[name] for name in living.keys() if name != "id"})  # noqa: SIM118  -- a Row
                store.put(table, owned, None)
                count += 1
            count += db.execute("DELETE FROM logged WHERE place = ? AND row = ?", (table, owned)).rowcount
    return count


def _field(store: Store, field: str, numbers: list[int], words: set[str], touched: set[int]) -> int:
    """The value and its variants, in the work, in its earlier states, and in those of works that are gone and had the
    very same (a work that was merged into this one)."""
    db = store.db
    values: set[str] = set()
    for number in numbers:
        for row in _states(db, number):
            values |= set(_values(row, field))
    for value in values:
        words |= _words(json.loads(value))
    count = 0
    for number in numbers:
        living = db.execute("SELECT * FROM work WHERE id = ?", (number,)).fetchone()
        if living is not None and (without := _without(dict(living), field, None)) is not None:
            store.put("work", number, without)
            touched.add(number)
            count += 1
    dead = {row[0] for row in db.execute("SELECT DISTINCT row FROM logged WHERE place = 'work'")}
    dead -= {row[0] for row in db.execute("SELECT id FROM work")}
    rows = db.execute("SELECT id, row, before FROM logged WHERE place = 'work' AND before IS NOT NULL").fetchall()
    for at, number, before in rows:
        if number in numbers or number in dead:
            less = _without(json.loads(before), field, None if number in numbers else values)
            if less is not None:
                db.execute("UPDATE logged SET before = ? WHERE id = ?", (log.encoded(less), at))
                touched.add(number)
                count += 1
    return count


def _states(db: sqlite3.Connection, number: int) -> Iterator[Mapping[str, Any]]:
    """A work's row as it is, and as it was at every time."""
    for row in db.execute("SELECT * FROM work WHERE id = ?", (number,)):
        yield dict(row)
    for (before,) in db.execute("SELECT before FROM logged WHERE place = 'work' AND row = ?", (number,)).fetchall():
        if before is not None:
            yield json.loads(before)


def _values(row: Mapping[str, Any], field: str) -> Iterator[str]:
    """All values of a field in one state of a work, as JSON."""
    item = json.loads(row["item"])
    for place in (item, item.get("custom", {})):
        if field in place:
            yield encoded(place[field])
    yield from (encoded(value) for name, _, value in json.loads(row["variants"]) if name == field)


def _without(row: dict[str, Any], field: str, values: set[str] | None) -> dict[str, Any] | None:
    """The row without a field (without these ``values`` of it, where they are given); None where it has none."""
    item = json.loads(row["item"])
    variants = json.loads(row["variants"])
    gone = False
    for place in (item, item.get("custom", {})):
        if field in place and (values is None or encoded(place[field]) in values):
            del place[field]
            gone = True
    kept = [each for each in variants if each[0] != field or (values is not None and encoded(each[2]) not in values)]
    if not gone and kept == variants:
        return None
    if gone and item.get("custom") == {}:
        del item["custom"]
    less = {**row, "item": encoded(item), "variants": encoded(kept)}
    if gone and field == "issued":
        less["year"] = None
    if gone and field == "language":
        less["language"] = ""
    return less


def _rehash(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """What the log says of the states that operations left, reckoned from what it holds now: an operation is undone by
    comparing it, and a hash of a short value can be guessed."""
    for number in numbers:
        steps = db.execute(
            "SELECT id, before FROM logged WHERE place = 'work' AND row = ? ORDER BY id DESC", (number,)
        ).fetchall()
        now = db.execute("SELECT * FROM work WHERE id = ?", (number,)).fetchone()
        state = {name: now[name] for name in now.keys() if name != "id"} if now is not None else None  # noqa: SIM118
        for at, before in steps:
            db.execute(
                "UPDATE logged SET after = :sum WHERE id = :at AND after IS NOT :sum",
                {"sum": log.fingerprint(state), "at": at},
            )
            state = None if before is None else json.loads(before)


def _fields(db: sqlite3.Connection, numbers: list[int]) -> Iterator[str]:
    found: dict[str, None] = {}
    for number in numbers:
        for row in _states(db, number):
            item = json.loads(row["item"])
            found |= dict.fromkeys([*item, *item.get("custom", {}), *(each[0] for each in json.loads(row["variants"]))])
    yield from (name for name in found if name not in _LASTING)
    for name, table in BELONGING.items():
        if any(_owned(db, table, number, "work") for number in numbers):
            yield name


def _words(value: Any) -> set[str]:
    """The texts inside of a value that are long enough to tell."""
    if isinstance(value, Mapping):
        return {text for each in value.values() for text in _words(each)}
    if isinstance(value, list):
        return {text for each in value for text in _words(each)}
    return {value} if isinstance(value, str) and len(value) >= _TELLING else set()


_PLACES = (
    ("work", "SELECT key, item || variants FROM work"),
    ("person", "SELECT '', form || ' ' || name FROM person_form"),
    ("aside", "SELECT '', source || text || reason FROM aside"),
    ("correction", "SELECT '', value || printed || about || coalesce(other, '') FROM decision"),
    ("log", "SELECT 'lib undo ' || operation, before FROM logged WHERE before IS NOT NULL"),
    ("log", "SELECT id, command FROM operation"),
)


def _still(db: sqlite3.Connection, words: set[str]) -> Iterator[str]:
    """Where else the words stand."""
    if not words:
        return
    wanted = re.compile("|".join(re.escape(encoded(each)[1:-1]) for each in sorted(words)))
    told: dict[str, None] = {}
    for place, query in _PLACES:
        for name, text in db.execute(query):
            if wanted.search(text):
                told[f"{place} {name}".strip() if place == "work" else place] = None
    yield from told
