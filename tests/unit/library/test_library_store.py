"""The library's file: operations, undo, several writers, files that are none."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bibtool.citations.citation import Reference
from bibtool.database import Access
from bibtool.entries.entry import Mention, Variant
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.library.log import UndoError, last
from bibtool.library.query import parse
from bibtool.library.schema import APPLICATION, LibraryError
from bibtool.library.search import search
from bibtool.library.store import Store
from bibtool.library.work import Work

ITEM = Item(
    "book",
    {"author": (Name(family="Лис", given="Анна"), Name(literal="Towarzystwo Stepowe"))},
    {"issued": Date(((2010, 5),), circa=True)},
    {"title": "Пыль степей", "language": "ru", "publisher": "Ковыль"},
    {"season": "wiosna"},
)


def state(store: Store) -> dict[str, Any]:
    """Everything but the log."""
    tables = ("work", "mention", "tag", "remark", "attachment", "distinct_pair", "aside", "evidence")
    found: dict[str, Any] = {
        table: sorted(map(tuple, store.db.execute(f"SELECT * FROM {table}")), key=repr) for table in tables
    }
    found["search"] = [work.id for work in search(store, parse("a* OR s*"), None)]
    return found


def test_a_work_comes_back_as_it_was(tmp_path: Path) -> None:
    variants = (Variant("title", "printed", "Пыль cтепей"),)
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            work = store.add(Work(0, "lis2010", ITEM, variants, "doubtful", "2026-01-01T00:00:00Z"))
        assert list(store.works()) == [work]
        assert store.by_key("LIS2010") == work
        assert work.item == ITEM
    with Store(tmp_path / "l.db", Access.READ) as store:
        assert list(store.works([work.id])) == [work]


def test_half_a_surrogate_does_not_break_it(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            store.add(Work(0, "x", Item("book", text={"title": "a\ud800b"})))
        (work,) = store.works()
    assert work.item.get("title").startswith("a")


def test_what_fails_inside_an_operation_leaves_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        with pytest.raises(ZeroDivisionError), store.operation("add"):
            store.add(Work(0, "x", ITEM))
            raise ZeroDivisionError
        assert store.count() == 0 and store.operations() == []
        with store.operation("nothing"):
            pass
        assert store.operations() == []


def test_two_works_cannot_have_one_key(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            store.add(Work(0, "lis2010", ITEM))
        with pytest.raises(LibraryError), store.operation("add"):
            store.add(Work(0, "LIS2010", ITEM))
        assert store.count() == 1


def test_removing_takes_everything_and_undo_brings_it_back(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            work = store.add(Work(0, "lis2010", ITEM))
            store.mention(work.id, Mention("a.docx", Reference("31", 1, "n31"), "full", "12"))
            store.belonging("tag", work.id, "stepy")
        before = state(store)
        with store.operation("rm"):
            store.remove(work.id)
        assert state(store)["mention"] == [] and store.count() == 0
        assert search(store, parse("lis"), 10) == []
        number = store.undo(2)
        assert state(store) == before
        store.undo(number)  # the undoing undone: gone again
        assert store.count() == 0


def test_what_was_changed_since_is_not_undone(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            work = store.add(Work(0, "lis2010", ITEM))
        with store.operation("edit"):
            store.change(work.with_item(ITEM.with_text(title="Inny tytuł")))
        before = state(store)
        with pytest.raises(UndoError) as told:
            store.undo(1)
        assert (told.value.reason, told.value.later) == ("changed-since", 2)
        assert state(store) == before
        for number, reason in ((9, "unknown"),):
            with pytest.raises(UndoError) as told:
                store.undo(number)
            assert told.value.reason == reason


@pytest.mark.parametrize("seed", range(8))
def test_histories_are_undone_step_by_step(tmp_path: Path, seed: int) -> None:
    """After every operation the state is kept; undone one after the other, with restarts, each comes back."""
    rng = random.Random(seed)
    path = tmp_path / "l.db"
    states = []
    with Store(path) as store:
        for number in range(40):
            states.append(state(store))
            with store.operation(f"step {number}") as done:
                while not done.number:
                    _change(store, rng, number)
    while states:
        with Store(path) as store:
            for _ in range(rng.randint(1, 5)):
                if states:
                    store.undo(len(states))
                    assert state(store) == states.pop()


def _change(store: Store, rng: random.Random, number: int) -> None:
    works = list(store.works())
    work = rng.choice(works) if works else None
    match rng.randrange(6):
        case 1 if work:
            store.change(work.with_item(work.item.with_text(title=f"Stepy {rng.randrange(100)}")))
        case 2 if work:
            store.belonging("tag", work.id, rng.choice("abcde"))
        case 3 if work:
            place = Reference(str(rng.randrange(9)), 1, "n")
            store.mention(work.id, Mention(f"{rng.randrange(3)}.docx", place, "full", str(number)))
        case 4 if work:
            store.remove(work.id)
        case 5:
            store.aside("a.bib", str(number), "x", "broken")
        case _:
            for extra in range(rng.randint(1, 3)):
                store.add(Work(0, f"k{number}x{extra}x{rng.randrange(10**6)}", ITEM.with_text(volume=str(number))))


def test_another_file_is_refused_and_stays(tmp_path: Path) -> None:
    text, other, newer = tmp_path / "thesis.txt", tmp_path / "other.db", tmp_path / "newer.db"
    text.write_text("Pył stepów")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE secret (x)")
    db.close()
    with sqlite3.connect(newer) as db:
        db.executescript(f"PRAGMA application_id={APPLICATION}; PRAGMA user_version=99; CREATE TABLE future (x)")
    db.close()
    for path, said in ((text, "nor any database"), (other, "another program"), (newer, "newer"), (tmp_path, "folder")):
        before = path.read_bytes() if path.is_file() else b""
        for access in Access:
            with pytest.raises(LibraryError, match=said):
                Store(path, access)
        assert not path.is_file() or path.read_bytes() == before
        assert not Path(f"{path}-wal").exists()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Store(path) as store, store.operation("add"):
        for number in range(300):
            store.add(Work(0, f"k{number}", ITEM.with_text(note="x" * 500)))
    data = bytearray(path.read_bytes())
    data[20_000:40_000] = bytes(20_000)
    path.write_bytes(data)
    with Store(path, Access.READ) as store:
        try:
            faults = store.faults()
        except LibraryError as error:
            faults = [str(error)]
    assert faults


WRITER = """
import sys
from pathlib import Path
from bibtool.items.item import Item
from bibtool.library.store import Store
from bibtool.library.work import Work
name, path = sys.argv[1:]
for number in range(25):
    with Store(Path(path)) as store, store.operation("add"):
        store.add(Work(0, f"{name}{number}", Item("book", text={"title": f"{name} {number}"})))
    print(f"{name}{number}", flush=True)
"""


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, name, str(path)], stdout=subprocess.PIPE, text=True)
        for name in ("a", "b")
    ]
    said = [process.communicate(timeout=60)[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    with Store(path, Access.READ) as store:
        assert sorted(store.every_key()) == sorted(key for keys in said for key in keys)
        assert len(store.every_key()) == 50 and store.faults() == []


def test_what_a_killed_writer_acknowledged_is_there(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    process = subprocess.Popen([sys.executable, "-c", WRITER, "k", str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(5)]
    process.kill()
    said += process.communicate(timeout=10)[0].split()
    with Store(path) as store:
        assert set(said) <= set(store.every_key()) and len(said) >= 5
        assert store.faults() == []


def test_an_undoing_undone_and_undone_again(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        for key in ("a", "b"):
            with store.operation("add"):
                store.add(Work(0, key, ITEM))
        number = 2
        for times in range(1, 6):
            number = store.undo(number)
            assert store.every_key() == (["a"] if times % 2 else ["a", "b"])
            assert last(store.db) == ([1] if times % 2 else [2])
