"""Notes that a page holds twice: in a list and beside their marks, in the margin and at the end, whole or cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.readers.elements import BLOCKS, attributes, tag, words
from bibtool.readers.sheet import NoteSource
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST = 15  # letters and figures of a note that no other text has
_SHARE = 0.8  # of the notes; a list of works repeats some of them word by word
_CUT = regex(r"(?:\(\s*\.\.\.\s*\)|\[\s*(?:\.\.\.|…)\s*\]|\(\s*…\s*\)|\.\.\.|…)\s*\Z")
_NUMBER = regex(r"\s*[\[(]?\s*(\d{1,4})(?!\d)")
_SIGNS = regex(r"[\W_]+")
_NOTED = regex(r"(?i)foot|side-?note|margin-?note|end-?note|notes?(?![a-z])|\bfn")
_HOLDERS = frozenset("p div li dd td tr aside section span small".split())
_FEWEST = 3  # notes that a numbered list of works does not repeat one by one
_ASKED = 8  # notes
_SHOWN = 24  # characters of their begin
_HIGHEST = 4  # elements around a copy that may say what it is


class _Copy(Struct, frozen=True):
    element: _Element
    note: int
    is_long: bool
    told: bool  # by a number, a class or its place that it is a note


def hide(roots: Sequence[_Element], notes: Sequence[NoteSource]) -> None:
    """Take what repeats nearly all notes, in their order, out of the text; nothing that holds a call."""
    if len(notes) < 2 or not _may_be(roots, notes):
        return
    groups: dict[tuple[str, str], list[_Copy]] = {}
    for copy in _copies(roots, notes):
        groups.setdefault((tag(copy.element), copy.element.get("class") or ""), []).append(copy)
    for group in groups.values():
        order = [copy.note for copy in group]
        covers = len(set(order)) >= max(2, _SHARE * len(notes)) and order == sorted(order)
        if covers and any(copy.is_long for copy in group) and all(copy.told for copy in group):
            for copy in group:
                copy.element.set("hidden", "")
                for link in copy.element.iter("a"):
                    link.attrib.pop("href", "")


def _may_be(roots: Sequence[_Element], notes: Sequence[NoteSource]) -> bool:
    """Whether words of some notes, of those that are asked for, stand in the pages twice: a look before the search."""
    texts = (next((t for e in note.elements for t in e.itertext() if len(t.strip()) >= _LEAST), "") for note in notes)
    begins = list(islice((str(text).strip()[:_SHOWN] for text in texts if text), _ASKED))
    apart = all(e.getparent() is None for note in notes for e in note.elements)  # copied out of the pages
    pages = "".join(str(text) for root in roots for text in root.itertext())
    return not begins or 2 * sum(pages.count(begin) > (0 if apart else 1) for begin in begins) >= len(begins)


def _copies(roots: Sequence[_Element], notes: Sequence[NoteSource]) -> Iterator[_Copy]:
    """The outermost elements outside the notes with the words of one."""
    own = {e for note in notes for top in note.elements for e in top.iter()}
    own |= {e for note in notes if note.call is not None for e in (note.call, *note.call.iterancestors())}
    keys = [_key(_said(note)) for note in notes]
    whole: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        whole.setdefault(key, []).append(at)
    lengths = {len(key) + more for key in whole for more in range(5) if key}
    used: dict[tuple[str, str, str], int] = {}  # how often a text was met in elements of a kind
    items: dict[_Element, dict[_Element, str]] = {}
    for root in roots:
        sizes = _sizes(root)
        inside: set[_Element] = set()
        for element in root.iter():
            if element in inside or element in own or tag(element) not in _HOLDERS:
                continue
            text = words(element) if sizes[element] in lengths else ""
            number = _NUMBER.match(text)
            at = -1
            for key in dict.fromkeys((_key(text), _key(text[number.end() :] if number is not None else ""))):
                places = whole.get(key, []) if key else []
                if places:  # notes with the same words ("Ibid.") follow each other
                    kind = (tag(element), element.get("class") or "", key)
                    at = places[min(used.get(kind, 0), len(places) - 1)]
                    used[kind] = used.get(kind, 0) + 1
                    break
            else:
                at = _begun(element, keys, notes)
            if at >= 0:
                inside.update(element.iter())
                counted = len(notes) >= _FEWEST and _position(element, items) == notes[at].number
                yield _Copy(element, at, len(keys[at]) >= _LEAST, counted or _is_told(element, text, notes[at]))


def _begun(element: _Element, keys: Sequence[str], notes: Sequence[NoteSource]) -> int:
    """The note that an element begins, whose number and sign of omission say so; -1 for none."""
    if tag(element) not in ("li", "p", "span", "aside", "div"):
        return -1
    last = element[-1].tail if len(element) else element.text
    if _CUT.search(last or "") is None:
        return -1
    text = words(element)
    number = _NUMBER.match(text)
    if number is None:
        return -1
    key = _key(text[number.end() :])
    each = (at for at, note in enumerate(notes) if note.number == number[1])
    return next((at for at in each if len(key) >= _LEAST and keys[at].startswith(key)), -1)


def _is_told(element: _Element, text: str, note: NoteSource) -> bool:
    number = _NUMBER.match(text)
    if number is not None and number[1] == note.number:
        return True
    above = [element, *(each for each, _ in zip(element.iterancestors(), range(_HIGHEST), strict=False))]
    if any(_NOTED.search(attributes(each)) for each in above if tag(each) not in ("body", "html")):
        return True
    holder = note.call.getparent() if note.call is not None else None
    return holder is not None and tag(holder) not in BLOCKS and holder in above


def _position(element: _Element, items: dict[_Element, dict[_Element, str]]) -> str:
    """The place of an item in its numbered list; "" for what is none.  ``items`` keeps what is known of lists."""
    parent = element.getparent()
    if tag(element) != "li" or parent is None or tag(parent) != "ol":
        return ""
    if parent not in items:
        items[parent] = {each: str(at) for at, each in enumerate((e for e in parent if tag(e) == "li"), 1)}
    return items[parent][element]


def _said(note: NoteSource) -> str:
    """The words of a note without its number."""
    text = "".join(part for top in note.elements for part in _shown(top, note.unseen))
    number = _NUMBER.match(text) if note.numbered else None
    return text[number.end() :] if number is not None and number[1] == note.number else text


def _shown(element: _Element, unseen: Iterable[_Element]) -> Iterator[str]:
    gone = {e for each in unseen for e in each.iter()}
    for each in element.iter():
        if each not in gone:
            yield each.text or ""
        if each is not element and (each not in gone or each.getparent() not in gone):
            yield each.tail or ""


def _key(text: str) -> str:
    return _SIGNS.sub("", text)


def _sizes(root: _Element) -> dict[_Element, int]:
    """How many letters and figures each element holds."""
    found: dict[_Element, int] = {}
    for element in reversed(list(root.iter())):
        held = _count(element.text)
        for child in element:
            held += found[child] + _count(child.tail)
        found[element] = held
    return found


def _count(text: str | None) -> int:
    return len(_key(text)) if text else 0
