"""How often Python looks for circles of objects: for ever in a process that is bibtool's own, and for the time of a job
in a program that uses bibtool as a library."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import ContextDecorator, contextmanager
from threading import Lock

# Of what is read little stands in circles: after 700 new objects, as Python looks, it takes an eighth of the time in
# which the lexicon, the patterns and the models are loaded, and a tenth of reading.  Those and a first article are some
# 110,000 objects: to look through them before they are all there takes a twentieth of a short command.
_SELDOM = (200_000, 20, 50)


def collect_seldom() -> None:
    """Look for circles after 200,000 new objects."""
    gc.set_threshold(*_SELDOM)
    # The last look of all, when the process ends and its memory with it, took a sixth of a short command.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def keep_loaded() -> None:
    """What is loaded by now stays: it need not be looked through again and again."""
    gc.collect()
    gc.freeze()


class _Seldom(ContextDecorator):
    """A block or function that has what :func:`collect_seldom` gives; the last to end sets back what there was."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running = 0
        self._before: tuple[int, int, int] = (0, 0, 0)

    def __enter__(self) -> None:
        with self._lock:
            if not self._running:
                self._before = gc.get_threshold()
                if 0 < self._before[0] < _SELDOM[0]:
                    gc.set_threshold(*_SELDOM)
            self._running += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._running -= 1
            if not self._running:
                gc.set_threshold(*self._before)


#: One for all threads.
collecting_seldom = _Seldom()


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
