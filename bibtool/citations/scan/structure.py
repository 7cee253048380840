"""Quotations and brackets of a note: what stands at its top level."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from bibtool.citations.scan.anchors import Anchor
from bibtool.text.patterns import regex

_OPENING = {"„": '”“"»', "«": "»", "»": "«", "“": '”"“', "”": '”"', "‘": "’'", "‚": "‘’'", "'": "'’"}
_BRACKETS = {"(": ")", "[": "]"}
_MARK = regex("[()\\[\\]„”“»«\"‘’‚']")
# A quotation longer than this is an unclosed one that met another's end; its opening mark is passed over.
_LONGEST = 1500


class Enclosed(NamedTuple):
    """A quotation or bracket: ``[start, end)`` with its marks."""

    start: int
    end: int


class Cover(Struct, frozen=True):
    """Intervals of a text: ``items`` sorted as they are, ``starts`` and ``ends`` merged where they nest or overlap."""

    items: tuple[Enclosed, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, items: Iterable[Enclosed]) -> Cover:
        """Sort and merge."""
        ordered = tuple(sorted(items))
        if not ordered:
            return _NOTHING
        starts: list[int] = []
        ends: list[int] = []
        for start, end in ordered:
            if starts and start < ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return cls(ordered, tuple(starts), tuple(ends))

    def around(self, start: int, end: int) -> Enclosed | None:
        """The outermost interval that holds ``[start, end)``."""
        index = bisect_right(self.starts, start) - 1
        if index < 0 or self.ends[index] < end or self.ends[index] <= start:
            return None
        return Enclosed(self.starts[index], self.ends[index])

    def between(self, start: int, end: int) -> tuple[Enclosed, ...]:
        """The intervals that begin in ``[start, end)``."""
        first = bisect_left(self.items, (start, 0))
        return self.items[first : bisect_left(self.items, (end, 0), first)]


_NOTHING = Cover((), (), ())
_new = tuple.__new__  # of a named tuple: in half the time of a call of its class


def with_its_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the mark or bracket right beside it that closes, or opens, one inside it."""
    pairs = {**_OPENING, **_BRACKETS, '"': '"'}
    inside = text[start:end]
    opened = [mark for mark in inside if mark in '„«“‚(["']
    if opened and text[end : end + 1] in tuple(pairs[opened[-1]]):
        last = inside.rindex(opened[-1])
        if not set(pairs[opened[-1]]) & set(inside[last + 1 :]):
            return start, end + 1
    closed = next((mark for mark in inside if mark in '”»’)]"'), "")
    before = text[start - 1 : start]
    if closed and before in pairs and closed in pairs[before] and before not in inside[: inside.index(closed)]:
        return start - 1, end
    return start, end


class Structure(NamedTuple):
    """The quotations and brackets of a text, and what is not its top level (anchors too)."""

    quotes: Cover
    brackets: Cover
    closed: Cover

    def inside(self, position: int) -> bool:
        """Whether a position lies inside a quotation, bracket or anchor."""
        index = bisect_right(self.closed.starts, position) - 1
        return index >= 0 and position < self.closed.ends[index]

    def content(self, start: int, end: int) -> Structure:
        """The structure of ``[start, end)`` by itself, without the brackets and quotations around it."""
        return Structure(
            *(
                Cover.of(item for item in cover.between(start, end) if item.end <= end)
                for cover in (self.quotes, self.brackets, self.closed)
            )
        )


def structure(text: str, anchors: Sequence[Anchor]) -> Structure:
    """Read quotations and brackets in one pass; those without a partner are ordinary characters."""
    quotes: list[Enclosed] = []
    brackets: list[Enclosed] = []
    addresses = Cover.of([Enclosed(a.start, a.end) for a in anchors if a.urls])
    stack: list[tuple[str, int, str]] = []
    for match in _MARK.finditer(text):
        position = match.start()
        if addresses.items and addresses.around(position, position):
            continue
        char = match.group()
        if char in "([":
            stack.append((char, position, _BRACKETS[char]))
        elif char in ")]":
            _close(stack, char, position, brackets)
        elif char == '"':
            if _inner(text, position, stack) or not _close(stack, char, position, quotes):
                stack.append((char, position, '"'))
        elif char in "”“»«’‘'" and _closes(text, position, char, stack) and _close(stack, char, position, quotes):
            pass
        elif char in _OPENING and _opens(text, position, char):
            stack.append((char, position, _OPENING[char]))
    marked = [_new(Enclosed, (a.start, a.end)) for a in anchors]
    return Structure(Cover.of(quotes), Cover.of(brackets), Cover.of([*quotes, *brackets, *marked]))


def _inner(text: str, position: int, stack: list[tuple[str, int, str]]) -> bool:
    """Whether a straight mark opens a quotation within one of such marks: "Kra, "Nurt" i brzegi"."""
    opening = text[position - 1 : position] in (" ", "(") and text[position + 1 : position + 2].isalnum()
    return opening and any(mark == '"' for mark, _, _ in stack) and text.count('"', position + 1) % 2 == 0


def _closes(text: str, position: int, char: str, stack: list[tuple[str, int, str]]) -> bool:
    """An apostrophe inside a word closes nothing; nor does a mark after white space, unless its opening mark has
    white space too ("« La Maison »")."""
    after = text[position + 1 : position + 2]
    if char in "’‘'" and after.isalpha():
        return False
    if position and text[position - 1].isspace():
        return char == "»" and any(mark == "«" and text[at + 1].isspace() for mark, at, _ in stack)
    return position > 0


def _opens(text: str, position: int, char: str) -> bool:
    after = text[position + 1 : position + 2]
    before = text[position - 1 : position] if position else " "
    if char == "«" and after.isspace():
        return text.find(" »", position, position + _LONGEST) > 0
    return bool(after) and not after.isspace() and (char in "„«‚" or not before.isalnum())


def _close(stack: list[tuple[str, int, str]], char: str, position: int, out: list[Enclosed]) -> bool:
    """Close the innermost opening that ``char`` can close; what was opened inside it without a partner is dropped."""
    for index in range(len(stack) - 1, max(-1, len(stack) - 6), -1):
        opening, start, closers = stack[index]
        if char in closers and position - start <= _LONGEST:
            del stack[index:]
            out.append(Enclosed(start, position + 1))
            return True
        if opening in _BRACKETS and char not in ")]":
            break
    return False
