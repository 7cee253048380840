"""Invented persons and the forms of their names."""

from __future__ import annotations

import random

import pytest

from training.people import Look, Person, genitive, initials, invent, printed
from training.tables import languages, ordinal, roman, table

JAN = Person(("Jan", "Maria"), "Kowal")


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (Look("I F"), "J. M. Kowal"),
        (Look("I F", gap=""), "J.M. Kowal"),
        (Look("G F"), "Jan Maria Kowal"),
        (Look("F, I"), "Kowal, J. M."),
        (Look("F -"), "Kowal JM"),
        (Look("F G", capitals=True), "KOWAL Jan Maria"),
        (Look("I F", spaced=True), "J. M. K o w a l"),
    ],
)
def test_forms(look: Look, expected: str) -> None:
    assert printed(JAN, look, table("pl")) == expected


def test_double_names_keep_their_hyphen() -> None:
    assert initials(Person(("Jean-Luc",), "Rand"), " ") == "J.-L."


def test_particles_and_bodies() -> None:
    assert printed(Person(("Ute",), "Lang", "von"), Look("I F"), table("de")) == "U. von Lang"
    assert printed(Person(literal="Rat der Stadt"), Look("F, I"), table("de")) == "Rat der Stadt"


@pytest.mark.parametrize(
    ("code", "family", "expected"),
    [("ru", "Ильин", "Ильина"), ("ru", "Горская", "Горской"), ("pl", "Rawski", "Rawskiego"), ("uk", "Ткач", "Ткач")],
)
def test_genitives(code: str, family: str, expected: str) -> None:
    assert genitive(family, table(code)) == expected


@pytest.mark.parametrize("code", languages())
def test_every_language_invents_persons_of_its_script(code: str) -> None:
    people = [invent(random.Random(seed), table(code)) for seed in range(40)]
    assert len({person.family for person in people}) > 25
    cyrillic = any("а" <= letter <= "я" for person in people for letter in person.family.lower())
    assert cyrillic == (code in {"ru", "uk", "be"})


def test_numerals() -> None:
    assert [roman(number) for number in (4, 19, 48, 399)] == ["IV", "XIX", "XLVIII", "CCCXCIX"]
    assert [ordinal(number) for number in (1, 2, 3, 11, 22, 112)] == ["1st", "2nd", "3rd", "11th", "22nd", "112th"]


def test_small_letters_throughout() -> None:
    person = Person(("Anna", "Maria"), "Sikora")
    assert printed(person, Look("i f"), table("pl")) == "a. m. sikora"
    assert printed(person, Look("F"), table("pl")) == "Sikora"
