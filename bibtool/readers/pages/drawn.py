"""What a PDF's page has beside its words: thin lines, pictures, links."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_THIN = 2.5  # points: a path of this height is a rule
_SHORTEST_RULE = 24.0
_MOST_LINKS = 2000  # of a page
_LONGEST_ADDRESS = 4096
_MOST_CLIPS = 12  # paths, and points of one, that are looked at
_MOST_OBJECTS = 4000  # a drawing has more; its lines are no rules above notes


class Rule(NamedTuple):
    """A thin line across."""

    left: float
    right: float
    y: float


class Link(NamedTuple):
    """An annotation that leads to an address, or to a height ``y`` of page ``target`` (-1: to none)."""

    left: float
    bottom: float
    right: float
    top: float
    address: str
    target: int
    y: float

    def holds(self, left: float, right: float, base: float) -> bool:
        """Whether the middle of a word stands in it."""
        return self.left <= (left + right) / 2 <= self.right and self.bottom - 1 <= base <= self.top


def rules_of(page: Any) -> tuple[list[Rule], int]:
    """The thin lines of a page, and how many pictures it has."""
    rules: list[Rule] = []
    pictures = 0
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    box = tuple(ctypes.c_float() for _ in range(4))
    refs = tuple(ctypes.byref(value) for value in box)
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPageObj_GetBounds(item, *refs):
            left, bottom, right, top = (value.value for value in box)
            if top - bottom > _THIN and right - left >= _SHORTEST_RULE:
                bottom, top = _clipped(item, bottom, top)
            if top - bottom <= _THIN and right - left >= _SHORTEST_RULE:
                rules.append(Rule(left, right, (top + bottom) / 2))
    return rules, pictures


def links_of(document: Any, page: Any) -> Iterable[Link]:
    """The link annotations of a page (ISO 32000-1, 12.5.6.5)."""
    position, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
            return
        if not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            continue
        action = pdfium.FPDFLink_GetAction(link)
        kind = pdfium.FPDFAction_GetType(action) if action else 0
        address = ""
        if kind == pdfium.PDFACTION_URI:
            length = min(pdfium.FPDFAction_GetURIPath(document, action, None, 0), _LONGEST_ADDRESS)
            buffer = ctypes.create_string_buffer(length + 1)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
            address = buffer.value.decode("utf-8", "replace")
        goal = pdfium.FPDFLink_GetDest(document, link)
        if not goal and kind == pdfium.PDFACTION_GOTO:
            goal = pdfium.FPDFAction_GetDest(document, action)
        target, y = (pdfium.FPDFDest_GetDestPageIndex(document, goal), _height(goal)) if goal else (-1, 0.0)
        if address or target >= 0:
            yield Link(box.left, box.bottom, box.right, box.top, address, target, y)


def _height(goal: Any) -> float:
    """How high on its page a destination stands, 0 where it does not say."""
    has = tuple(ctypes.c_int() for _ in range(3))
    at = tuple(ctypes.c_float() for _ in range(3))
    known = pdfium.FPDFDest_GetLocationInPage(goal, *map(ctypes.byref, has), *map(ctypes.byref, at))
    return at[1].value if known and has[1].value else 0.0


def _clipped(item: Any, bottom: float, top: float) -> tuple[float, float]:
    """What a clipping path lets be seen of a shape: some programs draw a border as a frame of which one side shows."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    if not clip:
        return bottom, top
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(max(pdfium.FPDFClipPath_CountPaths(clip), 0), _MOST_CLIPS)):
        count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        if not 2 < count <= _MOST_CLIPS:
            continue
        heights: list[float] = []
        for index in range(count):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
            if pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                heights.append(y.value)
        if heights:
            bottom, top = max(bottom, min(heights)), min(top, max(heights))
    return bottom, max(bottom, top)
