"""The order of a list beyond its style, and its sections."""

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.render.order import heading_of, rank, section_of
from bibtool.render.registry import get
from bibtool.render.setting import Sections, Setting, Sort


def book(family: str, title: str, language: str, kind: str = "book") -> Item:
    return Item(kind, {"author": (Name(family, "A."),)}, {}, {"title": title, "language": language})


WORKS = {
    "zak": book("Żak", "Mosty", "pl"),
    "white": book("White", "Bridges", "en", "article-newspaper"),
    "orlov": book("Орлов", "Мосты", "ru"),
    "bily": book("Білий", "Мости", "uk", "article-journal"),
    "lis": book("Lis", "Promy", "pl"),
}


@pytest.mark.parametrize(
    ("sort", "locale", "expected"),
    [
        (Sort.STYLE, "pl-PL", "lis white zak bily orlov"),
        (Sort.STYLE, "ru-RU", "bily orlov lis white zak"),
        (Sort.LATIN_FIRST, "ru-RU", "lis white zak bily orlov"),
        (Sort.CYRILLIC_FIRST, "pl-PL", "bily orlov lis white zak"),
        (Sort.BY_LANGUAGE, "pl-PL", "lis zak white orlov bily"),
        (Sort.BY_LANGUAGE, "uk-UA", "bily white lis zak orlov"),
        (Sort.TRANSLITERATED, "pl-PL", "bily lis orlov white zak"),
    ],
)
def test_orders(sort: Sort, locale: str, expected: str) -> None:
    entries = [Entry(key, item) for key, item in WORKS.items()]
    done = get("bibtool").bibliography(entries, Setting("chicago-notes-bibliography", locale, sort=sort))
    assert [entry.key for entry in done.entries] == expected.split()


def test_numbers_follow_the_order() -> None:
    entries = [Entry(key, item) for key, item in WORKS.items()]
    done = get("bibtool").bibliography(entries, Setting("ieee", "pl-PL", sort=Sort.CYRILLIC_FIRST))
    assert [entry.text.split("]")[0] + "]" for entry in done.entries] == [f"[{n}]" for n in range(1, 6)]
    assert [entry.key for entry in done.entries][:2] == ["orlov", "bily"]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (Sections.NONE, ["", "", "", "", ""]),
        (Sections.SCRIPT, ["Latin", "Latin", "Cyrillic", "Cyrillic", "Latin"]),
        (Sections.LANGUAGE, ["pl", "en", "ru", "uk", "pl"]),
        (Sections.TYPE, ["books", "press", "books", "articles", "books"]),
    ],
)
def test_sections(sections: Sections, expected: list[str]) -> None:
    assert [section_of(item, sections) for item in WORKS.values()] == expected


def test_the_locales_own_section_comes_first() -> None:
    key = rank(Sections.SCRIPT, Sort.STYLE, "uk-UA")
    assert key is not None and key(WORKS["bily"]) < key(WORKS["zak"])
    by_language = rank(Sections.LANGUAGE, Sort.STYLE, "pl-PL")
    assert by_language is not None
    assert sorted(WORKS, key=lambda name: by_language(WORKS[name])) == ["zak", "lis", "white", "orlov", "bily"]


def test_headings_are_in_the_lists_language() -> None:
    assert heading_of("ru", "pl-PL") == "W języku rosyjskim"
    assert heading_of("Cyrillic", "uk-UA") == "Кирилиця"
    assert heading_of("books", "cs-CZ") == "Books, chapters, theses", "a language without words gets English ones"
    assert heading_of("tlh", "pl-PL") == "W innych językach"
