"""A library as plain text: a value a line, the same text for the same library, read back to the same library.

Works stand in the order in which they came, what belongs to them below; values are JSON, so that each takes one line.
What is no variable of the work has an ``@`` before its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from bibtool.items.item import NAME_VARIABLES, Item
from bibtool.library.store import COLUMNS, OWNED, Store
from bibtool.library.work import encoded
from bibtool.text.patterns import regex

FORMAT = 1
HEAD = "# A library of bibtool: a value a line. 'bibtool lib mirror FILE --read' reads it back."
_LINE = regex(r'(@?[A-Za-z_][\w.-]*|"(?:[^"\\]|\\.)*"): (.*)')
_PLAIN = regex(r"[A-Za-z_][\w.-]*")
#: Tables whose rows belong to no work.
_LOOSE = tuple(name for name in COLUMNS if name not in ("work", "distinct_pair", *OWNED))
_OWN = {name: tuple(column for column in COLUMNS[name] if column != "work") for name in OWNED}
_TEXT = ("path", "sketch")
_DECISION = ("id", "act", "about", "field", "value", "printed", "other", "at")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "))
Row = tuple[Any, ...]


class MirrorError(ValueError):
    """A text that is no mirror; ``line`` is where it is not."""

    def __init__(self, line: int, problem: str) -> None:
        self.line, self.problem = line, problem
        super().__init__(line, problem)


class MirroredWork(Struct):
    """A work with its values, and the rows that belong to it by table; the keys of works that it is not."""

    key: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    variants: list[Row] = field(default_factory=list)
    certainty: str = "sure"
    added: str = ""
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in OWNED})
    different: list[str] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """The row of the table ``work``."""
        item = Item.from_csl(self.values)
        issued = item.dates.get("issued")
        return {
            "key": self.key,
            "type": item.type,
            "year": issued.year if issued else None,
            "language": item.get("language"),
            "item": encoded(item.to_csl()),
            "variants": encoded([list(each) for each in self.variants]),
            "certainty": self.certainty,
            "added": self.added,
        }


class Mirror(Struct):
    """What a text holds: works, rows that belong to none, and decisions by the text that they are on."""

    works: list[MirroredWork] = field(default_factory=list)
    loose: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in _LOOSE})
    decisions: list[tuple[Row, list[Row]]] = field(default_factory=list)


class Read(Struct, frozen=True):
    """How many works came, were changed and went."""

    new: int
    changed: int
    gone: int


def write(store: Store) -> Iterator[str]:
    """The text, in pieces."""
    db = store.db
    keys = dict(db.execute("SELECT id, key FROM work").fetchall())
    yield f"{HEAD}\n{_line('@format', FORMAT)}"
    pairs: dict[int, list[str]] = {}
    for one, other in db.execute("SELECT one, other FROM distinct_pair"):
        first, second = sorted((one, other))
        pairs.setdefault(first, []).append(keys[second])
    own: dict[int, list[str]] = {}  # the lines below each work: one query a table, not one a work
    for table, columns in _OWN.items():
        for number, *values in db.execute(f"SELECT work, {', '.join(columns)} FROM {table} ORDER BY id"):
            own.setdefault(number, []).append(_line(f"@{table}", values[0] if len(values) == 1 else values))
    for row in db.execute("SELECT * FROM work ORDER BY id"):
        lines = ["\n", _line("@work", row["key"])]
        for variable, value in json.loads(row["item"]).items():
            if variable == "custom" and isinstance(value, dict):
                lines += [_line("@custom", pair) for pair in value.items()]
            else:
                lines += [_line(variable, each) for each in (value if isinstance(value, list) else [value])]
        lines += [_line("@variant", each) for each in json.loads(row["variants"])]
        lines += [_line("@certainty", row["certainty"]), _line("@added", row["added"])]
        lines += own.get(row["id"], ())
        lines += [_line("@different", key) for key in sorted(pairs.get(row["id"], ()))]
        yield "".join(lines)
    for table in _LOOSE:
        rows = db.execute(f"SELECT {', '.join(COLUMNS[table])} FROM {table} ORDER BY id").fetchall()
        if rows:
            yield "\n" + "".join(_line(f"@{table}", tuple(row)) for row in rows)
    for text in db.execute("SELECT id, path, sketch FROM decided_text ORDER BY id").fetchall():
        asked = f"SELECT {', '.join(_DECISION)} FROM decision WHERE text = ? ORDER BY at, rowid"
        rows = db.execute(asked, (text["id"],)).fetchall()
        yield "".join(["\n", _line("@text", tuple(text)[1:]), *(_line("@decision", tuple(row)) for row in rows)])


def _line(name: str, value: Any) -> str:
    shown = name if name.startswith("@") or _PLAIN.fullmatch(name) else _JSON.encode(name)
    return f"{shown}: {_JSON.encode(value)}\n"


def parse(text: str) -> Mirror:
    """What a mirror says.  Raises :class:`MirrorError`: nothing is read of one that is broken anywhere."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if not lines or lines[0] != HEAD:
        raise MirrorError(1, "not a mirror of a library")
    mirror = Mirror()
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise MirrorError(number, f"not understood: {line[:60]}")
        try:
            value = json.loads(match[2])
            name = json.loads(match[1]) if match[1].startswith('"') else match[1]
        except (ValueError, RecursionError):
            raise MirrorError(number, f"not a JSON value: {match[2][:60]}") from None
        if match[1].startswith("@"):
            _take(mirror, name[1:], value, number, seen)
        elif not mirror.works:
            raise MirrorError(number, f"{name} stands before the first @work")
        else:
            _value(mirror.works[-1], name, value, number)
    for work in mirror.works:
        for key in work.different:
            if key.casefold() not in seen:
                raise MirrorError(work.line, f"{work.key} is told from {key}, which is not there")
    return mirror


def _value(work: MirroredWork, name: str, value: Any, line: int) -> None:
    if name in NAME_VARIABLES:
        if not isinstance(value, dict):
            raise MirrorError(line, f"{name}: not a name")
        work.values.setdefault(name, []).append(value)
    elif name in work.values:
        raise MirrorError(line, f"{name} is given twice")
    elif not isinstance(value, (str, dict)):
        raise MirrorError(line, f"{name}: neither a text nor a date")
    else:
        work.values[name] = value


def _take(mirror: Mirror, name: str, value: Any, line: int, seen: dict[str, int]) -> None:
    if name == "format":
        if value != FORMAT:
            raise MirrorError(line, f"format {value}: written by a newer bibtool")
    elif name == "work":
        key = _text(value, name, line)
        if key.casefold() in seen:
            raise MirrorError(line, f"the key {key} is also in line {seen[key.casefold()]}")
        seen[key.casefold()] = line
        mirror.works.append(MirroredWork(key, line))
    elif name in mirror.loose:
        mirror.loose[name].append(_row(value, len(COLUMNS[name]), name, line))
    elif name == "text":
        mirror.decisions.append((_row(value, len(_TEXT), name, line), []))
    elif name == "decision":
        if not mirror.decisions:
            raise MirrorError(line, "@decision stands before the first @text")
        mirror.decisions[-1][1].append(_row(value, len(_DECISION), name, line))
    elif not mirror.works:
        raise MirrorError(line, f"@{name} stands before the first @work")
    else:
        _belonging(mirror.works[-1], name, value, line)


def _belonging(work: MirroredWork, name: str, value: Any, line: int) -> None:
    if name == "custom":
        one, other = _row(value, 2, name, line)
        work.values.setdefault("custom", {})[_text(one, name, line)] = other
    elif name == "variant":
        work.variants.append(tuple(_text(each, name, line) for each in _row(value, 3, name, line)))
    elif name == "certainty":
        work.certainty = _text(value, name, line)
    elif name == "added":
        work.added = _text(value, name, line)
    elif name == "different":
        work.different.append(_text(value, name, line))
    elif name in work.rows:
        columns = len(_OWN[name])
        work.rows[name].append((_text(value, name, line),) if columns == 1 else _row(value, columns, name, line))
    else:
        raise MirrorError(line, f"@{name} is not known")


def _text(value: Any, name: str, line: int) -> str:
    if not isinstance(value, str):
        raise MirrorError(line, f"@{name}: not a text")
    return value


def _row(value: Any, length: int, name: str, line: int) -> Row:
    plain = isinstance(value, list) and all(isinstance(each, (str, int)) or each is None for each in value)
    if not plain or len(value) != length:
        raise MirrorError(line, f"@{name}: not {length} values")
    return tuple(value)


def read(store: Store, mirror: Mirror) -> Read:
    """Make the library what the mirror says, inside an operation: works come, change and go.

    Decisions that the mirror lacks stay: they are logged nowhere, and could not come back.
    """
    ids = {key.casefold(): number for number, key in store.db.execute("SELECT id, key FROM work").fetchall()}
    wanted = {work.key.casefold(): work for work in mirror.works}
    gone = [number for key, number in ids.items() if key not in wanted]
    for number in gone:
        store.remove(number)
    new = changed = 0
    for key, work in wanted.items():
        row = work.row()
        if key not in ids:
            ids[key] = store.put("work", None, row)
            new += 1
        else:
            there = store.db.execute("SELECT * FROM work WHERE id = ?", (ids[key],)).fetchone()
            changed += any(there[name] != value for name, value in row.items())
            store.put("work", ids[key], row)
    for table, columns in _OWN.items():
        rows = [(ids[key], *row) for key, work in wanted.items() for row in work.rows[table]]
        _level(store, table, ("work", *columns), rows)
    for table, found in mirror.loose.items():
        _level(store, table, COLUMNS[table], found)
    pairs = [(ids[key], ids[other.casefold()]) for key, work in wanted.items() for other in work.different]
    _level(store, "distinct_pair", ("one", "other"), [(min(pair), max(pair)) for pair in pairs])
    _decide(store, mirror)
    return Read(new, changed, len(gone))


def _level(store: Store, table: str, columns: tuple[str, ...], wanted: list[Row]) -> None:
    """Let a table have these rows and no others; those that it has already stay untouched."""
    there = {tuple(row)[1:]: row[0] for row in store.db.execute(f"SELECT id, {', '.join(columns)} FROM {table}")}
    keep = set(wanted)
    for row, number in there.items():
        if row not in keep:
            store.put(table, number, None)
    for row in dict.fromkeys(wanted):
        if row not in there:
            store.put(table, None, dict(zip(columns, row, strict=True)))


def _decide(store: Store, mirror: Mirror) -> None:
    db = store.db
    for (path, sketch), rows in mirror.decisions:
        found = db.execute("SELECT id FROM decided_text WHERE path = ? AND sketch = ?", (path, sketch)).fetchone()
        if found is None:
            number = db.execute("INSERT INTO decided_text (path, sketch) VALUES (?, ?)", (path, sketch)).lastrowid
        else:
            number = found["id"]
        columns = ", ".join(("text", *_DECISION))
        marks = ", ".join("?" * (1 + len(_DECISION)))
        db.executemany(f"INSERT OR IGNORE INTO decision ({columns}) VALUES ({marks})", [(number, *row) for row in rows])
