"""Which links of a page call notes, and where those notes stand: told by the links, not by what a program names them.

A link whose text is a mark, to a place behind it, is a call where the place links back, where markup says that it is
one (EPUB 3's ``epub:type``, the ``doc-noteref`` of DPUB-ARIA, the class and file names of word processors), or where
the mark is raised.  So Word, LibreOffice, pandoc, TEI's stylesheets, MediaWiki, WordPress and EPUBs read alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from bibtool.readers import closing, dangling, uncalled
from bibtool.readers.elements import BLOCKS, HEADS, attributes, show, strip_brackets, tag, words
from bibtool.readers.extents import Extents
from bibtool.readers.sheet import NOTHING, NoteSource
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = regex(
    r"[\[({]?\s*(?P<mark>\d{1,4}(?=:\d|\D|\Z)|[*∗†‡§¶‖#]{1,5}|[ivxlc]{1,7}|[IVXLC]{1,7}|[a-zA-Z])"
    r"(?::\d{1,3})?\s*[\])}]?[.:)]?"
)
_WORDED = regex(r"\[?\s*(?P<mark>[^\W\d_][\w-]{1,12}\s\d{1,3})\s*\]?")  # "[note 1]"
# What only those hear who have a page read out, and what stands beside it on a screen.
HIDDEN = regex(
    r"(?i)(?<![\w-])(?:screen-?reader-?(?:text|only)|sr-only|show-for-sr|(?:u-)?visually-?hidden|footnote_tooltip|"
    r"mw-editsection|noprint)(?![\w-])"
)
_ARROW = regex(r"(?:[\s↩↑⤴↵⏎⇑⬆⮌^←▲△\ufe0e\ufe0f\u21b5\[\]().:;,\d*∗†‡§¶]|[^\W\d_]){0,24}")
_LONGEST_MARK = 20
_MOST_LINKS = 60  # in one note; more of them are no ways back
_SIGNS = regex(r"[^\w]*")
CALLING = regex(
    r"(?i)\b(?:doc-)?noteref\b|footnote[-_]?(?:ref|anchor|call|link)|endnote[-_]?ref|fn[-_]?ref|sd(?:foot|end)noteanc|"
    r"notelink|(?<![\w-])(?:fn|reference|footnote)(?![\w-])"
)
_BACK = regex(r"(?i)backlink|back[-_]?ref|footnote[-_]?back|link_return|return|sd(?:foot|end)notesym|reversefootnote")
_NOT_CALLED = regex(r"(?i)(?:aff|cor|fig|tab|eq|sec|app)[-_]?\w*$")
_SCRIPTED = regex(r"\(\s*['\"]([\w:.-]+)['\"]")
_NAMING = ("data-rid", "data-fn", "data-footnote-id")  # where a script follows what is no address
Key = tuple[str, str]


class Found(Struct, frozen=True):
    """The notes in the order of their calls, further calls of notes that were called before, paragraphs that may go on
    with the last note of a list, and calls whose notes are not there, with their marks."""

    notes: tuple[NoteSource, ...]
    repeated: dict[_Element, str]
    behind: tuple[_Element, ...] = ()
    missing: Mapping[_Element, str] = NOTHING


def find(pages: Sequence[tuple[str, _Element]]) -> Found:
    """The notes of one page, or of the files of a book by name (``text/ch1.xhtml``)."""
    return _Search(pages).found()


class _Search:
    def __init__(self, pages: Sequence[tuple[str, _Element]]) -> None:
        self.single = len(pages) == 1
        self.places: dict[Key, _Element] = {}
        self.keys: dict[_Element, list[Key]] = {}
        self.same: dict[Key, list[Key]] = {}  # places of the same name in one file, as in pages of several articles
        self.order: dict[_Element, int] = {}
        self.file: dict[_Element, str] = {}
        self.links: list[_Element] = []
        self.headings: dict[_Element, bool] = {}  # places that were looked at
        at = 0
        for name, root in pages:
            for element in root.iter():
                kind = tag(element)
                if not kind:
                    continue
                at += 1
                self.order[element] = at
                for own in (element.get("id"), element.get("name") if kind == "a" else None):
                    if own:
                        self._put((name, own), element)
                if kind == "a" and (element.get("href") or element.get("onclick")):
                    self.links.append(element)
                    self.file[element] = name
        self.back: dict[_Element, Key] = {a: key for a in self.links if (key := self.leads(a)) is not None}
        if any(len(keys) > 1 for keys in self.same.values()):
            self._tell_apart()

    def _put(self, key: Key, element: _Element) -> None:
        """Keep a place; a further one of the same name gets a name of its own."""
        same = self.same.setdefault(key, [])
        if any(self.places[each] is element for each in same):
            return
        own = (key[0], f"{key[1]}\0{len(same)}") if same else key
        same.append(own)
        self.places[own] = element
        self.keys.setdefault(element, []).append(own)

    def _tell_apart(self) -> None:
        """Let each link to a name that several places have lead to its own: as many links as places are pairs, else the
        list of an article stands behind its text."""
        links: dict[Key, list[_Element]] = {}
        for link, key in self.back.items():
            links.setdefault(key, []).append(link)
        for key, rows in links.items():
            own = self.same[key]
            if len(rows) == len(own):
                self.back.update(zip(rows, own, strict=True))
            elif len(own) > 1:
                at = [self.order[self.places[each]] for each in own]
                calls = self.order[rows[0]] < at[0]
                for row in rows:
                    side = bisect_left(at, self.order[row]) - (not calls)
                    self.back[row] = own[min(max(side, 0), len(own) - 1)]

    def leads(self, link: _Element) -> Key | None:
        """The file and the id that a link leads to."""
        href = link.get("href") or ""
        before, sign, fragment = href.partition("#")
        fragment = fragment.removeprefix("/")  # of slides (reveal.js)
        if not sign or not fragment:
            scripted = _SCRIPTED.search(link.get("onclick") or "")
            named = [scripted[1]] if scripted is not None else []
            named += [own.lstrip("#") for name in _NAMING if (own := link.get(name))]
            return next((key for own in named if (key := (self.file[link], own)) in self.places), None)
        file = self.file[link]
        if before and not self.single:
            from posixpath import dirname, join, normpath

            file = normpath(join(dirname(file), unquote(before)))
        for key in ((file, fragment), (file, unquote(fragment))):
            if key in self.places:
                return key
        return None

    def found(self) -> Found:
        candidates = [(link, place) for link in self.links if (place := self._called(link)) is not None]
        marked = [(self.back[link], mark_of(link)) for link, _ in candidates]
        lone = uncalled.find(marked, self.places)
        lone = {place: of for place, of in lone.items() if not self._heads(place)}
        targets = {place for _, place in candidates} | lone.keys()
        self._part(targets)
        near = Extents(targets, self._first_calls(candidates))
        extents = {place: near.of(place) for place in targets}
        backs = {place: list(self._backs(extents[place])) for place in targets}
        answers = {place: {self.back.get(back) for back in rows} for place, rows in backs.items()}
        callers: dict[_Element, list[_Element]] = {}
        repeated: dict[_Element, str] = {}
        inside = {e for extent in extents.values() for top in extent for e in top.iter()}
        for link, place in candidates:
            if link in inside and not self._is_marked(link):
                continue
            if not (self._is_marked(link) or not answers[place].isdisjoint(self._ids(link)) or self._is_raised(link)):
                continue
            if place in callers:
                repeated[_outer(link)] = mark_of(link) or mark_of(link, _WORDED)
            callers.setdefault(place, []).append(link)
        notes = [
            self._note(links, extents[place], backs[place], at) for at, (place, links) in enumerate(callers.items(), 1)
        ]
        rest = {place: number for place, (number, like) in lone.items() if like in callers}
        more_notes = [self._lone(place, number, extents[place], backs[place]) for place, number in rest.items()]
        numbers = {note.call: note.number for note in notes}
        more = {e: mark for e, mark in repeated.items() if e not in numbers and e not in inside}
        calls = [link for links in callers.values() for link in links]
        missing = {_outer(e): mark for e, mark in self._missing(calls).items() if e not in inside}
        return Found(tuple(uncalled.with_uncalled(notes, more_notes)), more, tuple(near.behind), missing)

    def _missing(self, calls: Sequence[_Element]) -> dict[_Element, str]:
        """The links that look as calls do, and lead to no place of the pages."""
        nowhere = ((e, mark_of(e)) for e in self.links if e not in self.back and "#" in (e.get("href") or ""))
        return dangling.find(
            [(link, mark, self._is_marked(link)) for link, mark in nowhere if mark],
            [(link, mark, self._is_marked(link)) for link in calls if (mark := mark_of(link))],
            single=self.single,
        )

    def _lone(
        self, place: _Element, number: str, extent: tuple[_Element, ...], backs: Sequence[_Element]
    ) -> NoteSource:
        """A note that nothing calls."""
        for each in (*extent, place):
            show(each)
        unseen = frozenset(_outer(e) for e in backs if _ARROW.fullmatch(words(e)) and _at_edge(extent, e))
        counted = tag(extent[0]) == "li" and tag(extent[0].getparent()) == "ol"  # type: ignore[arg-type]
        return NoteSource(number, extent, unseen.difference(extent), None, numbered=not counted)

    def _first_calls(self, candidates: Sequence[tuple[_Element, _Element]]) -> Collection[_Element]:
        """The first link to each place that looks like a call by itself or because something links back to it."""
        keys = set(self.back.values())
        first: dict[_Element, _Element] = {}
        for link, place in candidates:
            if self._is_marked(link) or self._is_raised(link) or not keys.isdisjoint(self._ids(link)):
                first.setdefault(place, link)
        return first.values()

    def _called(self, link: _Element) -> _Element | None:
        key = self.back.get(link)
        if key is None:
            return None
        place = self.places[key]
        mark = mark_of(link)
        if not mark and not (self._is_marked(link) and (not words(link).strip() or mark_of(link, _WORDED))):
            return None
        if self.order[place] <= self.order[link] or place in set(link.iterancestors()):
            return None
        if _NOT_CALLED.match(key[1].partition("\0")[0]) or self._heads(place):
            return None
        return place

    def _heads(self, place: _Element) -> bool:
        """Whether a place is, holds or stands in a heading."""
        if place not in self.headings:
            self.headings[place] = any(tag(e) in HEADS for e in (place, *place, *place.iterancestors()))
        return self.headings[place]

    def _is_marked(self, link: _Element) -> bool:
        """Whether markup itself says that a link calls a note."""
        parent = link.getparent()
        near = [link, *([parent] if parent is not None and tag(parent) in ("sup", "span") else [])]
        if any(CALLING.search(attributes(e)) for e in near) and not _BACK.search(attributes(link)):
            return True
        key = self.back.get(link)
        place = key[1] if key is not None else (link.get("href") or "").partition("#")[2]
        return re.match(r"_(?:ftn|edn)\d", place) is not None

    def _is_raised(self, link: _Element) -> bool:
        return any(tag(e) == "sup" for e in (*link.iterancestors(), *link.iter()))

    def _ids(self, link: _Element) -> set[Key]:
        """The places at a call that its note may link back to."""
        near: list[_Element] = list(link.iter())
        for element in link.iterancestors():
            if tag(element) in BLOCKS:
                break
            near.append(element)
        for element in list(near):
            beside = element.getprevious()
            if beside is not None and tag(beside) in ("a", "span") and not words(beside).strip():
                near.append(beside)
        return {key for e in near for key in self.keys.get(e, ())}

    def _backs(self, extent: Sequence[_Element]) -> Iterator[_Element]:
        for top in extent:
            for element in top.iter():
                if tag(element) == "a" and element in self.file:
                    yield element

    def _part(self, targets: set[_Element]) -> None:
        """Give each note a block of its own where several stand in one paragraph, parted by line breaks or by elements
        that hold each."""
        inline = {place: [place, *takewhile(_in_line, place.iterancestors())] for place in targets if _in_line(place)}
        held = Counter(each for line in inline.values() for each in line)
        shared: dict[_Element, set[_Element]] = {}
        for line in inline.values():
            child = [each for each in line if held[each] == 1][-1:]
            if child and (parent := child[0].getparent()) is not None:
                shared.setdefault(parent, set()).add(self._head(child[0]))
        for block, children in shared.items():
            parts = list(block)
            begins = [at for at, each in enumerate(parts) if each in children]
            if len(begins) < 2 or not all(_broken(parts[at - 1]) or words(parts[at]).strip() for at in begins[1:]):
                continue
            for begin, end in zip(begins, [*begins[1:], len(parts)], strict=True):
                part = block.makeelement("div")
                parts[begin].addprevious(part)
                part.extend(parts[begin:end])
        closing.part(targets)

    def _head(self, child: _Element) -> _Element:
        """A place of a note, or the link before it that is its number."""
        before = child.getprevious()
        if before is not None and tag(before) == "a" and not (before.tail or "").strip() and before in self.file:
            return before
        return child

    def _note(
        self, links: Sequence[_Element], extent: tuple[_Element, ...], backs: Sequence[_Element], count: int
    ) -> NoteSource:
        """A note that all these links call, the first before the others."""
        unseen: set[_Element] = set()
        shown = False
        link = links[0]
        ids = {key for each in links for key in self._ids(each)}
        for back in backs:
            key, shows = self.back.get(back), words(back)
            if not _ARROW.fullmatch(shows):
                continue
            if key not in ids and not _BACK.search(attributes(back)):
                # to a place at or before the call; a number or word within the note refers to another one
                if key is None or self.order[self.places[key]] > self.order[link] + 1:
                    continue
                if not _SIGNS.fullmatch(shows) and not (len(backs) < _MOST_LINKS and _at_edge(extent, back)):
                    continue
            unseen.add(_outer(back))
            shown = shown or bool(re.search(r"[\d*†‡§]", shows))
        for back in unseen:  # what stands between two ways back goes with them
            if back.getnext() in unseen and (back.tail or "").strip() in (",", ";", "|", "·"):
                back.tail = " "
        if several := len(unseen) > 1:  # a box of them alone, in which commas or brackets stand
            boxes = {parent for back in unseen if (parent := back.getparent()) is not None and tag(parent) in _PHRASES}
            unseen |= {box for box in boxes if all(e in unseen for e in box) and _EMPTY.fullmatch(_between(box))}
        mark = mark_of(link) or mark_of(link, _WORDED)
        if (cell := _counting(extent[0], mark)) is not None:
            unseen.add(cell)
        for top in extent:
            unseen |= {e for e in top.iter("a") if _leads_up(e) and _at_edge(extent, e)}
            unseen |= {e for e in top.iter() if "backlink" in attributes(e) and _ARROW.fullmatch(words(e))}
        for each in (*extent, self.places[self.back[link]]):  # shown when the mark is touched
            show(each)
        for each in unseen.difference(extent):
            strip_brackets(each)
        counted = tag(extent[0]) == "li" and tag(extent[0].getparent()) == "ol"  # type: ignore[arg-type]
        return NoteSource(
            mark or str(count),
            extent,
            frozenset(unseen),
            _outer(link),
            numbered=not counted and (not shown or several),
        )


def _counting(row: _Element, mark: str) -> _Element | None:
    """The first cell of a row if it holds the number of a note, and signs beside that."""
    cells = [e for e in row if tag(e) in ("td", "th")] if tag(row) == "tr" and mark else []
    if len(cells) < 2:
        return None
    before, found, behind = words(cells[0]).partition(mark)
    return cells[0] if found and _SIGNS.fullmatch(before) and _SIGNS.fullmatch(behind) else None


def _leads_up(link: _Element) -> bool:
    """Whether a link leads to the top of its page (HTML, 7.4.6.4: no fragment, or "top") with a sign or a few words."""
    return (link.get("href") or "").strip().lower() in ("#", "#top") and bool(_ARROW.fullmatch(words(link)))


def _in_line(element: _Element) -> bool:
    return tag(element) not in BLOCKS


def _broken(element: _Element) -> bool:
    """Whether a line ends with an element."""
    return tag(element) == "br" and not (element.tail or "").strip()


def _at_edge(extent: Sequence[_Element], element: _Element) -> bool:
    """Whether an element begins or ends a note."""
    before: list[str] = []
    behind: list[str] = []
    side, inside = before, set(element.iter())
    for top in extent:
        for part in top.iter():
            if part is element:
                side = behind
            if part not in inside:
                side.append(part.text or "")
            # the text behind an element that holds others comes later; for an edge any is too much
            if part is not top and (part not in inside or part is element):
                side.append(part.tail or "")
    return not "".join(before).strip(_PUNCTUATION) or not "".join(behind).strip(_PUNCTUATION)


_PUNCTUATION = " \t\r\n\xa0.,;:[]()"


def mark_of(element: _Element, pattern: re.Pattern[str] = _MARK) -> str:
    """The mark that an element's text is; "" where it is more, or something else."""
    text = ""
    for part in element.itertext():
        text += str(part)
        if len(text) > 4 * _LONGEST_MARK:
            return ""
    for below in element.iter():
        if below is not element and HIDDEN.search(below.get("class") or ""):
            text = text.replace(words(below), "", 1)
    match = pattern.fullmatch(" ".join(text.split())[: _LONGEST_MARK + 1])
    return match["mark"] if match is not None else ""


_PHRASES = ("sup", "span", "small", "b", "i", "em", "strong", "font")
_EMPTY = regex(r"[\s\[\]().,;]*")


def _between(element: _Element) -> str:
    """The text between the elements in an element."""
    return (element.text or "") + "".join(inner.tail or "" for inner in element)


def _outer(link: _Element) -> _Element:
    """A link with the raised or bracketed element around it that holds nothing else."""
    out = link
    parent = out.getparent()
    while (
        parent is not None
        and tag(parent) in _PHRASES
        and re.fullmatch(r"[\s\[\]().]*", words(parent).replace(words(out), "", 1)) is not None
    ):
        out = parent
        parent = out.getparent()
    return out
