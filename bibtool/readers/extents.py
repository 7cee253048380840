"""Which blocks of a page a note fills: its own, those that hold it alone, and the paragraphs behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from bibtool.readers.closing import closes
from bibtool.readers.elements import BLOCKS, HEADS, attributes, tag, words
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE_BOX = regex(r"(?i)note|ftn|edn|\bfn")
_OWN_BOX = regex(r"(?i)(?:note|ftn|edn|fn)[-_:]?\d")  # of one note
_LISTS = frozenset("ul ol".split())
_MARK = regex(r"[\s\[\](){}.:^*∗†‡§¶\d]{0,12}")
_NUMBER = regex(r"\s*[\[(]?\s*(\d{1,4})(?!\d)")
_STARS = regex(r"(?:[*∗·•_–—-]\s*){3,40}")
_LONGEST_MARK = 40
_HEADING = 60  # characters
_HIGHEST = 12  # boxes around a note
_FARTHEST = 8  # elements between two notes
_ITEMS = frozenset("li aside dd".split())
_BOXES = frozenset("div section article blockquote td tr".split()) | _ITEMS
_FLOW = frozenset("p dd div blockquote pre ul ol dl table".split())
_GOING_ON = frozenset("p dt dd div blockquote pre li tr section article aside".split())
_PARTING = frozenset("hr br script style".split())


class Extents:
    """The blocks of notes, told by the places that calls lead to and by what holds a call."""

    def __init__(self, places: Collection[_Element], calls: Collection[_Element]) -> None:
        self._held: Counter[_Element] = Counter()
        self._inner: dict[_Element, _Element] = {}  # the place in each element that holds one
        for place in places:
            for element in (place, *place.iterancestors()):
                self._held[element] += 1
                self._inner[element] = place
        self._calling = {element for call in calls for element in (call, *call.iterancestors())}
        self._texts = frozenset(kind for e in self._calling for kind in _kinds(e))
        self.behind: list[_Element] = []  # what is left to the text, and may go on with the last note of a list

    def of(self, place: _Element) -> tuple[_Element, ...]:
        """The blocks that the note at a place fills, the first of them first."""
        top = self._block(place)
        if top is None:
            return (place,)
        above = list(takewhile(self._is_alone, islice(top.iterancestors(), _HIGHEST)))
        within = next((at for at, box in enumerate(above) if tag(box) in _LISTS), len(above))
        above = [box for at, box in enumerate(above) if at < within or _OWN_BOX.search(box.get("id") or "")]
        top = next((box for box in reversed(above) if self._is_box(box, place)), top)
        return (top, *self._behind(top))

    def _block(self, place: _Element) -> _Element | None:
        """The block around a place, or the one behind an empty place that stands in none of its own."""
        top = place
        while tag(top) not in BLOCKS and (parent := top.getparent()) is not None:
            top = parent
        if top is not place and (self._held[top] > 1 or tag(top) in ("body", "html")):
            beside = _next(place)
            if beside is not None and tag(beside) in _FLOW and not words(place).strip() and self._is_free(beside):
                return beside
        if tag(top) in ("td", "th"):
            row = next((e for e in top.iterancestors() if tag(e) == "tr"), top)
            top = top if row in self._calling else row
        return None if tag(top) in ("body", "html") else top

    def _is_alone(self, box: _Element) -> bool:
        """Whether an element may hold blocks, and one note and no call is in it."""
        return tag(box) in _BOXES | _LISTS and self._held[box] == 1 and box not in self._calling

    def _is_box(self, box: _Element, place: _Element) -> bool:
        """Whether an element that holds one note holds nothing else."""
        kind = tag(box)
        if kind in _ITEMS or kind in _LISTS:
            return kind in _ITEMS
        if not _leads(box, place) or any(tag(e) in HEADS for e in box.iter()):
            return False
        said = kind not in ("td", "tr") and _NOTE_BOX.search(attributes(box)) is not None
        return said or kind == "td" or self._is_one_of_many(box) or _is_below_rule(box)

    def _is_one_of_many(self, box: _Element) -> bool:
        """Whether an element before or behind a box is alike and holds a note; those between may go on with one."""
        for preceding in (False, True):
            beside = _next(box, preceding=preceding)
            for _ in range(_FARTHEST):
                if beside is None or tag(beside) != tag(box) or beside in self._calling:
                    break
                if self._held[beside]:
                    if self._held[beside] == 1 and _leads(beside, self._inner[beside]):
                        return True
                    break
                beside = _next(beside, preceding=preceding)
        return False

    def _is_free(self, element: _Element) -> bool:
        """Whether neither a note, a call nor a heading is in an element."""
        return (
            not self._held[element]
            and element not in self._calling
            and not any(tag(e) in HEADS for e in element.iter())
        )

    def _behind(self, top: _Element) -> list[_Element]:
        """What goes on with a note behind its first block: all before the next note, of the last one what is alike."""
        kind = tag(top)
        if kind == "tr":
            return list(_rows(top, self._is_free))
        found: list[_Element] = []
        between = kind == "li"  # whether the next note, or the end of a list, tells where this one ends
        parted = False
        closed = -1  # where a publisher's line begins what belongs to no note, unless a note follows
        for beside in top.itersiblings() if kind in _GOING_ON else ():
            if self._held[beside]:
                between = beside not in self._calling
                break
            if tag(beside) == "hr":
                following = _next(beside)
                between = following is not None and self._held[following] > 0
                parted = True
                break
            if tag(beside) in _PARTING:
                continue
            if is_heading(beside) or _is_headed(beside):
                parted = True
                break
            if tag(beside) not in _FLOW or not self._is_free(beside) or _follows(top, beside):
                break
            if closed < 0 and closes(words(beside)):
                closed = len(found)
            found.append(beside)
        if not between and closed >= 0:
            found, parted = found[:closed], True
        if between or not found:
            return found
        parent = top.getparent()
        if parent is not None and parent not in self._calling and _NOTE_BOX.search(attributes(parent)):
            return found
        if kind == "dt":
            return list(takewhile(lambda e: tag(e) == "dd", found))
        if parent is not None and (self._holds_notes_alone(parent) or self._ends_a_page(parent, top)):
            return [e for e in found if not _is_mark(e)]
        first = found[:1] if _is_mark(top) else []
        own = (_kinds(top) | self._going_on(top)) - self._texts
        if own:
            alike = list(takewhile(lambda e: not own.isdisjoint(_kinds(e)), found))
            rest = found[len(alike) :] if alike else found[len(first) :]
            self.behind += takewhile(lambda e: _kinds(e) and self._texts.isdisjoint(_kinds(e)), rest)
            return alike or first
        said = top.get("class") or ""
        alike = list(takewhile(lambda e: (e.get("class") or "") == said, found))
        if parted and len(alike) == len(found) and self._begins(top):
            return found
        self.behind += alike[len(first) :]
        return first

    def _going_on(self, top: _Element) -> frozenset[str]:
        """The classes of what goes on with the notes before one."""
        found: set[str] = set()
        met: set[str] = set()
        for beside in top.itersiblings(preceding=True):
            if beside in self._calling or is_heading(beside):
                break
            if self._held[beside]:
                found |= met
                met = set()
            else:
                met |= _kinds(beside)
        return frozenset(found)

    def _holds_notes_alone(self, box: _Element) -> bool:
        """Whether an element holds notes from its begin, below a heading or a rule that stands in it or above it."""
        if box in self._calling or self._held[box] < 2:
            return False
        headed = False
        for part in box:
            if self._held[part]:
                break
            if not (tag(part) == "hr" or is_heading(part)):
                return False
            headed = True
        before = box.getprevious()
        above = before is not None and not (before.tail or "").strip() and (tag(before) == "hr" or is_heading(before))
        return (headed or above) and not (box.text or "").strip()

    def _ends_a_page(self, box: _Element, top: _Element) -> bool:
        """Whether a box with a text and, below a rule, its notes is followed by a like one: the text goes on there."""
        following = _next(box)
        return (
            tag(box) in ("div", "section")
            and following is not None
            and tag(following) == tag(box)
            and following in self._calling
            and self._begins(top)
        )

    def _begins(self, top: _Element) -> bool:
        """Whether a heading or a rule stands before the list of notes whose last one ``top`` is."""
        for beside in top.itersiblings(preceding=True):
            if tag(beside) == "hr" or is_heading(beside):
                return True
            if beside in self._calling:
                return False
        return False


def _kinds(element: _Element) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def is_heading(element: _Element) -> bool:
    """Whether an element is a heading, by its name or as a paragraph of a few bold words or of stars."""
    kind = tag(element)
    if kind != "p":
        return kind in HEADS
    said = words(element).strip()
    if _STARS.fullmatch(said):
        return True
    bold = element[0] if len(element) == 1 and tag(element[0]) in ("b", "strong") else None
    return bold is not None and 0 < len(said) <= _HEADING and words(bold).strip().rstrip(":") == said.rstrip(":")


def _is_headed(box: _Element) -> bool:
    """Whether an element begins with a heading: a part of the page by itself."""
    return tag(box) in ("div", "section") and len(box) > 0 and not (box.text or "").strip() and is_heading(box[0])


def _next(element: _Element, *, preceding: bool = False) -> _Element | None:
    """The element beside another, rules and line breaks left out; None where text stands between."""
    beside = element
    while True:
        between = beside.getprevious() if preceding else beside
        if between is not None and (between.tail or "").strip():
            return None
        following = between if preceding else beside.getnext()
        if following is None or tag(following) not in _PARTING:
            return following
        beside = following


def _is_below_rule(box: _Element) -> bool:
    """Whether a rule stands right above a box, as programs set it above the only note of a page."""
    before = box.getprevious()
    return (
        tag(box) in ("div", "section")
        and before is not None
        and tag(before) == "hr"
        and not (before.tail or "").strip()
    )


def _leads(box: _Element, place: _Element) -> bool:
    """Whether nothing but a mark stands before a place in a box."""
    before = ""
    here = place
    while here is not box:
        parent = here.getparent()
        if parent is None:
            return False
        beside = here.getprevious()
        while beside is not None:
            before += (beside.tail or "") + words(beside)
            if len(before) > _LONGEST_MARK:
                return False
            beside = beside.getprevious()
        before += parent.text or ""
        here = parent
    return _MARK.fullmatch(before) is not None


def _follows(block: _Element, beside: _Element) -> bool:
    """Whether a block begins with the number behind that of another: a note that nothing calls."""
    first, second = (_NUMBER.match(words(each)) for each in (block, beside))
    return first is not None and second is not None and int(second[1]) == int(first[1]) + 1


def _is_mark(block: _Element) -> bool:
    """Whether a block holds the mark of its note and no more."""
    return _MARK.fullmatch(words(block)) is not None


def _rows(row: _Element, is_free: Callable[[_Element], bool]) -> Iterator[_Element]:
    """The rows behind one into which its first cell reaches, or in whose first cell nothing stands."""
    first = next((e for e in row if tag(e) in ("td", "th")), None)
    spanned = (first.get("rowspan") or "1") if first is not None else "1"
    reach = int(spanned) - 1 if spanned.isdecimal() and len(spanned) < 4 else 0
    for at, beside in enumerate(row.itersiblings()):
        cells = [e for e in beside if tag(e) in ("td", "th")]
        empty = len(cells) > 1 and not words(cells[0]).strip()
        if tag(beside) != "tr" or not (at < reach or empty) or not is_free(beside):
            return
        yield beside
