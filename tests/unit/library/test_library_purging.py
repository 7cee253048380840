"""What is purged stands nowhere any more: not in the log, not in the index, not in the bytes."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from bibtool.citations.citation import Reference
from bibtool.entries.entry import Mention, Variant
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.library.former import remember
from bibtool.library.index import folded
from bibtool.library.log import UndoError
from bibtool.library.purging import PurgeError, purge
from bibtool.library.query import parse
from bibtool.library.search import search
from bibtool.library.store import Store
from bibtool.library.work import Work

SECRET = "Zaświęcimska"
FIRST = Item(
    "book",
    {"author": (Name(family=SECRET, given="Wirginia"),)},
    {"issued": Date(((1993,),))},
    {"title": "Kwiaty nad Bzurą", "abstract": "Telefon autorki: 600 700 800.", "language": "pl"},
    {"shelf": "XII-B-77"},
)
OTHER = Item("book", {"author": (Name(family="Bor", given="Jan"),)}, {}, {"title": "Las i rzeka"})


def filled(path: Path) -> Store:
    store = Store(path)
    with store.operation("add"):
        work = store.add(Work(0, "zas1993", FIRST, (Variant("title", "printed", "Kwiaty nad Bzurq"),)))
        store.add(Work(0, "bor", OTHER))
        place = Reference("1", 0, "1")
        store.mention(work.id, Mention("/home/ja/tajne.txt", place, "full", "s. 5"))
        store.belonging("tag", work.id, "Herbarz")
        store.belonging("remark", work.id, "pożyczona od Hieronima")
    with store.operation("edit"):
        store.change(replace(work, item=work.item.with_text(title="Kwiaty nad Bzurą. Wiersze")))
    return store


def bytes_of(path: Path) -> bytes:
    """The file and what lies beside it."""
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


def holds(data: bytes, word: str) -> bool:
    keys = {word, word.casefold(), *folded(word.casefold())}
    return any(key.encode() in data for key in keys)


@pytest.mark.parametrize(
    ("field", "gone", "kept"),
    [
        ("author", (SECRET, "Wirginia"), ("Bzurą", "Herbarz")),
        ("title", ("Bzurą", "Bzurq", "Wiersze"), (SECRET, "Las")),
        ("abstract", ("600 700 800", "Telefon"), (SECRET,)),
        ("shelf", ("XII-B-77",), (SECRET,)),
        ("tags", ("Herbarz",), (SECRET, "Hieronima")),
        ("remarks", ("Hieronima",), (SECRET, "Herbarz")),
        ("mentions", ("tajne",), (SECRET,)),
        (
            "",
            (SECRET, "Wirginia", "Bzurą", "Bzurq", "Herbarz", "Hieronima", "tajne", "zas1993", "XII-B"),
            ("Las", "Bor"),
        ),
    ],
)
def test_bytes_hold_no_trace(tmp_path: Path, field: str, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    path = tmp_path / "l.sqlite"
    with filled(path) as store:
        before = bytes_of(path)
        assert all(holds(before, word) for word in gone)
        (done,) = purge(store, [("ZAS1993", field)])
        assert done.rows and done.still == ()
        assert store.wipe()
        after = bytes_of(path)
        assert not [word for word in gone if holds(after, word)]
        assert all(holds(after, word) for word in kept)
        assert store.faults() == []
    assert not [word for word in gone if holds(bytes_of(path), word)]


def test_what_is_left_can_be_undone_and_found(tmp_path: Path) -> None:
    with filled(tmp_path / "l.sqlite") as store:
        purge(store, [("zas1993", "author")])
        store.wipe()
        store.undo(2)  # the edit
        work = store.by_key("zas1993")
        assert work is not None and work.item.get("title") == "Kwiaty nad Bzurą" and "author" not in work.item.names
        assert [w.key for w in search(store, parse("bzura"), None)] == ["zas1993"]
        assert search(store, parse("zaswiecimska"), None) == []
        with pytest.raises(UndoError, match="purged"):
            store.undo(3)
        store.undo(1)
        assert store.count() == 0


def test_a_work_that_was_taken_out_is_purged_from_the_log(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with filled(path) as store:
        with store.operation("rm zas1993"):
            store.remove(1)
        assert holds(bytes_of(path), SECRET)
        purge(store, [("zas1993", "")])
        store.wipe()
        assert not holds(bytes_of(path), SECRET) and not holds(bytes_of(path), "zas1993")
        store.undo(1)
        assert store.count() == 0


def test_the_same_value_of_a_work_that_was_joined_goes_too(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with filled(path) as store:
        with store.operation("add"):
            double = store.add(
                Work(0, "twice", Item("book", text={"title": "Inny", "abstract": FIRST.get("abstract")}))
            )
        with store.operation("merge"):
            store.remove(double.id)
        purge(store, [("zas1993", "abstract")])
        store.wipe()
        assert not holds(bytes_of(path), "600 700 800") and holds(bytes_of(path), "Inny")


def test_what_was_merged_into_a_work_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with filled(path) as store:
        with store.operation("add"):
            double = store.add(Work(0, "twice", Item("book", text={"title": "Zioła Narwi"})))
        with store.operation("merge"):
            remember(store, 1, "twice", double.item)
            store.remove(double.id)
        purge(store, [("zas1993", "")])
        store.wipe()
        assert not holds(bytes_of(path), "Zioła") and not holds(bytes_of(path), "twice")


def test_the_words_of_others_are_told_and_left(tmp_path: Path) -> None:
    with filled(tmp_path / "l.sqlite") as store:
        with store.operation("add"):
            store.add(Work(0, "w2", Item("book", text={"title": f"O twórczości {SECRET}"})))
            store.aside("x.bib", "7", SECRET, "an entry without an end")
        assert purge(store, [("zas1993", "author")])[0].still == ("work w2", "aside")
        assert store.count() == 3


def test_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "l.sqlite") as store:
        for key, field, reason in (("none", "", "key"), ("none", "title", "key"), ("bor", "abstract", "field")):
            with pytest.raises(PurgeError) as told:
                purge(store, [(key, field)])
            assert told.value.reason == reason
        with pytest.raises(PurgeError):
            purge(store, [("zas1993", "title"), ("bor", "abstract")])
        work = store.by_key("zas1993")
        assert work is not None and work.item.get("title")
        assert len(store.operations()) == 2 and store.count() == 2


def test_undoing_after_random_purges_never_brings_a_value_back(tmp_path: Path) -> None:
    rng = random.Random(7)
    fields = ("title", "abstract", "author", "shelf", "tags", "remarks")
    for number, (one, other) in enumerate(itertools.permutations(fields, 2)):
        path = tmp_path / f"{number}.sqlite"
        with filled(path) as store:
            purge(store, [("zas1993", one)])
            for _ in range(3):
                done = [op.id for op in store.operations() if not op.undone_by and op.command != "purge"]
                if done:
                    store.undo(max(done) if rng.random() < 0.7 else rng.choice(done[:1]))
            if store.by_key("zas1993") is not None:
                purge(store, [("zas1993", other)])
            assert store.faults() == []
