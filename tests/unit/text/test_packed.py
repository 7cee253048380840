"""Packed sums beside plain ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtool.text.packed import Fields

ROWS = st.lists(st.lists(st.integers(-(2**20), 2**20), min_size=5, max_size=5), max_size=40)


@given(ROWS)
def test_packed_sums_are_plain_sums(rows: list[list[int]]) -> None:
    five = Fields(5)
    assert five.sums(five.packed(enumerate(row)) for row in rows) == tuple(
        sum(row[i] for row in rows) for i in range(5)
    )


def test_numbers_of_one_index_are_added() -> None:
    two = Fields(2)
    assert two.sums([two.packed([(1, 2), (1, -5), (0, 7)])]) == (7, -3)


def test_what_does_not_fit_is_told() -> None:
    one = Fields(1)
    assert one.sums([2**31 - 1]) == (2**31 - 1,)
    with pytest.raises(OverflowError):
        one.sums([2**31, 2**31, 2**31])
