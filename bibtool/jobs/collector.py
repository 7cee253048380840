"""How often Python looks for circles of objects: for ever in a process that is bibtool's own, and for the time of a job
in a program that uses bibtool as a library."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

# Of what is read little stands in circles: after 700 new objects, as Python looks, it takes an eighth of the time in
# which the lexicon, the patterns and the models are loaded, and a tenth of reading.
_SELDOM = (100_000, 20, 50)


def collect_seldom() -> None:
    """Look for circles after 100,000 new objects."""
    gc.set_threshold(*_SELDOM)
    # The last look of all, when the process ends and its memory with it, took a sixth of a short command.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def keep_loaded() -> None:
    """What is loaded by now stays: it need not be looked through again and again."""
    gc.collect()
    gc.freeze()


class _Seldom:
    """The threshold that the program had, while any job runs: the last to end sets it again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs = 0
        self._before: tuple[int, int, int] = (0, 0, 0)

    def begin(self) -> None:
        with self._lock:
            if not self._jobs:
                self._before = gc.get_threshold()
                if 0 < self._before[0] < _SELDOM[0]:
                    gc.set_threshold(*_SELDOM)
            self._jobs += 1

    def end(self) -> None:
        with self._lock:
            self._jobs -= 1
            if not self._jobs:
                gc.set_threshold(*self._before)


_SCOPE = _Seldom()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for circles as seldom as :func:`collect_seldom` does, until the block ends, in several threads too."""
    _SCOPE.begin()
    try:
        yield
    finally:
        _SCOPE.end()


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of circles: works have none, and to walk over those that were read already takes a
    fifth of the time of a library of 100,000."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
