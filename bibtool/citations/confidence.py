"""How sure a citation's reading is: the margin of the best reading over the next, calibrated on annotated texts.

``confidence.json`` holds the calibration (Platt 1999), made by training/confidence.py on texts that the weights had not
seen: ``slope`` and ``offset`` in thousandths, ``sure`` and ``far`` in hundredths of a natural logarithm.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from bibtool.citations.citation import Confidence
from bibtool.citations.draft import Draft
from bibtool.diagnostics.code import Code
from bibtool.items.names import names_text
from bibtool.text.certainty import Certainty
from bibtool.text.data import data_file

# What makes a citation doubtful whatever its margin: references to nothing or to several works, unread words, what
# a stage behind the weighing says would fit as well, and entries that may be two.
# Dates that contradict each other, or a missing title, are the print's: of those citations none was read wrongly.
DOUBTFUL = frozenset(
    {
        Code.UNRESOLVED_BACK_REFERENCE,
        Code.AMBIGUOUS_BACK_REFERENCE,
        Code.IBID_AFTER_UNREAD_NOTE,
        Code.UNREAD_WORDS,
        Code.DOUBTFUL_READING,
        Code.TWO_WORKS_IN_AN_ENTRY,
    }
)


class Calibration(Struct, frozen=True):
    """From a margin to a probability; margins in hundredths of a natural logarithm."""

    slope: int
    offset: int
    sure: int  # margins from here on are sure
    far: int  # from here on a margin says no more

    def probability(self, margin: int) -> float:
        """That all fields are right."""
        return 1 / (1 + math.exp(-(self.slope * min(margin, self.far) / 100 + self.offset) / 1000))


@cache
def calibration() -> Calibration:
    """The calibration as it is shipped, read once."""
    data = json.loads(data_file("citations/confidence.json").read_text("utf-8"))
    return Calibration(data["slope"], data["offset"], data["sure"], data["far"])


NO_RIVAL: Mapping[str, str] = MappingProxyType({})


def values(draft: Draft) -> dict[str, str]:
    """What a draft says, variable -> text: names as "Family, Given; …", dates as EDTF."""
    out = {name: value for name, value in draft.text.items() if value}
    for variable, names in draft.names.items():
        out[variable] = names_text(names)
    for variable, date in draft.dates.items():
        out[variable] = date.to_edtf()
    if draft.locator:
        out["locator"] = draft.locator
    return out


def differing(own: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """The values of another reading that are not one's own; empty where it has none."""
    names = [*own, *(name for name in other if name not in own)]
    return {name: other.get(name, "") for name in names if own.get(name, "") != other.get(name, "")}


def in_words(reading: Mapping[str, str]) -> str:
    """The values of a reading in words for a finding."""
    return ", ".join(f"{name} “{value}”" if value else f"{name} –" for name, value in reading.items())


def is_close(margin: int | None) -> bool:
    """Whether a margin leaves another reading about as good."""
    return margin is not None and margin < calibration().sure


def confidence(
    margin: int | None, rival: Mapping[str, str], findings: Collection[str], unread: Sequence[object]
) -> Confidence:
    """The confidence of a citation with these findings and unread places; ``margin`` None where no readings were
    weighed."""
    close = is_close(margin)
    sure = not close and not unread and DOUBTFUL.isdisjoint(findings)
    return Confidence(
        Certainty.SURE if sure else Certainty.DOUBTFUL,
        None if margin is None else round(calibration().probability(margin), 3),
        (rival,) if close and rival else (),
    )
