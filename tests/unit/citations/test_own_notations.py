"""What notations with a grammar of their own are told by, and what only looks like them."""

from __future__ import annotations

import pytest

from bibtool.citations.citation import Citation
from bibtool.citations.readings import church, law, series, vancouver
from bibtool.citations.readings.supplement import nominative
from bibtool.jobs.extract import from_document
from bibtool.readers.document import Document, SourceNote
from bibtool.text.mapped import Mapped


def _read(text: str) -> list[Citation]:
    note = SourceNote("1", Mapped.of(text, 0, len(text)))
    return list(from_document(Document("case", text, "utf-8", "text", (note,)))[0].citations)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (" 1964 nr 43 poz. 296", ["DATE", "ISSUE", "ITEM"]),
        (". 2013. № 19. Ст. 2305", ["DATE", "ISSUE", "ITEM"]),
        (". – 2013. – N 19. – Ст. 2305", ["DATE", "ISSUE", "ITEM"]),
        (" 12, 34 (36)", ["VOLUME", "PAGES", "PIN"]),
        (" 20 (1928), 5-16", ["VOLUME", "DATE", "PAGES"]),
        (" 2011/10/117", ["DATE", "ISSUE", "ITEM"]),
        (" z 2007r. Nr 135, poz. 950 z późn. zm.", ["DATE", "ISSUE", "ITEM", "REMARK"]),
        (" w Warszawie", []),
    ],
)
def test_figures_of_a_series(text: str, slots: list[str]) -> None:
    found, end = series.figures(text, 0, len(text))
    assert [figure.slot.name for figure in found] == slots
    assert all(text[figure.start : figure.end].startswith(figure.value) for figure in found)
    assert end <= len(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dz. U. z 2007 r. poz. 950", "Dz. U."),
        ("o rzece (OSNC 2010, nr 1)", "OSNC"),
        ("ПСЗ-I. Т. 22. № 16187", "ПСЗ"),
        ("Голос України. 2002. № 33. Ст. 220", "Голос України"),
    ],
)
def test_a_gazette_has_figures_behind_it(text: str, name: str) -> None:
    found = law.publication(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.stop].startswith(name)


@pytest.mark.parametrize(
    "text", ["Monitor Polski w prasie", "LEX, Warszawa 2010", "Голос України, 2 мая 1995", "Stat. i dane"]
)
def test_a_name_without_figures_is_no_gazette(text: str) -> None:
    assert law.publication(text, 0, len(text)) is None


def test_who_issues_documents_of_the_church() -> None:
    for text in ("Pius XI, Enc. X", "Sobór Wat. II, Dekret", "Иоанн Павел II. Книга", "Franciszek, Adhort. Y"):
        assert church.issuer(text, 0, len(text)) is not None, text
    for text in ("Jan Lis, Rzeki", "Franciszek, Rzeki", "Pius, Dekret", "Paul Lis, Decree"):
        assert church.issuer(text, 0, len(text)) is None, text


def test_a_semicolon_before_a_volume_parts_nothing() -> None:
    text = "Med Pol. 2011;62(3):201–209; Lis A. Sen. 2012"
    assert vancouver.dotted_figures(text, text.index(";"))
    assert not vancouver.dotted_figures(text, text.rindex(";"))


def test_newspapers_in_the_nominative() -> None:
    assert nominative("Gazety Wyborczej") == "Gazeta Wyborcza"
    assert nominative("Życia Warszawy") == "Życie Warszawy"
    assert nominative("Rzeczpospolitej") == "Rzeczpospolita"
    assert nominative("Echa Bugu") == "Echa Bugu", "nothing is known of it"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A. Lis, Film i rzeka, Warszawa 1999, s. 5.", "book"),
        ("A. Lis, Wywiad z rzeką, Warszawa 1999.", "book"),
        ("A. Lis, Rozmowa z Bugiem, „Rota” 1999, nr 3, s. 5.", "article-journal"),
        ("Jan Paweł II, Pamięć rzeki, Kraków 2005.", "book"),
        ("Kodeks rzeczny z dnia 3 maja 1964 r. Komentarz, red. A. Lis, Warszawa 2009.", "book"),
        ("J. Kos, Most, w: Ponts, dir. P. Lis, Paris 1990, s. 3.", "chapter"),
        ("A. Lis, Brody, Archiwum Mazowieckie, t. 10, 1988, s. 4.", "article-journal"),
        ("Курс / Ф. Лисин. – Томск : Река, 2020.", "book"),
    ],
)
def test_ordinary_works_that_look_like_them(text: str, kind: str) -> None:
    assert [citation.item.type for citation in _read(text)] == [kind]
