"""What a part stands in: an edited book behind slashes or a full stop, a special issue; and edited books themselves."""

from __future__ import annotations

import json

import pytest

from bibtool.citations.citation import Citation
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
from bibtool.text.certainty import Certainty


def read(text: str) -> Citation:
    line = json.dumps({"number": "1", "text": text}, ensure_ascii=False)
    (citation,) = extract([Source("n.jsonl", line.encode(), "notes")]).documents[0].citations
    return citation


@pytest.mark.parametrize(
    ("text", "title", "container"),
    [
        (
            "Лис Н. Міст як знак. Пороги річки / за ред. О. Бука. Київ : Брід, 2016. С. 41–58.",
            "Міст як знак",
            "Пороги річки",
        ),
        (
            "Кос А. Паромы и мели? Реки Севера : сб. ст. / под ред. Р. Орлова. М. : Брод, 1984. С. 7–12.",
            "Паромы и мели?",
            "Реки Севера : сб. ст.",
        ),
    ],
)
def test_a_full_stop_before_an_edited_book_parts_a_chapter_from_it(text: str, title: str, container: str) -> None:
    citation = read(text)
    item = citation.item
    assert (item.type, item.get("title"), item.get("container-title")) == ("chapter", title, container)
    assert citation.confidence.certainty is Certainty.DOUBTFUL


@pytest.mark.parametrize(
    "text",
    [
        "Лис Н. Міст як знак. Пороги річки / за ред. О. Бука. Київ : Брід, 2016. 258 с.",
        "Лис Н. Міст як знак. Пороги річки / за ред. О. Бука. Київ : Брід, 2016. С. 41.",
        "Лис Н. Міст як знак. Пороги річки / пер. О. Бука. Київ : Брід, 2016. С. 41–58.",
        "Лис Н. Міст як знак. Пороги річки. Київ : Брід, 2016. С. 41–58.",
    ],
)
def test_a_book_of_two_sentences_stays_a_book(text: str) -> None:
    item = read(text).item
    assert (item.type, item.get("title")) == ("book", "Міст як знак. Пороги річки")


def test_a_numbered_collection_with_an_editor_and_a_publisher_is_a_book() -> None:
    text = "Кос А. Н. Мели // Реки Севера: сб. ст. / отв. ред. В. П. Буков. Вып. 5. Самара: Изд-во Брод, 2012. С. 77."
    assert read(text).item.type == "chapter"
    text = "Кос А. Н. Мели // Вестник Самарского университета / отв. ред. В. П. Буков. 2012. № 5. С. 77."
    assert read(text).item.type == "article-journal"


@pytest.mark.parametrize("word", ["Sonderheft", "Beiheft", "Sonderband"])
@pytest.mark.parametrize("comma", [",", ""])
def test_the_word_for_a_special_issue_is_no_part_of_the_periodical(word: str, comma: str) -> None:
    item = read(f"Kern, Ute (2011): Die Ufer. In: Zeitschrift für Brücken{comma} {word} 14, S. 9-56.").item
    assert (item.type, item.get("container-title"), item.get("issue"), item.get("volume")) == (
        "article-journal",
        "Zeitschrift für Brücken",
        f"{word} 14",
        "",
    )


def test_a_volume_that_editors_publish_is_a_book_and_no_periodical() -> None:
    citation = read("A. Ford and B. Mill (eds), Rivers and Tolls, vol. 3 (London: Brook, 1998), 15.")
    item = citation.item
    assert (item.type, item.get("title"), item.get("volume")) == ("book", "Rivers and Tolls", "3")
    assert [name.family for name in item.names["editor"]] == ["Ford", "Mill"]
