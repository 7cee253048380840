"""The likeliest labels of a citation's pieces: a linear chain whose weights are trained (see training/).

Scores are integers, a hundredth of a natural logarithm each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from importlib import resources
from typing import NamedTuple

from bibtool.citations.readings.label import Label
from bibtool.citations.scan.pieces import Piece
from bibtool.citations.scan.features import featured

SCALE = 100
SEPARATORS = ("", " ", ",", ";", ":", ".", "?", "/", "//", "–", "(", ")")
_LIKE = {"!": "?", "…": ".", "]": ")", "[": "("}
_SEPARATOR = {sign: index for index, sign in enumerate(SEPARATORS)}
LABELS = tuple(Label)


class Labelling(NamedTuple):
    """The labels of the pieces and their score."""

    score: int
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """``states``: feature -> a weight a label; ``transitions``: separator -> label before -> a weight a label."""

    states: Mapping[str, Sequence[int]]
    transitions: Sequence[Sequence[Sequence[int]]]


@cache
def weights() -> Weights:
    """The trained weights, read once."""
    data = json.loads(resources.files("bibtool.citations.readings").joinpath("chain.json").read_text("utf-8"))
    return Weights(data["states"], data["transitions"])


def separator(piece: Piece) -> int:
    """The index of what parts a piece from the one before it."""
    return _SEPARATOR.get(_LIKE.get(piece.before, piece.before), 0 if not piece.before else 1)


def emissions(text: str, found: Sequence[Piece], known: Weights) -> list[list[int]]:
    """The scores of the labels of each piece by itself."""
    states = known.states
    rows = []
    for features in featured(text, found):
        own = [states[name] for name in features if name in states]
        rows.append([sum(column) for column in zip(*own, strict=True)] if own else [0] * len(LABELS))
    return rows


def best(text: str, found: Sequence[Piece], count: int, known: Weights | None = None) -> list[Labelling]:
    """The ``count`` likeliest labellings, the best first."""
    if not found:
        return []
    known = known or weights()
    rows = emissions(text, found, known)
    # paths[label]: the best ways to end there, each (score, labels as a linked list)
    paths: list[list[tuple[int, tuple[int, object] | None]]] = [
        [(score, (label, None))] for label, score in enumerate(rows[0])
    ]
    for piece, row in zip(found[1:], rows[1:], strict=True):
        moves = known.transitions[separator(piece)]
        top = max(row)
        following: list[list[tuple[int, tuple[int, object] | None]]] = []
        for label, own in enumerate(row):
            if own < top - 12 * SCALE:
                following.append([])
                continue
            ways = [(score + moves[before][label], way) for before, ended in enumerate(paths) for score, way in ended]
            following.append([(score + own, (label, way)) for score, way in nlargest(count, ways, key=lambda w: w[0])])
        paths = following
    ends = nlargest(count, (way for ended in paths for way in ended), key=lambda w: w[0])
    return [Labelling(score, _unlinked(way)) for score, way in ends]


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
