"""Chains of numbers, and their match with markers."""

import random
from itertools import pairwise

import pytest

from bibtool.notes.sequence import Numbered, align, chain


def numbers(*values: int) -> list[Numbered]:
    return [Numbered(value, place * 10) for place, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([2022, 1, 7, 2, 1999, 3], [1, 2, 3]),
        ([1, 2, 4, 5], [1, 2, 4, 5]),
        ([1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 2, 3]),
        ([12, 13, 14, 15], [12, 13, 14, 15]),
        ([1, 2, 3, 50, 4], [1, 2, 3, 4]),
        ([], []),
    ],
)
def test_the_chain_counts_up(values: list[int], expected: list[int]) -> None:
    assert [values[i] for i in chain(numbers(*values), restart_cost=1.5)] == expected


def test_a_weak_witness_gives_way() -> None:
    candidates = [Numbered(1, 0), Numbered(2, 10, 0.2), Numbered(2, 20), Numbered(3, 30)]
    assert chain(candidates, 1.0) == [0, 2, 3]


def test_notes_follow_their_markers() -> None:
    markers = [Numbered(n, p) for n, p in ((1, 5), (2, 9), (3, 40))]
    starts = [Numbered(n, p) for n, p in ((3, 1), (1, 20), (2, 25), (2, 27), (3, 50))]
    assert [(m, starts[s].number) for m, s in align(markers, starts)] == [(0, 1), (1, 2), (2, 3)]


def test_restarts_go_with_the_nearest_marker() -> None:
    markers = [Numbered(n, p) for n, p in ((1, 1), (2, 2), (1, 11), (2, 12), (1, 21))]
    starts = [Numbered(n, p) for n, p in ((1, 5), (2, 6), (1, 15), (2, 16), (1, 25))]
    assert align(markers, starts) == [(i, i) for i in range(5)]


def test_both_are_the_best_by_brute_force() -> None:
    rng = random.Random(5)
    for _ in range(200):
        markers = sorted((Numbered(rng.randint(1, 3), rng.randint(0, 60)) for _ in range(4)), key=lambda n: n.position)
        starts = sorted((Numbered(rng.randint(1, 3), rng.randint(0, 60)) for _ in range(5)), key=lambda n: n.position)

        def best(i: int, j: int, markers: list[Numbered] = markers, starts: list[Numbered] = starts) -> int:
            if i == len(markers) or j == len(starts):
                return 0
            skipped = max(best(i + 1, j), best(i, j + 1))
            fits = markers[i].number == starts[j].number and markers[i].position < starts[j].position
            return max(skipped, 1 + best(i + 1, j + 1)) if fits else skipped

        pairs = align(markers, starts)
        assert len(pairs) == best(0, 0)
        assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
