"""The model of languages beside the one that it is made from."""

import pytest
from unit.language.test_detect import PAIRS

from bibtool.language.detect import languages
from bibtool.language.ngrams import FILE, NgramModel


@pytest.fixture(scope="module")
def model() -> NgramModel:
    return NgramModel.load()


def test_it_knows_the_languages_that_are_told_apart(model):
    assert set(model.languages) == set(languages())


def test_a_title_is_shared_out_among_the_languages_that_are_asked_for(model):
    shares = dict(model.shares("Dzieje przeprawy przez rzekę", ["pl", "cs", "sk"]))
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=shares.__getitem__) == "pl"


def test_a_language_that_it_does_not_know_is_left_out(model):
    assert [code for code, _ in model.shares("Mosty", ["pl", "xx"])] == ["pl"]
    assert model.shares("Mosty", ["xx"]) == []


@pytest.mark.parametrize("title", ["", "a", "河", "\ud800"])
def test_a_title_that_tells_nothing_is_shared_out_evenly(model, title):
    shares = dict(model.shares(title, ["ru", "uk"]))
    assert shares == {"ru": pytest.approx(0.5, abs=0.1), "uk": pytest.approx(0.5, abs=0.1)}


def test_capitals_are_read_as_small_letters(model):
    assert model.shares("ИСТОРИЯ ГОРОДА", ["ru", "bg"]) == model.shares("история города", ["ru", "bg"])


def test_its_probabilities_are_those_of_the_full_model():
    pytest.importorskip("py3langid")
    from training.ngrams import compared

    apart = compared([title for _, title in PAIRS])
    assert len(apart) == 300
    assert max(apart) < 0.01


@pytest.mark.long
def test_the_file_is_what_the_full_model_gives():
    pytest.importorskip("py3langid")
    from training.ngrams import made

    assert made() == FILE.read_bytes()
