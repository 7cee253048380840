"""Sorting by a style's keys (section "Sorting"): empty values come last in either direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import Any

from bibtool.csl.collation import Collator, SortableKey
from bibtool.csl.compile import SortKey
from bibtool.csl.context import Context
from bibtool.csl.tree import plain

_LEADING = re.compile(r"^[\[\]'\"“”‘’«»„(]+")
_NUMBERS = re.compile(r"(-?\d+)(?:-(\d+))?")  # a number, a date, or a range of dates
_TAG = re.compile(r"</?(?:i|b|sc|sup|sub|span)\b[^>]*>")


def key_values(keys: Sequence[SortKey], make: Callable[[], Context], collator: Collator, language: str) -> list[object]:
    """Return the value of each key for one item: a comparable key, or None where it is empty."""
    out: list[object] = []
    for key in keys:
        ctx = make()
        text = plain(key.render(ctx)).strip()
        out.append(_comparable(text, key, collator, language))
    return out


def _comparable(text: str, key: SortKey, collator: Collator, language: str) -> SortableKey | None:
    if not text:
        return None
    number = _NUMBERS.match(text)
    if number is not None:
        rest = text[number.end() :].strip()
        tail: SortableKey = (collator.key(rest, language),) if rest else ()
        return (0, int(number[1]), int(number[2] or 0), tail)
    stripped = _LEADING.sub("", _TAG.sub("", text)) or text
    return (1, collator.key(stripped, language))


def compare(one: Sequence[object], other: Sequence[object], descending: Sequence[bool]) -> int:
    """Compare two lists of key values."""
    for a, b, down in zip(one, other, descending, strict=True):
        if a == b:
            continue
        if a is None:
            return 1
        if b is None:
            return -1
        left: Any = a
        right: Any = b
        less = left < right
        return (1 if less else -1) if down else (-1 if less else 1)
    return 0


def sort_by_keys(entries: list[tuple[list[object], int]], descending: Sequence[bool]) -> list[int]:
    """Sort (key values, order of appearance) pairs; return the places in their new order."""

    def both(one: tuple[list[object], int], other: tuple[list[object], int]) -> int:
        return compare(one[0], other[0], descending) or one[1] - other[1]

    return [place for _, place in sorted(entries, key=cmp_to_key(both))]
