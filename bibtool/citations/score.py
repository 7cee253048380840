"""The score of a reading, and which reading is the best.

Integers throughout, a hundredth of a natural logarithm each, so that no order of additions changes a result.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bibtool.citations.readings.label import Label

# What the reading of the rules may be less likely by and still stand: e^4, where texts that the weights had not seen
# came out best.
RULES = 400


class Reading(NamedTuple):
    """A reading of a citation: the generator that made it, the labels of its pieces, how likely the chain finds it."""

    generator: str
    labels: tuple[Label, ...]
    likelihood: int

    @property
    def score(self) -> int:
        """What readings are ranked by."""
        return self.likelihood + (RULES if self.generator == "rules" else 0)


def ranked(readings: Iterable[Reading]) -> list[Reading]:
    """The different readings, the best first; of two alike the first stays."""
    known: dict[tuple[Label, ...], Reading] = {}
    for reading in readings:
        known.setdefault(reading.labels, reading)
    return sorted(known.values(), key=lambda r: -r.score)
