"""Nothing Cyrillic is left over by any scheme, and reversible schemes give back what they were given."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bibtool.language.folding import fold, plain
from bibtool.language.translit import Use, reverse, schemes, transliterate

BLOCKS = [
    (0x400, 0x52F), (0x1C80, 0x1C8F), (0x1D2B, 0x1D2B), (0x1D78, 0x1D78),
    (0x2DE0, 0x2DFF), (0xA640, 0xA69F), (0xFE2E, 0xFE2F), (0x1E030, 0x1E08F),
]  # fmt: skip
CYRILLIC = re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in BLOCKS) + "]")
ALL = [(s.name, language) for s in schemes() for language in s.languages]
# Texts that a bibliography may hold, and letters of every Cyrillic block.
LETTERS = st.one_of(
    st.sampled_from("абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяАБВЕЁЄЖІЇЙЩЪЬЮЯәғқңөұүһӘҚ'’ʼ -.,«»abzŁÉ\u0301\u0306\u0308"),
    st.one_of(*(st.integers(a, b).map(chr) for a, b in BLOCKS)),
)
TEXTS = st.text(LETTERS, max_size=40)


@pytest.mark.parametrize(("name", "language"), ALL, ids=lambda value: value)
def test_every_letter_of_every_cyrillic_block_is_transliterated(name, language):
    letters = [chr(c) for a, b in BLOCKS for c in range(a, b + 1)]
    assert len(letters) > 500
    for text in (" ".join(letters), "".join(letters)):
        assert not CYRILLIC.search(transliterate(text, language, name))


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, use=st.sampled_from(Use), pair=st.sampled_from(ALL))
def test_nothing_cyrillic_is_left_over(text, use, pair):
    name, language = pair
    out = transliterate(text, language, name, use)
    assert not CYRILLIC.search(out)
    assert unicodedata.is_normalized("NFC", out)
    assert transliterate(out, language, name, use) == out


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=30), pair=st.sampled_from(ALL))
def test_any_text_goes_through(text, pair):
    assert not CYRILLIC.search(transliterate(text, pair[1], pair[0]))


def words(alphabet):
    lower = st.text(st.sampled_from(alphabet), min_size=1, max_size=10)
    return st.lists(st.one_of(lower, lower.map(str.capitalize), lower.map(str.upper)), max_size=6).map(" ".join)


RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
# System B writes и, э, ы, ґ, ў, ъ with the sign of ь: the way back needs what the languages have, ь after consonants.
UNREADABLE = {"ru": "[аеёиоуыэюяъь][ъь]", "uk": "[аеєиіїоуюягьґ][ь]", "be": "[аеёіоуыэюяўь]ь", "bg": "[аеиоуъюяь]ь"}
REVERSIBLE = {
    ("iso9", "ru"): RUSSIAN + "ґєіїўәғқңөұүһђѓѕјљњћќџѣѫѳѵ",
    ("gost-7.79-b", "ru"): RUSSIAN,
    ("gost-7.79-b", "uk"): "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    ("gost-7.79-b", "be"): "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    ("gost-7.79-b", "bg"): "абвгдежзийклмнопрстуфхцчшщъьюя",
}


def test_every_reversible_scheme_is_tried():
    assert {s.name for s in schemes() if s.reversible} == {name for name, _ in REVERSIBLE}


@pytest.mark.parametrize(("name", "language"), REVERSIBLE, ids=lambda value: value)
def test_a_reversible_scheme_gives_back_the_text(name, language):
    @settings(max_examples=100, deadline=None)
    @given(words(REVERSIBLE[name, language]))
    def check(text):
        assume(name == "iso9" or not re.search(UNREADABLE[language], text.lower()))
        back = reverse(transliterate(text, language, name), language, name)
        # A sign that starts a word of capitals has no letter before it to take its case from.
        assert back.lower() == text.lower()
        if not re.search("[ъьЪЬ]", text):
            assert back == text

    check()


@settings(max_examples=60, deadline=None)
@given(one=TEXTS, other=TEXTS)
def test_plain_goes_letter_by_letter(one, other):
    one, other = unicodedata.normalize("NFC", one), unicodedata.normalize("NFC", other)
    if unicodedata.is_normalized("NFC", one + other):
        assert plain(one + other) == plain(one) + plain(other)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщыэюяabcdeło -"), max_size=20))
def test_a_key_does_not_depend_on_case(text):
    assert fold(text) == fold(text.upper())
