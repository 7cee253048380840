"""Notes in lists: runs of lines that begin with 1, 2, 3 ..., at the end of a text or of each chapter."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bibtool.readers.pages.feet import ends_sentence
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.starts import Kind, Start, start_of

_LONGEST = 60  # lines of one note
_LOST = 3  # numbers that a list may lack in a row


class ListedNote(Struct, frozen=True):
    """A note of a list: its number and the places of its lines."""

    start: Start
    lines: tuple[int, ...]


class Listed(Struct, frozen=True):
    """One list."""

    notes: tuple[ListedNote, ...]


_Place = tuple[int, Start]


def lists_of(lines: Sequence[Line]) -> list[Listed]:
    """Lists that do not overlap, the longest first chosen, in order."""
    starts = [(i, start) for i, line in enumerate(lines) if (start := start_of(line)) is not None and start.value]
    chains = [_chain(lines, starts, at) for at, (_, start) in enumerate(starts) if start.value == 1]
    chains.sort(key=lambda chain: (-len(chain), -chain[0][0]))  # of "1. A Chapter", "1. Note", "2. Note" the second
    taken: list[tuple[int, int]] = []
    kept: list[list[_Place]] = []
    for chain in chains:
        first, last = chain[0][0], chain[-1][0]
        if len(chain) < 2 or any(first <= b and a <= last for a, b in taken):
            continue
        taken.append((first, last))
        kept.append(chain)
    kept.sort(key=lambda chain: chain[0][0])
    stops = [*(chain[0][0] for chain in kept[1:]), len(lines)][: len(kept)]
    return [_listed(lines, chain, stop) for chain, stop in zip(kept, stops, strict=True)]


def _chain(lines: Sequence[Line], starts: Sequence[_Place], at: int) -> list[_Place]:
    chain = [starts[at]]
    first = lines[starts[at][0]]
    place = at
    while True:
        here, start = chain[-1]
        follower: _Place | None = None
        anew = False
        for j in range(place + 1, len(starts)):
            i, other = starts[j]
            if i - here > _LONGEST:
                break
            if start.kind is Kind.GLUED and other.kind is not start.kind:
                other = _shortened(other, start.value + 1)
            step = other.value - start.value
            if other.kind is not start.kind or abs(lines[i].size - first.size) > 0.05 * first.size:
                continue
            if other.value == 1:
                anew = True
            elif other.value == 2 and anew and step != 1:
                break  # another list has begun
            if step == 1:
                place, follower = j, (i, other)
                break
            if 1 < step <= _LOST and follower is None:
                place, follower = j, (i, other)
        if follower is None:
            return chain
        chain.append(follower)


def _shortened(start: Start, value: int) -> Start:
    """The number that is expected, where it is set solid with a note that begins with a figure."""
    wanted = str(value)
    longer = start.number.startswith(wanted) and start.number != wanted and start.kind is not Kind.RAISED
    return Start(wanted, Kind.GLUED) if longer else start


def _listed(lines: Sequence[Line], chain: Sequence[_Place], stop: int) -> Listed:
    gaps = sorted(
        gap for (i, _) in chain[1:] if (gap := _gap(lines[i - 1], lines[i])) is not None and gap < 4 * lines[i].size
    )
    between = gaps[len(gaps) * 4 // 5] if gaps else 0.0  # the usual gap in front of a note
    notes: list[ListedNote] = []
    for number, (begin, start) in enumerate(chain):
        last = number + 1 == len(chain)
        end = stop if last else chain[number + 1][0]
        own = [begin]
        for i in range(begin + 1, min(end, begin + _LONGEST)):
            if _breaks(lines[i - 1], lines[i], between, last):
                break
            own.append(i)
        notes.append(ListedNote(start, tuple(own)))
    return Listed(tuple(notes))


def _gap(before: Line, line: Line) -> float | None:
    if before.page != line.page or before.column != line.column:
        return None
    return before.base - line.base


def _breaks(before: Line, line: Line, between: float, last: bool) -> bool:
    """Whether a list of notes ends between two lines: another size, a wide gap, or a new page behind a full stop."""
    if abs(before.size - line.size) > 0.08 * before.size:
        return True
    gap = _gap(before, line)
    if gap is None:
        return last and ends_sentence(before)
    return gap > max(1.3 * between, 1.5 * line.size)
