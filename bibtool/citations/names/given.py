"""Which word of a full name is the given one."""

from __future__ import annotations

from functools import cache

from bibtool.language.lexicon import lexicon


@cache
def _given() -> frozenset[str]:
    return frozenset(name.casefold() for name in lexicon().hint("given"))


@cache
def _family_endings() -> tuple[str, ...]:
    return lexicon().suffixes.get("family", ())


def is_given(word: str) -> bool:
    """Whether a word is a given name of the data."""
    return word.casefold() in _given()


def family_like(word: str) -> bool:
    """Whether a word ends as family names do."""
    return word.casefold().endswith(_family_endings())
