"""Every scheme's file: it says what it is, and its tables have every letter of the languages that they serve."""

import unicodedata

import pytest

from bibtool.language.detect import alphabet
from bibtool.language.tables import GENERAL, documents, parse_letters
from bibtool.language.translit import schemes, transliterate

SERVED = [(scheme.name, language) for scheme in schemes() for language in scheme.languages]


def test_a_new_file_is_found():
    assert {scheme.name for scheme in schemes()} == set(documents()) - {GENERAL}
    assert len(SERVED) > 40


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.name)
def test_the_header_says_what_it_is_and_where_from(scheme):
    assert len(scheme.title) > 5
    assert len(scheme.source) > 15
    assert scheme.languages


@pytest.mark.parametrize(("name", "language"), SERVED, ids=lambda value: value)
def test_no_letter_of_the_language_is_taken_from_elsewhere(name, language):
    document = documents()[name]
    table = document.get(language) or document["any"]
    ruled = {rule["from"] for rule in table.get("rules", ())}
    letters = set(parse_letters(table["letters"]))
    # ѝ is и with an accent, no letter of the alphabet.
    own = {letter for letter in alphabet(language) if "\u0300" not in unicodedata.normalize("NFD", letter)}
    assert len(own) > 25
    assert own - letters - ruled == set()


@pytest.mark.parametrize(("name", "language"), SERVED, ids=lambda value: value)
def test_rules_are_in_lower_case_and_refer_to_declared_classes(name, language):
    document = documents()[name]
    table = document.get(language) or document["any"]
    for rule in table.get("rules", ()):
        assert rule["from"] == rule["from"].lower() != ""
        assert set(rule) <= {"from", "to", "after", "before", "use"}
        for side in ("after", "before"):
            rule.get(side, "").format(**table.get("classes", {}))
    assert transliterate("", language, name) == ""
