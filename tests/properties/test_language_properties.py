"""Keys order any texts, detection and comparison of names take any texts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bibtool.language.collation import Scripts, sort_key
from bibtool.language.detect import detect, languages
from bibtool.language.gender import gender_of
from bibtool.language.names import match_names, parse_person
from bibtool.language.scripts import mixed_words

TEXTS = st.text(max_size=30)
WORDS = st.text(st.sampled_from("aąbćłóżAŁŻабвгґїўёқАЯЁ -–.,'’«»1é\u0301"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=6), st.sampled_from(["pl", "ru", "uk", "be", "kk", "cs", "sk", "de", "fr", "en"]))
def test_the_order_does_not_depend_on_the_order_of_the_list(words, language):
    keyed = sorted(words, key=lambda word: sort_key(word, language))
    backwards = words[::-1]
    assert keyed == sorted(backwards, key=lambda word: sort_key(word, language))
    assert keyed == sorted(keyed, key=lambda word: sort_key(word, language))


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(Scripts))
def test_texts_that_differ_have_different_keys(one, other, scripts):
    first, second = sort_key(one, "pl", scripts), sort_key(other, "pl", scripts)
    assert (first == second) == (one == other)
    assert (first < second) + (first > second) + (first == second) == 1
    assert (first <= second) == (not first > second)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from([None, "pl", "xx"]))
def test_any_title_has_a_guess(title, context):
    found = detect(title, context)
    assert found.language in {"", *languages()}
    assert 0 <= found.confidence < 1


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_names_are_compared_both_ways_alike(one, other):
    assert match_names(one, other).score == match_names(other, one).score
    assert 0 <= match_names(one, other).score <= 1


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_name_is_read(text):
    person = parse_person(text)
    assert gender_of(person.family, " ".join(person.given)).evidence
    assert all(text[start:end] for word in mixed_words(text) for start, end in word.strangers)
