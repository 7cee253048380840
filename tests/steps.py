"""How much work a job does, counted and not timed: the calls of Python and C functions that it makes.

A count is the same on every machine and every day; what it does not see is time inside one call (a regular
expression, a slice), which the benchmarks measure.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def steps(job: Callable[[], object]) -> int:
    """The function calls that ``job`` makes."""
    count = 0

    def tally(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


def growth(job: Callable[[int], object], small: int, times: int = 4) -> float:
    """How many times more steps ``job(small * times)`` takes than ``job(small)``, by ``times``: 1.0 is linear.

    The job is run once before, so that what is built on first use does not count.
    """
    job(small)
    return steps(lambda: job(small * times)) / steps(lambda: job(small)) / times
