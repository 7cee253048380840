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
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct, field

FILE = Path(__file__).parent / "data" / "ngrams.dat"
ENDING = "<2sII"  # the last two bytes, where its sequences begin among the keys, the first row of its weights
_LONGEST = 6
_EMPTY = -1  # the row of sequences that tell no language


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
    _opened: dict[bytes, dict[bytes, int]] = field(default_factory=dict)

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
        counts = [(row, math.log1p(count)) for (_, row), count in found.items()]
        cooled = math.sqrt(len(text)) or 1.0  # the root keeps long titles from being too sure
        points = [self._points(self.languages.index(code), counts) / cooled if counts else 0.0 for code in known]
        odds = [math.exp(value - max(points)) for value in points]
        return [(code, value / sum(odds)) for code, value in zip(known, odds, strict=True)]

    def _points(self, column: int, counts: Sequence[tuple[int, float]]) -> float:
        width, weights = len(self.languages), self.weights
        points = self.priors[column]
        for row, weight in counts:
            below = self.least[column] if row == _EMPTY else self.step * weights[row * width + column]
            points -= weight * below
        return points

    def _counted(self, text: bytes) -> dict[tuple[bytes, int], int]:
        """The longest sequence that ends at each place, with its row: how often it does."""
        found: dict[tuple[bytes, int], int] = {}
        opened, endings = self._opened, self.endings
        for end in range(2, len(text) + 1):
            ending = text[end - 2 : end]
            rows = opened.get(ending)
            if rows is None:
                if ending not in endings:
                    continue
                rows = self._open(ending)
            for begin in range(max(end - _LONGEST, 0), end - 1):
                row = rows.get(text[begin : end - 2])
                if row is not None:
                    pair = text[begin:end], row
                    found[pair] = found.get(pair, 0) + 1
                    break
        return found

    def _open(self, ending: bytes) -> dict[bytes, int]:
        """The rows of an ending's sequences, by the bytes before it."""
        begin, end, first = self.endings[ending]
        telling, _, empty = self.keys[begin:end].partition(b"\xfe")
        rows = dict.fromkeys(empty.split(b"\xff")[:-1], _EMPTY)
        rows.update((key, first + at) for at, key in enumerate(telling.split(b"\xff")[:-1]))
        return self._opened.setdefault(ending, rows)
