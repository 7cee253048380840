"""Which word of a full name is the given one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from bibtool.items.names import Name
from bibtool.language.lexicon import lexicon
from bibtool.language.patronymics import patronymic


@cache
def _given() -> frozenset[str]:
    return frozenset(name.casefold() for name in lexicon().hint("given"))


@cache
def _family_endings() -> tuple[str, ...]:
    return lexicon().suffixes.get("family", ())


def is_given(word: str) -> bool:
    """Whether a word is a given name of the data, or two of them with a hyphen ("Anna-Maria")."""
    word = word.casefold()
    if word in _given():
        return True
    first, hyphen, second = word.partition("-")
    return bool(hyphen) and first in _given() and second in _given()


def family_like(word: str) -> bool:
    """Whether a word ends as family names do."""
    return word.casefold().endswith(_family_endings())


def given_and_patronymic(words: Sequence[str]) -> bool:
    """Whether the last two of three words are a given name and a patronymic: "Гончар Олег Иванович"."""
    return len(words) == 3 and is_given(words[1]) and patronymic(words[2])


@cache
def _of_two() -> tuple[str, ...]:
    return lexicon().suffixes.get("two_families", ("\0",))


def of_two_families(words: Sequence[str]) -> bool:
    """Whether one of two words ends as family names do beside which a second one stands ("Domínguez Ortiz")."""
    return any(word.casefold().endswith(_of_two()) for word in words)


def second_given(name: Name) -> Name:
    """A name whose second given one stands in full behind an initial, "F. Scott Fitzgerald", and looked like the first
    of two family names, as in "M. Vargas Llosa"."""
    first, _, family = name.family.partition(" ")
    if not family or " " in family or not is_given(first) or is_given(family):
        return name
    return replace(name, given=f"{name.given} {first}", family=family)
