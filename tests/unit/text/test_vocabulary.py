"""Words of a document: counted whole, asked for by their beginnings."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from bibtool.text.vocabulary import vocabulary


def test_a_word_is_known_in_another_case_form() -> None:
    known = vocabulary(["Rzeczpospolita wielu narodów"])
    assert known.knows("rzeczpospolitej")
    assert known.knows("wielu")
    assert not known.knows("rzeczownik")
    assert not known.knows("wiel"), "four letters prove nothing"


@given(st.lists(st.text("abc", min_size=2, max_size=9), max_size=12), st.text("abc", max_size=9))
def test_beginnings_are_those_of_the_words(words: list[str], stem: str) -> None:
    known = vocabulary([" ".join(words)])
    assert known.begins(stem) is (len(stem) >= 6 and any(word.startswith(stem) for word in words))


def test_a_word_of_80_000_letters_takes_the_room_of_its_letters() -> None:
    text = "abcdefgh" * 10_000
    tracemalloc.start()
    try:
        known = vocabulary([text])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert known.begins(text[:70_000])
    assert peak < 3_000_000
