"""Forms found word by word beside the whole alternation, and patterns that are tried only where their words stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtool.language.forms import alternation, exact, firsts, telling
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Forms, Phrase

FORMS = ["dz. cyt.", "dz. cyt", "dz", "D.", "d. c.", "§§", "§", "2nd ed.", "(red.)", "red. nauk.", "red", "l'oeuvre"]
TEXTS = st.lists(
    st.sampled_from(
        [*FORMS, "Dz. Cyt.", "dz.cyt.", "RED.", "Red. nauk.", "d.c.", "dzban", "x", " ", ".", "1", "_", ", "]
    ),
    max_size=8,
).map("".join)


@given(TEXTS)
def test_forms_are_found_as_one_alternation_finds_them(text: str) -> None:
    whole, forms = re.compile(alternation(FORMS)), Forms(FORMS)
    for at in range(len(text) + 1):
        one, other = whole.match(text, at), forms.match(text, at)
        assert (one and one.span()) == (other and other.span())
        assert other is None or forms.may_begin(text, at)
    assert forms.stands_in(text) == (whole.search(text) is not None)


@given(TEXTS, st.permutations(FORMS))
def test_in_whatever_order_they_are_tried(text: str, forms: list[str]) -> None:
    whole, one_by_one = re.compile(alternation(forms)), Forms(forms)
    for at in range(len(text) + 1):
        one, other = whole.match(text, at), one_by_one.match(text, at)
        assert (one and one.span()) == (other and other.span())


@pytest.mark.parametrize("role", ["accessed", "in", "op_cit", "page", "role_editor", "statute", "year_suffix"])
def test_every_form_of_the_lexicon_is_found(role: str) -> None:
    known = lexicon().forms(role)
    whole, forms = re.compile(alternation(known)), Forms(known)
    assert known
    for form in known:
        for text in (form, form[0].upper() + form[1:], f"{form} a", f"{form}, 5"):
            one, other = whole.match(text), forms.match(text)
            assert one is not None
            assert other is not None
            assert one.span() == other.span()


def test_what_must_stand_behind() -> None:
    forms = Forms(["red.", "red"], behind=r"\s?\Z")
    assert forms.stands_in("Wieża, red. ")
    assert forms.stands_in("Wieża, red. nauk.", 0, 12)
    assert not forms.stands_in("Wieża, red. nauk.")


def test_a_phrase_is_asked_of_a_part_of_its_text() -> None:
    known = Phrase(rf",\s{alternation(['oraz'])}\s", ["oraz"])
    text = "Lis, oraz Kos, oraz Wrona"
    assert [match.start() for match in known.finditer(text)] == [3, 13]
    assert [match.start() for match in known.finditer(text, 4)] == [13]
    assert known.search(text, 4, 15) is None
    found = known.match(text, 13)
    assert found is not None
    assert found.end() == 20


@given(TEXTS)
def test_a_phrase_finds_what_its_pattern_finds(text: str) -> None:
    whole, known = re.compile(alternation(FORMS)), Phrase(alternation(FORMS), FORMS)
    assert [match.span() for match in known.finditer(text)] == [match.span() for match in whole.finditer(text)]


@pytest.mark.parametrize("role", ["see", "op_cit", "role_director", "thesis", "henceforth", "gazette", "shelfmark"])
def test_every_form_of_a_phrase_is_found(role: str) -> None:
    known = lexicon().forms(role)
    phrase = Phrase(alternation(known), known)
    for form in known:
        for text in (f"Lis {form} a", f"({form[0].upper()}{form[1:]}, 5", f"– {form.replace('. ', '.')};"):
            assert phrase.search(text) is not None, text


def test_every_name_of_an_archive_is_found() -> None:
    names = lexicon().hint("archive_name")
    phrase = Phrase(exact(names), names)
    assert names
    for name in names:
        assert phrase.search(f"List, {name}, zesp. 5") is not None, name


def test_the_longest_word_tells_a_form() -> None:
    assert telling(["w zbiorach autora"]) == {"zbiorach", "Zbiorach"}
    assert telling(["§"]) == {""}
    broken = Phrase("(", ["w zbiorach autora"])
    assert broken.search("J. Lis, w druku") is None


def test_a_phrase_is_compiled_only_for_a_text_that_has_its_words() -> None:
    broken = Phrase("(", ["oraz"])
    assert broken.search("Lis i Kos") is None
    assert list(broken.finditer("Lis i Kos")) == []
    with pytest.raises(re.error):
        broken.search("Lis oraz Kos")


def test_a_form_without_letters_may_stand_anywhere() -> None:
    assert Phrase("§", ["§"]).search("a § 5") is not None
    assert firsts(["§"]) == {""}


def test_a_phrase_that_is_made_after_its_text_was_looked_at() -> None:
    text = "Archiwum rodziny Zatorskich, teczka 5"
    before = Phrase(r"teczka\s\d", ["teczka"])
    assert before.search(text)
    after, absent = Phrase(r"rodziny\s\w+", ["rodziny"]), Phrase(r"karton\s\d", ["karton"])
    for _ in range(2):
        assert after.search(text)
        assert not absent.may_stand(text)
        assert before.search(text)
    assert after.search("spadek rodziny Lis")


@pytest.mark.parametrize("pattern", [alternation, exact])
@given(
    st.lists(
        st.text("abA.§ 1", min_size=1).filter(lambda form: " ".join(form.split()) == form), max_size=6, unique=True
    )
)
def test_each_form_is_found_whole_among_its_like(pattern: Callable[[Iterable[str]], str], forms: list[str]) -> None:
    one = re.compile(pattern(forms))
    for form in forms:
        match = one.match(f"{form},")
        if form[0].isalnum() or pattern is exact:
            assert match is not None
            assert match.end() >= len(form) or match.group() in forms
    assert pattern(frozenset(forms)) == pattern(sorted(forms))


def test_a_letter_that_is_capital_only_and_one_in_either_case() -> None:
    one = re.compile(alternation(["R.", "r. ak.", "r"]))
    found = [match.group() for text in ("R. 5", "R. ak. 5", "r. ak. 5", "R 5", "r 5") if (match := one.match(text))]
    assert found == ["R.", "R. ak.", "r. ak.", "R", "r"]
