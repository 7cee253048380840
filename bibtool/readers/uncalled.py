"""Notes of a list that nothing in the text calls, as where a call was deleted: told by what their places are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bibtool.readers.elements import tag, words
from bibtool.readers.sheet import NoteSource
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

Key = tuple[str, str]
_NAME = regex(r"(.*?\D|)([1-9]\d{0,3})([^\d\0]*)")  # "fn3", "cite_note-3", "n3x0"
_FEWEST = 2  # notes that are called
_FARTHEST = 2  # numbers behind the last one that is called


def find(called: Iterable[tuple[Key, str]], places: Mapping[Key, _Element]) -> dict[_Element, tuple[str, _Element]]:
    """Places that are named and made as those that calls with their numbers lead to, with their own number and the
    place of a called note of their list."""
    series: dict[tuple[str, str, str], dict[int, _Element] | None] = {}
    for key, mark in called:
        name = _NAME.fullmatch(key[1])
        if name is None:
            continue
        kind = (key[0], name[1], name[3])
        if name[2] != mark:
            series[kind] = None  # its names do not count as its marks do
        elif (known := series.setdefault(kind, {})) is not None:
            known[int(mark)] = places[key]
    found: dict[_Element, tuple[str, _Element]] = {}
    for (file, before, behind), numbers in series.items():
        if numbers is None or len(numbers) < _FEWEST:
            continue
        looks = {_look(place): place for place in numbers.values()}
        for number in range(1, max(numbers) + _FARTHEST + 1):
            own = places.get((file, f"{before}{number}{behind}")) if number not in numbers else None
            if own is not None and _look(own) in looks:
                found[own] = (str(number), looks[_look(own)])
    return found


def _look(place: _Element) -> tuple[str, str, str]:
    parent = place.getparent()
    return tag(place), place.get("class") or "", tag(parent) if parent is not None else ""


def with_uncalled(notes: Iterable[NoteSource], uncalled: Iterable[NoteSource]) -> list[NoteSource]:
    """All notes, each of those that nothing calls behind the one before it."""
    found = list(notes)
    for note in uncalled:
        if not any(words(e).strip() for e in note.elements):
            continue
        before = str(int(note.number) - 1)
        at = next((at for at, each in enumerate(found) if each.number == before), len(found) - 1)
        found.insert(at + 1, note)
    return found
