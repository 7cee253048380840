"""What stands beside the title and is none of it: who edits with the one named before, a printer."""

from __future__ import annotations

import pytest

from bibtool.citations.citation import Citation
from bibtool.jobs.extract import from_document
from bibtool.readers.document import Document, SourceNote
from bibtool.text.mapped import Mapped


def _read(text: str) -> Citation:
    """The last citation of a note."""
    note = SourceNote("1", Mapped.of(text, 0, len(text)))
    return from_document(Document("case", text, "utf-8", "text", (note,)))[0].citations[-1]


@pytest.mark.parametrize(
    ("note", "editors"),
    [
        ("J. Lis, Brody, Lublin 1999, s. 4; tenże, J. Kos (red.), Rzeki, Kraków 2001, s. 5.", ["Lis", "Kos"]),
        ("J. Lis, Brody, Lublin 1999, s. 4; tenże i J. Kos (red.), Rzeki, Kraków 2001, s. 5.", ["Lis", "Kos"]),
        (
            "Karl Lis, Die Furt, München 1999, S. 4; ders./Hans Kos/Uwe Rab (Hg.), Flüsse, München 2001, S. 5.",
            ["Lis", "Kos", "Rab"],
        ),
        ("Karl Lis, Die Furt, München 1999; ders. u. Hans Kos (Hg.), Flüsse, München 2001.", ["Lis", "Kos"]),
        ("Лис А. Броды. М., 1999. С. 4; Он же, Кос Б. (ред.). Реки. М., 2001. С. 5.", ["Лис", "Кос"]),
        ("Anna Lis, « Le bac », in Ead. et B. Kos (dir.), Les rivières, Paris, Seuil, 2000.", ["Lis", "Kos"]),
        ("Anna Lis, Bród, w: taż i B. Kos (red.), Rzeki, Kraków 2000, s. 4.", ["Lis", "Kos"]),
        ("J. Lis, Brody, Lublin 1999; tenże, Rzeki Polski, red. J. Kos, Kraków 2001, s. 5.", ["Kos"]),
    ],
)
def test_the_one_named_before_edits_with_others(note: str, editors: list[str]) -> None:
    item = _read(note).item
    assert [name.family for name in item.names["editor"]] == editors
    assert item.text["title" if "; " in note else "container-title"].split()[-1] in {
        "Rzeki", "Flüsse", "Реки", "rivières", "Polski",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("note", "editors"),
    [
        ("J. Lis, Brody, Lublin 1999; tenże, Jaz, w: tenże, J. Kos (red.), Rzeki, Kraków 2001, s. 5.", ["Lis", "Kos"]),
        ("J. Lis, Brody, Lublin 1999; tenże, Jaz, w: tenże i J. Kos (red.), Rzeki, Kraków 2001.", ["Lis", "Kos"]),
        ("Karl Lis, Furt, Bonn 1999; ders., Zoll, in: ders./Anna Kos (Hg.), Rhein, Bonn 2001, S. 5.", ["Lis", "Kos"]),
        ("Karl Lis, Furt, Bonn 1999; ders., Zoll, in: ders. (Hg.), Rhein, Bonn 2001, S. 5.", ["Lis"]),
        ("J. Lis, Brody, Lublin 1999; tenże, Jaz, w: Rzeki, red. tenże, Kraków 2001, s. 5.", ["Lis"]),
        ("J. Lis, Jaz, w: Rzeki, red. tenże, J. Kos, A. Mak, Kraków 2001, s. 5.", ["Lis", "Kos", "Mak"]),
        ("J. Lis, Jaz, w: Rzeki, red. A. Mak i tenże, Kraków 2001, s. 5.", ["Mak", "Lis"]),
        ("Ann Lis, ‘Tolls’, in Rivers, ed. eadem and Jane Kos (Leiden: Brill, 2002), 101–30.", ["Lis", "Kos"]),
    ],
)
def test_the_author_named_before_edits_with_others_where_a_word_stands_for_both(note: str, editors: list[str]) -> None:
    found = _read(note)
    assert [name.family for name in found.item.names["author"]] == ["Lis"]
    assert [name.family for name in found.item.names["editor"]] == editors
    assert "container-author" not in found.item.names and not found.unread


@pytest.mark.parametrize(
    ("note", "place", "printer"),
    [
        ("J. Lis, De fluviis, Cracoviae apud J. Kos 1583, k. 4.", "Cracoviae", "apud J. Kos"),
        ("J. Lis, De fluviis, Lipsiae apud Ioannem Kos, 1583, k. 4.", "Lipsiae", "apud Ioannem Kos"),
        ("J. Lis, De fluviis, Romae ex typographia Vaticana 1603, s. 3.", "Romae", "ex typographia Vaticana"),
        (
            "J. Lis, De fluviis, Lugduni Batavorum ex officina Elzeviriana 1633, s. 3.",
            "Lugduni Batavorum",
            "ex officina Elzeviriana",
        ),
        ("J. Lis, De fluviis, Cracoviae, in officina Lazari, 1583, k. 4.", "Cracoviae", "in officina Lazari"),
        ("J. Lis, De fluviis, Typis Vaticanis, Romae 1903, s. 3.", "Romae", "Typis Vaticanis"),
    ],
)
def test_a_latin_printer_behind_the_place(note: str, place: str, printer: str) -> None:
    item = _read(note).item
    assert item.text["publisher-place"] == place
    assert item.text["publisher"] == printer
    assert item.text["title"] == "De fluviis"


@pytest.mark.parametrize(
    ("note", "family", "title", "place"),
    [
        # a place with an initial begins no citation
        ("См.: Гусева Т. Н. Быт рабочих Сормова. Н. Новгород, 2002.", "Гусева", "Быт рабочих Сормова", "Н. Новгород"),
        (
            "См., например: Гусева Т. Н. Быт рабочих: дис. ... канд. ист. наук. Н. Новгород, 2002. С. 77.",
            "Гусева",
            "Быт рабочих",
            "Н. Новгород",
        ),
        # nor is a name behind a signal a place of publication
        ("Vgl. Karl Brenner: Die Zünfte, 2. Aufl., München 1978, S. 34 f.", "Brenner", "Die Zünfte", "München"),
        ("Vgl. Hans Otto: Rat. Eine Studie, 3. Aufl., Köln 1990, S. 5.", "Otto", "Rat. Eine Studie", "Köln"),
        ("Por. Jan Lis: Rzeki, Kraków 1990, s. 5.", "Lis", "Rzeki", "Kraków"),
    ],
)  # fmt: skip
def test_places_and_names_behind_a_signal(note: str, family: str, title: str, place: str) -> None:
    item = _read(note).item
    assert [name.family for name in item.names["author"]] == [family]
    assert item.text["title"] == title
    assert item.text["publisher-place"] == place
    assert "publisher" not in item.text
