"""How a stage does its work piece by piece, so that a fault in one note, entry or element can cost that one only.

A stage is given an :class:`Attempt` and does not know what becomes of a fault; :mod:`bibtool.jobs.boundary` does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from bibtool.diagnostics.findings import Finding

T = TypeVar("T")


class Attempt(Protocol):
    """Does one piece of work.  Gives what ``work`` gives, or ``told`` with the fault as its argument ``problem``."""

    def __call__(self, work: Callable[[], T], told: Finding) -> T | Finding:
        """Do it."""
        ...


def direct(work: Callable[[], T], told: Finding) -> T | Finding:
    """The attempt of whoever calls a stage by itself: a fault is raised."""
    return work()
