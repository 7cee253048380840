"""Edits of bytes: what stands in a span is replaced."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class EditError(ValueError):
    """Edits that overlap, or that reach beyond the bytes they are for."""


class Edit(Struct, frozen=True, order=True):
    """Put ``replacement`` in the place of the bytes from ``start`` to ``end``; an insertion where they are equal."""

    start: int
    end: int
    replacement: bytes


def ordered(edits: Iterable[Edit], length: int) -> tuple[Edit, ...]:
    """Edits of ``length`` bytes in their order, those that touch joined.

    Raises :class:`EditError` for edits that overlap, for two insertions at one place (which would come first?), and for
    what lies outside.
    """
    joined: list[Edit] = []
    before: Edit | None = None
    for edit in sorted(edits):
        if not 0 <= edit.start <= edit.end <= length:
            raise EditError(f"{edit.start} to {edit.end} is no span of {length} bytes")
        if before is not None:
            if edit.start < before.end:
                raise EditError(f"{edit.start} to {edit.end} overlaps {before.start} to {before.end}")
            if edit.start == edit.end == before.start == before.end:
                raise EditError(f"two insertions at {edit.start}")
        before = edit
        if joined and joined[-1].end == edit.start:
            joined[-1] = Edit(joined[-1].start, edit.end, joined[-1].replacement + edit.replacement)
        else:
            joined.append(edit)
    return tuple(joined)


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """``data`` after its edits.  Raises :class:`EditError`.

    >>> applied(b"kot", [Edit(0, 1, b"p"), Edit(3, 3, b"y")])
    b'poty'
    """
    parts: list[bytes] = []
    at = 0
    for edit in ordered(edits, len(data)):
        parts += [data[at : edit.start], edit.replacement]
        at = edit.end
    parts.append(data[at:])
    return b"".join(parts)


def inverse(data: bytes, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that make ``data`` again of what its edits made of it.  Raises :class:`EditError`."""
    back: list[Edit] = []
    moved = 0
    for edit in ordered(edits, len(data)):
        start = edit.start + moved
        back.append(Edit(start, start + len(edit.replacement), data[edit.start : edit.end]))
        moved += len(edit.replacement) - (edit.end - edit.start)
    return tuple(back)


def between(before: bytes, after: bytes) -> tuple[Edit, ...]:
    """The edit that makes ``after`` of ``before``: what they begin and end with alike stays; none where they are equal.

    >>> between(b"Nowak, Step", b"Nowak, Lis, Step")
    (Edit(start=7, end=7, replacement=b'Lis, '),)
    """
    if before == after:
        return ()
    head = _alike(before, after)
    shorter = min(len(before), len(after)) - head
    tail = min(_alike(before[::-1], after[::-1]), shorter)
    return (Edit(head, len(before) - tail, after[head : len(after) - tail]),)


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike: by halves, since comparing slices is far faster than byte by byte."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
