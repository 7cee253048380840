"""The trainer: its gradient beside differences, its loss beside all labellings, and what it learns."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import numpy as np
import pytest

from training.chain import Chain, _Batch, _loss, train

LABELS, SEPARATORS = 3, 2
SHAPE = (4, SEPARATORS, LABELS)
INDEX = {name: i for i, name in enumerate("abcd")}
SIZE = SHAPE[0] * LABELS + SEPARATORS * LABELS * LABELS


def some(rng: random.Random, count: int) -> list[Chain]:
    """Chains of one to five pieces with random features, separators, labels and weights."""
    out = []
    for _ in range(count):
        pieces = range(rng.randint(1, 5))
        features = [[name for name in "abcde" if rng.random() < 0.5] for _ in pieces]
        separators = [rng.randrange(SEPARATORS) for _ in pieces]
        out.append(Chain(features, separators, [rng.randrange(LABELS) for _ in pieces], rng.choice((0.2, 1.0, 2.0))))
    return out


def plain(theta: Any, chain: Chain) -> float:
    """The negative log likelihood of one chain by its definition: the sum over all labellings."""
    states = theta[: SHAPE[0] * LABELS].reshape(SHAPE[0], LABELS)
    moves = theta[SHAPE[0] * LABELS :].reshape(SEPARATORS, LABELS, LABELS)

    def score(labels: tuple[int, ...]) -> float:
        own = sum(states[INDEX[n], lab] for f, lab in zip(chain.features, labels, strict=True) for n in f if n in INDEX)
        steps = zip(chain.separators[1:], labels, labels[1:], strict=False)
        return float(own + sum(moves[sign, one, other] for sign, one, other in steps))

    everything = [score(labels) for labels in product(range(LABELS), repeat=len(chain.labels))]
    return chain.weight * float(np.log(np.exp(everything).sum()) - score(tuple(chain.labels)))


@pytest.mark.parametrize("seed", range(5))
def test_the_loss_is_that_of_its_definition(seed: int) -> None:
    rng = random.Random(seed)
    chains = some(rng, 6)
    theta = np.array([rng.uniform(-2, 2) for _ in range(SIZE)])
    loss, _ = _loss(theta, _Batch(chains, INDEX), SHAPE, 0.7)
    assert loss == pytest.approx(sum(plain(theta, c) for c in chains) + 0.35 * float((theta**2).sum()))


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_is_that_of_finite_differences(seed: int) -> None:
    rng = random.Random(seed)
    batch = _Batch(some(rng, 8), INDEX)
    theta = np.array([rng.uniform(-1, 1) for _ in range(SIZE)])
    _, gradient = _loss(theta, batch, SHAPE, 0.5)
    step = 1e-5
    for i in range(SIZE):
        nudge = np.zeros(SIZE)
        nudge[i] = step
        difference = _loss(theta + nudge, batch, SHAPE, 0.5)[0] - _loss(theta - nudge, batch, SHAPE, 0.5)[0]
        assert gradient[i] == pytest.approx(difference / (2 * step), abs=1e-5)


def test_it_learns_what_features_and_neighbours_tell() -> None:
    """Feature "a" tells label 0; "b" label 1 behind label 0, else label 2."""
    chains = [Chain([["a"], ["b"]], [0, 0], [0, 1]), Chain([["b"], ["b"]], [0, 0], [2, 2])] * 20
    model = train(chains, LABELS, SEPARATORS, rarest=1, prior=0.01)
    states, moves = model.states, model.transitions
    assert states[model.features["a"]].argmax() == 0
    assert (moves[0][0] + states[model.features["b"]]).argmax() == 1
    assert (moves[0][2] + states[model.features["b"]]).argmax() == 2


def test_the_order_of_citations_changes_nothing_but_rounding() -> None:
    chains = some(random.Random(3), 40)
    one = train(chains, LABELS, SEPARATORS, rarest=1, rounds=300)
    other = train(chains[::-1], LABELS, SEPARATORS, rarest=1, rounds=300)
    assert np.abs(one.states - other.states).max() < 0.01
    assert np.abs(one.transitions - other.transitions).max() < 0.01


def test_rare_features_are_left_out() -> None:
    chains = [Chain([["a"]], [0], [0]), Chain([["a"]], [0], [1]), Chain([["b", "b"]], [0], [2])]
    assert list(train(chains, LABELS, SEPARATORS, rarest=2).features) == ["a"]
