"""Notes in lists: runs of lines that begin with 1, 2, 3, with i, ii, iii or a, b, c, behind a text or each chapter."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bibtool.readers.pages.feet import ends_sentence, tells_rights
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.starts import Kind, Start, order_of, start_of

_LONGEST = 60  # lines of one note
_LOST = 3  # numbers that a list may lack in a row


class ListedNote(Struct, frozen=True):
    """A note of a list: its number and the places of its lines."""

    start: Start
    lines: tuple[int, ...]


class Listed(Struct, frozen=True):
    """One list."""

    notes: tuple[ListedNote, ...]


_Place = tuple[int, Start, int]  # a line, the number that it begins with, its place in the row of numbers


class _Letters:
    """The numbers of notes that count i, ii, iii or a, b, c: those that marks call, and the roman ones between them."""

    def __init__(self, called: frozenset[str]) -> None:
        self._called = called
        self._place, self._roman = order_of(called)
        self._last = max(map(self._place, called), default=0) if self._roman else 0

    def __contains__(self, number: object) -> bool:
        return isinstance(number, str) and (number in self._called or 0 < self._place(number) <= self._last)

    def place(self, number: str) -> int:
        """Its place in the row, 0 for what is none."""
        return self._place(number) if number in self else 0


def lists_of(lines: Sequence[Line], letters: frozenset[str] = frozenset()) -> list[Listed]:
    """Lists that do not overlap, the longest first chosen, in order.  ``letters`` are the numbers of marks that may
    call notes which count i, ii, iii or a, b, c."""
    row = _Letters(letters)
    starts = [
        (i, start, value)
        for i, line in enumerate(lines)
        if (start := start_of(line, row)) is not None and (value := start.value or row.place(start.number))
    ]
    chains = [_chain(lines, starts, at) for at, (_, _, value) in enumerate(starts) if value == 1]
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
        here, start, value = chain[-1]
        follower: _Place | None = None
        anew = False
        for j in range(place + 1, len(starts)):
            i, other, counted = starts[j]
            if i - here > _LONGEST:
                break
            if start.kind is Kind.GLUED and other.kind is not start.kind:
                other = _shortened(other, value + 1)
                counted = other.value or counted
            step = counted - value
            if other.kind is not start.kind or other.number.isalpha() is not start.number.isalpha():
                continue
            if abs(lines[i].size - first.size) > 0.05 * first.size:
                continue
            if counted == 1:
                anew = True
            elif counted == 2 and anew and step != 1:
                break  # another list has begun
            if step == 1:
                place, follower = j, (i, other, counted)
                break
            if 1 < step <= _LOST and follower is None:
                place, follower = j, (i, other, counted)
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
        gap for i, _, _ in chain[1:] if (gap := _gap(lines[i - 1], lines[i])) is not None and gap < 4 * lines[i].size
    )
    between = gaps[len(gaps) * 4 // 5] if gaps else 0.0  # the usual gap in front of a note
    notes: list[ListedNote] = []
    for number, (begin, start, _) in enumerate(chain):
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
    """Whether a list of notes ends between two lines: another size, a wide gap, a new page behind a full stop, or, at
    its end, the line that tells whose the rights are."""
    if last and tells_rights(before, line):
        return True
    if abs(before.size - line.size) > 0.08 * before.size:
        return True
    gap = _gap(before, line)
    if gap is None:
        return last and ends_sentence(before)
    return gap > max(1.3 * between, 1.5 * line.size)
