"""The same person in two scripts, with initials, surname first, particles."""

import doctest

import pytest

from bibtool.language import names as module
from bibtool.language.names import Person, match_names, parse_person

SAME = [
    ("Р. Гончаренко", "R. Gonczarenko"),
    ("Р. Гончаренко", "R. Goncharenko"),
    ("R. Gonczarenko", "R. Goncharenko"),
    ("R. Honczarenko", "Р. Гончаренко"),
    ("Тренин Д.", "Dmitri Trenin"),
    ("D. Trienin", "Тренин Дмитрий"),
    ("Лебедева О. В.", "O. V. Lebedeva"),
    ("Лебедева О. В.", "O. Lebiediewa"),
    ("Грушевський М.", "Mykhailo Hrushevskyi"),
    ("Грушевський Михайло", "Michał Hruszewski"),
    ("Токаев К.", "K. Tokajew"),
    ("Х. Яковлев", "Kh. Yakovlev"),
    ("Я. Шиманський", "J. Szymanski"),
    ("Ю. Щербак", "Yurii Shcherbak"),
    ("Neumann, Johann von", "J. von Neumann"),
    ("Jan Kowalski-Nowak", "J. Nowak"),
    ("Александр Лукашенко", "Aleksander Łukaszenko"),
    ("Лукашэнка Аляксандр", "Alexander Lukashenka"),
    ("Жанна Ціхановіч", "Zhanna Tsikhanovich"),
]
OTHER = [
    ("Р. Гончаренко", "В. Гончаренко"),
    ("R. Gonczarenko", "R. Gonczar"),
    ("Иванов И.", "Петров И."),
    ("Jan Nowak", "Anna Nowak"),
    ("Adam Zając", "Adam Żak"),
    ("О. Коваль", "O. Kowalski"),
    ("М. Грушевський", "S. Hruszewski"),
]


def test_examples_in_docstrings():
    result = doctest.testmod(module)
    assert (result.failed, result.attempted) == (0, 3)


@pytest.mark.parametrize(("one", "other"), SAME, ids=lambda name: name)
def test_one_person(one, other):
    found = match_names(one, other)
    assert found.likely, found
    assert match_names(other, one) == found


@pytest.mark.parametrize(("one", "other"), OTHER, ids=lambda name: name)
def test_two_persons(one, other):
    found = match_names(one, other)
    assert not found.likely, found


def test_a_surname_alone_is_possible_and_not_likely():
    found = match_names("Гончаренко", "R. Gonczarenko")
    assert 0.5 < found.score < 0.8
    assert found.why == ("same-surname-by-key", "no-given-name")


def test_more_evidence_scores_higher():
    full = match_names("Jan Kowalski", "Jan Kowalski").score
    initials = match_names("Jan Kowalski", "J. Kowalski").score
    assert full == 1.0
    assert initials < full


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R. Gonczarenko", Person("Gonczarenko", ("R.",))),
        ("Лебедева О.В.", Person("Лебедева", ("О.", "В."))),
        ("Лебедева, Ольга", Person("Лебедева", ("Ольга",))),
        ("Johann von Neumann", Person("Neumann", ("Johann",), "von")),
        ("Jan Kowalski", Person("Kowalski", ("Jan",))),
        ("M. King, Jr.", Person("King", ("M.",))),
        ("Ю. Шевченко", Person("Шевченко", ("Ю.",))),
        ("", Person("")),
    ],
)
def test_printed_names_are_read(text, expected):
    assert parse_person(text) == expected


def test_empty_names_never_match():
    assert match_names("", "").score == 0.0
    assert match_names("Nowak", "").score == 0.0
