"""Roman numerals."""

from __future__ import annotations

from itertools import pairwise

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(numeral: str) -> int:
    """The value of a Roman numeral, capital or small; 0 where a letter is none.  Its form is not judged.

    >>> roman("XIV"), roman("lxxvi"), roman("XA")
    (14, 76, 0)
    """
    values = [_VALUES.get(letter, 0) for letter in numeral.upper()]
    if not all(values):
        return 0
    return sum(-one if one < two else one for one, two in pairwise([*values, 0]))
