"""Notes that a page holds where it calls them: in the margin, and in what it shows when one points at a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from bibtool.readers import anchors, popups
from bibtool.readers.anchors import CALLING, Found, mark_of
from bibtool.readers.elements import is_hidden, tag, words
from bibtool.readers.sheet import NoteSource
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# Tufte CSS and what follows it; LaTeXML; the plugins of WordPress that keep a note beside its mark.
_BESIDE = regex(
    r"(?i)(?<![\w-])(?:side[-_]?note|margin[-_]?note|ltx_note_content|[\w-]*foot[-_]?notes?__note|"
    r"foot[-_]?note[-_]?(?:text|content|body|tooltip))(?![\w-])"
)
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
    """The notes of a page, or of the files of a book by name: those that links call, else those in their place."""
    linked = anchors.find(pages)
    if linked.notes:
        return linked
    notes = [note for _, root in pages for note in _beside(root)]
    notes = notes or [note for _, root in pages for note in popups.find(root)]
    notes = notes or [note for _, root in pages for note in _said(root)]
    return Found(tuple(notes), {}) if notes else linked


def _beside(root: _Element) -> Iterator[NoteSource]:
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
        if call is not element:
            element.set("hidden", "")
        yield NoteSource(mark or str(count), (text,), _repeated(text, mark), call, numbered=True)


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


def _said(root: _Element) -> list[NoteSource]:
    """Notes that are attributes of their marks."""
    found: list[tuple[_Element, str, str]] = []
    for element in root.iter():
        said = next((text for key in _SAID if (text := (element.get(key) or "").strip())), "") if element.attrib else ""
        if not said or not (mark := mark_of(element)):
            continue
        raised = any(tag(e) == "sup" for e in (*element.iter(), *element.iterancestors()))
        marked = tag(element) == "abbr" or words(element).strip().startswith(("[", "("))
        if raised or marked or CALLING.search(element.get("class") or ""):
            found.append((element, mark, said))
    texts = {_DIGITS.sub("", said) for _, _, said in found}
    if len(texts) < 2 and not any(len(text) >= _SHORT for text in texts):
        return []
    return [NoteSource(mark, (_parsed(said),), frozenset(), element) for element, mark, said in found]


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
