"""Transliteration: rules, capitals, foreign letters, errors.  Published examples: test_published.py."""

import doctest

import pytest

from bibtool.language import errors, folding, scripts, tables, translit
from bibtool.language.translit import Use, reverse, schemes, transliterate


@pytest.mark.parametrize("module", [errors, tables, translit, folding, scripts])
def test_examples_in_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Щука", "Szczuka"),
        ("ЩУКА", "SZCZUKA"),
        ("М. ЩУКА", "M. SZCZUKA"),
        ("Ю. Шевченко", "Ju. Szewczenko"),
        ("МИД и Щедрин", "MID i Szczedrin"),
        ("ВЧЕРА Я УШЁЛ", "WCZERA JA USZOŁ"),
    ],
)
def test_capitals_follow_the_text(text, expected):
    assert transliterate(text, "ru") == expected


def test_what_is_not_cyrillic_stays():
    text = "Ok, https://example.org/1?a=%D0 – «x» 10 iv 15 Łódź"
    assert transliterate(text, "ru") == text


def test_a_surname_may_end_shorter_than_a_text():
    assert transliterate("Достоевский", "ru") == "Dostojewskij"
    assert transliterate("Достоевский", "ru", use=Use.SURNAME) == "Dostojewski"


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Достоевская", "ru", "Dostojewska"),
        ("Белый", "ru", "Bieły"),
        ("Толстой", "ru", "Tołstoj"),
        ("Зеленський", "uk", "Zełenski"),
        ("Косач-Квітка", "uk", "Kosacz-Kwitka"),
        ("Купрыяноўскі", "be", "Kupryjanouski"),
    ],
)
def test_surnames_in_polish(name, language, expected):
    assert transliterate(name, language, use=Use.SURNAME) == expected


def test_libraries_do_not_write_a_final_hard_sign():
    assert transliterate("Миръ и съезд", "ru", "iso9") == "Mirʺ i sʺezd"
    assert transliterate("Миръ и съезд", "ru", "iso9-nukat") == "Mir i sʺezd"


def test_letters_foreign_to_the_language_are_taken_from_other_tables():
    assert transliterate("Грушевський, Ґудзь", "ru", "scholarly") == "Gruševsʹkij, Gudzʹ"
    assert transliterate("Њ", "uk", "uk-2010") == "Nj"


def test_marks_in_any_order_make_the_same_letters():
    plain = transliterate("свой ёж", "ru")
    assert transliterate("свои\u0301\u0306 е\u0301\u0308ж", "ru") == plain
    assert transliterate("свои\u0306\u0301 е\u0308\u0301ж", "ru") == plain


def test_stress_marks_are_no_letters():
    assert transliterate("за\u0301мок", "ru", "bgn-pcgn") == "zamok"
    assert transliterate("за\u0301мок", "ru", "iso9") == "zámok"


def test_an_unknown_scheme_names_the_nearest():
    with pytest.raises(errors.UnknownScheme, match="iso9") as caught:
        transliterate("да", "ru", "iso-9")
    assert caught.value.nearest[0] == "iso9"


def test_an_unknown_language_names_what_is_served():
    with pytest.raises(errors.UnknownLanguage, match="ru"):
        transliterate("да", "xx", "pl")


def test_a_scheme_that_lacks_the_language_says_which_it_has():
    with pytest.raises(errors.SchemeLacksLanguage, match="uk"):
        transliterate("да", "ru", "uk-2010")


def test_a_scheme_that_loses_letters_is_not_reversed():
    with pytest.raises(errors.NotReversible, match="iso9"):
        reverse("da", "ru", "pl")


def test_every_scheme_says_where_it_is_from():
    found = schemes()
    assert len(found) >= 8
    assert all(s.title and s.source and s.languages for s in found)


def test_a_variant_letter_does_not_change_its_capital():
    """U+1C80 (rounded ve) has В for its capital, and its own line in the general table."""
    assert transliterate("Власти", "ru", "pl") == "Własti"
    assert transliterate("\u1c80", "ru", "pl").isascii()
