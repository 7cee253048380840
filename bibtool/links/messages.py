"""Messages put together of few words: "this page does not exist" and its many kin, told by their vocabulary.

Lists of whole phrases meet a message only where somebody wrote it down: of 36 titles of pages that are gone or parked,
new to the lists, they knew 11.  What such messages have in common is that they say nothing else, so that one with a
single word of its own ("Not found: the lost cities of Asia") is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache, partial
from operator import or_
from typing import Any

from msgspec import Struct

from bibtool.text.kept import kept, state_of
from bibtool.text.letters import UPPER
from bibtool.text.patterns import regex

#: The kind of messages that are about what a site holds; those of other kinds mention it.
_MISSING = "not_found"
#: Letters beyond a stem at most ("stron*" meets "stronami").
_ENDING = 5
#: Words in a message at most.
_MOST = 18
#: Letters of a word that cannot end a sentence: prepositions and articles have so few ("unavailable in" …).
_OPEN = 2
#: Words of a clause at least, and different words of its own that a page may have beside one that says it is none.
_CLAUSE, _OTHERS = 3, 3
_WORD = regex(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc\u2018`")
_ENDS = regex(r"[.!?…]+(?:\s+|$)")
#: Where a sentence may begin: blocks of a text run into each other without a full stop.
_BEGINS = regex(rf"(?<!\S)[{UPPER}]")
#: Beginnings that are tried, the last first.
_TRIED = 8


class Role(IntEnum):
    """What a word does in a message.

    A message has a word ``ABOUT`` which something ``SAYS``, or ``DENIES`` that it ``LACKS``; the other words of its
    sentence are ``BESIDE``.  It may be about a ``THING`` where a page says nothing else: "Withdrawn books" may be
    the title of an article, "Withdrawn pages" hardly.  A short word that ``ENDS`` a sentence is a pronoun ("we cannot
    find it"), and no preposition that leads on.
    """

    BESIDE = 0
    ABOUT = 1
    SAYS = 2
    DENIES = 3
    LACKS = 4
    THING = 5
    ENDS = 6


#: For each role, the languages in which a word has it, a bit each.
Roles = tuple[int, ...]
_NONE: Roles = (0,) * len(Role)


# known by itself, so that what its words do can be kept
class Vocabulary(Struct, frozen=True, eq=False):
    """The words of one kind of message in all languages, in lower case and without apostrophes; a message is one
    language's."""

    whole: Mapping[str, Roles]
    stems: Mapping[str, Roles]
    languages: int  # all bits
    prefixes: Mapping[str, int]  # beginnings of words that deny, with the languages that have them

    def tells(self, words: Sequence[str], about: Sequence[Role], strange: int) -> bool:
        """Whether the words are a message of this kind, about a word of these roles, and nothing else but so many
        ``strange`` words."""
        languages = self.languages
        rows: list[Roles] = []
        for word in words:
            roles = _roles(self, word)
            known = languages & (roles[0] | roles[1] | roles[2] | roles[3] | roles[4] | roles[5] | roles[6])
            if known:
                languages = known
            elif strange:
                strange -= 1
            else:
                return False
            rows.append(roles)
        says = denies = lacks = 0
        for roles in rows:
            says |= roles[Role.SAYS]
            denies |= roles[Role.DENIES]
            lacks |= roles[Role.LACKS]
        said = languages & (says | (denies & lacks))
        if said and len(words[-1]) <= _OPEN and not words[-1].isdecimal():
            last = rows[-1]
            said &= ~last[Role.BESIDE] | last[Role.DENIES] | last[Role.LACKS] | last[Role.ENDS]
        return bool(said) and any(said & roles[role] for role in about for roles in rows)


@lru_cache(maxsize=8192)
def _roles(kind: Vocabulary, word: str) -> Roles:
    """What a word may do in a kind of message: kept, since titles share most of their words."""
    if word.isdecimal():
        return (kind.languages, *_NONE[1:])
    found = kind.whole.get(word, _NONE)
    for end in range(len(word), max(len(word) - _ENDING, 1) - 1, -1):
        more = kind.stems.get(word[:end])
        if more is not None:
            found = tuple(map(or_, found, more))
    return found


def vocabularies(tables: Sequence[Mapping[str, Any]], shared: Sequence[str]) -> dict[str, Vocabulary]:
    """The kinds of messages, from a table ``messages`` a language; ``shared`` are words of all languages.

    A star at the end of a word makes it a stem.
    """
    state = state_of(__file__)
    made = partial(_made, tables, shared)
    rows = kept(f"messages {state}", repr((tables, shared)), made) if state else made()
    return {kind: Vocabulary(*row) for kind, row in rows.items()}


#: What a vocabulary is made of.
_Row = tuple[dict[str, Roles], dict[str, Roles], int, dict[str, int]]


def _made(tables: Sequence[Mapping[str, Any]], shared: Sequence[str]) -> dict[str, _Row]:
    kinds = sorted({kind for table in tables for kind, row in table.items() if isinstance(row, Mapping)})
    return {kind: _vocabulary(kind, tables, shared) for kind in kinds}


def _vocabulary(kind: str, tables: Sequence[Mapping[str, Any]], shared: Sequence[str]) -> _Row:
    words: dict[str, list[int]] = {}
    stems: dict[str, list[int]] = {}
    prefixes: dict[str, int] = {}
    for number, table in enumerate(tables):
        row = table.get(kind, {})
        things = table.get("things", ())
        others = () if kind == _MISSING else (*things, *table[_MISSING]["about"])
        lists = {
            Role.BESIDE: [*table["beside"], *row.get("beside", ()), *shared, *others],
            Role.ABOUT: row.get("about", ()),
            Role.SAYS: row.get("says", ()),
            Role.DENIES: table["denies"],
            Role.LACKS: row.get("lacks", ()),
            Role.THING: things if kind == _MISSING else row.get("things", ()),
            Role.ENDS: table.get("ends", ()),
        }
        for prefix in row.get("prefixes", ()):
            prefixes[prefix] = prefixes.get(prefix, 0) | 1 << number
        for role, written in lists.items():
            for word in written:
                plain = word.lower().translate(_APOSTROPHES)
                rows = stems if plain.endswith("*") else words
                rows.setdefault(plain.rstrip("*"), list(_NONE))[role] |= 1 << number
    whole, begun = ({word: tuple(bits) for word, bits in rows.items()} for rows in (words, stems))
    return whole, begun, (1 << len(tables)) - 1, prefixes


#: A piece of a text and its words.
Candidate = tuple[str, list[str]]


def candidates(pieces: Sequence[str]) -> list[Candidate]:
    """The pieces that have as many words as a message; a question is none."""
    kept = [piece for piece in dict.fromkeys(pieces) if not piece.endswith("?")]
    found = [(piece, _words(piece)) for piece in kept]
    return [pair for pair in found if 2 <= len(pair[1]) <= _MOST]


#: What a message on a page of any length may be about, and what one on a page that says nothing else.
ANYWHERE, ALONE = (Role.ABOUT,), (Role.ABOUT, Role.THING)


def told(candidates: Sequence[Candidate], kind: Vocabulary, about: Sequence[Role]) -> str:
    """The first piece that is a message about words of these roles, empty where none is."""
    return next((piece for piece, words in candidates if kind.tells(words, about, 0)), "")


def hinted(candidates: Sequence[Candidate], kind: Vocabulary, about: Sequence[Role]) -> str:
    """The first piece that may be a message, half of whose words are not known to be of one; empty where none is."""
    return next((piece for piece, words in candidates if kind.tells(words, about, len(words) // 2)), "")


def absent(
    found: Sequence[Candidate], text: str, missing: Vocabulary, visitor: Vocabulary, about: Sequence[Role]
) -> str:
    """The first piece that is about a word of these roles, addresses a visitor or speaks of this place or of what was,
    and denies something or says that it was sought or went; empty where none is, or the ``text`` has much else to say.

    Half of its words may be in no list: "The page you came for has wandered off".  ``visitor`` has what speaks of
    visitor, place and time (about), the seeking and going (says), and the words that show another way (beside).
    """
    for piece, words in found:
        nouns = addressed = said = 0
        for word in words:
            page, guest = _roles(missing, word), _roles(visitor, word)
            for role in about:
                nouns |= page[role]
            if Role.THING in about:
                nouns |= guest[Role.THING]
            addressed |= guest[Role.ABOUT]
            said |= page[Role.DENIES] | page[Role.SAYS] | guest[Role.SAYS] | _denied(visitor, word)
        languages = nouns & addressed & said
        if languages and len(words) >= _CLAUSE:
            others = sorted({*_words(text)} - {*words})
            for language in _bits(languages):
                own, rest = (_strange(row, language, missing, visitor) for row in (words, others))
                if own <= len(words) // 2 and rest <= _OTHERS:
                    return piece
    return ""


def has_own_word(name: str, kind: Vocabulary) -> bool:
    """Whether a name has a word that no message of a kind has, in any language."""
    return any(not any(_roles(kind, word)) for word in _words(name))


def _words(text: str) -> list[str]:
    words: list[str] = _WORD.findall(text.lower().translate(_APOSTROPHES))
    return words


def _denied(kind: Vocabulary, word: str) -> int:
    """The languages in which the beginning of a word denies it."""
    return next((bits for prefix, bits in kind.prefixes.items() if len(word) > _ENDING and word.startswith(prefix)), 0)


def _strange(words: Sequence[str], language: int, *kinds: Vocabulary) -> int:
    """How many of the words a language's lists do not have."""
    return sum(
        not any(bits & language for kind in kinds for bits in (*_roles(kind, word), _denied(kind, word)))
        for word in words
    )


def _bits(languages: int) -> Iterator[int]:
    while languages:
        yield languages & -languages
        languages &= languages - 1


def sentences(text: str) -> list[str]:
    """What may be the sentences of a short text: from a capital to a full stop, of three words or more."""
    return [
        chunk[begin.start() :]
        for chunk in _ENDS.split(text)
        for begin in list(_BEGINS.finditer(chunk))[-_TRIED:]
        if chunk.count(" ", begin.start()) >= 2
    ]
