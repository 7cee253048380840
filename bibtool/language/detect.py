"""The language of a title: the alphabet's veto, then the evidence of words, then a model, then the context."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from bibtool.language.scripts import script
from bibtool.text.data import toml
from bibtool.text.patterns import regex

_WORD = regex(r"[^\W\d_]+")
_BASE = {"Latin": "abcdefghijklmnopqrstuvwxyz", "Cyrillic": "абвгдежзийклмнопрстуфхцчшщьюя"}

# Weights, in units of one function word.  They were set on titles of our own (tests/unit/language/titles.toml).
_ENDING = 0.4
_TYPICAL = 0.4
_FOREIGN = 1.5  # a letter that the language's alphabet does not have
_LACKED = 1.0  # a letter that only its loan words have
_OWN = 0.6  # a letter that only some alphabets have, found in this one
_MODEL = 2.5  # the model's choice, times its probability
_CONTEXT = 0.75
_LONGEST = 1000  # characters that are looked at
_JUDGED = 400  # those that the model is asked about, which takes longer than all else
_SHORT = 3  # letters of words whose endings say nothing
_CLEAR = 1.5  # a lead that needs no model


class Guess(Struct, frozen=True):
    """A language (ISO 639-1; empty where nothing speaks for any) and how sure it is, 0 to 1."""

    language: str
    confidence: float


class _Language(Struct, frozen=True):
    code: str
    prior: float
    script: str
    alphabet: frozenset[str]
    own: frozenset[str]
    lacks: frozenset[str]
    words: frozenset[str]
    endings: tuple[str, ...]
    typical: tuple[str, ...]
    never: tuple[str, ...]


@cache
def _languages() -> Mapping[str, _Language]:
    data: Mapping[str, Mapping[str, Any]] = toml("language/data/languages.toml")
    return {
        code: _Language(
            code,
            row["prior"],
            row["script"],
            frozenset(_BASE[row["script"]]) - frozenset(row["lacks"]) | frozenset(row["letters"]),
            frozenset(row["letters"]),
            frozenset(row["lacks"]),
            frozenset(row["words"].split()),
            tuple(dict.fromkeys(row["endings"].split())),
            tuple(dict.fromkeys(row["typical"].split())),
            tuple(row.get("never", "").split()),
        )
        for code, row in data.items()
    }


def languages() -> tuple[str, ...]:
    """The languages that :func:`detect` tells apart."""
    return tuple(_languages())


@cache
def _written_in(script: str) -> tuple[list[_Language], frozenset[str]]:
    """The languages of a script, and the letters that any of them has."""
    found = [lang for lang in _languages().values() if lang.script == script]
    return found, frozenset().union(*(lang.alphabet for lang in found))


def alphabet(language: str) -> frozenset[str]:
    """The small letters of native words of a language of :func:`languages`."""
    return _languages()[language].alphabet


def detect(title: str, context: str | None = None) -> Guess:
    """The language of ``title``; ``context``, the language of what surrounds it, breaks ties.

    Never raises: a title without letters gives ``Guess("", 0.0)``, one in a script of no known language too.

    >>> detect("Погода ў Мінску").language, detect("Zając w lesie").language
    ('be', 'pl')
    """
    title = title[:_LONGEST]
    text = unicodedata.normalize("NFC", title).casefold()
    name = script(text)
    candidates, known = _written_in(name)
    if not candidates:
        return Guess("", 0.0)
    words = _WORD.findall(text)
    letters = frozenset("".join(words))
    # A letter that a language does not have speaks against it more than words speak for it: languages with two
    # such letters more than another are out before their words are looked at.
    told = letters & known
    foreign = {lang.code: len(told - lang.alphabet) for lang in candidates}
    fewest = min(foreign.values())
    candidates = [lang for lang in candidates if foreign[lang.code] <= fewest + 1]
    different = frozenset(words)
    long = [word for word in different if len(word) > _SHORT]
    whole, unknown = " ".join(different), letters - known
    scores = {lang.code: _score(lang, different, long, whole, letters, unknown) for lang in candidates}
    if context in scores:
        scores[context] += _CONTEXT
    ranked = _ranked(scores)
    if _lead(ranked) < _CLEAR:
        near = [code for code, value in ranked if value > ranked[0][1] - 2 * _CLEAR]
        for code, probability in probabilities(title[:_JUDGED], near):
            scores[code] += _MODEL * probability
        ranked = _ranked(scores)
    lead = _lead(ranked)
    return Guess(ranked[0][0], round(min(0.5 + lead / 6, 0.99), 2))


def _score(
    lang: _Language,
    words: frozenset[str],
    long: Sequence[str],
    whole: str,
    letters: frozenset[str],
    unknown: frozenset[str],
) -> float:
    """The points of one language; ``long`` are the words whose endings tell something, ``whole`` all side by side.

    ``unknown`` letters are in no candidate's alphabet and speak against none.
    """
    total = lang.prior + _OWN * len(letters & lang.own)
    strange = letters - lang.own - unknown
    lacked = strange & lang.lacks
    total -= _LACKED * len(lacked) + _FOREIGN * len(strange - lacked - lang.alphabet)
    total += len(words & lang.words)
    total += _ENDING * len([word for word in long if word.endswith(lang.endings) and word not in lang.words])
    # Most languages have none of their marks in a title: look in the whole before looking word by word.
    for parts, weight in ((lang.typical, _TYPICAL), (lang.never, -_FOREIGN)):
        found = [part for part in parts if part in whole]
        if found:
            total += weight * len({word for part in found for word in words if part in word})
    return total


def _ranked(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _lead(ranked: list[tuple[str, float]]) -> float:
    return ranked[0][1] - ranked[1][1] if len(ranked) > 1 else ranked[0][1]


def probabilities(title: str, codes: Sequence[str]) -> list[tuple[str, float]]:
    """What a language model thinks of these languages (ISO 639-1), shared out among them; read when first asked.

    Languages that the model does not know are left out.
    """
    from bibtool.language.ngrams import NgramModel  # most titles are settled without it

    return NgramModel.load().shares(title, codes)
