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
        (" 2004, 1798 m. w. N.", ["DATE", "PAGES"]),
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


@pytest.mark.parametrize(
    ("text", "title", "container", "year"),
    [
        ("Лис А. Рец. на кн.: Сыч Р. Броды. М., 1933. 250 с. // Реки. 1934. № 10. С. 288.",
         "Рец. на кн.: Сыч Р. Броды. М., 1933. 250 с", "Реки", 1934),
        ("J. Lis, rec.: A. Kos, Promy, Lublin 2004, „Rzeki” 2005, nr 2, s. 5.",
         "rec.: A. Kos, Promy, Lublin 2004", "Rzeki", 2005),
        ("J. Lis, [rec.] A. Kos, Promy, Lublin 2004, ss. 250, „Rzeki” 31 (2005), s. 5–7.",
         "[rec.] A. Kos, Promy, Lublin 2004, ss. 250", "Rzeki", 2005),
        ("K. Ente, Rez. zu: A. Fisch, Furten, Kiel 1920, in: Flüsse 3 (1921), S. 5.",
         "Rez. zu: A. Fisch, Furten, Kiel 1920", "Flüsse", 1921),
    ],
)  # fmt: skip
def test_a_review_is_called_by_the_book_and_dated_by_its_periodical(
    text: str, title: str, container: str, year: int
) -> None:
    (found,) = _read(text)
    assert (found.item.text["title"], found.item.text["container-title"]) == (title, container)
    assert found.item.dates["issued"].parts[0][0] == year
    assert len(found.item.names["author"]) == 1


@pytest.mark.parametrize(
    "text", ["J. Lis, Recenzje i polemiki, Lublin 2001, s. 5.", "J. Lis, Recenzja, „Rzeki” 2001, nr 2, s. 5."]
)
def test_a_title_that_begins_like_a_review_stays_a_title(text: str) -> None:
    (found,) = _read(text)
    assert found.fields["title"].rule != "title-of-review"


@pytest.mark.parametrize(
    ("text", "title", "author"),
    [
        ("List J. Lisa do A. Kosa z 3 V 1925 r., Archiwum Rzeczne, sygn. 14, k. 5v.",
         "List J. Lisa do A. Kosa z 3 V 1925 r.", None),
        ("Письмо А. Лиса к Р. Сычу, Реки, 1975, № 14, с. 2.", "Письмо А. Лиса к Р. Сычу", None),
        ("Kos F. Das nationale System der Flüsse. Kiel, 1841. S. 5.", "Das nationale System der Flüsse", "Kos"),
    ],
)  # fmt: skip
def test_a_letter_is_no_person(text: str, title: str, author: str | None) -> None:
    (found,) = _read(text)
    assert found.item.text["title"] == title
    assert [name.family for name in found.item.names.get("author", ())] == ([author] if author else [])


@pytest.mark.parametrize(
    ("text", "place", "publisher"),
    [
        ("A. Reed, Dykes (Leeds and York: Brook and Sons 2007), 9.", "Leeds and York", "Brook and Sons"),
        ("K. Ente, Furten (Kiel: Teich Verlag 1920), S. 5.", "Kiel", "Teich Verlag"),
    ],
)
def test_an_imprint_in_brackets_needs_no_comma(text: str, place: str, publisher: str) -> None:
    (found,) = _read(text)
    assert (found.item.text["publisher-place"], found.item.text["publisher"]) == (place, publisher)


@pytest.mark.parametrize(
    ("text", "variable", "value"),
    [
        ("R. Sum, Zatory na Bugu, Kurier Podlaski 14 V 1933, s. 4.", "container-title", "Kurier Podlaski"),
        ("R. Sum, Zatory na Bugu, Warszawa 14 V 1933.", "publisher-place", "Warszawa"),
        ("R. Sum, Zatory na Bugu, Zbuczyn 1933, s. 4.", "publisher-place", "Zbuczyn"),
    ],
)
def test_what_stands_before_a_day(text: str, variable: str, value: str) -> None:
    (found,) = _read(text)
    assert found.item.text[variable] == value


@pytest.mark.parametrize(
    ("text", "title", "code", "section"),
    [
        ("Clean Water Act, 33 U.S.C. § 1251 (1972).", "Clean Water Act", "33 U.S.C.", "1251"),
        ("Ferries by Lot Act, 46 U.S.C. § 121 et seq. (1990).", "Ferries by Lot Act", "46 U.S.C.", "121 et seq."),
        ("Ferries (Tolls) Act, 46 U.S.C. §§ 121 et seq.", "Ferries (Tolls) Act", "46 U.S.C.", "121 et seq"),
        ("Ferries Act of 1973, 16 U.S.C. § 31(a)(3).", "Ferries Act of 1973", "16 U.S.C.", "31(a)(3)"),
        ("28 U.S.C. § 1331.", "", "28 U.S.C.", "1331"),
    ],
)
def test_an_act_before_its_section_in_a_code_is_no_person(text: str, title: str, code: str, section: str) -> None:
    (citation,) = _read(text)
    assert citation.item is not None and citation.item.type == "legislation" and not citation.item.names
    assert citation.item.text.get("title", "") == title and citation.item.text["container-title"] == code
    assert citation.locator == section
