"""What is being done, on standard error: the one display of all that takes over a second.

On a terminal what is counted is a bar with "n of N" and the time left, all else a line that changes.  Elsewhere (a log)
what is counted is a plain line now and then, and nothing else is shown.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bibtool.cli.drawn import drawn
from bibtool.cli.findings import is_terminal
from bibtool.cli.words import word
from bibtool.jobs.progress import Progress, Step

_EVERY = 10.0  # seconds between two lines of a log


@contextmanager
def progress(ui: str) -> Iterator[Progress]:
    """A function to call with each step."""
    if not is_terminal(sys.stderr):
        yield _Log(ui, time.monotonic)
        return
    from rich.console import Console
    from rich.progress import BarColumn, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Counted(ProgressColumn):
        """``n of N`` and the time left, where there is an N."""

        def render(self, task: Task) -> Text:
            if task.total is None:
                return Text("")
            left = task.time_remaining
            shown = word("of", ui, part=int(task.completed), whole=int(task.total))
            return Text(shown if left is None else f"{shown}, {word('time_left', ui, time=_clock(left))}")

    # a stroke that only moves would be drawn for what takes a moment: it goes when it is done
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), Counted(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("", total=None)

        def report(step: Step) -> None:
            described = drawn(" ".join(filter(None, [word(step.doing, ui), *_tallied(step), step.name[-60:]])))
            bar.update(shown, description=described.markup, total=step.total, completed=step.done)

        yield report


class _Log:
    """Lines of a log: ``documents: 120 of 1000, 0:45 left``."""

    def __init__(self, ui: str, clock: Callable[[], float]) -> None:
        self._ui = ui
        self._clock = clock
        self._start = self._said = clock()
        self._first = 0

    def __call__(self, step: Step) -> None:
        if step.total is None:
            return
        now = self._clock()
        if step.done == 0:
            self._start = self._said = now
        if now - self._said < _EVERY or step.done >= step.total:
            return
        self._said = now
        parts = [word("of", self._ui, part=step.done, whole=step.total)]
        if step.done:
            left = (now - self._start) / step.done * (step.total - step.done)
            parts.append(word("time_left", self._ui, time=_clock(left)))
        print(f"{word(step.doing, self._ui)}: {', '.join([*parts, *_tallied(step)])}", file=sys.stderr)


def _tallied(step: Step) -> list[str]:
    ranked = sorted(step.tallies.items(), key=lambda row: (-row[1], row[0]))
    return [", ".join(f"{name} {count}" for name, count in ranked)] if ranked else []


def _clock(seconds: float) -> str:
    """``0:07``, ``12:30``, ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
