"""Names and keys that look like one that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(asked: str, known: Iterable[str]) -> list[str]:
    """At most three of those that are known, the most like first; case does not count."""
    by_folded: dict[str, str] = {}
    for each in known:
        by_folded.setdefault(each.casefold(), each)
    return [by_folded[found] for found in get_close_matches(asked.casefold(), by_folded, n=3, cutoff=0.6)]
