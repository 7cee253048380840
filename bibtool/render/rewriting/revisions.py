"""Tracked changes of a note (ECMA-376-1, 17.13.5): are there any, and accepting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtool.diagnostics.code import Code
from bibtool.readers.docx_package import child, local
from bibtool.render.rewriting.notes import LeftAsPrinted
from bibtool.render.rewriting.trees import PLACES, cut, local_parent, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element

_ADDED = frozenset({"ins", "moveTo"})
_REMOVED = frozenset({"del", "moveFrom"})
_FORMER = frozenset(
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange tcPrChange "
    "numberingChange".split()
)
_RANGES = frozenset(
    f"{kind}Range{end}" for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel") for end in ("Start", "End")
) | frozenset(f"customXmlMove{way}Range{end}" for way in ("From", "To") for end in ("Start", "End"))
# Rows and cells that come or go change a table, not words.
_TABLE = frozenset({"cellIns", "cellDel", "cellMerge"})
_ALL = _ADDED | _REMOVED | _FORMER | _RANGES | _TABLE


def tracked(note: _Element) -> bool:
    """Does a note hold a tracked change of any sort?"""
    return any(local(element) in _ALL for element in note.iter())


def accept(note: _Element) -> None:
    """Accept every tracked change of a note.  Raises LeftAsPrinted for those of tables."""
    for element in [*note.iter()]:
        name = local(element)
        if name in _TABLE or (name in _ADDED | _REMOVED and local_parent(element) == "trPr"):
            raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what=name)
    gone = [p for p in note.iter() if local(p) == "p" and child(p, "pPr", "rPr", "del") is not None]
    moved = [p for p in note.iter() if local(p) == "p" and child(p, "pPr", "rPr", "moveFrom") is not None]
    for element in [*note.iter()]:
        name = local(element)
        if name in _REMOVED:
            for place in [one for one in element.iter() if local(one) in PLACES]:
                cut(place)
                element.addprevious(place)
            cut(element)
        elif name in _FORMER | _RANGES or (name in _ADDED and local_parent(element) == "rPr"):
            cut(element)
        elif name in _ADDED:
            unwrap(element)
    for paragraph in [*gone, *moved]:
        _join(paragraph)


def _join(paragraph: _Element) -> None:
    """The mark of a paragraph was deleted: what it holds begins the next one, whose properties count."""
    following = paragraph.getnext()
    if following is None or local(following) != "p":
        return
    properties = child(following, "pPr")
    at = 0 if properties is None else following.index(properties) + 1
    for one in reversed([one for one in paragraph if local(one) != "pPr"]):
        following.insert(at, one)
    cut(paragraph)
