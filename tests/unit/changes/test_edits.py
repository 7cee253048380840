"""Edits of bytes: what they make, and that they come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtool.changes.edits import Edit, EditError, applied, between, inverse, ordered


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    """Bytes and edits of them that do not overlap, in any order."""
    data = draw(st.binary(max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=12)))
    spans = sorted(set(zip(cuts[::2], cuts[1::2], strict=False)))
    edits = [Edit(start, end, draw(st.binary(max_size=5))) for start, end in spans]
    return data, draw(st.permutations(edits))


@given(edited())
def test_an_edit_and_its_inverse_are_nothing(made: tuple[bytes, list[Edit]]) -> None:
    data, edits = made
    after = applied(data, edits)
    back = inverse(data, edits)
    assert applied(after, back) == data
    assert applied(applied(after, back), inverse(after, back)) == after


@given(edited())
def test_bytes_outside_of_edits_stay_in_their_order(made: tuple[bytes, list[Edit]]) -> None:
    data, edits = made
    kept = [data[i : i + 1] for i in range(len(data)) if not any(e.start <= i < e.end for e in edits)]
    blank = [Edit(e.start, e.end, b"") for e in edits]
    assert applied(data, blank) == b"".join(kept)
    assert len(applied(data, edits)) == len(kept) + sum(len(e.replacement) for e in edits)


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_the_edit_between_two_contents(before: bytes, after: bytes) -> None:
    edits = between(before, after)
    assert applied(before, edits) == after
    assert (edits == ()) == (before == after)
    for edit in edits:
        old = before[edit.start : edit.end]
        assert not (old and edit.replacement and old[0] == edit.replacement[0]), "what is alike is not written"


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=40))
def test_what_is_alike_around_a_change_is_left_alone(head: bytes, middle: bytes, tail: bytes) -> None:
    for edit in between(head + tail, head + middle + tail):
        assert edit.start == edit.end and len(edit.replacement) == len(middle)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, b"x"), Edit(1, 3, b"y")],
        [Edit(0, 3, b"x"), Edit(1, 2, b"y")],
        [Edit(1, 1, b"x"), Edit(0, 3, b"y")],
        [Edit(2, 2, b"x"), Edit(2, 2, b"y")],
        [Edit(0, 1, b"x"), Edit(0, 1, b"x")],
        [Edit(2, 1, b"")],
        [Edit(-1, 1, b"")],
        [Edit(0, 5, b"")],
        [Edit(5, 5, b"x")],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    for act in (applied, inverse):
        with pytest.raises(EditError):
            act(b"abcd", edits)


def test_edits_that_touch_are_joined() -> None:
    edits = [Edit(2, 3, b"C"), Edit(0, 0, b">"), Edit(0, 2, b"AB"), Edit(4, 4, b"!")]
    assert ordered(edits, 4) == (Edit(0, 3, b">ABC"), Edit(4, 4, b"!"))
    assert applied(b"abcd", edits) == b">ABCd!"
    assert ordered([], 4) == () and applied(b"abcd", []) == b"abcd"


def test_long_contents_are_compared_fast() -> None:
    data = bytes(range(256)) * 40_000
    (edit,) = between(data, data[:5_000_000] + b"new" + data[5_000_000:])
    assert len(edit.replacement) == 3
