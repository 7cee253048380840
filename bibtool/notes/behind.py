"""Reference lists that a format gives as the end of its last note: a page without blanks, a list in an endnote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from bibtool.notes.lists.find import FoundList, find_lists
from bibtool.notes.lists.headings import Heading, heading
from bibtool.readers.document import Document, SourceNote
from bibtool.text.lines import Line

_FEWEST = 2  # lines below the heading


def without_lists(
    document: Document, rows: Sequence[Line], skip: Sequence[bool], given: Sequence[SourceNote]
) -> tuple[Sequence[SourceNote], list[FoundList]]:
    """The notes without the lists that stand behind a heading in them, and the lists of the whole document.

    ``skip`` tells the rows that are no running text.  A note stays whole if what stands below the heading is no list,
    or more than one.
    """
    shorter: dict[int, int] = {}
    opened = list(skip)
    tails: list[tuple[int, int, list[int]]] = []
    starts = [row.start for row in rows]
    for number, note in enumerate(given):
        at = _heading(note.text.text)
        if at < 0:
            continue
        inside = [i for span in note.text.spans(at) for i in _rows(rows, starts, span.start, span.end)]
        tails.append((number, at, inside))
        for i in inside:
            opened[i] = False
    if not tails:
        return given, find_lists(rows, skip, document.entries)
    lists = find_lists(rows, opened, document.entries)
    begun = {each.heading: each for each in lists}
    for number, at, inside in tails:
        each = begun.get(inside[0])
        if each is not None and each.lines.issuperset(i for i in inside if not rows[i].blank):
            shorter[number] = at
            continue
        for i in inside:
            opened[i] = True
    if len(shorter) < len(tails):
        lists = find_lists(rows, opened, document.entries)
    cut = [
        replace(note, text=note.text[: shorter[number]].strip()) if number in shorter else note
        for number, note in enumerate(given)
    ]
    return cut, lists


def _heading(text: str) -> int:
    """Where the heading of a list begins that stands alone on a line of a note with lines below it, else -1."""
    if text.count("\n") <= _FEWEST:
        return -1
    at = text.find("\n") + 1
    lines = text[at:].split("\n")
    for line in lines[:-_FEWEST]:
        if heading(line) is Heading.LIST:
            return at
        at += len(line) + 1
    return -1


def _rows(rows: Sequence[Line], starts: Sequence[int], start: int, end: int) -> Sequence[int]:
    first = max(bisect_right(starts, start) - 1, 0)
    stop = first
    while stop < len(rows) and rows[stop].start < end:
        stop += 1
    return range(first, stop)
