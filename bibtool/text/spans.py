"""Where a value stands in the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open interval ``[start, end)`` in code points of the decoded source."""

    start: int
    end: int


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch or overlap; the result is sorted, disjoint and without empty spans.

    >>> merge([Span(4, 6), Span(0, 2), Span(2, 3)])
    (Span(start=0, end=3), Span(start=4, end=6))
    """
    out: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def slices(source: str, spans: Sequence[Span]) -> str:
    """The joined slices of ``source`` at ``spans``: what a field's ``raw`` is."""
    if len(spans) == 1:
        ((start, end),) = spans
        return source[start:end]
    return "".join([source[start:end] for start, end in spans])
