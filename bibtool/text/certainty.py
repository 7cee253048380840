"""How sure bibtool is of what it says: one scale for readings, joins and encodings.

It stands in the lowest layer, since the decoding of bytes speaks of certainty too.
"""

from __future__ import annotations

from enum import Enum


class Certainty(Enum):
    """A number stands beside it only where it was measured on annotated texts."""

    SURE = "sure"  # the evidence leaves one reading
    DOUBTFUL = "doubtful"  # another reading fits about as well
    UNREAD = "unread"  # no reading at all: the printed letters stay as they are
