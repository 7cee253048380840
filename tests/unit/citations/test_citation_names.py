"""Names at the head of a citation, in every printed order."""

from __future__ import annotations

import pytest

from bibtool.citations.names.bodies import body
from bibtool.citations.names.persons import NameList, attested, person_list


def listed(text: str, *, closed: bool = True) -> NameList:
    found = person_list(text, 0, len(text), closed=closed)
    assert found is not None, text
    return found


def pairs(names: NameList) -> list[tuple[str, str]]:
    return [(name.family, name.given) for name in names.names]


@pytest.mark.parametrize(
    ("text", "form", "expected", "rest"),
    [
        ("W. Sowa, K. Mak, Jary", "initials-first", [("Sowa", "W."), ("Mak", "K.")], ", Jary"),
        ("J.-M. Dubois, Mur", "initials-first", [("Dubois", "J.-M.")], ", Mur"),
        ("H. van den Broek, Dikes", "initials-first", [("van den Broek", "H.")], ", Dikes"),
        ("Hans von und zu Rodau: Wehre", "given-first", [("von und zu Rodau", "Hans")], ": Wehre"),
        ("Karl Otto von und zum Stein, Wehre", "given-first", [("von und zum Stein", "Karl Otto")], ", Wehre"),
        ("F. Scott Moor, Dikes", "initials-first", [("Moor", "F. Scott")], ", Dikes"),
        ("M. Vargas Llosa, Diques", "initials-first", [("Vargas Llosa", "M.")], ", Diques"),
        ("Сова В. И. О реках", "family-first", [("Сова", "В. И.")], " О реках"),
        ("СОВА В., МАК К. Реки", "family-first", [("СОВА", "В."), ("МАК", "К.")], " Реки"),
        ("DVOŘÁK, Jan. Řeky", "family-first", [("DVOŘÁK", "Jan")], ". Řeky"),
        ("Brown, Peter and John White. Dikes", "family-first", [("Brown", "Peter"), ("White", "John")], ". Dikes"),
        # a word joins the second, so that its given name need not be one of the data
        (
            "de Boer, Jan, and Wim van der Stel. Dikes",
            "family-first",
            [("de Boer", "Jan"), ("van der Stel", "Wim")],
            ". Dikes",
        ),
        ("Brown, Peter, and Kwame Moor. Dikes", "family-first", [("Brown", "Peter"), ("Moor", "Kwame")], ". Dikes"),
        (
            "Brown, P. & Kwame Moor (2001). Dikes",
            "family-first",
            [("Brown", "P."), ("Moor", "Kwame")],
            " (2001). Dikes",
        ),
        ("Lis, Jan i Roswita Mak. Jary", "family-first", [("Lis", "Jan"), ("Mak", "Roswita")], ". Jary"),
        ("Brown, Peter, and Ang Fox. Dikes", "family-first", [("Brown", "Peter"), ("Fox", "Ang")], ". Dikes"),
        (
            "Brown, Peter, and Maria de la Cruz. Dikes",
            "family-first",
            [("Brown", "Peter"), ("de la Cruz", "Maria")],
            ". Dikes",
        ),
        ("Brown, Peter, and World Bank, Dikes", "family-first", [("Brown", "Peter")], ", and World Bank, Dikes"),
        ("Anna Sowa, Jary", "given-first", [("Sowa", "Anna")], ", Jary"),
        ("Sowa Anna, Jary", "family-given", [("Sowa", "Anna")], ", Jary"),
    ],
)
def test_each_order_of_names(text: str, form: str, expected: list[tuple[str, str]], rest: str) -> None:
    found = listed(text)
    assert (found.form, pairs(found), text[found.end :]) == (form, expected, rest)


def test_each_name_has_its_span() -> None:
    text = "ks. prof. W. Sowa, K. Mak, Jary"
    assert [text[start:end] for start, end in listed(text).spans] == ["W. Sowa", "K. Mak"]


def test_others_belong_to_the_list_and_are_no_name() -> None:
    text = "W. Sowa i in., Jary"
    found = listed(text)
    assert (len(found.names), found.et_al, text[found.end :]) == (1, True, ", Jary")


def test_a_ruler_keeps_his_number() -> None:
    assert [name.literal for name in listed("Jan Paweł II, Listy").names] == ["Jan Paweł II"]


def test_a_title_of_two_capitals_after_a_name_is_no_second_author() -> None:
    assert pairs(listed("W. Sowa, Dawne Jary, Opole 1990")) == [("Sowa", "W.")]


@pytest.mark.parametrize("text", ["rzeki i jary", "Rec. W. Sowa, Jary", "1990", "", "Anna Sowa poszła nad rzekę"])
def test_what_is_no_name(text: str) -> None:
    assert person_list(text, 0, len(text)) is None


def test_full_letters_need_a_mark_after_them_only_where_it_is_asked_for() -> None:
    assert pairs(listed("Anna Sowa poszła", closed=False)) == [("Sowa", "Anna")]


def test_a_list_ends_where_it_is_told_to() -> None:
    assert person_list("W. Sowa, K. Mak", 0, 7) == listed("W. Sowa")


def test_evidence_for_a_name() -> None:
    for text, expected in [("W. Sowa, Jary", True), ("Anna Sowa, Jary", True), ("Dawne Jary, Opole", False)]:
        assert attested(text, listed(text)) is expected, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ONZ", True),
        ("Ministerstwo Rolnictwa", True),
        ("rzeki.example.org", True),
        ("Jary Opolszczyzny", False),
        ("ministerstwo rolnictwa", False),
        ("A", False),
        ("", False),
    ],
)
def test_bodies(text: str, expected: bool) -> None:
    assert body(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jean de La Tour, Les biefs", ("de La Tour", "Jean")),
        ("Piet Van Der Kooi, Water", ("Van Der Kooi", "Piet")),
        ("Anna Di Marco, Ponti", ("Di Marco", "Anna")),
        ("Jan Ван Дер Берг, Река", ("Ван Дер Берг", "Jan")),
        ("De La Tour Hélène, Les biefs", ("De La Tour", "Hélène")),
        ("Du Perray Jacques, Les biefs", ("Du Perray", "Jacques")),
        ("Van Der Kooi Jan, Water", ("Van Der Kooi", "Jan")),
        ("Van Jacques, Les biefs", ("Van", "Jacques")),
    ],
)
def test_a_particle_with_a_capital_belongs_to_the_family_name(text: str, expected: tuple[str, str]) -> None:
    assert pairs(listed(text)) == [expected]
