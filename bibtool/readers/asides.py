"""Notes that a page holds where it calls them: in the margin, and in what it shows when one points at a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bibtool.readers import anchors, copies, counted, popups
from bibtool.readers.anchors import CALLING, Found, mark_of
from bibtool.readers.elements import is_hidden, tag, words
from bibtool.readers.popups import Kept
from bibtool.readers.sheet import NoteSource
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# Tufte CSS and what follows it; LaTeXML; the plugins of WordPress that keep a note beside its mark.
_BESIDE = regex(
    r"(?i)(?<![\w-])(?:side[-_]?note|margin[-_]?note|ltx_note_content|[\w-]*foot[-_]?notes?__note|"
    r"foot[-_]?note[-_]?(?:text|content|body|tooltip))(?![\w-])"
)
_MARGIN = regex(r"(?i)(?<![\w-])(?:side|margin)[-_]?note(?![\w-])")
_NOTE = regex(rf"{_BESIDE.pattern}|(?<![\w-])(?:foot|end)[-_]?note(?![\w-])")
_OWN = regex(r"(?:\w{1,12}-){0,2}(?:foot-?note|side-?note|fn)")  # of Distill ("d-footnote") and others
_SAID = (
    "data-content",
    "data-bs-content",
    "data-footnote",
    "data-note",
    "data-tooltip",
    "data-tippy-content",
    "data-original-title",
    "data-bs-original-title",
    "data-title",
    "title",
    "aria-label",
)
_INLINE = frozenset("span small mark label cite".split())
_UNFIT = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds them (XML 1.0, 2.2)
_DIGITS = regex(r"\d+")
_SHORT = 25  # letters: a title such as "Go to the note", the same at every mark


def find(pages: Sequence[tuple[str, _Element]]) -> Found:
    """The notes of a page, or of the files of a book by name: those that links call, and those in their place."""
    linked = anchors.find(pages)
    roots = [root for _, root in pages]
    hovered = [kept for root in roots for kept in popups.find(root)]
    ways = [
        [Kept(note, None) for note in linked.notes],
        [kept for root in roots for kept in _beside(root)],
        hovered if popups.counts(hovered) else [],
        [kept for root in roots for kept in _said(root)],
    ]
    ways = [way for way in ways if way]
    if not ways and len(roots) == 1:
        return counted.find(roots[0])
    chosen = _joined(ways, roots) if len(ways) > 1 else [kept for way in ways for kept in way]
    for kept in chosen:
        if kept.place is not None:
            kept.place.set("hidden", "")
    notes = tuple(kept.note for kept in chosen)
    copies.hide(roots, notes)
    held = {e for kept in chosen for e in _held(kept)}
    missing = {e: mark for e, mark in linked.missing.items() if held.isdisjoint(e.iter())}
    return replace(linked, notes=notes, missing=missing)


def _joined(ways: Sequence[Sequence[Kept]], roots: Sequence[_Element]) -> Sequence[Kept]:
    """The notes of the first way, and those of others if they count together; notes in the margin that count by
    themselves get stars."""
    first = ways[0]
    found = list(first)
    taken = {e for kept in first for e in _held(kept)}
    beside: list[Kept] = []
    for way in ways[1:]:
        more = [kept for kept in way if taken.isdisjoint(_held(kept))]
        taken.update(e for kept in more for e in _held(kept))
        found += more
        beside += (kept for kept in more if kept.note.call is not None and _is_in_margin(kept.note.call))
    if len(found) == len(first):
        return first
    order = {element: at for at, element in enumerate(e for root in roots for e in root.iter())}
    found.sort(key=lambda kept: order.get(kept.note.call, 0) if kept.note.call is not None else 0)
    if [kept.note.number for kept in found] == [str(at) for at in range(1, len(found) + 1)]:
        return found
    return [*first, *(Kept(replace(kept.note, number="*"), kept.place) for kept in beside)]


def _held(kept: Kept) -> Iterator[_Element]:
    """The elements of a note's call and of its place."""
    for top in (kept.note.call, kept.place, *kept.note.elements):
        if top is not None:
            yield from top.iter()


def _is_in_margin(note: _Element) -> bool:
    """Whether a note in a line, without a mark of its own, is called one of the margin."""
    return _MARGIN.search(note.get("class") or "") is not None


def _beside(root: _Element) -> Iterator[Kept]:
    """Notes that are elements of the running text."""
    found = [e for e in root.iter() if _is_beside(e)]
    outer = set(found)
    count = 0
    for element in found:
        if any(e in outer for e in element.iterancestors()) or not words(element).strip():
            continue
        count += 1
        call, mark = _call(element)
        text = deepcopy(element)
        text.attrib.clear()
        text.tail = None
        note = NoteSource(mark or str(count), (text,), _repeated(text, mark), call, numbered=True)
        yield Kept(note, element if call is not element else None)


def _is_beside(element: _Element) -> bool:
    """Whether an element of a line is called a note, by its class or as an element of the page's own."""
    kind, said = tag(element), element.get("class") or ""
    if kind in _INLINE:
        return bool(said) and (_NOTE if is_hidden(element) else _BESIDE).search(said) is not None
    return "-" in kind and _OWN.fullmatch(kind) is not None


def _call(note: _Element) -> tuple[_Element, str]:
    """The mark before a note, or around it, else the note itself."""
    here = note
    while True:
        before = here.getprevious()
        while before is not None and not words(before).strip() and not (before.tail or "").strip():
            before = before.getprevious()
        if before is not None and not (before.tail or "").strip() and (mark := mark_of(before)):
            return before, mark
        parent = here.getparent()
        if before is not None or parent is None or tag(parent) not in _INLINE or (parent.text or "").strip():
            return note, ""
        here = parent


def _repeated(note: _Element, mark: str) -> frozenset[_Element]:
    """The elements at the head of a note that repeat its mark."""
    found: list[_Element] = []
    for element in note if not (note.text or "").strip() else ():
        if mark_of(element) != mark or not mark:
            break
        found.append(element)
        if (element.tail or "").strip():
            break
    return frozenset(found)


def _said(root: _Element) -> list[Kept]:
    """Notes that are attributes of their marks."""
    found: list[tuple[_Element, str, str]] = []
    for element in root.iter():
        held = ((key, text) for key in _SAID if (text := (element.get(key) or "").strip())) if element.attrib else ()
        key, said = next(iter(held), ("", ""))
        if not said or not (mark := mark_of(element)):
            continue
        raised = any(tag(e) == "sup" for e in (*element.iter(), *element.iterancestors()))
        marked = tag(element) == "abbr" or words(element).strip().startswith(("[", "("))
        if raised or marked or "note" in key or CALLING.search(element.get("class") or ""):
            found.append((element, mark, said))
    texts = {_DIGITS.sub("", said) for _, _, said in found}
    if len(texts) < 2 and not any(len(text) >= _SHORT for text in texts):
        return []
    return [Kept(NoteSource(mark, (_parsed(said),), frozenset(), element), None) for element, mark, said in found]


def _parsed(text: str) -> _Element:
    """The text of an attribute, which may be markup itself."""
    from lxml import etree

    if "<" in text:
        root = etree.fromstring(f"<div>{text}</div>".encode(), etree.HTMLParser(encoding="utf-8", no_network=True))
        if root is not None:
            return root
    plain = etree.Element("div")
    plain.text = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return plain
