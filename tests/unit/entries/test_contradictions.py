"""What keeps citations of one title and author apart, what does not, and what is joined with a doubt."""

from typing import Any

import pytest
from made_citations import full

from bibtool.entries.build import build

BOOK = {"publisher": "Nurt", "publisher_place": "Lublin"}
PLACE = {"publisher_place": "Lublin"}
ARTICLE = {"type": "article-journal", "container_title": "Kwartalnik Rzeczny", "issue": "4"}
CHAPTER = {"type": "chapter", "container_title": "Żegluga dawna", "publisher_place": "Lublin"}
PAPER = {"type": "article-newspaper", "container_title": "Gazeta Rzeczna"}
SHELF = {"type": "manuscript", "archive": "AAN", "archive_location": "sygn. 5"}
BARE: dict[str, Any] = {}


def joined(one: dict[str, Any], other: dict[str, Any], title: str = "Dawne przeprawy") -> tuple[bool, list[str]]:
    """Whether two citations of a title and author of 2013 become one work, and the codes found."""
    rows = [{"issued": "2013", **one}, {"issued": "2013", **other}]
    done = build([full(str(n), title, "Ewa Kos", **row) for n, row in enumerate(rows, 1)])
    return len(done.entries) == 1, sorted({f.code for f in done.findings} - {"BT404", "BT405"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BOOK, ARTICLE),
        (PLACE, ARTICLE),
        (ARTICLE, BOOK),
        (CHAPTER, PLACE),
        (CHAPTER, ARTICLE),
        (BOOK, {"type": "thesis", "genre": "praca doktorska"}),
        (ARTICLE, {"type": "thesis", "genre": "praca doktorska"}),
        (BOOK, {**ARTICLE, "type": "review"}),
        (ARTICLE, {**ARTICLE, "issue": "5"}),
        (BOOK, {**BOOK, "edition": "2", "issued": "2015"}),
        ({**BOOK, "edition": "1"}, {**BOOK, "edition": "2"}),
        ({**BOOK, "volume": "1"}, {**BOOK, "volume": "2"}),
        (BOOK, {**BOOK, "issued": "2014"}),
        ({**ARTICLE, "locator": "11–22"}, {**ARTICLE, "locator": "211–224"}),
        ({**PAPER, "issued": "2013-05-05"}, {**PAPER, "issued": "2013-05-06"}),
        (SHELF, {**SHELF, "archive_location": "sygn. 6"}),
        (SHELF, {**SHELF, "archive": "AGAD"}),
        (ARTICLE, {**ARTICLE, "container_title": "Wiadomości Brzegowe"}),
    ],
)
def test_contradictions_keep_works_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not joined(one, other)[0]
    assert not joined(other, one)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BOOK, BOOK),
        (BOOK, PLACE),
        (BOOK, BARE),
        (ARTICLE, BARE),
        ({**ARTICLE, "locator": "11–22"}, {**ARTICLE, "locator": "15"}),
        ({**ARTICLE, "locator": "11–22"}, {**ARTICLE, "locator": "14–21"}),
        ({**BOOK, "locator": "11–22"}, {**BOOK, "locator": "211–224"}),
        ({**ARTICLE, "locator": "11"}, {**ARTICLE, "locator": "215"}),
        ({**PAPER, "issued": "2013-05-05"}, {**PAPER, "issued": "2013"}),
        ({**BOOK, "edition": "2"}, BOOK),
        (SHELF, SHELF),
    ],
)
def test_what_is_rightly_joined_stays_so_and_is_not_doubted(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert joined(one, other) == (True, [])
    assert joined(other, one) == (True, [])


@pytest.mark.parametrize(
    ("one", "other", "title"),
    [
        (BOOK, {"issued": ""}, "Dawne przeprawy"),
        (PLACE, {"type": "thesis", "genre": "praca doktorska", **PLACE}, "Dawne przeprawy"),
        ({**ARTICLE, "locator": "11–22"}, {**ARTICLE, "locator": "215"}, "Dawne przeprawy"),
        (ARTICLE, BARE, "Przeprawy"),
    ],
)
def test_a_join_by_little_is_told(one: dict[str, Any], other: dict[str, Any], title: str) -> None:
    assert joined(one, other, title) == (True, ["BT408"])


def test_of_two_works_that_fit_none_is_taken() -> None:
    rows = [{**BOOK, "volume": "1"}, {**BOOK, "volume": "2"}, BOOK]
    done = build([full(str(n), "Dawne przeprawy", "Ewa Kos", issued="2013", **row) for n, row in enumerate(rows, 1)])
    assert len(done.entries) == 3
    assert "BT402" in {f.code for f in done.findings}


def test_a_document_of_an_archive_without_a_title_is_known_by_its_shelf() -> None:
    done = build([full("1", **SHELF), full("2", **{**SHELF, "archive_location": "sygn. 6"}), full("3", **SHELF)])
    assert [len(entry.mentions) for entry in done.entries] == [2, 1]
