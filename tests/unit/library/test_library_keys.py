"""Keys by a pattern, and keys given anew."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from bibtool.entries.key_patterns import PatternError, is_key, parse
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.library.keys import by_pattern, rename, renamed
from bibtool.library.store import Store
from bibtool.library.work import Work

ARTICLE = Item(
    "article-journal",
    {"author": (Name(family="Żółkoś", given="Ludmiła"), Name(family="Hen", given="Kim"), Name(family="Okoń"))},
    {"issued": Date(((2007, 3),))},
    {
        "title": "O gwarze i obyczaju kurpiowskim",
        "container-title": "Rocznik Puszczański",
        "page": "145–167",
        "volume": "XII",
        "language": "pl",
    },
)
RUSSIAN = Item(
    "book",
    {"author": (Name(family="Щукин", given="Фёдор"),)},
    {"issued": Date(((1988,),))},
    {"title": "Реки и берега", "language": "ru"},
)


@pytest.mark.parametrize(
    ("pattern", "item", "key"),
    [
        ("{family}{year}", ARTICLE, "zolkos2007"),
        ("{family}{year}{title:1}", ARTICLE, "zolkos2007gwarze"),
        ("{family}{title:3|capital}{year}", ARTICLE, "zolkosGwarzeObyczajuKurpiowskim2007"),
        ("{family|capital}{year}", ARTICLE, "Zolkos2007"),
        ("{family:2|3}{etal:2}{year:2}", ARTICLE, "zolhenetal07"),
        ("{family|upper}_{page}", ARTICLE, "ZOLKOS_145"),
        ("{given|1}{family}:{volume}/{container}", ARTICLE, "lzolkos:xii/rocznik"),
        ("{family}{year}", RUSSIAN, "szczukin1988"),
        ("{family}-{publisher}", RUSSIAN, "szczukin"),
        ("{publisher}", Item("book", text={"title": "Bez wydawcy"}), "wydawcynd"),
        ("{family}{year}", Item("webpage", text={"title": "The Reeds"}), "reedsnd"),
    ],
)
def test_patterns(pattern: str, item: Item, key: str) -> None:
    assert parse(pattern).key(item) == key
    assert is_key(key) and parse(pattern).fits(key, item)


def test_the_scheme_is_that_asked_for() -> None:
    assert parse("{family}", "bgn-pcgn").key(RUSSIAN) == "shchukin"


@pytest.mark.parametrize(
    "pattern", ["", "abc", "[auth]", "{autor}", "{family:x}", "{family|bold}", "{family", "a b{year}"]
)
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(PatternError):
        parse(pattern)


def test_keys_are_unique_ignoring_case_and_stable() -> None:
    works = [Work(number, f"k{number}", replace(RUSSIAN, custom={"n": str(number)})) for number in (3, 1, 2)]
    pattern = parse("{family|capital}{year}")
    found = by_pattern(works, pattern, ["k1", "k2", "k3", "SZCZUKIN1988", "other"])
    assert found == {"k1": "Szczukin1988a", "k2": "Szczukin1988b", "k3": "Szczukin1988c"}
    named = [replace(work, key=found[work.key]) for work in works]
    assert by_pattern(named, pattern, [work.key for work in named]) == {}
    # the others keep theirs when one is taken out
    assert by_pattern(named[:1], pattern, [named[0].key]) == {}


def keyed(store: Store, *keys: str) -> None:
    with store.operation("add"):
        for key in keys:
            store.add(Work(0, key, Item("book", text={"title": key}, custom={"crossref": keys[0], "x": keys[0]})))


def test_two_works_change_keys(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        keyed(store, "a", "b", "c", "d")
        wanted = {"a": "b", "b": "c", "c": "a", "d": "D"}
        with store.operation("keys") as operation:
            rename(store, wanted)
        assert {work.item.get("title"): work.key for work in store.works()} == wanted
        assert {work.item.custom["crossref"] for work in store.works()} == {"b"}
        assert {work.item.custom["x"] for work in store.works()} == {"a"}
        assert renamed(store, operation.number) == wanted
        back = store.undo(operation.number)
        assert [work.key for work in store.works()] == ["a", "b", "c", "d"]
        assert renamed(store, back) == {new: old for old, new in wanted.items()}


def test_random_permutations_come_back(tmp_path: Path) -> None:
    rng = random.Random(5)
    with Store(tmp_path / "l.db") as store:
        keys = [f"k{number}" for number in range(12)]
        keyed(store, *keys)
        done = []
        for _ in range(20):
            old = [work.key for work in store.works()]
            new = rng.sample([*old, "n1", "n2", "K3"], len(old)) if rng.random() < 0.5 else rng.sample(old, len(old))
            if len({key.casefold() for key in new}) < len(new):
                continue
            with store.operation("keys") as operation:
                rename(store, {one: other for one, other in zip(old, new, strict=True) if one != other})
            assert [work.key for work in store.works()] == new
            done.append((operation.number, old))
        assert len(done) > 5
        for number, old in reversed(done):
            store.undo(number)
            assert [work.key for work in store.works()] == old
