"""The likeliest labels of a citation's pieces: a linear chain whose weights are trained (see training/).

Scores are integers, a hundredth of a natural logarithm each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
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
    """The likeliest labelling and, for each piece where another label is likely, the likeliest with that label; ``count``
    in all, the best first.  ``rows`` are the emissions of the pieces, at least one.

    The second is the second best of all (Viterbi forwards and backwards, max-marginals).
    """
    hopeful = [_hopeful(row) for row in rows]
    moves = [known.transitions[separator(piece)] for piece in found]
    forward: list[dict[int, tuple[int, int]]] = [{label: (own, -1) for label, own in hopeful[0]}]
    for t in range(1, len(rows)):
        into, before = moves[t], forward[-1]
        here: dict[int, tuple[int, int]] = {}
        for label, own in hopeful[t]:
            top, origin = _LEAST, -1
            for earlier, (score, _) in before.items():
                score += into[earlier][label]
                if score > top:
                    top, origin = score, earlier
            here[label] = (top + own, origin)
        forward.append(here)
    last = max(forward[-1], key=lambda label: forward[-1][label][0])
    first = _traced(forward, len(rows) - 1, last)
    out = [Labelling(forward[-1][last][0], tuple(LABELS[label] for label in first))]
    if count < 2:
        return out
    backward: list[dict[int, tuple[int, int]]] = [{} for _ in rows]
    backward[-1] = {label: (0, -1) for label, _ in hopeful[-1]}
    through: list[tuple[int, int, int]] = []  # score, piece, label of the best path through it
    for t in range(len(rows) - 1, -1, -1):
        if t + 1 < len(rows):
            away, after = moves[t + 1], backward[t + 1]
            for label, _ in hopeful[t]:
                top, target = _LEAST, -1
                for later, own in hopeful[t + 1]:
                    score = away[label][later] + own + after[later][0]
                    if score > top:
                        top, target = score, later
                backward[t][label] = (top, target)
        through += [
            (forward[t][label][0] + backward[t][label][0], t, label) for label, _ in hopeful[t] if label != first[t]
        ]
    through.sort(reverse=True)
    for score, t, label in through:
        path = _traced(forward, t, label)
        while len(path) < len(rows):
            path.append(backward[len(path) - 1][path[-1]][1])
        labels = tuple(LABELS[label] for label in path)
        if all(labels != known.labels for known in out):
            out.append(Labelling(score, labels))
            if len(out) == count:
                break
    return out


_LEAST = -(10**9)
_HOPELESS = 8 * SCALE  # below the best label of a piece: no neighbour makes up for so much


def _hopeful(row: Sequence[int]) -> list[tuple[int, int]]:
    least = max(row) - _HOPELESS
    return [(label, score) for label, score in enumerate(row) if score >= least]


def _traced(forward: Sequence[Mapping[int, tuple[int, int]]], t: int, label: int) -> list[int]:
    """The best path to a label of a piece."""
    path = [label]
    for step in range(t, 0, -1):
        path.append(forward[step][path[-1]][1])
    return path[::-1]


def scored(found: Sequence[Piece], labels: Sequence[Label], rows: Sequence[Sequence[int]], known: Weights) -> int:
    """The score of a labelling; ``rows`` are the emissions of the pieces."""
    index = [LABELS.index(label) for label in labels]
    total = rows[0][index[0]]
    for i in range(1, len(index)):
        total += rows[i][index[i]] + known.transitions[separator(found[i])][index[i - 1]][index[i]]
    return total
