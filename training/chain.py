"""A linear-chain conditional random field over the pieces of citations (Lafferty, McCallum, Pereira 2001).

Trained with L-BFGS on the log likelihood less a Gaussian prior; needs numpy and scipy.  Transitions depend on the
separator before a piece.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import scipy.optimize
import scipy.sparse

Floats = Any  # numpy arrays of floats


class Chain(NamedTuple):
    """One citation: the features, the separator and the label of each piece, and how much it counts."""

    features: Sequence[Sequence[str]]
    separators: Sequence[int]
    labels: Sequence[int]
    weight: float = 1.0


class Model(NamedTuple):
    """Weights: ``states[features[name]][label]``, ``transitions[separator][label before][label]``."""

    features: Mapping[str, int]
    states: Floats
    transitions: Floats


class _Batch:
    """All sequences at once, the longest first, one time step after the other."""

    def __init__(self, sequences: Sequence[Chain], index: Mapping[str, int]) -> None:
        sequences = sorted(sequences, key=lambda s: -len(s.labels))
        self.lengths = np.array([len(s.labels) for s in sequences])
        self.weights = np.array([s.weight for s in sequences])
        self.steps = int(self.lengths[0])
        self.alive = [int((self.lengths > t).sum()) for t in range(self.steps)]
        self.offsets = np.concatenate([[0], np.cumsum(self.alive)])
        total = int(self.offsets[-1])
        self.labels = np.zeros(total, dtype=int)
        self.separators = np.zeros(total, dtype=int)
        self.owners = np.concatenate([np.arange(n) for n in self.alive])
        rows: list[int] = []
        columns: list[int] = []
        for t in range(self.steps):
            for k in range(self.alive[t]):
                at = int(self.offsets[t]) + k
                self.labels[at] = sequences[k].labels[t]
                self.separators[at] = sequences[k].separators[t]
                for name in sequences[k].features[t]:
                    column = index.get(name)
                    if column is not None:
                        rows.append(at)
                        columns.append(column)
        self.matrix = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(total, len(index)))
        self.transposed = self.matrix.T.tocsr()
        self.last = np.array([int(self.offsets[n - 1]) + k for k, n in enumerate(self.lengths)])

    def rows(self, t: int) -> slice:
        """The rows of a time step."""
        return slice(int(self.offsets[t]), int(self.offsets[t + 1]))

    def before(self, t: int) -> slice:
        """The rows of the step before of the sequences that are alive in step ``t``."""
        return slice(int(self.offsets[t - 1]), int(self.offsets[t - 1]) + self.alive[t])


def _logsum(values: Floats, axis: int) -> Floats:
    top = values.max(axis)
    return top + np.log(np.exp(values - np.expand_dims(top, axis)).sum(axis))


def _loss(theta: Floats, batch: _Batch, shape: tuple[int, int, int], prior: float) -> tuple[float, Floats]:
    """The negative log likelihood with the prior, and its gradient."""
    features, separators, labels = shape
    states = theta[: features * labels].reshape(features, labels)
    transitions = theta[features * labels :].reshape(separators, labels, labels)
    emissions = batch.matrix @ states
    forward = np.zeros_like(emissions)
    backward = np.zeros_like(emissions)
    forward[batch.rows(0)] = emissions[batch.rows(0)]
    for t in range(1, batch.steps):
        here = batch.rows(t)
        moves = forward[batch.before(t)][:, :, None] + transitions[batch.separators[here]]
        forward[here] = _logsum(moves, 1) + emissions[here]
    total = _logsum(forward[batch.last], 1)
    for t in range(batch.steps - 1, 0, -1):
        here = batch.rows(t)
        moves = (backward[here] + emissions[here])[:, None, :] + transitions[batch.separators[here]]
        backward[batch.before(t)] = _logsum(moves, 2)
    counts = batch.weights[batch.owners]
    everywhere = np.arange(len(batch.labels))
    loss = (batch.weights * total).sum() - (counts * emissions[everywhere, batch.labels]).sum()
    gradient = np.zeros_like(transitions)
    for t in range(1, batch.steps):
        here, past = batch.rows(t), batch.before(t)
        kinds = batch.separators[here]
        joint = (
            forward[past][:, :, None]
            + transitions[kinds]
            + (backward[here] + emissions[here])[:, None, :]
            - total[: batch.alive[t]][:, None, None]
        )
        np.add.at(gradient, kinds, np.exp(joint) * counts[here][:, None, None])
        np.subtract.at(gradient, (kinds, batch.labels[past], batch.labels[here]), counts[here])
        loss -= (counts[here] * transitions[kinds, batch.labels[past], batch.labels[here]]).sum()
    marginal = np.exp(forward + backward - total[batch.owners][:, None]) * counts[:, None]
    marginal[everywhere, batch.labels] -= counts
    slope = batch.transposed @ marginal
    loss += prior / 2 * float((theta**2).sum())
    return float(loss), np.concatenate([(slope + prior * states).ravel(), (gradient + prior * transitions).ravel()])


def train(
    sequences: Sequence[Chain],
    labels: int,
    separators: int,
    *,
    rarest: int = 2,
    prior: float = 1.0,
    rounds: int = 90,
) -> Model:
    """The weights that fit the sequences; features in fewer than ``rarest`` citations are left out."""
    seen = Counter(name for s in sequences for name in {name for piece in s.features for name in piece})
    index = {name: i for i, name in enumerate(sorted(name for name, n in seen.items() if n >= rarest))}
    batch = _Batch(sequences, index)
    shape = (len(index), separators, labels)
    start = np.zeros(len(index) * labels + separators * labels * labels)
    found = scipy.optimize.minimize(
        _loss, start, args=(batch, shape, prior), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6}
    )
    return Model(
        index,
        found.x[: len(index) * labels].reshape(len(index), labels),
        found.x[len(index) * labels :].reshape(separators, labels, labels),
    )
