"""Patterns that hold a form of the lexicon, tried only on texts in which such a form can stand.

Most notes hold no archive, no gazette and no director; to look for one letter by letter takes as long where nothing
is found as where something is.  So the words of a text are listed once, and a pattern is not tried where none of those
is listed that its forms begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
_TEXTS = 4  # whose words are remembered: a note is asked for by one reader after the other


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled pattern none of whose matches lacks one of the words ``firsts``; its methods are those of a pattern.

    Where a part of a text is looked at, the words of all of it are asked for: give it as it is, with ``pos`` and
    ``endpos``, not as a slice.
    """

    pattern: re.Pattern[str]
    firsts: frozenset[str]

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        if self.firsts.isdisjoint(words_of(text)):
            return iter(())
        return self.pattern.finditer(text, pos, len(text) if endpos is None else endpos)

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        if self.firsts.isdisjoint(words_of(text)):
            return None
        return self.pattern.search(text, pos, len(text) if endpos is None else endpos)

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        if self.firsts.isdisjoint(words_of(text)):
            return None
        return self.pattern.match(text, pos, len(text) if endpos is None else endpos)


def phrase(pattern: str, forms: Iterable[str]) -> Phrase:
    """Compile a pattern every match of which holds one of ``forms``, as :func:`bibtool.language.lexicon.alternation`
    or ``exact`` take them."""
    return Phrase(re.compile(pattern), firsts(forms))


def firsts(forms: Iterable[str]) -> frozenset[str]:
    """The first words of some forms, the first letter in either case.

    A form without letters can stand anywhere: the empty word is one of every text.

    >>> sorted(firsts(["dz. cyt.", "§"]))
    ['', 'Dz', 'dz']
    """
    found: set[str] = set()
    for form in forms:
        match = _WORD.search(form)
        word = match.group() if match else ""
        found |= {word, word[:1].lower() + word[1:], word[:1].upper() + word[1:]}
    return frozenset(found)


@lru_cache(_TEXTS)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, as they stand."""
    return frozenset(_WORD.findall(text)) | {""}
