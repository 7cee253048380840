"""Reading takes time in proportion to a row of one thing, however long: measured as a ratio in one process."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bibtool.jobs.extract import from_document
from bibtool.readers.registry import read_bytes

sys.path.insert(0, str(Path(__file__).parents[1] / "properties"))
from test_hard_notes import ROWS, long_note, long_text, read

SHORT, LONG = 40_000, 160_000
# Four times the length: linear is 4, quadratic 16.
GROWTH = 8


def seconds(work: Callable[[], object]) -> float:
    """The least of three, of this process: other work on the machine does not count."""
    took = []
    for _ in range(3):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)


@pytest.mark.parametrize("row", ROWS, ids=ascii)
def test_of_a_note(row: str) -> None:
    read(long_note(row, 100))
    short, long = (seconds(lambda length=length: read(long_note(row, length))) for length in (SHORT, LONG))
    assert long < max(short, 0.05) * GROWTH


@pytest.mark.parametrize("row", ["a", "ж", "1", "\n", "1. a\n", "-\n", "\u00b9"], ids=ascii)
def test_of_a_text(row: str) -> None:
    def work(length: int) -> object:
        return from_document(read_bytes(long_text(row, length).encode(), "a.txt"))

    work(100)
    short, long = (seconds(lambda length=length: work(length)) for length in (SHORT, LONG))
    assert long < max(short, 0.05) * GROWTH
