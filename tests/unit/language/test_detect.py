"""The language of titles."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bibtool.language.detect import Guess, detect, languages

TITLES = tomllib.loads((Path(__file__).parent / "titles.toml").read_text(encoding="utf-8"))
PAIRS = [(code, line) for code, block in TITLES.items() for line in block.strip().splitlines()]


def test_there_are_thirty_titles_in_ten_languages_a_third_of_them_short():
    assert len(TITLES) == 10
    for block in TITLES.values():
        lines = block.strip().splitlines()
        assert len(lines) == len(set(lines)) == 30
        assert sum(len(line.split()) < 4 for line in lines) >= 10


def test_at_least_98_of_100_titles_are_told_right():
    wrong = [(code, title) for code, title in PAIRS if detect(title).language != code]
    assert len(wrong) <= 0.02 * len(PAIRS), wrong


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Погода ў Мінску", "be"),
        ("Ґанок і їжак", "uk"),
        ("Съезд", "ru"),
        ("Қала", "kk"),
        ("Żółw", "pl"),
        ("Řeka", "cs"),
        ("Ľad", "sk"),
        ("Straße", "de"),
        ("Acta et diplomata rerum", "la"),
        ("Пътят към България", "bg"),
        ("ІСТОРІЯ МІСТА", "uk"),
    ],
)
def test_the_alphabet_speaks_first(title, language):
    assert detect(title).language == language


def test_a_name_in_foreign_letters_does_not_veto_the_language():
    assert detect("Rozmowy z Günterem Grassem o pamięci").language == "pl"
    assert detect("О книге Иво Андрића и её переводах").language == "ru"


def test_the_context_breaks_a_tie():
    assert detect("Тихий берег", context="uk").language == "uk"
    assert detect("Тихий берег", context="ru").language == "ru"


def test_the_context_does_not_outvote_the_title():
    assert detect("Історія України", context="pl").language == "uk"
    assert detect("The history of the war", context="pl").language == "en"


@pytest.mark.parametrize("title", ["", "2016", "…?!", "中文書名", "\ud800"])
def test_nothing_to_go_by_gives_no_language(title):
    assert detect(title) == Guess("", 0.0)


def test_confidence_grows_with_evidence():
    assert detect("Історія України та її сусідів").confidence > detect("Глави").confidence
    assert all(0 < detect(title).confidence < 1 for _, title in PAIRS)


def test_all_languages_have_titles_of_their_own_in_the_model():
    assert {"pl", "ru", "uk", "be", "bg", "kk", "cs", "sk", "de", "fr", "en", "la"} <= set(languages())


def test_the_model_is_loaded_only_where_it_is_needed():
    code = (
        "import sys; from bibtool.language.detect import detect; "
        "assert detect('Dějiny města').language == 'cs'; print('bibtool.language.ngrams' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
