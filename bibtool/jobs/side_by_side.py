"""Sources read side by side: in several processes where there is enough to read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

from bibtool.jobs.boundary import debugging
from bibtool.jobs.pool import Lost, processors, run
from bibtool.jobs.progress import Progress, Step, nobody
from bibtool.jobs.sources import Source

T = TypeVar("T")
# What a process has to read at least, about a second's work: to start one takes a quarter of that.
_LEAST = 100_000  # bytes
_SECONDS = 86_400.0  # as good as no limit


def processes_for(sources: Sequence[Source]) -> int:
    """How many processes are worth their start: at most one a source, and one for each processor.

    One where faults are to be raised (``--debug``).
    """
    if debugging(os.environ):
        return 1
    total = sum(len(source.data) for source in sources)
    return max(1, min(len(sources), total // _LEAST, processors()))


def each(
    sources: Sequence[Source], read: Callable[[Source, Progress], T], report: Progress, processes: int
) -> list[T | Lost]:
    """What ``read`` gives for each source, in their order; Lost for one whose process died.

    With several processes ``read`` and what it gives are pickled.  What it raises there is raised here: the source is
    read once more, by this process.
    """
    if processes < 2:
        return [read(source, report) for source in sources]
    done: dict[int, T | Lost] = {}
    with suppress(OSError):  # where no further process can be started, this one reads the rest
        for (at, source), given in run(partial(_given, read=read), enumerate(sources), processes, _SECONDS):
            done[at] = given if isinstance(given, Lost) else given[0] if given else read(source, nobody)
            report(Step("documents", source.name, len(done), len(sources)))
    return [done[at] if at in done else read(source, nobody) for at, source in enumerate(sources)]


def _given(task: tuple[int, Source], read: Callable[[Source, Progress], T]) -> tuple[T] | None:
    try:
        return (read(task[1], nobody),)
    except Exception:  # errors with a message of their own: not all of them can be sent
        return None
