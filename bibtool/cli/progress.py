"""What is being done, on standard error: the one display of all that takes over a second.

Only a person at a terminal sees it: what is counted as a bar with "n of N" and the time left, all else as a line that
changes.  It comes after a second, so that short work neither flickers nor loads what draws it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

from bibtool.cli.drawn import drawn
from bibtool.cli.findings import is_terminal
from bibtool.cli.words import word
from bibtool.jobs.progress import Progress, Step, nobody

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

#: The environment variable that ``--quiet`` sets.
QUIET = "BIBTOOL_QUIET"
_AFTER = 1.0  # seconds until it is shown
_EVERY = 0.05  # seconds between two changes: reading reports 200 notes a second


def quiet(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether nothing is to be shown."""
    return environment.get(QUIET, "") not in ("", "0")


@contextmanager
def progress(ui: str) -> Iterator[Progress]:
    """A function to call with each step."""
    if quiet() or not is_terminal(sys.stderr):
        yield nobody
        return
    display = _Display(ui)
    opening = Timer(_AFTER, display.open)
    opening.daemon = True
    opening.start()
    try:
        yield display.step
    finally:
        opening.cancel()
        display.close()


@contextmanager
def working(ui: str, doing: str, name: str) -> Iterator[None]:
    """Shows one thing that is done to ``name``, of which nothing is counted; ``doing`` is a label of words.toml."""
    with progress(ui) as step:
        step(Step(doing, name))
        yield


class _Display:
    """The last step, drawn once it is open."""

    def __init__(self, ui: str) -> None:
        self._ui = ui
        self._last: Step | None = None
        self._drawn_at = 0.0
        self._bar: Bar | None = None
        self._over = False
        self._lock = Lock()  # it is opened by a thread of its own

    def step(self, step: Step) -> None:
        """Take a step."""
        before, self._last = self._last, step
        now = time.monotonic()
        if before is None or step.doing != before.doing or step.done == step.total or now - self._drawn_at >= _EVERY:
            self._drawn_at = now
            self._draw()

    def open(self) -> None:
        """Begin to show."""
        bar = _bar(self._ui)
        with self._lock:
            if self._over:
                return
            bar.add_task("", total=None)
            bar.start()
            self._bar = bar
        self._draw()

    def close(self) -> None:
        """Leave nothing behind."""
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar.stop()

    def _draw(self) -> None:
        bar, step = self._bar, self._last
        if bar is None or step is None:
            return
        told = " ".join(filter(None, [word(step.doing, self._ui), _tallied(step), step.name[-60:]]))
        bar.update(bar.task_ids[0], description=drawn(told).markup, total=step.total, completed=step.done)


def _bar(ui: str) -> Bar:
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
    return Bar(*columns, console=Console(stderr=True), transient=True)


def _tallied(step: Step) -> str:
    ranked = sorted(step.tallies.items(), key=lambda row: (-row[1], row[0]))
    return ", ".join(f"{name} {count}" for name, count in ranked)


def _clock(seconds: float) -> str:
    """``0:07``, ``12:30``, ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
