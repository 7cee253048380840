"""A few short histories of a library, undone step by step; tests/long has the long ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_histories import undone_step_by_step


@pytest.mark.parametrize("seed", range(1000, 1004))
def test_a_history_is_undone_step_by_step(tmp_path: Path, seed: int) -> None:
    assert undone_step_by_step(tmp_path / "l.sqlite", seed, steps=25) == 25
