"""Capital and small letters of the Latin and Cyrillic scripts, for regular expressions.

Read from the Unicode data of Python, so that no letter is forgotten: lists by hand knew no ś, ž or ё, and a bracket
that began with one of them was read as if with a capital.  Each name in capitals is the inside of a character class
(``[{UPPER}]``); :data:`CAPITAL` is a whole class.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LATIN_BLOCKS = ((0x41, 0x24F), (0x1E00, 0x1EFF))
_CYRILLIC_BLOCKS = ((0x400, 0x52F), (0xA640, 0xA69B))


def _ranges(codes: Iterable[int]) -> str:
    """Code points as the inside of a character class."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}{'-' if b > a + 1 else ''}{chr(b)}" for a, b in runs)


def _of(blocks: Iterable[tuple[int, int]], *categories: str) -> str:
    return _ranges(
        code
        for first, last in blocks
        for code in range(first, last + 1)
        if unicodedata.category(chr(code)) in categories
    )


LATIN_UPPER = _of(_LATIN_BLOCKS, "Lu", "Lt")
LATIN_LOWER = _of(_LATIN_BLOCKS, "Ll")
CYRILLIC_UPPER = _of(_CYRILLIC_BLOCKS, "Lu")
CYRILLIC_LOWER = _of(_CYRILLIC_BLOCKS, "Ll")
UPPER = LATIN_UPPER + CYRILLIC_UPPER
LOWER = LATIN_LOWER + CYRILLIC_LOWER
# What may begin a name: any letter but a small one.  Letters of scripts without case (Hebrew, Chinese) count.
CAPITAL = rf"[^\W\d_{LOWER}]"
# How a family name goes on behind its first letters: behind a hyphen or an apostrophe, "Zor'kovich", "Дем'янчук",
# unless it is that of a genitive, "Marsh's"; perhaps with a soft sign in the end, "Rubel',".
FURTHER = r"(?:(?:-|[’'ʼ](?!s(?!\w)))[^\W\d_]+)*(?:[’'ʼ´](?=[,.:;]))?"

_VOWELS = frozenset("aeiouyæœøıаеиоуыэюяіє")
_SEMIVOWELS = frozenset("йў")  # и and у with a mark, and yet consonants


def is_vowel(letter: str) -> bool:
    """Whether a small letter is a vowel, with whatever mark.

    >>> [c for c in "aąěůłžёўйї" if is_vowel(c)]
    ['a', 'ą', 'ě', 'ů', 'ё', 'ї']
    """
    return letter not in _SEMIVOWELS and unicodedata.normalize("NFD", letter)[0] in _VOWELS


def bare(text: str) -> str:
    """The letters and digits of a text without their case: what line breaks, hyphens and spaces do not change.

    >>> bare("Warsza-\\n wa, s. 5") == bare("Warszawa, s.5")
    True
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
