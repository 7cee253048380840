"""Processes that do one task at a time: one that dies or takes too long costs its task, and another takes its place.

The pools of the standard library end as a whole with a process that dies, and cannot end a task that has begun.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from msgspec import Struct

from bibtool.jobs.collector import collect_seldom, keep_loaded

T = TypeVar("T")
R = TypeVar("R")
_ENDING = 2.0  # seconds that a process has to end by itself


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Loss(Enum):
    """Why a task has no result."""

    CRASHED = "crashed"
    TIMED_OUT = "timed-out"


class Lost(Struct, frozen=True):
    """A task without a result; ``detail`` is the signal or exit code, or the seconds that were allowed."""

    loss: Loss
    detail: str
    seconds: float


def run(
    function: Callable[..., R],
    tasks: Iterable[T],
    processes: int,
    seconds: float,
    heard: Callable[[Any], None] | None = None,
) -> Iterator[tuple[T, R | Lost]]:
    """Each task with what ``function`` gives for it, as they are finished.

    ``function`` takes a task and, where there is ``heard``, a function besides: what it calls that with meanwhile is
    given to ``heard`` here.

    ``function`` and what it takes and gives are pickled.  Processes start when there is work for them; they are
    spawned, so that no state of this one is theirs.  ``tasks`` is read as far as there are hands.
    """
    hands: list[_Hand[T, R]] = []
    waiting = iter(tasks)
    task = next(waiting, None)
    try:
        while task is not None or any(hand.task is not None for hand in hands):
            for hand in hands:
                if hand.task is None and task is not None:
                    hand.give(task)
                    task = next(waiting, None)
            while task is not None and len(hands) < processes:
                hands.append(_Hand(function, seconds, heard))
                hands[-1].give(task)
                task = next(waiting, None)
            busy = [hand for hand in hands if hand.task is not None]
            until = min(hand.until for hand in busy) - time.monotonic()
            ready = wait([hand.pipe for hand in busy], max(0.0, until))
            for hand in busy:
                done = hand.taken() if hand.pipe in ready else hand.late()
                if done is None:
                    continue
                if isinstance(done[1], Lost):
                    hands.remove(hand)
                    hand.end()
                yield done
    finally:
        for hand in hands:
            hand.dismiss()
        for hand in hands:
            hand.end()


class _Meanwhile(Struct, frozen=True):
    """What a task tells before its end."""

    told: Any


class _Hand(Generic[T, R]):
    """One process with the task that it has."""

    def __init__(self, function: Callable[..., R], seconds: float, heard: Callable[[Any], None] | None) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.task: T | None = None
        self.until = self._since = 0.0
        self._seconds = seconds
        self._heard = heard
        args = (theirs, function, heard is not None)
        self._process: SpawnProcess = context.Process(target=_serve, args=args, daemon=True)
        self._process.start()
        theirs.close()

    def give(self, task: T) -> None:
        """Send a task; a process that is gone shows when its answer is taken."""
        self.task = task
        self._since = time.monotonic()
        self.until = self._since + self._seconds
        with suppress(OSError):
            self.pipe.send(task)

    def taken(self) -> tuple[T, R | Lost] | None:
        """The task with its result; None where it only tells something."""
        assert self.task is not None
        task = self.task
        try:
            told = self.pipe.recv()
            if isinstance(told, _Meanwhile) and self._heard is not None:
                self._heard(told.told)
                return None
            self.task = None
            return task, told
        except (EOFError, OSError):
            self.task = None
            self._process.join(_ENDING)
            code = self._process.exitcode
            return task, Lost(Loss.CRASHED, _said(code), time.monotonic() - self._since)

    def late(self) -> tuple[T, Lost] | None:
        """The task that has had its time, lost; None while there is some left."""
        if self.task is None or time.monotonic() < self.until:
            return None
        task, self.task = self.task, None
        self._process.kill()
        return task, Lost(Loss.TIMED_OUT, f"{self._seconds:g}", time.monotonic() - self._since)

    def dismiss(self) -> None:
        """Let the process end: at once where it still works, else by the end of its pipe."""
        if self.task is not None:
            self._process.kill()
        self.pipe.close()

    def end(self) -> None:
        """See that the process is gone."""
        self.pipe.close()
        self._process.join(_ENDING)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        self._process.close()


_Mapping = MappingProxyType[Any, Any]


def _mapping(values: dict[Any, Any]) -> _Mapping:
    return MappingProxyType(values)


def _taken_apart(mapping: _Mapping) -> tuple[Callable[[dict[Any, Any]], _Mapping], tuple[dict[Any, Any]]]:
    return _mapping, (dict(mapping),)


ForkingPickler.register(MappingProxyType, _taken_apart)  # what a record without values holds; pickle does not know it


def _said(code: int | None) -> str:
    """``SIGSEGV``, or the exit code."""
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit {code}"


def _serve(pipe: Connection, function: Callable[..., Any], tells: bool) -> None:
    """What a process does: tasks until the pipe ends.  Ctrl-C is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    first = True
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(function(task, lambda told: pipe.send(_Meanwhile(told))) if tells else function(task))
        if first:
            keep_loaded()
            first = False
