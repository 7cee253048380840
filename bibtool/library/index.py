"""What of a work is searched: its words under one key for all scripts and romanisations, and as they are spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bibtool.items.item import Item
from bibtool.language.folding import skeleton

# Inside a word: apostrophes and signs for ь and ъ; marks that make no letter of their own are left out (t͡s, g̀).
_INSIDE = "'’ʼ‘`´ʹʺ”"
_MARKS = re.compile("[\u0300-\u036f\ufe20-\ufe2f]+")
_WORD = re.compile(rf"[^\W_]+(?:[{_INSIDE}]+[^\W_]+)*")
# Numbers and addresses are found by fields of their own.
_REST = (
    "title", "title-short", "container-title", "container-title-short", "collection-title", "original-title",
    "publisher", "publisher-place", "event-title", "genre", "abstract", "keyword", "note", "archive", "archive-place",
    "archive_location", "authority", "number", "part-title", "volume-title", "reviewed-title",
)  # fmt: skip
#: A word that somebody types has no more letters; what is longer is cut in both places.
_LONGEST = 40
#: Words of one work; an abstract or note may be a book.
_MOST = 600


class Words(NamedTuple):
    """The row of the full-text table: folded words of persons and bodies, folded words of the rest, and all words as
    they are spelled."""

    people: str
    rest: str
    exact: str


def words_of(item: Item, more: Iterable[str] = ()) -> Words:
    """What is searched of a work; ``more`` are further texts (variants)."""
    people: list[str] = []
    rest: list[str] = []
    exact: dict[str, None] = {}
    for names in item.names.values():
        for name in names:
            for part in (name.given, name.particle, name.dropping_particle, name.family, name.suffix, name.literal):
                _add(part, people, exact)
            people.append("_")  # no phrase reaches from one name to the next
    for text in (*(item.text.get(variable, "") for variable in _REST), *item.custom.values(), *more):
        if text:
            _add(text, rest, exact)
            rest.append("_")
    return Words(" ".join(people[:_MOST]), " ".join(rest[:_MOST]), " ".join(list(exact)[:_MOST]))


def _add(text: str, keys: list[str], exact: dict[str, None]) -> None:
    for word in words(text):
        keys += folded(word)
        exact[word] = None


def words(text: str) -> Iterator[str]:
    """The words of a text, small letters, composed (NFC), without apostrophes."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFC", text))
    for match in _WORD.finditer(text.casefold()):
        yield match.group().translate(_NO_SIGNS)[:_LONGEST]


_NO_MARKS = re.compile("[\u0300-\u036f\ufe20-\ufe2f]+")
_NO_SIGNS = {ord(c): None for c in _INSIDE}
_known: dict[str, tuple[str, ...]] = {}


def folded(word: str) -> tuple[str, ...]:
    """The key of a word for all scripts and romanisations; two for one with an x, which is ks or х (GOST 7.79 B).

    The word itself where no letter of it is left.
    """
    found = _known.get(word)
    if found is None:
        if len(_known) > 100_000:
            _known.clear()
        forms = (word, word.replace("x", "h")) if "x" in word else (word,)
        found = tuple(dict.fromkeys(re.sub(r"\W+", "", skeleton(form)) or form for form in forms))
        _known[word] = found
    return found
