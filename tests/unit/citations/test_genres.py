"""What kind of book a work is, behind its title, is no part of the title."""

from __future__ import annotations

import pytest

from bibtool.citations.citation import Citation
from bibtool.jobs.extract import from_document
from bibtool.readers.document import Document, SourceNote
from bibtool.text.mapped import Mapped


def _read(text: str) -> Citation:
    note = SourceNote("1", Mapped.of(text, 0, len(text)))
    return from_document(Document("case", text, "utf-8", "text", (note,)))[0].citations[0]


@pytest.mark.parametrize(
    ("note", "title", "genre"),
    [
        ("Петров А. Н. Реки: учеб. пособие. М.: Наука, 2004. С. 5.", "Реки", "учеб. пособие"),
        (
            "Петров А. Н. Реки : учебник для вузов / А. Н. Петров. – М. : Наука, 2004. – 250 с.",
            "Реки",
            "учебник для вузов",
        ),
        ("Петров А. Н. Реки. Учебник. М.: Наука, 2004. С. 5.", "Реки", "Учебник"),
        ("Петров А. Н. Реки – монография. М.: Наука, 2004. С. 5.", "Реки", "монография"),
        ("Реки и люди: сб. науч. тр. М.: Наука, 2004. С. 5.", "Реки и люди", "сб. науч. тр."),
        ("Коваль О. М. Річки: навч. посіб. К.: Вежа, 2009. С. 77.", "Річки", "навч. посіб."),
        ("Рэкі: манаграфія / А. Лис. – Мінск: БДУ, 2004. – 100 с.", "Рэкі", "манаграфія"),
        # a title that says more, or nothing else
        (
            "Реки: Сб. статей к 70-летию В. В. Лиса. М., 2004. С. 5.",
            "Реки: Сб. статей к 70-летию В. В. Лиса",
            None,
        ),
        ("Учебник. М., 2004. С. 5.", "Учебник", None),
        ("Петров А. Н. Старый учебник. М., 2004. С. 5.", "Старый учебник", None),
    ],
)
def test_a_kind_of_book_behind_a_title(note: str, title: str, genre: str | None) -> None:
    item = _read(note).item
    assert item.text.get("title") == title
    assert item.text.get("genre") == genre
