"""Notes that raised numbers call without a link: items, rows, terms or paragraphs that count as the numbers do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from bibtool.readers.anchors import Found, mark_of
from bibtool.readers.elements import tag, words
from bibtool.readers.extents import Extents
from bibtool.readers.popups import is_in_text
from bibtool.readers.sheet import NoteSource

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEWEST = 2
_BOXES = frozenset("p ul ol dl div table blockquote".split())
_Place = tuple["_Element", str]


def find(root: _Element) -> Found:
    """The notes of a page; none where its numbers and its lists do not count alike."""
    nothing = Found((), {})
    raised = [(e, mark) for e in root.iter("sup") if (mark := mark_of(e)).isdecimal()]
    calls = [(e, mark) for e, mark in raised if not any(tag(a) == "a" for a in e.iterancestors()) and is_in_text(e)]
    if len(calls) < _FEWEST:
        return nothing
    order = {element: at for at, element in enumerate(root.iter())}
    found: list[tuple[list[_Place], list[_Place]]] = []
    for places in _runs(root):
        inside = {e for place, _ in places for e in place.iter()}
        outer = [(e, mark) for e, mark in calls if e not in inside]
        numbers = [str(at) for at in range(1, len(outer) + 1)]
        counts = [mark for _, mark in outer] == numbers == [number for _, number in places]
        if len(outer) >= _FEWEST and counts and order[outer[-1][0]] < order[places[0][0]]:
            found.append((outer, places))
    if len(found) != 1:
        return nothing
    outer, places = found[0]
    near = Extents([place for place, _ in places], [call for call, _ in outer])
    notes = [
        NoteSource(number, near.of(place), frozenset(), call, numbered=tag(place) != "li")
        for (place, number), (call, _) in zip(places, outer, strict=True)
    ]
    # the search in the text finds notes of one paragraph, and tells lists of works from them
    return Found(tuple(notes), {}, tuple(near.behind)) if any(map(_is_parted, notes)) or near.behind else nothing


def _is_parted(note: NoteSource) -> bool:
    """Whether a note has several paragraphs, or an item of a list a line and then paragraphs or boxes."""
    inner = [e for top in note.elements for e in top.iter("p", "dd", "blockquote") if words(e).strip()]
    return len(inner) > 1 or any(tag(top) == "li" and _goes_on(top) for top in note.elements)


def _goes_on(item: _Element) -> bool:
    """Whether a box with words that are no links follows words in an item of a list."""
    begun = bool((item.text or "").strip())
    for inner in item:
        if tag(inner) in _BOXES:
            if begun and _says(inner):
                return True
            begun = begun or bool(words(inner).strip())
        else:
            begun = begun or bool(words(inner).strip())
        begun = begun or bool((inner.tail or "").strip())
    return False


def _says(box: _Element) -> bool:
    """Whether a box holds words outside links."""
    linked = "".join(words(e) for e in box.iter("a"))
    return sum(map(str.isalnum, words(box))) > sum(map(str.isalnum, linked))


def _runs(root: _Element) -> Iterator[list[_Place]]:
    """What may be notes: the items of lists one behind the other, the rows of a table, the terms of a list, paragraphs
    that begin with a raised number."""
    items = [(e, _items(e)) for e in root.iter("ol")]
    for begin in range(len(items)):
        if items[begin][1][:1] and items[begin][1][0][1] == "1":
            run = list(items[begin][1])
            for _, more in items[begin + 1 :]:
                if not more or int(more[0][1]) != int(run[-1][1]) + 1:
                    break
                run += more
            yield run
    for name, part, number in (("table", "tr", _row), ("dl", "dt", mark_of)):
        for box in root.iter(name):
            found = [(e, mark) for e in box.iter(part) if (mark := number(e)).isdecimal()]
            if found:
                yield found
    headed = [(e, mark) for e in root.iter("p", "div", "li") if (mark := _raised(e)).isdecimal()]
    for _, group in groupby(headed, key=lambda place: place[0].getparent()):
        yield list(group)


def _items(box: _Element) -> list[_Place]:
    """The items of a list with their numbers."""
    start = box.get("start") or "1"
    at = int(start) - 1 if start.isdecimal() and len(start) < 7 else 0
    found: list[_Place] = []
    for item in box:
        if tag(item) == "li":
            value = item.get("value") or ""
            at = int(value) if value.isdecimal() and len(value) < 7 else at + 1
            found.append((item, str(at)))
    return found


def _row(row: _Element) -> str:
    """The number in the first cell of a row."""
    cells = [e for e in row if tag(e) in ("td", "th")]
    return mark_of(cells[0]) if len(cells) > 1 else ""


def _raised(block: _Element) -> str:
    """The raised number that a paragraph begins with."""
    if (block.text or "").strip() or not len(block) or tag(block[0]) != "sup":
        return ""
    return mark_of(block[0]) if words(block).strip() != words(block[0]).strip() else ""
