"""Works found by words of any script and romanisation, and by fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bibtool.citations.citation import Reference
from bibtool.entries.entry import Mention
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.tables import headers
from bibtool.language.translit import transliterate
from bibtool.library.index import folded, words
from bibtool.library.query import QueryError, parse
from bibtool.library.search import search
from bibtool.library.store import Store
from bibtool.library.work import Work

WORKS = {
    "hrus": ("Грушевський", "Михайло", "Очерки з історії степу", "uk", 1904, "book"),
    "hrus-pl": ("Hruszewski", "Michał", "Dzieje stepu", "pl", 1905, "book"),
    "lodz": ("Lis", "Anna", "Łódź i jej ulice", "pl", 2010, "article-journal"),
    "lodz-en": ("Fox", "Ann", "Lodz and its streets", "en", 2012, "webpage"),
    "chru": ("Хрущев", "Пётр", "Щедрик и другие песни", "ru", 1961, "book"),
    "piotr": ("Chruszczow", "Piotr", "Pieśni, recenzja", "pl", 1962, "review"),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "l.db") as store:
        with store.operation("add"):
            for key, (family, given, title, language, year, kind) in WORKS.items():
                item = Item(
                    kind,
                    {"author": (Name(family=family, given=given),)},
                    {"issued": Date(((year,),))},
                    {"title": title, "language": language},
                )
                work = store.add(Work(0, key, item, certainty="doubtful" if key == "piotr" else "sure"))
                store.mention(work.id, Mention(f"/home/x/{language}.docx", Reference("31", 1, f"n{key}"), "full"))
            store.belonging("tag", work.id, "stepy")
        yield store


def found(store: Store, text: str, most: int = 10) -> list[str]:
    return [work.key for work in search(store, parse(text), most)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("hrushevsky", {"hrus", "hrus-pl"}),
        ("Грушевський", {"hrus", "hrus-pl"}),
        ("Hruševsʹkyj", {"hrus", "hrus-pl"}),
        ("shchedryk", {"chru"}),
        ("Khrushchev", {"chru", "piotr"}),
        ("Xrushhev", {"chru", "piotr"}),
        ("Petr", {"chru", "piotr"}),
        ("lodz", {"lodz", "lodz-en"}),
        ("łódź", {"lodz", "lodz-en"}),
        ("hrusz*", {"hrus", "hrus-pl", "chru", "piotr"}),
        ('"dzieje stepu"', {"hrus-pl"}),
        ('"stepu dzieje"', set()),
        ("author:lis", {"lodz"}),
        ("title:lis", set()),
        ("stepu -Hruszewski", set()),
        ("year:1904..1905", {"hrus", "hrus-pl"}),
        ("year:..1904", {"hrus"}),
        ("year:2012", {"lodz-en"}),
        ("lang:PL year:1900..1999", {"hrus-pl", "piotr"}),
        ("type:web", {"lodz-en"}),
        ("type:article", {"lodz"}),
        ("-type:book", {"lodz", "lodz-en", "piotr"}),
        ("in:uk.docx", {"hrus"}),
        ("in:k.docx", set()),
        ("note:31 lang:en", {"lodz-en"}),
        ("tag:STEPY", {"piotr"}),
        ("has:tag", {"piotr"}),
        ("has:url", set()),
        ("is:doubtful", {"piotr"}),
        ("key:lodz*", {"lodz", "lodz-en"}),
        ("", set(WORKS)),
        ("'\"; DROP TABLE work; --", set()),
        ("( ) AND OR NOT NEAR *", set()),
    ],
)
def test_a_query_finds(store: Store, text: str, keys: set[str]) -> None:
    assert set(found(store, text)) == keys


def test_exact_spellings_come_first(store: Store) -> None:
    assert found(store, "lodz")[0] == "lodz-en"
    assert found(store, "Łódź")[0] == "lodz"
    assert found(store, "Хрущев")[0] == "chru"
    assert found(store, "Chruszczow")[0] == "piotr"


def test_no_more_than_wanted(store: Store) -> None:
    assert len(found(store, "", 2)) == 2


def test_dead_links_are_asked_of_who_knows(store: Store) -> None:
    dead = search(store, parse("has:dead-link"), 10, lambda work: work.key == "lodz")
    alive = search(store, parse("-has:dead-link type:web"), 10, lambda work: work.key == "lodz")
    assert [work.key for work in dead] == ["lodz"] and [work.key for work in alive] == ["lodz-en"]


@pytest.mark.parametrize(
    ("text", "problem"), [("autor:x", "field"), ("year:x", "year"), ("has:cake", "has"), ("is:x", "is")]
)
def test_what_is_not_understood_is_told(text: str, problem: str) -> None:
    with pytest.raises(QueryError) as told:
        parse(text)
    assert told.value.problem == problem


def test_an_address_is_no_field(store: Store) -> None:
    assert found(store, "https://example.org/nothing") == []


NAMES = {
    "ru": ["Хрущёв", "Чехов", "Жуковский", "Цветаева", "Щербаков", "Юрий", "Объездной", "Гоголь", "Соловьёв", "Михаил"],
    "uk": [
        "Грушевський",
        "Їжакевич",
        "Щербаківський",
        "Юрій",
        "Ґалаґан",
        "Хвильовий",
        "Чорновіл",
        "Йосип",
        "Зіньківський",
    ],
    "be": ["Быкаў", "Караткевіч", "Ёсіф", "Гарэцкі", "Хадкевіч", "Шчарбакоў", "Цётка", "Юрый"],
}


@pytest.mark.parametrize(
    ("language", "scheme"), [(c, n) for c in NAMES for n, h in headers().items() if c in h.languages and n != "de"]
)
def test_a_name_and_its_romanisation_have_a_key_in_common(language: str, scheme: str) -> None:
    for name in NAMES[language]:
        own = {key for word in words(name) for key in folded(word)}
        other = {key for word in words(transliterate(name, language, scheme)) for key in folded(word)}
        assert own & other, (name, transliterate(name, language, scheme), own, other)
