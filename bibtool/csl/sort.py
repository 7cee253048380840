"""Sorting by a style's keys (section "Sorting"): empty values come last in either direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from bibtool.csl.collation import Collator, SortableKey
from bibtool.csl.compile import SortKey
from bibtool.csl.context import Context
from bibtool.csl.numbers import MOST_FIGURES
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
    if number is not None and max(map(len, filter(None, number.groups()))) <= MOST_FIGURES:
        rest = text[number.end() :].strip()
        tail: SortableKey = (collator.key(rest, language),) if rest else ()
        return (0, int(number[1]), int(number[2] or 0), tail)
    stripped = _LEADING.sub("", _TAG.sub("", text)) or text
    return (1, collator.key(stripped, language))


def sort_by_keys(entries: list[tuple[list[object], int]], descending: Sequence[bool]) -> list[int]:
    """Sort (key values, order of appearance) pairs; return the places in their new order.

    One stable pass for each key, from the last to the first; empty values go last in each.
    """
    rows = entries
    for number in range(len(descending) - 1, -1, -1):
        full = [row for row in rows if row[0][number] is not None]
        empty = [row for row in rows if row[0][number] is None]

        def value(row: tuple[list[object], int], number: int = number) -> Any:
            return row[0][number]

        # reverse=True keeps equal rows in their order.
        full.sort(key=value, reverse=descending[number])
        rows = full + empty
    return [place for _, place in rows]
