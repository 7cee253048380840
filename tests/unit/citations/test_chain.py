"""The likeliest labellings beside all labellings there are, and sums of packed weights beside plain ones."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtool.citations.readings import chain
from bibtool.citations.readings.chain import LABELS, SEPARATORS, Weights, best, emissions, scored, separator
from bibtool.citations.readings.label import Label
from bibtool.citations.scan.pieces import Form, Piece
from bibtool.text.data import data_file

FIRST = (Label.AUTHOR, Label.TITLE, Label.PLACE, Label.OTHER)
NOTHING = [[[0] * len(LABELS) for _ in LABELS] for _ in SEPARATORS]


def some(rng: random.Random, count: int) -> tuple[list[Piece], list[tuple[int, ...]], Weights]:
    """Pieces with random separators, the scores of four labels that compete, and random transitions."""
    found = [Piece(i, i + 1, Form.TEXT, rng.choice(SEPARATORS) if i else "") for i in range(count)]
    rows = [tuple(rng.randint(0, 300) if label in FIRST else -5000 for label in LABELS) for _ in found]
    moves = [[[rng.randint(-400, 400) for _ in LABELS] for _ in LABELS] for _ in SEPARATORS]
    return found, rows, Weights.of({}, moves)


def plain(found: Sequence[Piece], labels: Sequence[Label], rows: Sequence[Sequence[int]], known: Weights) -> int:
    """The score of a labelling by its definition."""
    places = [LABELS.index(label) for label in labels]
    own = sum(row[place] for row, place in zip(rows, places, strict=True))
    moves = zip(found[1:], places, places[1:], strict=False)
    return own + sum(known.transitions[separator(p)][before][after] for p, before, after in moves)


@pytest.mark.parametrize("seed", range(40))
def test_the_first_two_are_the_best_of_all(seed: int) -> None:
    rng = random.Random(seed)
    found, rows, known = some(rng, rng.randint(1, 5))
    everything = sorted(
        (plain(found, labels, rows, known) for labels in product(FIRST, repeat=len(found))), reverse=True
    )
    told = best(found, rows, 2, known)
    assert [labelling.score for labelling in told] == everything[:2]


@pytest.mark.parametrize("seed", range(20))
def test_all_are_different_in_order_and_have_the_score_that_they_say(seed: int) -> None:
    rng = random.Random(seed)
    found, rows, known = some(rng, 5)
    told = best(found, rows, 8, known)
    assert len(told) == 8
    assert len({labelling.labels for labelling in told}) == 8
    assert [labelling.score for labelling in told] == sorted((o.score for o in told), reverse=True)
    for labelling in told:
        score = plain(found, labelling.labels, rows, known)
        assert labelling.score == score == scored(found, labelling.labels, rows, known)


@pytest.mark.parametrize("seed", range(20))
def test_a_bound_leaves_out_only_what_scores_no_more(seed: int) -> None:
    found, rows, known = some(random.Random(seed), 5)
    every = best(found, rows, 100, known)
    for behind in (-1, 0, 100, 400, 900, 10_000):
        least = every[0].score - behind
        told = best(found, rows, 8, known, least)
        above = [labelling for labelling in every if labelling.score > least][:8]
        assert told[: len(above)] == above
        assert len(told) <= max(len(above), 1) + (len(above) < 8)
        for labelling in told[len(above) :]:
            assert least >= labelling.score == plain(found, labelling.labels, rows, known)


def test_each_further_one_is_the_best_that_has_some_label_at_some_piece() -> None:
    found, rows, known = some(random.Random(7), 4)
    everything = {labels: plain(found, labels, rows, known) for labels in product(FIRST, repeat=4)}
    told = best(found, rows, 8, known)
    for labels in (labelling.labels for labelling in told[1:]):
        through = [max(s for ls, s in everything.items() if ls[i] is label) for i, label in enumerate(labels)]
        assert everything[labels] in through


def test_a_label_that_no_neighbour_can_save_is_not_tried() -> None:
    for likely, hopeful in ((801, 1), (800, 8)):
        rows = [tuple(likely if label is Label.TITLE else 0 for label in LABELS)]
        assert len(best([Piece(0, 1, Form.TEXT, "")], rows, 8, Weights.of({}, NOTHING))) == hopeful


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.lists(st.integers(-(2**15) + 1, 2**15 - 1), min_size=len(LABELS), max_size=len(LABELS)),
        min_size=1,
        max_size=12,
    ),
    st.data(),
)
def test_packed_sums_are_plain_sums(states: dict[str, list[int]], data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from([*states, "unknown"]), max_size=15))
    sums = [sum(states[name][i] for name in names if name in states) for i in range(len(LABELS))]
    halves = [tuple(names[::2]), tuple(names[1::2])]
    with patch.object(chain, "featured", lambda text, found: [halves]):
        assert emissions("", [Piece(0, 1, Form.TEXT, "")], Weights.of(states, NOTHING)) == [tuple(sums)]


def test_no_sum_of_shipped_weights_leaves_its_field() -> None:
    """A piece has under a hundred features; even the hundred greatest together stay within a field."""
    rows = json.loads(data_file("citations/readings/chain.json").read_text("utf-8"))["states"].values()
    assert len(rows) > 1000
    for column in zip(*rows, strict=True):
        assert sum(sorted(map(abs, column))[-100:]) < 2**31


@pytest.mark.parametrize(
    ("before", "sign"), [("", ""), (" ", " "), ("…", "."), ("!", "?"), ("[", "("), ("]", ")"), ("//", "//"), ("§", " ")]
)
def test_what_parts_two_pieces_is_one_of_few_signs(before: str, sign: str) -> None:
    assert SEPARATORS[separator(Piece(0, 1, Form.TEXT, before))] == sign
