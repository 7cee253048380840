"""Gender and number for tenże, taż, ciż."""

import doctest

import pytest

from bibtool.diagnostics.catalogue import sentence
from bibtool.language import gender as module
from bibtool.language.gender import Evidence, gender_of, gender_of_word, idem
from bibtool.language.locale import Gender

M, F, U = Gender.MASCULINE, Gender.FEMININE, Gender.UNKNOWN


def test_examples_in_docstrings():
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 2) == (0, True)


@pytest.mark.parametrize(
    ("family", "given", "language", "expected", "evidence"),
    [
        ("Nowak", "Anna", "pl", F, Evidence.GIVEN),
        ("Nowak", "Jan", "pl", M, Evidence.GIVEN),
        ("Nowak", "Ludomir", "pl", U, Evidence.NONE),
        ("Nowak", "Gryzelda", "pl", F, Evidence.GIVEN),
        ("Rączka", "Kuba", "pl", M, Evidence.GIVEN),
        ("Zawadzka", "M.", "pl", F, Evidence.SURNAME),
        ("Zawadzki", "M.", "pl", M, Evidence.SURNAME),
        ("Лебедева", "О. В.", "ru", F, Evidence.SURNAME),
        ("Быков", "П.", "ru", M, Evidence.SURNAME),
        ("Петренко", "Оксана Іванівна", "uk", F, Evidence.PATRONYMIC),
        ("Шевчук", "Ігор Петрович", "uk", M, Evidence.PATRONYMIC),
        ("Данилюк", "Никита", "ru", M, Evidence.GIVEN),
        ("Данилюк", "Ирина", "", F, Evidence.GIVEN),
        ("Коваленко", "Марія", "", F, Evidence.GIVEN),
        ("Грицькевіч", "Алесь", "be", U, Evidence.NONE),
        ("Novotná", "Jana", "cs", F, Evidence.GIVEN),
        ("Smith", "Rebecca", "en", F, Evidence.GIVEN),
        ("Müller", "Jürgen", "de", M, Evidence.GIVEN),
        ("Iwaniuk", "R.", "pl", U, Evidence.NONE),
        ("Kim", "", "", U, Evidence.NONE),
        ("", "", "", U, Evidence.NONE),
    ],
)
def test_evidence_in_names(family, given, language, expected, evidence):
    found = gender_of(family, given, language)
    assert (found.gender, found.evidence) == (expected, evidence)


def test_what_the_note_prints_comes_first():
    assert gender_of("Nowak", "Jan", printed="taż").evidence is Evidence.PRINTED
    assert gender_of("Nowak", "Jan", printed="taż").gender is F
    assert gender_of("Iwaniuk", "R.", stated=F).evidence is Evidence.FIELD
    assert gender_of_word("Он же") is M


@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        ("pl", [("Nowak", "Jan")], "tenże"),
        ("pl", [("Nowak", "Anna")], "taż"),
        ("pl", [("Nowak", "Anna"), ("Kos", "Jan")], "ciż"),
        ("pl", [("Nowak", "Anna"), ("Kos", "Ewa")], "też"),
        ("pl", [("Iwaniuk", "R."), ("Kos", "Jan")], "ciż"),
        ("ru", [("Быков", "П.")], "он же"),
        ("ru", [("Быкова", "П.")], "она же"),
        ("ru", [("Данилюк", "П."), ("Коваль", "И.")], "они же"),
        ("kk", [("Серікбай", "А.")], "сол автор"),
    ],
)
def test_the_word_for_the_same_author(language, names, expected):
    assert idem(language, [gender_of(*name) for name in names]).word == expected


def test_an_unknown_gender_repeats_the_name_and_says_so():
    found = idem("pl", [gender_of("Iwaniuk", "R.")], "R. Iwaniuk")
    assert found.word == ""
    assert found.finding is not None
    assert sentence(found.finding).startswith("R. Iwaniuk: nothing shows")
    assert sentence(found.finding, "pl").startswith("R. Iwaniuk: nic nie wskazuje")


def test_no_given_name_is_in_both_lists():
    lists = module._data()["given"]
    both = set(lists["masculine"].split()) & set(lists["feminine"].split())
    assert both == set()
