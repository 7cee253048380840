"""A model of languages: how usual sequences of bytes are in each, from ``data/ngrams.dat``.

Naive Bayes over sequences of 2 to 6 bytes of UTF-8, the longest that ends at each byte, as py3langid has it; made from
its model by ``training/ngrams.py``.  Read in parts: a title asks for a few of the six thousand endings, and to unpack
py3langid's own model took longer than all else that a short command does.
"""

from __future__ import annotations

import json
import math
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

FILE = Path(__file__).parent / "data" / "ngrams.dat"
ENDING = "<2sII"  # the last two bytes, where its sequences begin among the keys, the first row of its weights


class _Ending(NamedTuple):
    """The sequences that end in the same two bytes.  The number of one is its row; one that tells no language has a
    number below zero."""

    own: int | None  # the number of these two bytes alone
    last: Set[int]  # what the bytes before them may end in
    longest: int  # the most bytes that stand before them
    numbers: Mapping[bytes, int]  # by the bytes before them


class NgramModel(Struct, frozen=True):
    """The tables of the file.

    ``keys``: for each ending the sequences' other bytes, each closed by 0xFF, those without a row of their own behind
    0xFE.  ``weights``: a row of one byte a language for each sequence, in ``step`` below the row's heaviest.
    """

    languages: tuple[str, ...]
    step: float
    priors: tuple[float, ...]
    least: tuple[float, ...]
    endings: Mapping[bytes, tuple[int, int, int]]  # begin and end among the keys, first row
    keys: bytes
    weights: bytes
    _opened: dict[bytes, _Ending] = field(default_factory=dict)

    @classmethod
    @cache
    def load(cls) -> NgramModel:
        """The model, read once."""
        data = FILE.read_bytes()
        begin = data.index(b"\n") + 1
        head = json.loads(data[:begin])
        keys = begin + head["endings"] * struct.calcsize(ENDING)
        weights = keys + head["keys"]
        rows = list(struct.iter_unpack(ENDING, data[begin:keys]))
        ends = [*(row[1] for row in rows[1:]), head["keys"]]
        endings = {ending: (at, end, first) for (ending, at, first), end in zip(rows, ends, strict=True)}
        return cls(
            tuple(head["languages"]),
            head["step"],
            tuple(head["priors"]),
            tuple(head["least"]),
            endings,
            data[keys:weights],
            data[weights:],
        )

    def shares(self, title: str, codes: Iterable[str]) -> list[tuple[str, float]]:
        """The probabilities of these languages (ISO 639-1), which sum to 1; languages that it does not know are left
        out."""
        known = [code for code in codes if code in self.languages]
        text = unicodedata.normalize("NFC", title.lower() if title.isupper() else title).encode(errors="surrogatepass")
        found = self._counted(text)
        counts = [(row, math.log1p(count)) for row, count in found.items()]
        cooled = math.sqrt(len(text)) or 1.0  # the root keeps long titles from being too sure
        points = [self._points(self.languages.index(code), counts) / cooled if counts else 0.0 for code in known]
        odds = [math.exp(value - max(points)) for value in points]
        return [(code, value / sum(odds)) for code, value in zip(known, odds, strict=True)]

    def _points(self, column: int, counts: Sequence[tuple[int, float]]) -> float:
        width, weights = len(self.languages), self.weights
        points = self.priors[column]
        for row, weight in counts:
            below = self.least[column] if row < 0 else self.step * weights[row * width + column]
            points -= weight * below
        return points

    def _counted(self, text: bytes) -> Mapping[int, int]:
        """How often the longest sequences stand in a text that end at one of its places, by their numbers."""
        found: list[int] = []
        opened = self._opened
        for at in range(len(text) - 1):
            ending = opened.get(text[at : at + 2])
            if ending is None:
                if text[at : at + 2] not in self.endings:
                    continue
                ending = self._open(text[at : at + 2])
            number, last, longest, numbers = ending
            if at and text[at - 1] in last:
                for begin in range(at - longest if at > longest else 0, at):
                    longer = numbers.get(text[begin:at])
                    if longer is not None:
                        number = longer
                        break
            if number is not None:
                found.append(number)
        return Counter(found)

    def _open(self, ending: bytes) -> _Ending:
        begin, end, first = self.endings[ending]
        telling, _, empty = self.keys[begin:end].partition(b"\xfe")
        numbers = {key: -1 - begin - at for at, key in enumerate(empty.split(b"\xff")[:-1])}
        numbers.update((key, first + at) for at, key in enumerate(telling.split(b"\xff")[:-1]))
        own = numbers.pop(b"", None)
        longest = max(map(len, numbers), default=0)
        return self._opened.setdefault(ending, _Ending(own, {key[-1] for key in numbers}, longest, numbers))
