"""Addresses as printed and as they were: candidates for a URL that a line break cut."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UrlCandidate:
    """One reading of a printed address.

    ``score`` orders the readings of one address (higher is better, comparable within one address only);
    ``evidence`` names what speaks for it, in the order it was found.
    """

    url: str
    score: float
    evidence: tuple[str, ...] = ()
