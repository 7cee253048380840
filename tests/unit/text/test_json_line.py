"""JSON on one line: the same letters as the standard library's."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bibtool.text.json_line import json_line

VALUES = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=9) | st.sampled_from([0.25, 3.0])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(max_size=3), VALUES | st.lists(VALUES, max_size=2), max_size=3))
def test_a_line_is_that_of_the_standard_library(row: dict[str, object]) -> None:
    assert json_line(row) == json.dumps(row, ensure_ascii=False)


@pytest.mark.parametrize("text", ["a\ud800b", "\x00\x1f\x7f\u2028", 'é/\\"\t\b\f\n', "\U0001f600"])
def test_odd_letters(text: str) -> None:
    row = {"a": {"b": [text, {}]}, text: []}
    assert json_line(row) == json.dumps(row, ensure_ascii=False)
