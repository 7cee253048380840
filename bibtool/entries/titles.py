"""Titles and names as they are compared: folded, without punctuation, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, TypeVar

from bibtool.items.item import Item
from bibtool.language.folding import plain
from bibtool.language.names import bare_family
from bibtool.text.nearest import alike, bag
from bibtool.text.patterns import regex

_NO_WORD = regex(r"[^\w]+")
# Two spellings of one title differ in a letter or two; titles of one series ("..., część 1", "..., część 2")
# differ as little, so likeness of spelling counts only beside an identifier that both print.
_SPELLING = 0.85
_BEHIND_LATIN = "\u0370"  # the first letter of another script
_COMPARED = 300  # letters: a title has some hundred, and long texts are not worth the matcher's quadratic time


class Agreement(Enum):
    """How two titles stand to each other."""

    EQUAL = "equal"  # the same words
    SHORTER = "shorter"  # one goes on where the other ends
    SPELLING = "spelling"  # nearly the same letters
    SCRIPTS = "scripts"  # one Latin, one not: a translation, nothing to compare
    UNKNOWN = "unknown"  # one of them is not given
    DIFFERENT = "different"


class Title(NamedTuple):
    """The words of a title, folded, with single spaces; and whether it is printed in Latin letters."""

    words: str
    latin: bool = True

    @classmethod
    def of(cls, text: str) -> Title:
        """Fold a title as printed."""
        if text.isascii() or max(text) < _BEHIND_LATIN:
            return cls(folded(text))
        letters = list(filter(str.isalpha, text))
        return cls(folded(text), 2 * sum(map(_BEHIND_LATIN.__gt__, letters)) >= len(letters))

    def against(self, other: Title) -> Agreement:
        """Compare with another title."""
        first, second = self.words, other.words
        if not first or not second:
            return Agreement.UNKNOWN
        if first == second:
            return Agreement.EQUAL
        short, long = sorted((first, second), key=len)
        if long.startswith(short + " ") and " " in short:
            return Agreement.SHORTER
        if self.latin != other.latin:
            return Agreement.SCRIPTS
        near = alike(first[:_COMPARED], second[:_COMPARED], _SPELLING)
        return Agreement.SPELLING if near else Agreement.DIFFERENT

    @property
    def numbers(self) -> list[str]:
        """Its numbers: those of the parts of a series differ."""
        return [word for word in self.words.split() if word.isdigit()]


class Looked:
    """The words of a title that is looked at beside very many; the bag of its letters
    (:func:`bibtool.text.nearest.bag`) is made when first asked for, and -1 before."""

    __slots__ = ("bag", "words")

    def __init__(self, words: str) -> None:
        self.words = words
        self.bag = -1

    def letters(self) -> int:
        """The bag."""
        if self.bag < 0:
            self.bag = bag(self.words)
        return self.bag


AnyLooked = TypeVar("AnyLooked", bound=Looked)


def may_agree(title: Looked, others: Iterable[AnyLooked]) -> Iterator[AnyLooked]:
    """Those that :meth:`Title.against` may call SHORTER or SPELLING; the rest needs no comparison."""
    words, letters = title.words, title.letters()
    own = len(words)
    for other in others:
        its = len(other.words)
        least = _SPELLING * (own + its)
        if own > _COMPARED or its > _COMPARED:
            yield other
        elif 2 * (own if own < its else its) < least:  # too long for a spelling of the other
            if words.startswith(f"{other.words} ") if its < own else other.words.startswith(f"{words} "):
                yield other
        else:  # one that goes on where the other ends has all its letters
            its_letters = other.bag if other.bag >= 0 else other.letters()
            if not (letters and its_letters) or 2 * (letters & its_letters).bit_count() >= least:
                yield other


@lru_cache(maxsize=4096)  # the names and titles of one work are compared again and again
def folded(text: str) -> str:
    """The words of ``text`` in lower case without accents, Cyrillic in rough Latin; '' without letters and digits.

    Not the key of sounds that searches use (:func:`bibtool.language.folding.fold`): it makes more words equal than
    may be taken for one title.
    """
    return _NO_WORD.sub(" ", plain(text)).strip()


def families(item: Item, roles: Sequence[str] = ("author",)) -> tuple[str, ...]:
    """The folded family names of the first role that is given, without particles: some lists print them last or not."""
    for role in roles:
        names = item.names.get(role, ())
        if names:
            return tuple(folded(n.literal or bare_family(n.family)) for n in names)
    return ()
