"""What the letters, words and endings of a text say for each language, in whole points: 100 is one function word.

Unlike :func:`bibtool.language.detect.detect` this decides nothing: whoever asks weighs the points with what else
is known.  Words and letters that several languages share speak less for each.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sized
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from bibtool.language.scripts import script
from bibtool.text.data import toml
from bibtool.text.packed import Fields
from bibtool.text.patterns import regex

_BASE = {"Latin": "abcdefghijklmnopqrstuvwxyz", "Cyrillic": "абвгдежзийклмнопрстуфхцчшщьюя"}
_FILES = ("languages.toml", "languages_more.toml")
_WORD = regex(r"[^\W\d_]+")
_NUMERAL_LETTER = regex("[VX]|II")
_NUMERAL = regex(r"(?<=\W)(?:[IVXLC]{2,}|[VX])(?![^\W\d_])")
_TIES = "\u0360\u0361\u0362\ufe20\ufe21"  # over two letters for one: "i͡a"
_APOSTROPHE = "['’ʹʼ′`´]"
_JOINED = regex(rf"{_APOSTROPHE}(?<=[^\W\d_].){_APOSTROPHE}*")
# A soft sign: an apostrophe between consonants, or at the end of a word after one that English does not elide there.
_SOFT = regex(rf"(?<=[bdlmnprtvz]){_APOSTROPHE}(?=[bdgkmnpvzf]|[sc][^\W\d_])|(?<=[dlt]){_APOSTROPHE}(?!\w)")
_LONGEST = 400  # characters that are looked at
_ALL = 100  # points of a word that one language has
_SHARED = (0, 100, 80, 60, 50)  # of one that so many languages have, and more
_ENDING = 40
_TYPICAL = 40
_NEVER = -150
_FOREIGN = -150  # a letter that the language's alphabet does not have
_LACKED = -100  # a letter that only its loan words have
_OWN = (0, 150, 100, 60)  # a letter that so many alphabets have, and more
_SOFT_SIGN = 120
_MOST_SIGNS = 3
_SHORT = 3  # letters of words whose endings say nothing
_ENDING_LENGTH = 6
_WORDS = 16_384  # that are remembered
_LATINISED = "@latin"


class Marks(Struct, frozen=True):
    """``points`` by language (``ru@latin`` is Russian in Latin letters); ``positive``: those that words or letters of
    their own speak for, and by how much."""

    points: Mapping[str, int]
    positive: Mapping[str, int]
    script: str = ""


class _Tables(Struct, frozen=True):
    """The marks of all languages of one script, by what is looked for."""

    codes: Mapping[str, int]  # each language with the field of its points; as many behind are the positive ones
    fields: Fields
    letters: Mapping[str, int]  # letter -> what its presence says, packed
    words: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[str, ...]]
    # first letter -> the sequences, typical and never seen, with their points
    parts: Mapping[str, tuple[tuple[str, tuple[tuple[str, int], ...]], ...]]


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    rows: dict[str, Any] = {}
    for name in _FILES:
        rows.update(toml(f"language/data/{name}"))
    latinised = toml("language/data/latinised.toml")
    for code, additions in latinised.items():
        rows[code] = {**rows[code], **{key: f"{rows[code][key]} {parts}" for key, parts in additions.items()}}
    for key, additions in rows.pop("more").items():
        for code, parts in additions.items():
            rows[code] = {
                **rows[code],
                key: f"{rows[code][key]} {parts}" if key != "letters" else rows[code][key] + parts,
            }
    return rows


def language_of_row(code: str) -> str:
    """The language (ISO 639-1) of a key of :class:`Marks`."""
    return code.removesuffix(_LATINISED)


@cache
def _tables(name: str) -> _Tables:
    rows = {code: row for code, row in _rows().items() if row["script"] == name}
    base = frozenset(_BASE[name]) if rows else frozenset()

    def index(*keys: str) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for code, row in rows.items():
            for part in " ".join(row.get(key, "") for key in keys).split():
                found.setdefault(part, {})[code] = None
        return {part: tuple(codes) for part, codes in found.items()}

    own: dict[str, dict[str, None]] = {}
    for code, row in rows.items():
        for letter in row["letters"]:
            own.setdefault(letter, {})[code] = None
    alphabets = {
        code: base - frozenset(row["lacks"]) | frozenset(row["letters"] + row.get("tolerates", ""))
        for code, row in rows.items()
    }
    strange = {
        letter: tuple(
            (code, _LACKED if letter in base and letter in rows[code]["lacks"] else _FOREIGN)
            for code, alphabet in alphabets.items()
            if letter not in alphabet
        )
        for letter in frozenset().union(*alphabets.values())
    }
    parts: dict[str, list[tuple[str, tuple[tuple[str, int], ...]]]] = {}
    for table, weight in ((index("typical"), _TYPICAL), (index("never", "foreign"), _NEVER)):
        for part, codes in table.items():
            parts.setdefault(part[0], []).append((part, tuple((code, weight) for code in codes)))
    places = {code: place for place, code in enumerate(rows)}
    fields = Fields(2 * len(places))
    letters = {}
    for letter in {*strange, *own} if rows else ():
        value = _value(own.get(letter, ()), _OWN) if letter not in base else 0
        lacked = ((places[code], points) for code, points in strange.get(letter, ()))
        letters[letter] = _own(own.get(letter, ()), value, places, fields) + fields.packed(lacked)
    return _Tables(
        places,
        fields,
        letters,
        index("words"),
        index("endings"),
        {letter: tuple(rows) for letter, rows in parts.items()},
    )


def marks(text: str) -> Marks:
    """The points of every language of the text's script; none for a text without letters of a known one.

    >>> found = marks("Dzieje Ukrainy")
    >>> max(found.points, key=found.points.get)
    'pl'
    """
    folded = unicodedata.normalize("NFC", text[:_LONGEST])
    for tie in _TIES:
        folded = folded.replace(tie, "")
    if _NUMERAL_LETTER.search(folded) is not None:
        folded = _NUMERAL.sub(" ", folded)  # "sec. XVI–XVIII" says nothing of a language
    folded = folded.casefold()
    name = script(folded)
    tables = _tables(name)
    if not tables.codes:
        return Marks({}, {}, name)
    words = dict.fromkeys(_WORD.findall(folded))
    softened = _JOINED.sub("", folded)
    if softened != folded:
        words.update(dict.fromkeys(_WORD.findall(softened)))
    said = list(filter(None, map(tables.letters.get, frozenset("".join(words)))))
    said += [_said(name, word) for word in words]
    sums = tables.fields.sums(said)
    points = dict(zip(tables.codes, sums, strict=False))
    positive = dict(zip(tables.codes, sums[len(points) :], strict=True))
    signs = min(len(_SOFT.findall(folded)), _MOST_SIGNS) if softened != folded else 0
    for code in points if signs else ():
        if code.endswith(_LATINISED):
            points[code] += signs * _SOFT_SIGN
            positive[code] += signs * _SOFT_SIGN
    return Marks(points, positive, name)


@lru_cache(_WORDS)
def _said(name: str, word: str) -> int:
    """What one word says in a script by itself, its ending and the sequences of its letters, packed."""
    tables = _tables(name)
    having = tables.words.get(word, ())
    found: dict[tuple[str, int], None] = {}
    if len(word) > _SHORT:
        for size in range(1, min(_ENDING_LENGTH + 1, len(word))):
            for code in tables.endings.get(word[-size:], ()):
                if code not in having:
                    found[code, _ENDING] = None
    said: dict[tuple[str, int], None] = {}
    for letter in set(word):
        for part, pairs in tables.parts.get(letter, ()):
            if part in word:
                said.update(dict.fromkeys(pairs))
    more = tables.fields.packed((tables.codes[code], points) for code, points in (*found, *said))
    return _own(having, _value(having, _SHARED), tables.codes, tables.fields) + more


def _own(having: Iterable[str], value: int, places: Mapping[str, int], fields: Fields) -> int:
    """The points of languages that have something of their own, among all and among the positive ones, packed."""
    return fields.packed((place, value) for code in having for place in (places[code], places[code] + len(places)))


def _value(having: Sized, values: tuple[int, ...]) -> int:
    """The points of what so many languages have."""
    return values[min(len(having), len(values) - 1)]
