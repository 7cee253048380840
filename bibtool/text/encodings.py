"""Which of the older encodings, of one byte a letter, the letters of a text stand in.

Own scoring, after a look at charset-normalizer 3: of twenty short texts in the languages and encodings that matter
here it misread Polish in ISO 8859-2 (as 8859-3 or cp1250), French in Latin-1 (as cp1250 or 8859-10) and a Russian
note in KOI8-R (as Hebrew).  Letter order by language tells all of them apart from a single line.
"""

from __future__ import annotations

import codecs
import math
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from functools import cache

from msgspec import Struct

from bibtool.text.certainty import Certainty
from bibtool.text.data import toml
from bibtool.text.patterns import regex


class Evidence(Enum):
    """What an encoding was told by."""

    DECLARED = "declared"  # a byte order mark
    VALID = "valid"  # the bytes are valid UTF-8, which no other text is by chance
    SCORED = "scored"  # the order of letters


class Run(Struct, frozen=True):
    """The bytes ``[start, end)`` of a source and their encoding."""

    start: int
    end: int
    encoding: str


class Decoded(Struct, frozen=True):
    """The characters, the encoding's name as Python spells it, and what tells it; ``rival`` is another encoding that
    fits about as well.  ``runs`` is empty where one encoding holds for all bytes behind the mark; else ``encoding``
    names all, that of most letters first."""

    text: str
    encoding: str
    evidence: Evidence
    rival: str = ""
    runs: tuple[Run, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """Doubtful where a rival gives another text."""
        return Certainty.DOUBTFUL if self.rival else Certainty.SURE


# Before those of the same letters in other places: where two decode to the same text, the first is named.
_LATIN = ("iso-8859-1", "cp1252", "cp1250", "iso-8859-2", "cp852")
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "iso-8859-5", "cp866", "mac-cyrillic")
_SELDOM = frozenset({"cp852", "iso-8859-5", "cp866", "mac-cyrillic"})
_SAMPLE = 20_000  # bytes beyond ASCII that are looked at
BEYOND_ASCII = regex(rb"[\x80-\xff]")
UTF8_CHARACTER = regex(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Natural logarithms: a character that no language here prints, one of another language, a capital inside a word.
_IMPOSSIBLE = -12.0
_FOREIGN = -7.0
_COMMON = math.log(0.02)
_CAPITAL = -1.0
_CAPITAL_AMONG_CAPITALS = -0.3
_CAPITAL_INSIDE = -4.0
_RARE = -0.5  # what an encoding that hardly any text of this century is in starts with
_HEADER = regex(rb"(?i)\bencoding[ \t]*[:=][ \t]*([\w.:-]{2,20})|\bcoding[:=][ \t]*([\w.-]{2,20})")
_BELIEVED = 1.5  # mean difference up to which a header is right
_MARGIN = 0.25  # mean difference below which two encodings fit about as well


def scored(data: bytes) -> Decoded:
    """The encoding whose letters stand as those of some language do; that which a header names wins over a near one."""
    contexts = _contexts(data)
    total = sum(contexts.values())
    ranking: list[tuple[float, str]] = []
    for script, encodings in (("latin", _LATIN), ("cyrillic", _CYRILLIC)):
        for encoding in encodings:
            start = _RARE if encoding in _SELDOM else 0.0
            ranking.append((start + _fit(contexts, encoding, script) / total, encoding))
    ranking.sort(key=lambda row: -row[0])  # stable: of equals the first declared
    best, encoding = ranking[0]
    said = _declared(data)
    for score, name in ranking:
        if said and best - score < _BELIEVED and codecs.lookup(name).name == said:
            return Decoded(data.decode(name, "replace"), name, Evidence.DECLARED)
    text = data.decode(encoding, "replace")
    for score, rival in ranking[1:]:
        if best - score > _MARGIN:
            break
        if data.decode(rival, "replace") != text:
            return Decoded(text, encoding, Evidence.SCORED, rival)
    return Decoded(text, encoding, Evidence.SCORED)


def _declared(data: bytes) -> str:
    """What a comment at the head says ("% Encoding: Cp1250", "-*- coding: koi8-r -*-"), as Python spells it."""
    found = _HEADER.search(data[:1000])
    if found is None:
        return ""
    try:
        return codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return ""


def _contexts(data: bytes) -> Counter[bytes]:
    """Bytes beyond ASCII, each with its neighbours."""
    found: Counter[bytes] = Counter()
    for count, match in enumerate(BEYOND_ASCII.finditer(data)):
        at = match.start()
        found[(data[at - 1 : at] or b" ") + data[at : at + 1] + (data[at + 1 : at + 2] or b" ")] += 1
        if count >= _SAMPLE:
            break
    return found


def _fit(contexts: Counter[bytes], encoding: str, script: str) -> float:
    """The best log-likelihood of one encoding over the languages of its script."""
    rows = [(context.decode(encoding, "replace"), count) for context, count in contexts.items()]
    signs, known = _signs(), _known()
    best = -math.inf
    for letters in _letters()[script].values():
        score = 0.0
        for context, count in rows:
            before, char, after = context[0], context[1], context[2]
            if char in signs:
                # No quotation mark or raised figure stands between two letters, save an apostrophe.
                inside = before.isalpha() and after.isalpha() and char not in "’\xad–"
                score += count * (_IMPOSSIBLE if inside else _COMMON)
                continue
            lower = char.lower()
            value = letters.get(lower, _FOREIGN if lower in known else _IMPOSSIBLE)
            if lower != char and value > _IMPOSSIBLE:
                # Capitals stand at the beginning of a word or among capitals.
                if before.islower():
                    value += _CAPITAL_INSIDE
                else:
                    value += _CAPITAL_AMONG_CAPITALS if before.isupper() or after.isupper() else _CAPITAL
            score += count * value
        best = max(best, score)
    return best


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return toml("text/letters.toml")


@cache
def _letters() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    """Script, language, letter: the logarithm of its share, by its place in the order (the n-th is 1/(n + 2))."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for script in ("latin", "cyrillic"):
        for language, letters in _data()[script].items():
            shares = [1 / (place + 3) for place in range(len(letters))]
            weights = {c: math.log(share / sum(shares)) for c, share in zip(letters, shares, strict=True)}
            found.setdefault(script, {})[language] = weights
    return found


@cache
def _known() -> frozenset[str]:
    return frozenset(c for rows in _letters().values() for letters in rows.values() for c in letters)


@cache
def _signs() -> frozenset[str]:
    return frozenset(_data()["signs"]["common"])
