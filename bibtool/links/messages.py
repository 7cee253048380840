"""Messages put together of few words: "this page does not exist" and its many kin, told by their vocabulary.

Lists of whole phrases meet a message only where somebody wrote it down: of 36 titles of pages that are gone or parked,
new to the lists, they knew 11.  What such messages have in common is that they say nothing else, so that one with a
single word of its own ("Not found: the lost cities of Asia") is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Letters beyond a stem at most ("stron*" meets "stronami").
_ENDING = 5
#: Words in a message at most.
_MOST = 18
#: Letters of a word that cannot end a sentence: prepositions and articles have so few ("unavailable in" …).
_OPEN = 2
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['\u2019\u02bc\u2018`]")
_ENDS = re.compile(r"[.!?…]+(?:\s+|$)")
#: Where a sentence may begin: blocks of a text run into each other without a full stop.
_BEGINS = re.compile(r"(?<!\S)[A-ZÀ-ÖØ-ÞĀĄĆČĎĘĚŁŃŇÓŘŚŠŤŮŹŻŽЁЄІЇЎА-ЯҐ]")
#: Beginnings that are tried, the last first.
_TRIED = 8


@dataclass(frozen=True, slots=True)
class Words:
    """Words and stems, in lower case and without apostrophes."""

    whole: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, written: Sequence[str]) -> Words:
        """From a list in which a star ends a stem."""
        plain = [_APOSTROPHE.sub("", word.lower()) for word in written]
        return cls(
            frozenset(w for w in plain if not w.endswith("*")), frozenset(w[:-1] for w in plain if w.endswith("*"))
        )

    def __contains__(self, word: str) -> bool:
        if word in self.whole:
            return True
        return any(word[:end] in self.stems for end in range(len(word), max(len(word) - _ENDING, 1) - 1, -1))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words of one kind of message.

    A message has a word of ``about`` and says of it what one of ``says`` does, or denies one of ``lacks``; the other
    words of its sentence are ``beside``.
    """

    about: Words
    says: Words
    lacks: Words
    denies: Words
    beside: Words

    def tells(self, words: Sequence[str]) -> bool:
        """Whether the words are a message of this kind and nothing else."""
        last = words[-1]
        if (
            len(last) <= _OPEN
            and last in self.beside
            and not last.isdecimal()
            and last not in self.denies
            and last not in self.lacks
        ):
            return False
        about = said = denied = lacked = False
        for word in words:
            a, s, d, k = word in self.about, word in self.says, word in self.denies, word in self.lacks
            if not (a or s or d or k or word in self.beside or word.isdecimal()):
                return False
            about, said, denied, lacked = about or a, said or s, denied or d, lacked or k
        return about and (said or (denied and lacked))


def vocabularies(table: Mapping[str, Any], shared: Sequence[str]) -> dict[str, Vocabulary]:
    """The kinds of messages of one language's table ``messages``; ``shared`` are words of all languages."""
    beside, denies = Words.of([*table.get("beside", ()), *shared]), Words.of(table.get("denies", ()))
    return {
        kind: Vocabulary(
            Words.of(row.get("about", ())),
            Words.of(row.get("says", ())),
            Words.of(row.get("lacks", ())),
            denies,
            beside,
        )
        for kind, row in table.items()
        if isinstance(row, Mapping)
    }


def told(pieces: Sequence[str], kinds: Sequence[Vocabulary]) -> str:
    """The first piece that is a message, empty where none is."""
    for piece in pieces:
        words = _words(piece)
        if 2 <= len(words) <= _MOST and any(kind.tells(words) for kind in kinds):
            return piece
    return ""


def sentences(text: str) -> list[str]:
    """What may be the sentences of a short text: from a capital to a full stop, of three words or more."""
    return [
        chunk[begin.start() :]
        for chunk in _ENDS.split(text)
        for begin in list(_BEGINS.finditer(chunk))[-_TRIED:]
        if chunk.count(" ", begin.start()) >= 2
    ]


def _words(piece: str) -> list[str]:
    return _WORD.findall(_APOSTROPHE.sub("", piece.lower()))
