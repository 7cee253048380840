"""Keys that people can read, from any script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_citations import full, item

from bibtool.entries.build import build
from bibtool.entries.keys import assign, stem
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.errors import UnknownScheme


@pytest.mark.parametrize(
    ("author", "language", "expected"),
    [
        ("А. Гордийчук", "ru", "gordijczuk2023"),
        ("М. Грушевський", "uk", "hruszewski2023"),
        ("Я. Łomanowski", "pl", "lomanowski2023"),
        ("K. Weißkopf", "de", "weisskopf2023"),
        ("Д. Тренин", "", "trienin2023"),
        ("Д. Тренин", "en", "trienin2023"),
        ("Қ. Тоқаев", "kk", "tokajew2023"),
        ("N. Ostianová", "en", "ostianova2023"),
        ("მ. ბერიძე", "ka", "beridze2023"),
        ("X. 王", "zh", "wang2023"),
    ],
)
def test_a_family_name_of_any_script(author: str, language: str, expected: str) -> None:
    assert stem(item("Tytuł", author, "2023", language=language)) == (expected, True)


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("На перепутье: как складываются отношения", "ru", "pierieputje2023"),
        ("В парламенте объяснили отказ", "ru", "parlamientie2023"),
        ("The end of an era", "en", "end2023"),
        ("O rolnictwie", "pl", "rolnictwie2023"),
        ("[Azja w zbliżeniu] Dlaczego zdradził?", "pl", "dlaczego2023"),
        ("24 lutego", "pl", "lutego2023"),
        ("1984", "pl", "19842023"),
        ("„Ziemia obiecana” po latach", "pl", "ziemia2023"),
    ],
)
def test_without_author_the_first_word_that_means_something(title: str, language: str, expected: str) -> None:
    assert stem(item(title, "", "2023", language=language)) == (expected, True)


def test_bodies_particles_and_editors() -> None:
    body = Item("report", {"author": (Name(literal="Najwyższa Izba Kontroli"),)}, {"issued": Date(((2020,),))})
    assert stem(body)[0] == "najwyzsza2020"
    taken_for_a_person = Item("book", {"author": (Name("Światowa Organizacja Zdrowia"),)})
    assert stem(taken_for_a_person)[0] == "swiatowand"
    particle = Item("book", {"author": (Name("Gogh", "V.", "van"),)}, {"issued": Date(((1885,),))})
    assert stem(particle)[0] == "vangogh1885"
    edited = Item("book", {"editor": (Name("Lis", "B."),)}, {"issued": Date(((1999,),))}, {"title": "Zbiór"})
    assert stem(edited)[0] == "lis1999"


@pytest.mark.parametrize(
    ("archive", "language", "expected"),
    [
        ("Archiwum Akt Nowych", "pl", "aannd"),
        ("AAN", "pl", "aannd"),
        ("ГАРФ", "ru", "garfnd"),
        ("ЦДІАК України", "uk", "cdiaknd"),
        ("The National Archives", "en", "nand"),
        ("Biblioteka Jagiellońska", "", "bjnd"),
        ("Hauptstaatsarchiv", "de", "hauptstaatsarchivnd"),
        ("w zbiorach autora", "pl", "zbiorachnd"),
    ],
)
def test_a_record_without_title_goes_by_its_archive(archive: str, language: str, expected: str) -> None:
    record = Item("manuscript", text={"archive": archive, "archive_location": "sygn. 4", "language": language})
    assert stem(record) == (expected, True)


def test_dates_that_are_no_year() -> None:
    undated = item("Tytuł", "A. Nowak", "", accessed="2021-05-05")
    assert stem(undated)[0] == "nowaknd", "an access date changes with the next mention"
    printed = Item("book", {"author": (Name("Nowak"),)}, {"issued": Date(literal="b.d. [ok. 1930]")})
    assert stem(printed)[0] == "nowak1930"
    ancient = Item("book", {"author": (Name("Caesar"),)}, {"issued": Date(((-50,),))})
    assert stem(ancient)[0] == "caesar50bc"


def test_a_work_without_a_name_is_told() -> None:
    result = build([full("1", "", "", "2021", URL="https://pl.example.org/a"), full("2", "", "", "")])
    assert [e.key for e in result.entries] == ["example2021", "anonnd"]
    assert [f.code for f in result.findings] == ["BT406", "BT406"]


def test_a_periodical_stands_in_for_a_missing_title() -> None:
    assert stem(item("", "", "1917", container_title="Рабочая газета", language="ru")) == ("raboczaja1917", True)


def test_other_schemes() -> None:
    work = item("Tytuł", "А. Гордийчук", "2023", language="ru")
    assert stem(work, "iso9")[0] == "gordijcuk2023"
    with pytest.raises(UnknownScheme):
        stem(work, "iso8")


def test_the_first_keeps_the_plain_key_and_letters_follow() -> None:
    assert assign(["nowak2010"] * 4) == ["nowak2010", "nowak2010a", "nowak2010b", "nowak2010c"]
    assert assign(["Nowak2010", "nowak2010"]) == ["nowak2010", "nowak2010a"]
    assert assign(["x"] * 29)[26:] == ["xz", "xaa", "xab"]
    assert assign(["x", "xa", "x"]) == ["x", "xa", "xb"]


def test_a_collision_is_told_at_the_later_work() -> None:
    result = build([full("1", "Szlaki", "A. Nowak", "2010"), full("2", "Brody", "A. Nowak", "2010")])
    assert [e.key for e in result.entries] == ["nowak2010", "nowak2010a"]
    (finding,) = result.findings
    assert (finding.code, finding.note_id, dict(finding.args)) == (
        "BT404",
        "2",
        {"base": "nowak2010", "key": "nowak2010a"},
    )


@given(st.lists(st.text(alphabet="abAB2", max_size=3), max_size=40))
def test_keys_are_unique_also_without_case(stems: list[str]) -> None:
    keys = assign(stems)
    assert len({key.casefold() for key in keys}) == len(stems) == len(keys)
    assert assign(stems[:-1]) == keys[:-1] if stems else True


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["pl", "ru", "uk", "be", "kk", "en", "", "xx"]))
def test_any_name_gives_a_key_of_plain_letters(family: str, title: str, language: str) -> None:
    work = Item("book", {"author": (Name(family),)}, {}, {"title": title, "language": language})
    found, _ = stem(work)
    assert re.fullmatch(r"[a-z0-9]+", found)


@pytest.mark.parametrize(
    ("family", "expected"),
    [("van der Lint", "vanderlint2023"), ("de La Tour", "delatour2023"), ("Związek Młynarzy Rawskich", "zwiazek2023")],
)
def test_particles_belong_to_the_key(family: str, expected: str) -> None:
    issued = Date.from_edtf("2023")
    assert issued is not None
    found, _ = stem(Item("book", {"author": (Name(family=family, given="A."),)}, {"issued": issued}, {}))
    assert found == expected
