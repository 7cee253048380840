"""Documents and who keeps them; what has their words and is a book."""

from __future__ import annotations

import pytest

from bibtool.citations.citation import Citation
from bibtool.jobs.extract import from_document
from bibtool.readers.document import Document, SourceNote
from bibtool.text.mapped import Mapped


def _read(text: str) -> Citation:
    note = SourceNote("1", Mapped.of(text, 0, len(text)))
    return from_document(Document("case", text, "utf-8", "text", (note,)))[0].citations[-1]


@pytest.mark.parametrize(
    ("note", "authors", "title", "archive"),
    [
        # who wrote a document stands before it
        ("Лосев В. И. Воспоминания // РГАЛИ. Ф. 12. Оп. 1. Ед. хр. 5. Л. 8.", ["Лосев"], "Воспоминания", "РГАЛИ"),
        (
            "Иванов И. И., Лосев В. И. Воспоминания // РГАЛИ. Ф. 12. Оп. 1. Ед. хр. 5. Л. 8.",
            ["Иванов", "Лосев"],
            "Воспоминания",
            "РГАЛИ",
        ),
        ("Шевченко Т. Щоденник // ІР НБУВ. Ф. 1. Спр. 44. Арк. 5.", ["Шевченко"], "Щоденник", "ІР НБУВ"),
        ("J. Lis, Pamiętnik, Biblioteka Ossolineum, rkps 1578, s. 44.", ["Lis"], "Pamiętnik", "Biblioteka Ossolineum"),
        # whose it is stands behind it
        ("Показания Л. И. Сомова // ГАРФ. Ф. 5. Оп. 1. Д. 4. Л. 4.", [], "Показания Л. И. Сомова", "ГАРФ"),
        ("Письмо К. А. Сомова // ГАРФ. Ф. 5. Оп. 1. Д. 4. Л. 4.", [], "Письмо К. А. Сомова", "ГАРФ"),
        # who wrote, and to whom
        (
            "К. А. Сомов – А. П. Беловой, 5 мая 1912 г. // ГАРФ. Ф. 432. Оп. 1. Д. 18. Л. 3.",
            [],
            "К. А. Сомов – А. П. Беловой",
            "ГАРФ",
        ),
        ("J. Lis – A. Kot, 5 V 1921, AAN, MSZ, sygn. 5, k. 3.", [], "J. Lis – A. Kot", "AAN"),
    ],
)
def test_who_wrote_what_an_archive_keeps(note: str, authors: list[str], title: str, archive: str) -> None:
    citation = _read(note)
    assert [name.family for name in citation.item.names.get("author", ())] == authors
    assert citation.item.text["title"] == title
    assert citation.item.text["archive"] == archive
    assert not citation.findings


@pytest.mark.parametrize(
    ("note", "title"),
    [
        ("Barok w Lublinie, oprac. D. Lis, Muzeum Lubelskie, Lublin 1985, poz. kat. 23, il. 14.", "Barok w Lublinie"),
        ("Barok w Lublinie, red. D. Lis, Muzeum Lubelskie, Lublin 1985, kat. 23, il. 14.", "Barok w Lublinie"),
        ("D. Lis, Zbiory Muzeum Lubelskiego, Lublin 1985, poz. 23, il. 14.", "Zbiory Muzeum Lubelskiego"),
    ],
)
def test_a_catalogue_is_a_book(note: str, title: str) -> None:
    citation = _read(note)
    assert citation.item.text["title"] == title
    assert citation.item.text["publisher-place"] == "Lublin"
    assert "archive" not in citation.item.text
    assert citation.findings  # the number in the catalogue is not read


@pytest.mark.parametrize(
    ("note", "archive"),
    [
        (
            "Центральний державний історичний архів України, м. Київ, ф. 442, оп. 1, спр. 345, арк. 7.",
            "Центральний державний історичний архів України, м. Київ",
        ),
        (
            "Государственный архив Российской Федерации, г. Москва, ф. 442, оп. 1, д. 345, л. 7.",
            "Государственный архив Российской Федерации, г. Москва",
        ),
    ],
)
def test_the_town_belongs_to_the_archive(note: str, archive: str) -> None:
    assert _read(note).item.text["archive"] == archive
