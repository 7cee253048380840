"""Patterns that hold a form of the lexicon, tried only where such a form can stand, and compiled only then.

Most notes hold no archive, no gazette and no director; to look for one letter by letter takes as long where nothing
is found as where something is.  So the words of a text are listed once, and a pattern is not tried where none of those
is listed that tell its forms: of each the longest, since the first is often "w", "the" or an initial.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count
from sys import maxsize
from threading import Lock

from bibtool.language.forms import WORD, alternation, by_first_word, telling
from bibtool.text.compiled import compiled
from bibtool.text.patterns import regex

_CUT = regex(r"(?<=[^\W\d_])(?=[^\W\d_])")  # inside a word
_TEXTS = 8  # whose words are remembered: a note is asked for by one reader after the other


# A note is asked for some sixty phrases; each word of it is looked up once for all of them.
_lock = Lock()
_numbers = count()
_told: dict[str, set[int]] = {}  # a telling word -> the numbers of those that it tells


class Told:
    """What may stand in a text where one of some words does."""

    __slots__ = ("_number", "_telling")

    def __init__(self, words: frozenset[str]) -> None:
        """Keep the words."""
        self._telling = words
        with _lock:
            self._number = next(_numbers)
            for word in words:
                _told.setdefault(word, set()).add(self._number)

    def may_stand(self, text: str) -> bool:
        """Whether a text has one of the words; where it has none, nothing of this stands in it."""
        known, standing = _standing(text)
        if self._number < known:
            return self._number in standing
        return not self._telling.isdisjoint(words_of(text))  # of one that was made after the text was looked at

    def may_stand_among(self, words: Iterable[str]) -> bool:
        """Whether one of the words is among those of a part of a text, which was cut out."""
        return not self._telling.isdisjoint(words)

    def may_stand_in(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` has one of the words: where all of the text has none, only one that is cut."""
        return self.may_stand(text) or _CUT.match(text, start) is not None or _CUT.match(text, end) is not None


def one_of(*told: Told) -> Told:
    """Several, for one question instead of one for each."""
    return Told(frozenset().union(*(one._telling for one in told)))


class Phrase(Told):
    """A pattern every match of which holds one of some forms, as :func:`bibtool.language.forms.alternation` or
    ``exact`` take them, up to the end of a word; its methods are those of a compiled pattern.

    Where a part of a text is looked at, the words of all of it are asked for: give it as it is, with ``pos`` and
    ``endpos``, not as a slice.
    """

    __slots__ = ("_source",)

    def __init__(self, source: str, forms: Iterable[str]) -> None:
        """A phrase of the regular expression ``source``, which is compiled when it is first tried."""
        super().__init__(telling(forms))
        self._source = source

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself, for a slice of a text in which it may stand: the words of the slice are not listed."""
        return compiled(self._source)

    def finditer(self, text: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        known, standing = _standing(text)
        if self._number in standing or (self._number >= known and self.may_stand(text)):
            return compiled(self._source).finditer(text, pos, endpos)
        return iter(())

    def search(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        known, standing = _standing(text)
        if self._number in standing or (self._number >= known and self.may_stand(text)):
            return compiled(self._source).search(text, pos, endpos)
        return None

    def match(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        # may_stand() in line: most phrases stand in no note, and a note is asked for each of them
        known, standing = _standing(text)
        if self._number in standing or (self._number >= known and self.may_stand(text)):
            return compiled(self._source).match(text, pos, endpos)
        return None


class Either(Told):
    """A pattern of which a part holds forms: where a text has the telling word of none, the part is left out, and what
    takes long to compile is not compiled."""

    __slots__ = ("_bare", "_forms", "_full", "_source")

    def __init__(self, source: Callable[[str], str], forms: Iterable[str]) -> None:
        """``source`` makes the regular expression from that of the forms."""
        self._source = source
        self._forms = list(forms)
        super().__init__(telling(self._forms))
        self._bare: re.Pattern[str] | None = None
        self._full: re.Pattern[str] | None = None

    def match(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        return self._for(text).match(text, pos, endpos)

    def search(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        return self._for(text).search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        return self._for(text).finditer(text)

    def _for(self, text: str) -> re.Pattern[str]:
        if not self.may_stand(text):
            if self._bare is None:
                self._bare = compiled(self._source(alternation(())))
            return self._bare
        if self._full is None:
            self._full = compiled(self._source(alternation(self._forms)))
        return self._full


class Patterns:
    """Patterns by name, each compiled when it is first asked for: a note of one kind tries few of all."""

    def __init__(self, **sources: Callable[[], str | Phrase | Either]) -> None:
        """What gives each its regular expression."""
        self._sources = sources

    def __getattr__(self, name: str) -> re.Pattern[str] | Phrase | Either:
        """The pattern, which is an attribute like any other from then on."""
        if name.startswith("_") or name not in self._sources:
            raise AttributeError(name)
        source = self._sources[name]()
        pattern = compiled(source) if isinstance(source, str) else source
        setattr(self, name, pattern)
        return pattern


class Forms:
    """Some forms, found as a pattern of :func:`bibtool.language.forms.alternation` finds them.

    Those that begin with one word are compiled when that word is met: a text has few of some thousand.
    """

    __slots__ = ("_behind", "_by_word", "_compiled", "_others")

    def __init__(self, forms: Iterable[str], behind: str = "") -> None:
        """Sort the forms, given in the order in which they are tried, by their first words; what must stand behind
        each is a regular expression."""
        lettered: list[str] = []
        others: list[str] = []
        for form in forms:
            (lettered if WORD.match(form) else others).append(form)
        self._by_word = by_first_word(lettered)
        self._behind = behind
        self._others = regex(alternation(others) + behind) if others else None
        self._compiled: dict[str, re.Pattern[str]] = {}

    def match(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """The form that stands at ``pos``."""
        word = WORD.match(text, pos, endpos)
        if word is None:
            return self._others.match(text, pos, endpos) if self._others else None
        if (first := word.group()) not in self._by_word:
            return None
        return self._known(first).match(text, pos, endpos)

    def may_begin(self, text: str, pos: int = 0, endpos: int = maxsize) -> bool:
        """Whether a form may stand at ``pos``, as its first word tells; where it may not, :meth:`match` finds none."""
        word = WORD.match(text, pos, endpos)
        return self._others is not None if word is None else word.group() in self._by_word

    def stands_in(self, text: str, pos: int = 0, endpos: int = maxsize) -> bool:
        """Whether a form stands anywhere in a text."""
        if self._others is None and self._by_word.keys().isdisjoint(WORD.findall(text, pos, endpos)):
            return False
        for word in WORD.finditer(text, pos, endpos):
            first = word.group()
            if first in self._by_word and self._known(first).match(text, word.start(), endpos):
                return True
        return self._others is not None and self._others.search(text, pos, endpos) is not None

    def _known(self, word: str) -> re.Pattern[str]:
        """The forms that begin with a word."""
        found = self._compiled.get(word)
        if found is None:
            found = self._compiled[word] = compiled(alternation(self._by_word[word]) + self._behind)
        return found


@lru_cache(_TEXTS)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, as they stand."""
    return frozenset(["", *WORD.findall(text)])


@lru_cache(_TEXTS)
def _standing(text: str) -> tuple[int, frozenset[int]]:
    """The numbers of the phrases that may stand in a text, and the number from which on they were not asked for."""
    with _lock:
        return next(_numbers), frozenset().union(*filter(None, map(_told.get, words_of(text))))
