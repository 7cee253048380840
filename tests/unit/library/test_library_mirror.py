"""A mirror: the same library comes back, small changes are small, and what is broken changes nothing."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bibtool.citations.citation import Reference
from bibtool.entries.entry import Mention, Variant
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.library.merging import apart
from bibtool.library.mirror import HEAD, MirrorError, parse, read, write
from bibtool.library.store import COLUMNS, Store
from bibtool.library.work import Work

ODD = Item(
    "book",
    {
        "author": (Name(family="Łoś", given="Ida", dropping_particle="de"), Name(literal="Koło\u2028Bagien")),
        "editor": (Name(family="Щука"),),
    },
    {"issued": Date(((1999, 5), (2000, 1)), circa=True), "accessed": Date(literal="kiedyś")},
    {"title": 'Żuraw "biały"\ni: czarny\t\\', "note": "@work: x\r\n# y", "tag": "nie tag", "language": "pl"},
    {"x y": "1", "@z": "=", "ids": "a,b"},
)


def filled(path: Path) -> Store:
    store = Store(path)
    with store.operation("add"):
        one = store.add(
            Work(0, "los", ODD, (Variant("title", "printed", "Zuraw\n"),), "doubtful", "2026-01-01T00:00:00Z")
        )
        two = store.add(Work(0, "Żbik:1", Item("book", text={"title": "Żbik"})))
        store.add(Work(0, "a", Item("webpage", text={"URL": "https://a.example/?q=ą&b"})))
        store.mention(one.id, Mention("/a b/c.docx", Reference("3", 1, "n3"), "full", "s. 5", "2020-01", "http://x"))
        store.mention(two.id, Mention("/a b/c.docx", Reference("3", 0, "n3"), "full"))
        for table, value in (("tag", "β"), ("tag", "a"), ("remark", "raz\ndwa"), ("attachment", "/p/ą.pdf")):
            store.belonging(table, one.id, value)
        apart(store, two.id, one.id)
        store.aside("x.bib", "3", "@book{", "broken")
    path_row = ("/a b/c.docx", "aa bb")
    store.db.execute("INSERT INTO decided_text (path, sketch) VALUES (?, ?)", path_row)
    store.db.execute(
        "INSERT INTO decision VALUES ('d1', 1, 'set', '[\"q\"]', 'title', 'Żbik', 'Zbik', NULL, '2026-01-02T00:00:00Z')"
    )
    return store


def content(store: Store) -> dict[str, Any]:
    """Everything that people entered, works by their keys, in order."""
    keys = dict(store.db.execute("SELECT id, key FROM work"))
    found: dict[str, Any] = {"works": [replace(work, id=0) for work in store.works()]}
    for table, columns in COLUMNS.items():
        if table != "work":
            rows = store.db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id").fetchall()
            named = {"work", "one", "other"}
            found[table] = [
                tuple(keys[v] if c in named else v for c, v in zip(columns, row, strict=True))
                for row in map(tuple, rows)
            ]
            if table != "aside":
                found[table].sort(key=lambda row: (row[0], *map(repr, row[1:])) if table == "mention" else row[0])
    found["texts"] = list(map(tuple, store.db.execute("SELECT path, sketch FROM decided_text")))
    found["decisions"] = list(map(tuple, store.db.execute("SELECT * FROM decision")))
    return found


def text_of(store: Store) -> str:
    return "".join(write(store))


def test_an_empty_library_becomes_the_mirrored_one(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as one, Store(tmp_path / "b.db") as other:
        text = text_of(one)
        with other.operation("mirror"):
            done = read(other, parse(text))
        assert (done.new, done.changed, done.gone) == (3, 0, 0)
        assert content(other) == content(one)
        assert text_of(other) == text
        with other.operation("mirror"):
            read(other, parse(text.replace("\n", "\r\n")))
        assert content(other) == content(one) and len(other.operations()) == 1
        other.undo(1)
        assert other.count() == 0


def test_a_change_is_one_line(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as store:
        before = text_of(store).split("\n")
        work = store.by_key("a")
        assert work is not None
        with store.operation("edit"):
            store.change(replace(work, item=work.item.with_text(publisher="Trzcina")))
            store.belonging("tag", 2, "nowy")
        after = text_of(store).split("\n")
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert changed == ['+ @tag: "nowy"', '+ publisher: "Trzcina"']


def test_a_library_takes_on_what_a_mirror_says_and_gives_it_back(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as one, filled(tmp_path / "b.db") as other:
        before = content(other)
        with one.operation("many"):
            one.remove(3)
            work = one.by_key("los")
            assert work is not None
            one.change(replace(work, item=work.item.with_text(title="Inny")))
            one.without("tag", work.id, "a")
            one.add(Work(0, "nowa", Item("book", text={"title": "Nowa"})))
        with other.operation("mirror") as operation:
            done = read(other, parse(text_of(one)))
        assert (done.new, done.changed, done.gone) == (1, 1, 1)
        assert text_of(other) == text_of(one)
        other.undo(operation.number)
        assert content(other) == before


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        (HEAD, "# A library", 1, "not a mirror"),
        ("@format: 1", "@format: 2", 2, "newer"),
        ('@work: "a"', '@work: "LOS"', 0, "is also in line 4"),
        ('title: "Żbik"', "<<<<<<< HEAD", 0, "not understood"),
        ('title: "Żbik"', 'title: "Żbik', 0, "not a JSON value"),
        ('title: "Żbik"', 'title: ["Żbik"]', 0, "neither a text nor a date"),
        ('title: "Żbik"', 'title: "a"\ntitle: "b"', 0, "is given twice"),
        ('title: "Żbik"', 'author: "Żbik"', 0, "not a name"),
        ('@tag: "a"', '@tog: "a"', 0, "@tog is not known"),
        ('@tag: "a"', "@tag: 7", 0, "not a text"),
        ('@different: "Żbik:1"', '@different: "nikt"', 4, "is not there"),
        ("@variant: [", '@variant: ["x", ', 0, "not 3 values"),
        ('@work: "los"', 'title: "x"', 4, "before the first @work"),
    ],
)
def test_what_is_broken_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    with filled(tmp_path / "a.db") as store:
        text = text_of(store)
    assert text.count(old) == 1
    with pytest.raises(MirrorError) as told:
        parse(text.replace(old, new))
    assert problem in told.value.problem
    broken = text.replace(old, new).split("\n")
    assert told.value.line == (line or next(n for n, each in enumerate(broken, 1) if new.split("\n")[-1] in each))
