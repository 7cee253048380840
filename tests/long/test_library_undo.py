"""Two hundred histories of two hundred operations on a library, undone step by step, after restarts."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_histories import undone_step_by_step

pytestmark = pytest.mark.long


@pytest.mark.parametrize("seed", range(200))
def test_a_history_is_undone_step_by_step(tmp_path: Path, seed: int) -> None:
    assert undone_step_by_step(tmp_path / "l.sqlite", seed, steps=200) == 200
