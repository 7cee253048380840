"""The likeliest labels of a citation's pieces: a linear chain whose weights are trained (see training/).

Scores are integers, a hundredth of a natural logarithm each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from sys import maxsize
from typing import NamedTuple

from msgspec import Struct
from msgspec.json import decode

from bibtool.citations.readings.label import Label
from bibtool.citations.scan.features import featured
from bibtool.citations.scan.pieces import Piece
from bibtool.text.data import data_file
from bibtool.text.packed import Fields

SCALE = 100
SEPARATORS = ("", " ", ",", ";", ":", ".", "?", "/", "//", "–", "(", ")")
_LIKE = {"!": "?", "…": ".", "]": ")", "[": "("}
_SEPARATOR = {sign: SEPARATORS.index(_LIKE.get(sign, sign)) for sign in (*SEPARATORS, *_LIKE)}
_OTHER_SIGN = SEPARATORS.index(" ")
LABELS = tuple(Label)
_INDEX = {label: index for index, label in enumerate(LABELS)}


class Labelling(Struct, frozen=True, gc=False):
    """The labels of the pieces and their score."""

    score: int
    labels: tuple[Label, ...]


_FIELDS = Fields(len(LABELS))  # the weights of all labels of a feature are one integer
_SUMS = 16_384  # of groups of features that are remembered
_ROWS = 2048  # of pieces that are alike in all that is asked of them: one style prints the most of a document


class Scores(tuple[int, ...]):
    """The score of each label.  Those of one row are made once and remembered, so that itself tells it from others."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


class Moves(NamedTuple):
    """The weights of the labels on both sides of one separator: ``onto[label]`` by the label before, ``off[label]`` by
    the label after; each row with the greatest of it."""

    onto: tuple[tuple[Sequence[int], int], ...]
    off: tuple[tuple[Sequence[int], int], ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Moves:
        """From a row of weights of the next label for each label."""
        return cls(tuple((row, max(row)) for row in zip(*rows, strict=True)), tuple((row, max(row)) for row in rows))


class Weights(Struct, frozen=True):
    """``row``: the groups of features of a piece -> the score of each label;
    ``transitions``: separator -> label before -> a weight a label, and the same as ``moves`` by what parts two
    pieces."""

    row: Callable[[tuple[tuple[str, ...], ...]], Scores]
    transitions: Sequence[Sequence[Sequence[int]]]
    moves: Mapping[str, Moves]

    @classmethod
    def of(cls, states: Mapping[str, Sequence[int]], transitions: Sequence[Sequence[Sequence[int]]]) -> Weights:
        """Pack a weight a label of each feature; each is less than 2^15 either way."""
        weight = _Packed(states).__getitem__
        summed = lru_cache(_SUMS)(lambda names: sum(map(weight, names)))
        row = lru_cache(_ROWS)(lambda groups: Scores(_FIELDS.sums(map(summed, groups))))
        moves = [Moves.of(rows) for rows in transitions]
        return cls(row, transitions, {sign: moves[index] for sign, index in _SEPARATOR.items()})


class _Packed(dict[str, int]):
    """The packed weights of the features that were met: one note has some hundred of thousands.  Those that a feature
    lacks are 0."""

    __slots__ = ("_states",)

    def __init__(self, states: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self._states = states

    def __missing__(self, name: str) -> int:
        row = self._states.get(name)
        if row is None:
            return 0
        packed = self[name] = _FIELDS.packed(enumerate(row))
        return packed


@cache
def weights() -> Weights:
    """The trained weights, read once."""
    data = decode(data_file("citations/readings/chain.json").read_bytes())
    return Weights.of(data["states"], data["transitions"])


def separator(piece: Piece) -> int:
    """The index of what parts a piece from the one before it."""
    return _SEPARATOR.get(piece.before, _OTHER_SIGN)


def emissions(text: str, found: Sequence[Piece], known: Weights) -> list[tuple[int, ...]]:
    """The scores of the labels of each piece by itself."""
    return [known.row(tuple(groups)) for groups in featured(text, found)]


def best(
    found: Sequence[Piece], rows: Sequence[tuple[int, ...]], count: int, known: Weights, least: int = -maxsize
) -> list[Labelling]:
    """The first of :func:`likeliest`, as many as are asked for."""
    return list(islice(likeliest(found, rows, known, least), count))


def likeliest(
    found: Sequence[Piece], rows: Sequence[tuple[int, ...]], known: Weights, least: int = -maxsize
) -> Iterator[Labelling]:
    """The likeliest labelling and, for each piece where another label is likely, the likeliest with that label; the
    best first, none behind one that scores no more than ``least``.  ``rows`` are the emissions of the pieces, at least
    one.

    The second is the second best of all (Viterbi forwards and backwards, max-marginals).
    """
    hopeful = [_hopeful(row) for row in rows]
    spaced = known.moves[" "]
    moves = [known.moves.get(piece.before, spaced) for piece in found]
    forward = [[(-score, label) for label, score in hopeful[0]]]
    origins: list[dict[int, int]] = [{}]
    for t in range(1, len(rows)):
        here, origin = _joined(hopeful[t], forward[-1], moves[t].onto)
        forward.append(here)
        origins.append(origin)
    lowest, last = min(forward[-1])
    first = _traced(origins, len(rows) - 1, last)
    labels = tuple([LABELS[label] for label in first])
    yield Labelling(-lowest, labels)
    if -lowest <= least:
        return
    targets: list[dict[int, int]] = []
    through: list[tuple[int, int, int]] = []  # score, piece, label of the best path through it
    below: tuple[int, int, int] | None = None  # one of those that score no more than what is asked for
    ahead: Sequence[tuple[Sequence[int], int]] = _END
    behind: _Scored = [(0, 0)]  # the best path from each label of the next piece on; over no other one scores enough
    for t in range(len(rows) - 1, -1, -1):
        (nearest, nearest_label), *others = sorted(behind)
        behind, target = [], {}
        for (to, label), (_, own) in zip(forward[t], hopeful[t], strict=True):
            row, most = ahead[label]
            if below is not None and most - nearest - to <= least:
                continue  # one is enough, and no path over it is better
            lowest, following = nearest - row[nearest_label], nearest_label
            for score, other in others:
                if score - most > lowest:
                    break
                score -= row[other]
                if score < lowest or (score == lowest and other < following):
                    lowest, following = score, other
            target[label] = following
            if -to - lowest <= least:
                below = -to - lowest, t, label
                continue
            behind.append((lowest - own, label))
            if label != first[t]:
                through.append((-to - lowest, t, label))
        targets.append(target)
        ahead = moves[t].off
    targets.reverse()
    through.sort(reverse=True)
    if below is not None:
        through.append(below)
    seen = {labels}
    for score, t, label in through:
        path = _traced(origins, t, label)
        for step in range(t, len(rows) - 1):
            path.append(targets[step][path[-1]])
        labels = tuple([LABELS[index] for index in path])
        if labels not in seen:
            seen.add(labels)
            yield Labelling(score, labels)


_END = (((0,), 0),) * len(LABELS)  # behind the last piece
_HOPELESS = 8 * SCALE  # below the best label of a piece: no neighbour makes up for so much
_Scored = list[tuple[int, int]]  # a score turned round, so that the best is the least, and its label


@lru_cache(_SUMS)
def _hopeful(row: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    least = max(row) - _HOPELESS
    return tuple([(label, score) for label, score in enumerate(row) if score >= least])


def _joined(
    labels: Sequence[tuple[int, int]], neighbours: _Scored, weights: Sequence[tuple[Sequence[int], int]]
) -> tuple[_Scored, dict[int, int]]:
    """For each label of a piece, with its own score: the best score of a path over it and a label of its neighbour, and
    that label; of two alike the earlier one.

    The neighbour's labels are tried the best first, and no more of them than can be better than what is found.
    """
    (nearest, nearest_label), *others = sorted(neighbours)
    sums: _Scored = []
    chosen: dict[int, int] = {}
    for label, own in labels:
        row, most = weights[label]
        lowest, best = nearest - row[nearest_label], nearest_label
        for score, other in others:
            if score - most > lowest:
                break
            score -= row[other]
            if score < lowest or (score == lowest and other < best):
                lowest, best = score, other
        sums.append((lowest - own, label))
        chosen[label] = best
    return sums, chosen


def _traced(origins: Sequence[Mapping[int, int]], t: int, label: int) -> list[int]:
    """The best path to a label of a piece."""
    path = [label]
    for step in range(t, 0, -1):
        path.append(origins[step][path[-1]])
    return path[::-1]


def scored(found: Sequence[Piece], labels: Sequence[Label], rows: Sequence[Sequence[int]], known: Weights) -> int:
    """The score of a labelling; ``rows`` are the emissions of the pieces."""
    before = _INDEX[labels[0]]
    total = rows[0][before]
    spaced = known.moves[" "]
    for piece, label, row in zip(found[1:], labels[1:], rows[1:], strict=True):
        index = _INDEX[label]
        total += row[index] + known.moves.get(piece.before, spaced).off[before][0][index]
        before = index
    return total
