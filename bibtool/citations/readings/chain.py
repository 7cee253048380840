"""The likeliest labels of a citation's pieces: a linear chain whose weights are trained (see training/).

Scores are integers, a hundredth of a natural logarithm each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import itemgetter
from typing import NamedTuple

from bibtool.citations.readings.label import Label
from bibtool.citations.scan.features import featured
from bibtool.citations.scan.pieces import Piece

SCALE = 100
SEPARATORS = ("", " ", ",", ";", ":", ".", "?", "/", "//", "–", "(", ")")
_LIKE = {"!": "?", "…": ".", "]": ")", "[": "("}
_SEPARATOR = {sign: index for index, sign in enumerate(SEPARATORS)}
LABELS = tuple(Label)


class Labelling(NamedTuple):
    """The labels of the pieces and their score."""

    score: int
    labels: tuple[Label, ...]


# The weights of all labels of a feature are one integer, a field of bits each, so that one addition adds them all.
_BITS = 20
_HALF = 1 << _BITS - 1
_MASK = (1 << _BITS) - 1
_SHIFTS = tuple(_BITS * index for index in range(len(LABELS)))
_BIAS = sum(_HALF << shift for shift in _SHIFTS)


@dataclass(frozen=True, slots=True)
class Weights:
    """``states``: feature -> the packed weights of all labels; ``transitions``: separator -> label before -> a weight a
    label."""

    states: Mapping[str, int]
    transitions: Sequence[Sequence[Sequence[int]]]

    @classmethod
    def of(cls, states: Mapping[str, Sequence[int]], transitions: Sequence[Sequence[Sequence[int]]]) -> Weights:
        """Pack a weight a label of each feature; each is less than 2^15 either way."""
        packed = {
            name: sum(weight << shift for weight, shift in zip(row, _SHIFTS, strict=True) if weight)
            for name, row in states.items()
        }
        return cls(packed, transitions)


@cache
def weights() -> Weights:
    """The trained weights, read once."""
    data = json.loads(resources.files("bibtool.citations.readings").joinpath("chain.json").read_text("utf-8"))
    return Weights.of(data["states"], data["transitions"])


def separator(piece: Piece) -> int:
    """The index of what parts a piece from the one before it."""
    return _SEPARATOR.get(_LIKE.get(piece.before, piece.before), 0 if not piece.before else 1)


def emissions(text: str, found: Sequence[Piece], known: Weights) -> list[list[int]]:
    """The scores of the labels of each piece by itself."""
    weight = known.states.get
    rows = []
    for features in featured(text, found):
        total = _BIAS
        for name in features:
            total += weight(name, 0)
        rows.append([(total >> shift & _MASK) - _HALF for shift in _SHIFTS])
    return rows


def best(found: Sequence[Piece], rows: Sequence[Sequence[int]], count: int, known: Weights) -> list[Labelling]:
    """The ``count`` likeliest labellings, the best first; ``rows`` are the emissions of the pieces, at least one."""
    # of each label that is not hopeless the best ways to end there: (score, (label, (label before, ...)))
    paths: list[tuple[int, list[tuple[int, object]]]] = [
        (label, [(score, (label, None))]) for label, score in _hopeful(rows[0])
    ]
    for piece, row in zip(found[1:], rows[1:], strict=True):
        moves = known.transitions[separator(piece)]
        following: list[tuple[int, list[tuple[int, object]]]] = []
        for label, own in _hopeful(row):
            ways = [(score + moves[before][label], way) for before, ended in paths for score, way in ended]
            ways.sort(reverse=True, key=_score)
            following.append((label, [(score + own, (label, way)) for score, way in ways[:count]]))
        paths = following
    ends = sorted((way for _, ended in paths for way in ended), reverse=True, key=_score)
    return [Labelling(score, _unlinked(way)) for score, way in ends[:count]]


_HOPELESS = 12 * SCALE  # below the best label of a piece: no neighbour makes up for so much
_score = itemgetter(0)


def _hopeful(row: Sequence[int]) -> list[tuple[int, int]]:
    least = max(row) - _HOPELESS
    return [(label, score) for label, score in enumerate(row) if score >= least]


def _unlinked(way: object) -> tuple[Label, ...]:
    out = []
    while isinstance(way, tuple):
        out.append(LABELS[way[0]])
        way = way[1]
    return tuple(reversed(out))


def scored(found: Sequence[Piece], labels: Sequence[Label], rows: Sequence[Sequence[int]], known: Weights) -> int:
    """The score of a labelling; ``rows`` are the emissions of the pieces."""
    index = [LABELS.index(label) for label in labels]
    total = rows[0][index[0]]
    for i in range(1, len(index)):
        total += rows[i][index[i]] + known.transitions[separator(found[i])][index[i - 1]][index[i]]
    return total
