"""Keys that look like one that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(key: str, known: Iterable[str]) -> list[str]:
    """At most three keys, the most like first; case does not count."""
    by_folded: dict[str, str] = {}
    for each in known:
        by_folded.setdefault(each.casefold(), each)
    return [by_folded[found] for found in get_close_matches(key.casefold(), by_folded, n=3, cutoff=0.6)]
