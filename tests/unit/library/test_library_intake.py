"""Many works at once: the same as one by one, and what is passed over at first is never the same work."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bibtool.entries.entry import Entry
from bibtool.entries.grouping import group
from bibtool.entries.likeness import Face, Verdict, likeness
from bibtool.entries.members import Member
from bibtool.entries.titles import Agreement, Looked, Title, may_agree
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.library.adding import Became, _Known, add
from bibtool.library.query import parse
from bibtool.library.search import search
from bibtool.library.store import Store
from bibtool.library.work import Work
from bibtool.text.nearest import bag

_FAMILIES = ("Lis", "Łoś", "Лось", "Lissa", "Nowak-Wilk", "O'Dell", "Brodowska", "Brodowsky", "")
_WORDS = ("rzeka", "rzeki", "brod", "bród", "млын", "młyn", "water", "waters", "tama", "1", "2", "i")
_WHERE = ("", "Przegląd Wodny", "Przegląd wodny", "Młyny")


def items(count: int, seed: str) -> Iterator[Item]:
    rng = random.Random(seed)
    for _ in range(count):
        family = rng.choice(_FAMILIES)
        names = {"author": (Name(family=family, given=rng.choice(("Anna", "J.")), literal=""),)} if family else {}
        dates = {"issued": Date(((rng.choice((1999, 2000)),),))} if rng.random() < 0.8 else {}
        text = {"title": " ".join(rng.choices(_WORDS, k=rng.randint(0, 6)))}
        if rng.random() < 0.5:
            text["container-title"] = rng.choice(_WHERE)
        if rng.random() < 0.1:
            text["DOI"] = f"10.1234/{rng.randint(1, 300)}"
        if rng.random() < 0.1:
            text["URL"] = f"https://example.org/{rng.randint(1, 300)}"
        yield Item("book", names, dates, {name: value for name, value in text.items() if value})


def state(store: Store) -> dict[str, Any]:
    tables = ("work", "evidence", "logged")
    found = {table: sorted(map(tuple, store.db.execute(f"SELECT * FROM {table}")), key=repr) for table in tables}
    found["search"] = [[work.id for work in search(store, parse(word), None)] for word in (*_WORDS, '"brod mlyn"')]
    return found


def test_works_written_together_are_as_if_written_one_by_one(tmp_path: Path) -> None:
    from bibtool.library.evidence import evidence

    works = [Work(number, f"k{number}", item) for number, item in enumerate(items(300, "one"), 1)]
    with Store(tmp_path / "one.db") as one, Store(tmp_path / "many.db") as many:
        with one.operation("add"):
            for work in works:
                one.add(work)
        with many.operation("add"):
            many.add_all([(work, evidence(work.item)) for work in works])
            assert many.next_id() == 301
        assert state(one) == state(many)
        many.undo(1)
        assert many.count() == 0
        assert state(many)["search"] == [[] for _ in (*_WORDS, "")]
        with many.operation("add"):
            assert many.next_id() == 301  # no number is given twice


def test_adding_again_changes_nothing(tmp_path: Path) -> None:
    entries = [Entry(f"k{number}", item) for number, item in enumerate(items(1500, "again"))]
    entries.append(entries[0])
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            first = add(store, entries, frozenset(), "")
        before = state(store)
        with store.operation("add"):
            again = add(store, entries, frozenset(), "")
        assert {each.became for each in first} == set(Became)
        assert {each.became for each in again} <= {Became.SAME, Became.JOINED}
        assert state(store)["evidence"] == before["evidence"]
        assert [each.work.id for each in first] == [each.work.id for each in again]


def test_an_entry_joins_one_that_is_not_yet_written(tmp_path: Path) -> None:
    book = Item("book", {"author": (Name(family="Lis"),)}, {"issued": Date(((2001,),))}, {"title": "Nad rzeką"})
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            first, second = add(
                store, [Entry("a", book), Entry("b", book.with_text(publisher="Bród"))], frozenset(), ""
            )
        assert (first.became, second.became) == (Became.NEW, Became.JOINED)
        assert [(work.key, work.item.get("publisher")) for work in store.works()] == [("a", "Bród")]
        store.undo(1)
        assert store.count() == 0


@pytest.mark.parametrize("seed", range(3))
def test_what_is_passed_over_is_another_work(seed: int) -> None:
    rows = [(_Known(0, item), Member.of(item, "", 0), item) for item in items(160, f"passed {seed}")]
    passed = 0
    for at, (one, member, item) in enumerate(rows):
        for other, its, its_item in rows[at + 1 :]:
            shared = any(item.get(name) and item.get(name) == its_item.get(name) for name in ("DOI", "URL"))
            if shared or not one.words:
                continue
            if one.words == other.words:
                skipped = one.is_apart(other)
            elif one.author and (one.author, one.year) == (other.author, other.year):
                skipped = not list(may_agree(one, [other]))
            else:
                continue
            passed += skipped
            if skipped:
                assert len(group([member, its])[0]) == 2, (item, its_item)
                assert likeness(Face.of(item), Face.of(its_item)).verdict is not Verdict.SAME, (item, its_item)
    assert passed > 100


def test_letters_in_any_order_bound_what_titles_share() -> None:
    rng = random.Random("bags")
    seen = set()
    for _ in range(4000):
        one = "".join(rng.choices("ab cdя1", k=rng.randint(1, 40)))
        other = (
            "".join(rng.sample(one, len(one))) if rng.random() < 0.2 else one[: rng.randint(1, 40)] + rng.choice("ab")
        )
        found = Title(one).against(Title(other))
        seen.add(found)
        if found in (Agreement.SHORTER, Agreement.SPELLING):
            assert list(may_agree(Looked(one), [Looked(other)]))
    assert {Agreement.SHORTER, Agreement.SPELLING, Agreement.DIFFERENT} <= seen
    assert bag("a" * 100) == 0
    assert list(may_agree(Looked("a" * 100), [Looked("a" * 99 + "b")]))


def test_a_work_with_mentions_is_undone(tmp_path: Path) -> None:
    from bibtool.citations.citation import Reference
    from bibtool.entries.entry import Mention

    book = Item("book", {"author": (Name(family="Lis"),)}, {"issued": Date(((2001,),))}, {"title": "Nad rzeką"})
    entry = Entry("a", book, (Mention("x.txt", Reference("1", 1, "1"), "full"),))
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            add(store, [entry], frozenset(), "")
        store.undo(1)
        assert store.count() == 0
