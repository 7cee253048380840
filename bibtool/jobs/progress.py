"""What a job tells while it works: one kind of event for all jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
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
