"""citeproc-py and this processor print the same but where it is agreed that they do not."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path

import differential
import pytest


def compare(found: dict[str, str], listed: dict[str, str]) -> None:
    assert len(found) > 400
    differing = {key: why for key, why in found.items() if why}
    assert sorted(differing.items() - listed.items()) == [], "differences that are not listed"
    assert sorted(listed.items() - differing.items()) == [], "listed, but no longer so"


def test_over_the_fixtures_of_the_suite(tmp_path: Path) -> None:
    if not differential.FIXTURES.is_file():
        pytest.skip(f"the fixtures of the CSL test suite are not at {differential.FIXTURES}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = differential.fixture_differences(tmp_path)
    compare(found, {k: v for k, v in differential.read_listed().items() if k.startswith("fixture\t")})


def test_over_real_styles() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = differential.style_differences()
    compare(found, {k: v for k, v in differential.read_listed().items() if not k.startswith("fixture\t")})
    kinds = Counter(found.values())
    assert kinds[""] > len(found) / 3 and kinds["crash"] > 0
