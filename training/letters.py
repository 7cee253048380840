"""Citations in other letters than their own: Cyrillic works in Latin letters, old Russian spelling."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from bibtool.language.translit import transliterate
from training.pieces import Piece

CYRILLIC = frozenset({"ru", "uk", "be"})
_SCHEMES = ("pl", "gost-7.79-b", "bgn-pcgn", "scholarly", "ala-lc", "iso9")
_AS_THEY_ARE = frozenset({"", "URL", "DOI", "accessed", "signal"})
_HARD = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])\b(?!\.)", re.IGNORECASE)


def romanised(rng: random.Random, pieces: Sequence[Piece], language: str, whole: bool) -> list[Piece]:
    """The values in Latin letters after one scheme; with ``whole`` the words between them too."""
    scheme = rng.choice(_SCHEMES)
    return [
        Piece(text if label in _AS_THEY_ARE and not whole else transliterate(text, language, scheme), label)
        for text, label in pieces
    ]


def old_spelling(pieces: Sequence[Piece]) -> list[Piece]:
    """Russian titles as before 1918, with hard signs and the old letter i."""
    return [Piece(_old(text) if "title" in label else text, label) for text, label in pieces]


def _old(text: str) -> str:
    return re.sub(r"и(?=[аеийоуыэюя])", "і", _HARD.sub("ъ", text))
