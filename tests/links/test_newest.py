"""Each of the newest behaviours is judged as written down before it was tried."""

from __future__ import annotations

import pytest

from bibtool.links.liveness import Live
from links.behaviours import Behaviour
from links.newest import newest
from links.test_behaviours import looked_at

ROWS = newest()


@pytest.fixture(scope="module")
def seen(loop: object) -> dict[str, Live]:
    return looked_at(ROWS, loop)


def test_there_are_forty_four() -> None:
    assert len({row.name for row in ROWS}) == 44


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_verdict(seen: dict[str, Live], row: Behaviour) -> None:
    live = seen[row.name]
    assert live.verdict.value == row.verdict, (live.outcome, live.evidence)
