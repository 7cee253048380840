"""Keys by a pattern: ``{family}{year}{title:1}``.

The idea of Better BibTeX's and JabRef's patterns, in plain words: a field in braces, how much of it behind a colon, and
behind a bar what is done with its letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct

from bibtool.entries.keys import (
    DEFAULT_SCHEME,
    ROLES,
    ascii_word,
    family_word,
    letters,
    stem,
    title_words,
    year_word,
)
from bibtool.items.item import Item
from bibtool.text.patterns import regex

# What BibTeX, biber, LaTeX's lists of keys and pandoc all take, at the beginning and end a letter or digit.
_KEY = regex(r"\w(?:[\w:./+-]*\w)?")
_LITERAL = regex(r"[\w:./+-]*")
_PART = regex(r"\{([^{}]*)\}|([^{}]+)|(.)", re.DOTALL)
_FIELD = regex(r"([a-z]+)(?::(\d{1,3}))?((?:\|(?:\d{1,3}|[a-z]+))*)")
_SUFFIX = regex(r"[a-z]{0,2}")


class PatternError(ValueError):
    """A pattern that is none; ``part`` is what is not understood."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


class _Field(Struct, frozen=True):
    """How much of a field is taken (0: as usual), and what is done with it."""

    name: str
    count: int
    ways: tuple[str, ...]


class Pattern(Struct, frozen=True):
    """A pattern, read; ``scheme`` is the transcription for Cyrillic."""

    parts: tuple[_Field | str, ...]
    scheme: str = DEFAULT_SCHEME

    def key(self, item: Item) -> str:
        """The key of a work, without what tells it from others; who and when where the pattern gives nothing.

        Raises :class:`~bibtool.language.errors.UnknownScheme`.
        """
        found = "".join(part if isinstance(part, str) else self._value(part, item) for part in self.parts)
        found = found.strip(":./+-_")
        return found or stem(item, self.scheme)[0]

    def fits(self, key: str, item: Item) -> bool:
        """Is a key the one of the work, be it with letters behind it?"""
        own = self.key(item)
        return key.startswith(own) and _SUFFIX.fullmatch(key[len(own) :]) is not None

    def _value(self, field: _Field, item: Item) -> str:
        words = list(FIELDS[field.name](item, field.count, self.scheme))
        for way in field.ways:
            words = [word[: int(way)] if way.isdecimal() else _WAYS[way](word) for word in words]
        return "".join(words)


_WAYS: dict[str, Callable[[str], str]] = {"lower": str.lower, "upper": str.upper, "capital": str.capitalize}


def parse(text: str, scheme: str = DEFAULT_SCHEME) -> Pattern:
    """The pattern in ``text``.  Raises :class:`PatternError`."""
    parts: list[_Field | str] = []
    for match in _PART.finditer(text):
        if match[1] is not None:
            parts.append(_field(match[1]))
        elif match[2] and _LITERAL.fullmatch(match[2]):
            parts.append(match[2])
        else:
            raise PatternError(match[0])
    if not any(isinstance(part, _Field) for part in parts):
        raise PatternError(text)
    return Pattern(tuple(parts), scheme)


def _field(text: str) -> _Field:
    match = _FIELD.fullmatch(text)
    if match is None or match[1] not in FIELDS:
        raise PatternError(text)
    ways = tuple(match[3].split("|")[1:])
    for way in ways:
        if not way.isdecimal() and way not in _WAYS:
            raise PatternError(f"|{way}")
    return _Field(match[1], int(match[2] or 0), ways)


def free(wanted: str, taken: set[str]) -> str:
    """A key that nobody has (``taken`` are small letters): the one wanted, or with letters behind it."""
    number = 0
    while (key := wanted + letters(number)).casefold() in taken:
        number += 1
    return key


def is_key(text: str) -> bool:
    """Can it be a key everywhere: in BibTeX, LaTeX and Markdown?"""
    return _KEY.fullmatch(text) is not None


def _families(item: Item, count: int, scheme: str) -> Iterator[str]:
    language = item.get("language")
    for role in ROLES:
        found = [family_word(name, language, scheme) for name in item.names.get(role, ())[: count or 1]]
        if any(found):
            yield from found
            return
    yield from islice(_title_of(item, scheme), 1)


def _given(item: Item, count: int, scheme: str) -> Iterator[str]:
    for role in ROLES:
        for name in item.names.get(role, ())[: count or 1]:
            yield ascii_word(name.given, item.get("language"), scheme)
        if item.names.get(role):
            return


def _etal(item: Item, count: int, scheme: str) -> Iterator[str]:
    for role in ROLES:
        if item.names.get(role):
            if len(item.names[role]) > (count or 1):
                yield "etal"
            return


def _year(item: Item, count: int, scheme: str) -> Iterator[str]:
    year = year_word(item)
    yield year[-count:] if count and year.isdecimal() else year


def _title_of(item: Item, scheme: str) -> Iterator[str]:
    for variable in ("title", "container-title"):
        found = list(title_words(item.get(variable), item.get("language"), scheme))
        if found:
            yield from found
            return


def _title(item: Item, count: int, scheme: str) -> Iterator[str]:
    return islice(_title_of(item, scheme), count or 1)


def _words_of(variable: str) -> Callable[[Item, int, str], Iterator[str]]:
    return lambda item, count, scheme: islice(title_words(item.get(variable), item.get("language"), scheme), count or 1)


def _number_of(variable: str) -> Callable[[Item, int, str], Iterator[str]]:
    """The first run of letters and digits: "45" of "45–67"."""
    return lambda item, count, scheme: (
        ascii_word(word, "", scheme) for word in re.findall(r"[^\W_]+", item.get(variable))[: count or 1]
    )


def _type(item: Item, count: int, scheme: str) -> Iterator[str]:
    yield ascii_word(item.type, "", scheme)


#: Fields of a pattern: what they give of a work, given how much is asked for (0: one).
FIELDS: dict[str, Callable[[Item, int, str], Iterator[str]]] = {
    "family": _families,
    "given": _given,
    "etal": _etal,
    "year": _year,
    "title": _title,
    "container": _words_of("container-title"),
    "publisher": _words_of("publisher"),
    "place": _words_of("publisher-place"),
    "volume": _number_of("volume"),
    "issue": _number_of("issue"),
    "page": _number_of("page"),
    "edition": _number_of("edition"),
    "language": _number_of("language"),
    "type": _type,
}
#: What is done with the letters of a field, besides a number of them.
WAYS = tuple(_WAYS)
