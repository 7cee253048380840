"""Citations that a sentence carries: in brackets without a label for pages, behind joining words, from archives that
nobody listed."""

import json

import pytest

from bibtool.citations.citation import Citation
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


def read(*notes: str) -> list[Citation]:
    lines = "\n".join(json.dumps({"number": str(at), "text": text}) for at, text in enumerate(notes, 1))
    return list(extract([Source("notes.jsonl", lines.encode())]).documents[0].citations)


CITED = "D. O. Marram, “Wreckers and Lawyers,” Journal of Coastal History 17, no. 2 (2005): 201–24."


@pytest.mark.parametrize(
    "note",
    [
        "These figures, as Marram notes (“Wreckers,” 219), leave out the relief keepers.",
        "As Marram notes (‘Wreckers’, 219), these leave out the keepers.",
        "As Marram notes (Wreckers, 219), these leave out the keepers.",
        "The wages were low (Marram, “Wreckers,” 219).",
        "Płace były niskie, jak pisze Marram („Wreckers”, 219).",
    ],
)
def test_a_bracket_with_a_short_title_and_a_bare_page(note: str) -> None:
    _, short = read(CITED, note)
    assert short.refers_to is not None and short.refers_to.note == "1"
    assert short.locator == "219"


@pytest.mark.parametrize("note", ["The tower stood (Kings, 219) for years.", "He left (Hull, 219 miles away)."])
def test_brackets_with_no_work_cited_before(note: str) -> None:
    assert len(read(CITED, note)) == 1


@pytest.mark.parametrize(
    ("note", "author"),
    [
        ("Zdaniem Grebli „młyn był sądem” (O. Hrebla, dz. cyt., s. 12).", "Hrebla"),
        ("На думку О. Греблі, «млин був судом» (Гребля О., зазн. праця, с. 12).", "Гребля"),
        ("По мнению Гребли, «млин» (О. Гребля, указ. соч., с. 12).", "Гребля"),
    ],
)
def test_a_quotation_before_a_bracket_is_no_title(note: str, author: str) -> None:
    (found,) = read(note)
    assert [name.family for name in found.item.names["author"]] == [author]
    assert "title" not in found.item.text and found.locator == "12"


def test_a_family_name_alone_in_the_bracket() -> None:
    _, found = read("J. Lis, Wieża, Lublin 1990, s. 4.", "Jak chce Lis: „wieża stoi” (Lis, dz. cyt., s. 12).")
    assert found.refers_to is not None and found.locator == "12"


@pytest.mark.parametrize(
    ("note", "families"),
    [
        ("I. Tarn, Lights (Oxford: Strand, 2011), 15; and J. Ness, Reefs (Hull, 1999), 70.", ["Tarn", "Ness"]),
        ("T. Ruczaj, Komora, Kraków 1999, s. 7; oraz L. Sitarz, O soli, Kraków 2001, s. 13.", ["Ruczaj", "Sitarz"]),
        ("T. Ruczaj, Komora, Kraków 1999, s. 7; a także: L. Sitarz, O soli, Łódź 2001, s. 13.", ["Ruczaj", "Sitarz"]),
        ("Дугин М. И. Мир. М., 1990. С. 5; а также Лотоков В. П. Век. М., 1991. С. 6.", ["Дугин", "Лотоков"]),
        ("K. Binse, Das Moor, Berlin 1990, S. 3; und J. Damm, Der Torf, Berlin 1991, S. 4.", ["Binse", "Damm"]),
        ("J. Lín, Ryby, Praha 1990, s. 3; a P. Sádek, Hráze, Praha 1991, s. 4.", ["Lín", "Sádek"]),
    ],
)
def test_a_joining_word_behind_a_semicolon_is_no_part_of_a_name(note: str, families: list[str]) -> None:
    assert [found.item.names["author"][0].family for found in read(note)] == families


def test_a_name_in_the_same_note_and_a_title_in_quotation_marks() -> None:
    _, short = read("I. Tarn, ‘Lights for Whom?’, Sea 3 (2011), 15–40; and Tarn, ‘Lights’, 16.")
    assert short.refers_to is not None and short.locator == "16"


@pytest.mark.parametrize(
    ("act", "section"),
    [
        ("Merchant Shipping (Lights) Act 1862, s. 14.", "14"),
        ("Companies (Consolidation) Act 1908, s. 5.", "5"),
        ("Local Government (Miscellaneous Provisions) Act 1982.", ""),
    ],
)
def test_brackets_in_the_name_of_an_act(act: str, section: str) -> None:
    (found,) = read(act)
    assert (found.item.type, found.item.text["title"]) == ("legislation", act.partition(", s.")[0].rstrip("."))
    assert found.locator == section and "author" not in found.item.names


@pytest.mark.parametrize(
    ("note", "archive", "place"),
    [
        ("Niedersächsisches Landesarchiv Oldenburg, Best. 70, Nr. 4411, Bl. 3r.", 0, "Best. 70, Nr. 4411"),
        ("Hessisches Hauptstaatsarchiv Wiesbaden, Abt. 130, Nr. 12, Bl. 5v.", 0, "Abt. 130, Nr. 12"),
        ("Staatsarchiv Hamburg, 111-1 Senat, Nr. 55, Bl. 12.", 0, "111-1 Senat, Nr. 55"),
        ("Moravský zemský archiv v Brně, fond B 14, inv. č. 44, fol. 5.", 0, "fond B 14, inv. č. 44"),
        ("Státní oblastní archiv v Třeboni, fond Lom, sign. IB 3, fol. 12.", 0, "fond Lom, sign. IB 3"),
        ("Štátny archív v Nitre, fond Župa, kart. 12.", 0, "fond Župa, kart. 12"),
        ("Дзяржаўны архіў Гродзенскай вобласці, ф. 1, воп. 2, спр. 3.", 0, "ф. 1, воп. 2, спр. 3"),
    ],
)
def test_archives_by_the_word_for_one(note: str, archive: int, place: str) -> None:
    (found,) = read(note)
    assert found.item.text["archive"] == note.split(", ")[archive]
    assert found.item.text["archive_location"] == place and "title" not in found.item.text


@pytest.mark.parametrize(
    "note",
    [
        "J. Novák, Státní archiv v Praze, Praha 1999, s. 5.",
        "H. Moor, Das Landesarchiv Oldenburg, Oldenburg 1988, S. 7.",
        "Das Staatsarchiv und seine Bestände, Hamburg 1999, S. 5.",
    ],
)
def test_books_on_archives(note: str) -> None:
    (found,) = read(note)
    assert found.item.type == "book" and "archive" not in found.item.text


@pytest.mark.parametrize(
    ("note", "title", "folio"),
    [
        ("AAN, Komitet, sygn. 295/VII-1, k. 2: Protokół posiedzenia, 4 V 1951 r.", "Protokół posiedzenia", "2"),
        ("РГИА. Ф. 1289. Оп. 1. Д. 2207. Л. 14 об.: Рапорт смотрителя.", "Рапорт смотрителя", "14"),
        ("ЦДІАК України, ф. 51, оп. 3, спр. 1877, арк. 12 зв.: Скарга мірошника.", "Скарга мірошника", "12"),
    ],
)
def test_the_document_behind_its_leaves_and_a_colon(note: str, title: str, folio: str) -> None:
    (found,) = read(note)
    assert (found.item.text["title"], found.locator) == (title, folio)
    assert not found.unread


@pytest.mark.parametrize(
    "note",
    [
        "L. Sitarz, O solniczkach, „Rocznik Podgórski” 1996, z. 2, s. 5–33, zwł. s. 12.",
        "Санников А. Г. Смотрители // Вестник Забайкалья. 1994. № 5. С. 6–72, особенно с. 12.",
        "G. Ried, Der Torf, in: Zeitschrift für Moorkunde 31 (1988), S. 1–29, bes. S. 12.",
    ],
)
def test_the_chief_pages_are_the_ones_cited_and_the_word_before_them_stays_unread(note: str) -> None:
    (found,) = read(note)
    assert found.locator == "12" and found.unread


@pytest.mark.parametrize(
    "note",
    [
        "“Coast,” Lights Trust, last modified June 2, 2020, https://lights.example/a, accessed 14 July 2021.",
        "“Coast,” Lights Trust, last updated on 2 June 2020, https://lights.example/a (accessed 14 July 2021).",
        "„Sól”, Portal Solny, ostatnia aktualizacja: 2 VI 2020, https://sol.example/s (dostęp: 14 VII 2021).",
        "Flößer, Verein, zuletzt aktualisiert am 2. Juni 2020, https://floss.example/h (Zugriff am 14.7.2021).",
    ],
)
def test_a_page_was_last_changed_on_one_day_and_looked_at_on_another(note: str) -> None:
    (found,) = read(note)
    assert {name: date.to_edtf() for name, date in found.item.dates.items()} == {
        "issued": "2020-06-02",
        "accessed": "2021-07-14",
    }
    assert found.item.text["container-title"] in {"Lights Trust", "Portal Solny", "Verein"} and not found.unread


@pytest.mark.parametrize(
    ("note", "title"),
    [
        (
            "Станции, которых нет [Электронный ресурс] // Память тракта: сайт. URL: http://t.example/a (дата "
            "обращения: 21.03.2018).",
            "Станции, которых нет",
        ),
        (
            "Станції, яких немає // Память: вебсайт. URL: http://t.example/a (дата звернення: 1.03.2018).",
            "Станції, яких немає",
        ),
    ],
)
def test_a_title_before_slashes_is_no_prose(note: str, title: str) -> None:
    (found,) = read(note)
    assert found.item.text["title"] == title and found.item.text["container-title"]


@pytest.mark.parametrize(
    "note",
    [
        "Taki porządek był trwały (zob. J. Lis, dz. cyt., s. 12).",
        "Taki porządek był trwały (tak J. Lis, dz. cyt., s. 12).",
        "Taki porządek był trwały (jak pisze Lis, dz. cyt., s. 12).",
        "Takiego zdania był Jan Kos (sądzi J. Lis, dz. cyt., s. 12).",
        "The order lasted (as argues J. Lis, op. cit., p. 12).",
    ],
)
def test_words_before_the_name_in_a_bracket(note: str) -> None:
    _, found = read("J. Lis, Wieża, Lublin 1990, s. 4.", note)
    assert found.refers_to is not None and found.refers_to.note == "1"
    assert found.locator == "12" and "title" not in found.item.text


def test_a_work_behind_a_signal_in_a_bracket() -> None:
    (found,) = read("Porządek był (por. też A. Kos, Tama, Lublin 1991, s. 5).")
    assert found.item.get("title") == "Tama" and found.item.get("publisher-place") == "Lublin"
    assert families(found) == ["Kos"]


def test_a_person_in_a_bracket_of_a_title_is_no_author() -> None:
    (found,) = read("J. Lis, Dzieje wsi (czasy J. Kosa, lata 1900–1910), Lublin 1991, s. 5.")
    assert families(found) == ["Lis"] and found.item.get("title").startswith("Dzieje wsi (czasy")


def families(found: Citation) -> list[str]:
    return [name.family for name in found.item.names["author"]]


def test_the_work_before_ibid_in_a_bracket() -> None:
    work, ibid = read(
        "См. об этом подробнее: Осповат А. Л., Бук Р. Д. «Печальну повесть сохранить...». М., 1987. С. 12 "
        "(там же библиография)."
    )
    assert families(work) == ["Осповат", "Бук"] and work.locator == "12"
    assert ibid.refers_to is not None and ibid.refers_to.note == "1"
