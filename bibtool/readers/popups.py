"""Notes that a page shows when their mark is touched: what the mark names, and what stands out of sight beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.readers.anchors import CALLING, mark_of
from bibtool.readers.elements import BLOCKS, HEADS, is_hidden, tag, words
from bibtool.readers.sheet import NoteSource
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# HTML, 6.12 (popovers); WAI-ARIA 1.2; Bootstrap and its kin.
_NAMING = ("popovertarget", "aria-details", "aria-describedby", "aria-controls", "data-target", "data-bs-target")
_TIP = regex(
    r"(?i)(?<![\w-])(?:[\w-]*[-_])?(?:tool-?tip|tip|pop-?up|pop-?over)(?:[-_]?(?:text|content|body|box))?(?![\w-])"
)
_OUT_OF_SIGHT = regex(r"(?i)(?<![\w-])(?:is-)?(?:hide|hidden|d-none|collapsed?|invisible)(?![\w-])")
_LETTER = regex(r"[^\W\d_]")
_WORDS = regex(r"[^\W_]+\W+[^\W_]")  # two at least


class Kept(Struct, frozen=True):
    """A note that stands elsewhere than notes do; ``place`` is what is not shown where it stands."""

    note: NoteSource
    place: _Element | None


def find(root: _Element) -> list[Kept]:
    """The notes of a page, in the order of their marks."""
    return [
        Kept(
            NoteSource(mark, (_copied(note),), frozenset(), call, numbered=True),
            None if note in set(call.iter()) else note,
        )
        for call, mark, note in _pairs(root)
    ]


def counts(notes: Sequence[Kept]) -> bool:
    """Whether the marks of notes count, each page or chapter from 1."""
    numbers = [int(kept.note.number) for kept in notes if kept.note.number.isdecimal()]
    return all(b > a or b == 1 for a, b in pairwise(numbers))


def _pairs(root: _Element) -> Iterator[tuple[_Element, str, _Element]]:
    """Each mark, what it prints, and the element of its note."""
    ids = {own: element for element in root.iter() if (own := element.get("id"))}
    taken: set[_Element] = set()
    for element in root.iter():
        if not tag(element) or element in taken:
            continue
        for call, mark, note in (_named(element, ids), _held(element), _behind(element)):
            if note is None or note in taken or not _is_note(note) or not is_in_text(call):
                continue
            taken.update((call, *note.iter()))
            yield call, mark, note
            break


_Pair = tuple["_Element", str, "_Element | None"]


def _named(element: _Element, ids: dict[str, _Element]) -> _Pair:
    """A mark that says which element belongs to it."""
    key = next((said for name in _NAMING if (said := element.get(name))), "") if element.attrib else ""
    note = ids.get(key.lstrip("#")) if key else None
    if note is None or note in set(element.iterancestors()) or not (mark := mark_of(element)):
        return element, "", None
    return element, mark, note


def _held(element: _Element) -> _Pair:
    """A mark that holds its note: a tooltip in it, or what a summary opens."""
    if tag(element) == "details":
        head = next((e for e in element if tag(e) == "summary"), None)
        mark = mark_of(head) if head is not None else ""
        return element, mark, element if mark else None
    if len(element) != 1 or not _TIP.search(element[0].get("class") or ""):
        return element, "", None
    alone = deepcopy(element)
    alone.remove(alone[0])
    alone.tail = None
    mark = mark_of(alone)
    return element, mark, element[0] if mark and not (element[0].tail or "").strip() else None


def _behind(element: _Element) -> _Pair:
    """A mark with an element behind it that is not seen at first."""
    mark = mark_of(element) if _may_call(element) else ""
    here = element
    while mark:
        if (here.tail or "").strip():
            break
        beside = here.getnext()
        if beside is not None:
            said = beside.get("class") or ""
            unseen = is_hidden(beside) or tag(beside) == "template" or _OUT_OF_SIGHT.search(said) or _TIP.search(said)
            return element, mark, beside if unseen else None
        parent = here.getparent()
        if parent is None or tag(parent) in BLOCKS:
            break
        here = parent
    return element, "", None


def _may_call(element: _Element) -> bool:
    """Whether an element may be a mark: what is raised, opens something or is called a mark."""
    return (
        tag(element) in ("sup", "button", "summary", "label", "a")
        or CALLING.search(element.get("class") or "") is not None
    )


def _is_note(note: _Element) -> bool:
    """Whether an element may hold a note: words, and neither a heading nor a menu."""
    return (
        _WORDS.search(words(note)) is not None
        and tag(note) not in HEADS
        and not any(tag(e) in ("input", "select", "textarea", "nav", "img") for e in note.iter())
    )


def is_in_text(call: _Element) -> bool:
    """Whether words stand right before a mark."""
    here = call
    while True:
        before = here.getprevious()
        parent = here.getparent()
        text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
        if text.strip():
            return _LETTER.search(text) is not None
        if before is not None and tag(before) not in ("input", "br"):
            return _LETTER.search(words(before)) is not None and tag(before) not in BLOCKS
        if before is not None:
            here = before
            continue
        if parent is None or tag(parent) in BLOCKS:
            return False
        here = parent


def _copied(note: _Element) -> _Element:
    """A note as it is shown."""
    text = deepcopy(note)
    text.attrib.clear()
    text.tail = None
    if tag(text) in ("template", "details"):
        for head in [e for e in text if tag(e) == "summary"]:
            rest = head.tail or ""
            text.remove(head)
            text.text = (text.text or "") + rest
        text.tag = "div"
    return text
