"""What a job tells while it works: one kind of event for all jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.diagnostics.attempt import Attempt
from bibtool.diagnostics.findings import Finding

T = TypeVar("T")
_NONE: Mapping[str, int] = MappingProxyType({})


class Step(Struct, frozen=True):
    """What is being done (a label of cli/words.toml), with what; where there is a ``total``, how much of it is done.

    ``tallies`` are how many of the finished ones came out how.
    """

    doing: str
    name: str = ""
    done: int = 0
    total: int | None = None
    tallies: Mapping[str, int] = field(default_factory=lambda: _NONE)


#: Called before each stage, or after each finished thing.
Progress = Callable[[Step], None]


def nobody(step: Step) -> None:
    """The progress that nobody looks at."""


def one_by_one(things: Sequence[T], report: Progress, step: Step) -> Iterator[T]:
    """``things`` in their order; after each the ``step`` says how many of them are done."""
    for number, thing in enumerate(things, 1):
        yield thing
        report(replace(step, done=number, total=len(things)))


def counted(attempt: Attempt, report: Progress, step: Step) -> Attempt:
    """``attempt``, after each of whose pieces the ``step`` says how many of its total are done."""
    numbers = count(1)

    def piece(work: Callable[[], T], told: Finding) -> T | Finding:
        done = attempt(work, told)
        report(replace(step, done=min(next(numbers), step.total or 0)))
        return done

    return piece
