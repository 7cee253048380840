"""What of a work is searched: its words under one key for all scripts and romanisations, and as they are spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.folding import skeleton
from bibtool.text.patterns import regex

# Inside a word: apostrophes and signs for ь and ъ; marks that make no letter of their own are left out (t͡s, g̀).
_INSIDE = "'’ʼ‘`´ʹʺ”"
_MARKS = regex("[\u0300-\u036f\ufe20-\ufe2f]+")
_WORD = regex(rf"[^\W_]+(?:[{_INSIDE}]+[^\W_]+)*")
_HAS_SIGN = regex(f"[{_INSIDE}]")
#: What stands between two values, so that no phrase reaches from one to the next: no word has it.
_END = "_"
_WORD_OR_END = regex(rf"{_WORD.pattern}|\0")
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
    text = item.text
    people = _found("\0".join([_printed(name) for names in item.names.values() for name in names]))
    texts = [text[name] for name in _REST if name in text]
    rest = _found("\0".join(filter(None, (*texts, *item.custom.values(), *more))))
    exact = dict.fromkeys(people)
    exact.update(dict.fromkeys(rest))
    exact.pop("\0", None)
    return Words(_keys(people), _keys(rest), " ".join(list(exact)[:_MOST]))


def _printed(name: Name) -> str:
    if not (name.particle or name.dropping_particle or name.suffix or name.literal):
        return f"{name.given} {name.family}"
    return " ".join((name.given, name.particle, name.dropping_particle, name.family, name.suffix, name.literal))


def _found(text: str) -> list[str]:
    """The words of values with "\\0" between them, and those."""
    return _split(_WORD_OR_END, text)


def _keys(found: list[str]) -> str:
    """The keys of words; each value ends with a sign that is no word."""
    if not found:
        return ""
    known = _known
    keys: list[str] = []
    for word in found:
        if word == "\0":
            keys.append(_END)
        else:
            keys += known.get(word) or folded(word)
    keys.append(_END)
    return " ".join(keys[:_MOST])


def words(text: str) -> list[str]:
    """The words of a text, small letters, composed (NFC), without apostrophes."""
    return _split(_WORD, text)


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFC", text))
    found = pattern.findall(text.casefold())
    if _HAS_SIGN.search(text):
        found = [word.translate(_NO_SIGNS) for word in found]
    return [word[:_LONGEST] for word in found] if len(text) > _LONGEST else found


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
