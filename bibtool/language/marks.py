"""What the letters, words and endings of a text say for each language, in whole points: 100 is one function word.

Unlike :func:`bibtool.language.detect.detect` this decides nothing: whoever asks weighs the points with what else
is known.  Words and letters that several languages share speak less for each.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bibtool.language.scripts import script

_BASE = {"Latin": "abcdefghijklmnopqrstuvwxyz", "Cyrillic": "абвгдежзийклмнопрстуфхцчшщьюя"}
_FILES = ("languages.toml", "languages_more.toml")
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHE = "['’ʹʼ′`´]"
_JOINED = re.compile(rf"(?<=[^\W\d_]){_APOSTROPHE}+(?=[^\W\d_]|\b)|(?<=[^\W\d_]){_APOSTROPHE}+(?!\w)")
# A soft sign: an apostrophe between consonants, or at the end of a word after one that English does not elide there.
_SOFT = re.compile(rf"(?<=[bdlmnprtvz]){_APOSTROPHE}(?=[bdgkmnpvzf]|[sc][^\W\d_])|(?<=[dlt]){_APOSTROPHE}(?!\w)")
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
_LATINISED = "@latin"


@dataclass(frozen=True, slots=True)
class Marks:
    """``points`` by language (``ru@latin`` is Russian in Latin letters); ``positive``: those that words or letters of
    their own speak for, and by how much."""

    points: Mapping[str, int]
    positive: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Tables:
    """The marks of all languages of one script, by what is looked for."""

    codes: tuple[str, ...]
    alphabets: Mapping[str, frozenset[str]]
    lacks: Mapping[str, frozenset[str]]
    own: Mapping[str, tuple[str, ...]]  # letter -> languages
    letters: frozenset[str]
    words: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[str, ...]]
    typical: Mapping[str, tuple[str, ...]]
    never: Mapping[str, tuple[str, ...]]


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    folder = resources.files("bibtool.language").joinpath("data")
    rows: dict[str, Any] = {}
    for name in _FILES:
        rows.update(tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")))
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
    alphabets = {code: base - frozenset(row["lacks"]) | frozenset(row["letters"]) for code, row in rows.items()}
    return _Tables(
        tuple(rows),
        alphabets,
        {code: frozenset(row["lacks"]) & base for code, row in rows.items()},
        {letter: tuple(codes) for letter, codes in own.items()},
        frozenset().union(*alphabets.values()),
        index("words"),
        index("endings"),
        index("typical"),
        index("never", "foreign"),
    )


def marks(text: str) -> Marks:
    """The points of every language of the text's script; none for a text without letters of a known one.

    >>> found = marks("Dzieje Ukrainy")
    >>> max(found.points, key=found.points.get)
    'pl'
    """
    folded = unicodedata.normalize("NFC", text[:_LONGEST]).casefold()
    tables = _tables(script(folded))
    points = dict.fromkeys(tables.codes, 0)
    positive = dict.fromkeys(tables.codes, 0)
    if not points:
        return Marks(points, positive)
    joined = _JOINED.sub("", folded)
    words = {**dict.fromkeys(_WORD.findall(folded)), **dict.fromkeys(_WORD.findall(joined))}
    present = frozenset("".join(words))
    for letter in present:
        _add(points, positive, tables.own.get(letter, ()), _OWN)
    strange = present & tables.letters - frozenset(_BASE["Latin"] if "en" in points else "")
    for code in points:
        lacked = len(present & tables.lacks[code])
        foreign = len(strange - tables.alphabets[code] - tables.lacks[code])
        points[code] += _LACKED * lacked + _FOREIGN * foreign
    for word in words:
        having = tables.words.get(word, ())
        _add(points, positive, having, _SHARED)
        if len(word) > 3:
            ended: set[str] = set()
            for size in range(1, min(6, len(word))):
                ended.update(tables.endings.get(word[-size:], ()))
            for code in ended.difference(having):
                points[code] += _ENDING
        for table, weight in ((tables.typical, _TYPICAL), (tables.never, _NEVER)):
            found: set[str] = set()
            for size in range(1, 7):
                for at in range(len(word) - size + 1):
                    found.update(table.get(word[at : at + size], ()))
            for code in found:
                points[code] += weight
    if "ru@latin" in points:
        signs = len(_SOFT.findall(folded))
        for code in points:
            if signs and code.endswith(_LATINISED) and not code.startswith("sr"):
                points[code] += min(signs, 3) * _SOFT_SIGN
                positive[code] += min(signs, 3) * _SOFT_SIGN
    return Marks(points, positive)


def _add(points: dict[str, int], positive: dict[str, int], codes: tuple[str, ...], values: tuple[int, ...]) -> None:
    value = values[min(len(codes), len(values) - 1)]
    for code in codes:
        points[code] += value
        positive[code] += value
