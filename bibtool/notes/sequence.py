"""Which of many numbers are the sequence 1, 2, 3 ...: a chain of candidates, and its match with the body's markers.

Both searches are linear up to a logarithm, so that ten thousand notes cost ten times a thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

# How many earlier markers of the same number a note may belong to: with numbers that restart on every page the
# most recent ones are the only sensible ones, and a bound keeps the search linear.
_RECENT = 3
_LONGEST_GAP = 4  # numbers that may be lost in a row (a page without a text layer)
_GAP_COST = 0.6
_LATE_COST = 0.4  # for each number that a sequence begins after 1, up to five of them


class Numbered(Struct, frozen=True, gc=False):
    """A number somewhere in the text; ``weight`` is how much it looks like what is sought (1 is normal)."""

    number: int
    position: int
    weight: float = 1.0


def chain(candidates: Sequence[Numbered], restart_cost: float) -> list[int]:
    """Indices of the best chain n, n+1, n+2 ... in order of position.

    A number may be missing (at a cost), a chain may begin late (at a cost), and it may begin again at 1 or 2 for
    ``restart_cost``.
    """
    # Only the best chain that ends in a number can be extended by the next one, so one slot a number suffices.
    best_at: dict[int, tuple[float, int]] = {}
    best: tuple[float, int] = (0.0, -1)
    previous: list[int] = []
    scores: list[float] = []
    for index, candidate in enumerate(candidates):
        number = candidate.number
        score, source = -_LATE_COST * min(number - 1, 5), -1
        if number <= 2 and best[1] >= 0 and best[0] - restart_cost > score:
            score, source = best[0] - restart_cost - _GAP_COST * (number - 1), best[1]
        for gap in range(_LONGEST_GAP + 1):
            reached = best_at.get(number - 1 - gap)
            if reached is not None and reached[0] - _GAP_COST * gap > score:
                score, source = reached[0] - _GAP_COST * gap, reached[1]
        score += candidate.weight
        previous.append(source)
        scores.append(score)
        if number not in best_at or score > best_at[number][0]:
            best_at[number] = (score, index)
        if score > best[0]:
            best = (score, index)
    out: list[int] = []
    at = best[1]
    while at >= 0:
        out.append(at)
        at = previous[at]
    out.reverse()
    return out


def align(markers: Sequence[Numbered], starts: Sequence[Numbered]) -> list[tuple[int, int]]:
    """Pairs (index of marker, index of start), both increasing, of greatest total weight of the starts.

    A start goes with a marker of its number that stands before it.
    """
    seen: dict[int, list[int]] = defaultdict(list)
    marker_at = 0
    tree = _BestBefore(len(markers))
    links: list[tuple[int, int, int]] = []  # marker, start, link before it
    best: tuple[float, int] = (0.0, -1)
    for start_index, start in enumerate(starts):
        while marker_at < len(markers) and markers[marker_at].position < start.position:
            seen[markers[marker_at].number].append(marker_at)
            marker_at += 1
        found: list[tuple[int, float, int]] = []
        for marker_index in seen.get(start.number, ())[-_RECENT:]:
            score, link = tree.best(marker_index)
            score += start.weight
            links.append((marker_index, start_index, link))
            found.append((marker_index, score, len(links) - 1))
        for marker_index, score, link in found:  # only now: one start goes with one marker
            tree.put(marker_index, score, link)
            # Of equal chains the later marker, which stands nearer to its note.
            if score >= best[0]:
                best = (score, link)
    out: list[tuple[int, int]] = []
    at = best[1]
    while at >= 0:
        marker_index, start_index, at = links[at]
        out.append((marker_index, start_index))
    out.reverse()
    return out


class _BestBefore:
    """A Fenwick tree of maxima: the best (score, link) among smaller indices."""

    __slots__ = ("_best",)

    def __init__(self, size: int) -> None:
        self._best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def best(self, index: int) -> tuple[float, int]:
        """The best of all indices below ``index``."""
        found = (0.0, -1)
        while index > 0:
            if self._best[index][0] > found[0]:
                found = self._best[index]
            index &= index - 1
        return found

    def put(self, index: int, score: float, link: int) -> None:
        """Record a score at ``index``."""
        index += 1
        while index < len(self._best):
            if score > self._best[index][0]:
                self._best[index] = (score, link)
            index += index & -index
