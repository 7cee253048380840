"""Persons as they are compared: in any script, with initials, in any order, under a misprint."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from bibtool.entries.spellings import Word, is_latin, same_word, same_words, words_of
from bibtool.items.item import Item
from bibtool.items.names import Name

#: Under whose name a work is known: the first of these roles that it has.
ROLES = ("author", "editor", "director", "composer", "container-author", "translator")
_SOUNDS = frozenset("aeiouyj")  # what the names of Я, Ю, Е, Й begin with in one romanisation or another
_MOST = 40  # of a thousand authors the first ones tell


class Persons(Enum):
    """How the persons of two works stand to each other."""

    SAME = "same"
    PART = "part"  # one names some of those whom the other names
    UNKNOWN = "unknown"  # one names nobody
    MIXED = "mixed"  # some are the same, some are others
    DIFFERENT = "different"


class Person(Struct, frozen=True):
    """A name as it compares: the words of the family name, and of the given names or their initials."""

    family: tuple[Word, ...]
    given: tuple[Word, ...]
    latin: bool
    body: bool = False

    @classmethod
    def of(cls, name: Name) -> Person:
        """From a name as printed."""
        return _person(name.literal, f"{name.particle} {name.family}".strip(), name.given)

    @property
    def first(self) -> str:
        """The key of the last word of the family name: particles come and go."""
        return self.family[-1].key if self.family else ""

    def may_be(self, other: Person) -> bool:
        """Whether the two names can be of one person."""
        loose = self.latin != other.latin
        if self.body or other.body:
            mine, others = (sorted(word.key for word in each.family + each.given) for each in (self, other))
            return same_words(self.family, other.family, loose) or mine == others
        if not self.family or not other.family:
            return False
        if _same_name(self.family, other.family, loose):
            return _given(self.given, other.given, loose)
        return _swapped(self, other, loose) or _swapped(other, self, loose)


@lru_cache(maxsize=65536)
def _person(literal: str, family: str, given: str) -> Person:
    printed = literal or family
    return Person(words_of(printed), words_of(given), is_latin(printed), bool(literal))


def _same_name(one: Sequence[Word], other: Sequence[Word], loose: bool) -> bool:
    """Whether two family names are the same; particles come and go."""
    if same_word(one[-1], other[-1], loose):
        return True
    return len(one) + len(other) > 2 and same_words(one, other, loose)


def _given(one: Sequence[Word], other: Sequence[Word], loose: bool) -> bool:
    """Whether given names do not contradict each other: the first ones are the same, of the others some may be left
    out."""
    if not one or not other:
        return True
    short, long = sorted((one, other), key=len)
    rest = iter(long[1:])
    return _fits(short[0], long[0], loose) and all(any(_fits(word, each, loose) for each in rest) for word in short[1:])


def _fits(one: Word, other: Word, loose: bool) -> bool:
    """Whether two given names do not contradict each other; one may be an initial or the beginning of the other."""
    short, long = sorted((one.letters, other.letters), key=len)
    if long.startswith(short):
        return True
    if len(short) == 1:
        return (loose and short in _SOUNDS and long[0] in _SOUNDS) or one.key[0] == other.key[0]
    if one.key == other.key:
        return True
    # Milena and Alena are two
    return (loose or one.letters[0] == other.letters[0]) and same_word(one, other, loose)


def _swapped(one: Person, other: Person, loose: bool) -> bool:
    """Whether the two parts of a name changed places: "Anna, L." is Lis, Anna."""
    if not one.given or not other.given:
        return False
    if _keys(one) == _keys(other):
        return True
    if len(one.given[0].letters) < 2:
        return False
    same = (
        same_words(one.given, other.family, loose) if len(one.given) > 1 else _same_name(one.given, other.family, loose)
    )
    return same and _given(other.given, one.family, loose)


def _keys(person: Person) -> list[str]:
    return sorted(word.key for word in person.family + person.given)


def persons(item: Item) -> tuple[Person, ...]:
    """Those under whose name the work is known."""
    for role in ROLES:
        names = item.names.get(role, ())
        if names:
            return tuple(Person.of(name) for name in names[:_MOST])
    return ()


def compare(one: Sequence[Person], other: Sequence[Person]) -> Persons:
    """Compare two lists, in any order."""
    if not one or not other:
        return Persons.UNKNOWN
    short, long = sorted((one, other), key=len)
    left = list(long)
    found = 0
    for person in short:
        place = next((place for place, each in enumerate(left) if person.may_be(each)), None)
        if place is not None:
            found += 1
            del left[place]
    if found < len(short):
        return Persons.MIXED if found else Persons.DIFFERENT
    return Persons.PART if left else Persons.SAME
