"""Pages whose letters a program has recognised in a picture: lines that were scanned askew are made level, and sizes
that differ from line to line for no reason are evened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec.structs import replace

from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.words import Look, Page, Word

_SHORTEST_RUN = 80.0  # points: a shorter run of words does not say how far its line rises
_FEWEST_RUNS = 5
_ON_ONE_BASE = 5  # words of a page for each height, and more
_LEAST_SLOPE = 0.0008  # 0.4 points over a page
_MOST_SLOPE = 0.055  # 3 degrees
_FEWEST_LINES = 12
_UNEVEN = 0.4  # of the lines of a page differ in size from the one before: what is typeset changes its size seldom
_SAME = 0.004  # of the size
_NOISE = 0.13  # of the size: notes differ from the body by more, or their lines are among others of theirs
_BESIDE = 2  # lines before and behind


def levelled(page: Page) -> Page:
    """The page with its lines level, where most of them rise or fall alike."""
    slope = _slope(page.words)
    if not _LEAST_SLOPE < abs(slope) < _MOST_SLOPE:
        return page
    return page._replace(
        words=[replace(word, base=word.base - slope * word.left) for word in page.words],
        rules=[rule._replace(y=rule.y - slope * rule.left) for rule in page.rules],
    )


def _slope(words: Sequence[Word]) -> float:
    """How far the lines rise a point: the middle of what runs of words do that stand beside each other."""
    if len({word.base for word in words}) * _ON_ONE_BASE < len(words):
        return 0.0  # typeset: the words of a line have one base to the last bit
    slopes: list[float] = []
    first: Word | None = None
    for before, word in pairwise(words):
        if first is None:
            first = before
        near = -0.2 * word.size < word.left - before.right < 2 * word.size
        if near and abs(word.base - before.base) < 0.2 * word.size:
            continue
        _add(slopes, first, before)
        first = word
    if first is not None:
        _add(slopes, first, words[-1])
    return median(slopes) if len(slopes) >= _FEWEST_RUNS else 0.0


def _add(slopes: list[float], first: Word, last: Word) -> None:
    if last.left - first.left > _SHORTEST_RUN:
        slopes.append((last.base - first.base) / (last.left - first.left))


def evened(lines: Sequence[Line]) -> None:
    """Give the lines of a page the sizes of their neighbours, where sizes change as no typesetter lets them."""
    changes = sum(abs(a.size - b.size) > _SAME * a.size for a, b in pairwise(lines))
    if len(lines) < _FEWEST_LINES or changes < _UNEVEN * len(lines):
        return
    sizes = [_size(line) for line in lines]
    for at, line in enumerate(lines):
        usual = median(
            sizes[i]
            for i in range(max(0, at - _BESIDE), min(len(lines), at + _BESIDE + 1))
            if lines[i].column == line.column
        )
        line.size = usual if abs(sizes[at] - usual) < _NOISE * usual else sizes[at]


def _size(line: Line) -> float:
    return median([word.size for word in line.words if not word.look & Look.RAISED] or [line.size])
