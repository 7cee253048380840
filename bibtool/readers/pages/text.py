"""The text of a PDF as it is laid out for reading, each word with its place on the page."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bibtool.readers.document import Place
from bibtool.readers.pages.lines import Line, pieces
from bibtool.readers.pages.words import Link, Look, Word
from bibtool.text.mapped import Mapped, Piece
from bibtool.text.spans import Span

_ASCENT, _DESCENT = 0.75, 0.25  # of the size: the box of a word


@dataclass(frozen=True, slots=True)
class Places:
    """Where words stand, packed: 28 bytes a word, so that a thousand pages take some 15 MB."""

    starts: array[int]
    stops: array[int]
    pages: array[int]
    boxes: array[float]  # left, right, baseline, size of each word

    def __call__(self, span: Span) -> tuple[Place, ...]:
        """The boxes of the letters of a span, one for each line; letters of a word have a share of its width each."""
        found: list[Place] = []
        for index in range(bisect_right(self.stops, span.start), bisect_left(self.starts, span.end)):
            start, stop = self.starts[index], self.stops[index]
            left, right, base, size = self.boxes[4 * index : 4 * index + 4]
            share = (right - left) / (stop - start)
            right = left + share * (min(span.end, stop) - start)
            left += share * (max(span.start, start) - start)
            place = Place(self.pages[index] + 1, left, base - _DESCENT * size, right, base + _ASCENT * size)
            last = found[-1] if found else None
            level = last is not None and last.bottom < base < last.top and last.page == place.page
            if last is not None and level and left >= last.left:
                low, high = min(last.bottom, place.bottom), max(last.top, place.top)
                found[-1] = Place(last.page, last.left, low, right, high)
            else:
                found.append(place)
        return tuple(found)


class Layout:
    """Writes lines one after the other and remembers where each word came to stand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self._starts, self._stops, self._pages = array("i"), array("i"), array("i")
        self._boxes = array("f")
        self._closed = 0
        self.words: dict[int, int] = {}  # where a word of the body begins, by the identity of the word
        self.italics: list[Span] = []

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self._parts)

    def close(self) -> None:
        """Forget the words of what was written, which come to ten times the size of their letters."""
        self.words.clear()
        self._closed = len(self._starts)
        self._parts[:] = ["".join(self._parts)]

    @property
    def places(self) -> Places:
        """Where it stands on the pages."""
        return Places(self._starts, self._stops, self._pages, self._boxes)

    def write(self, text: str) -> None:
        """Write what no page prints, or what its place is not asked for."""
        self._parts.append(text)
        self.length += len(text)

    def linked(self, links: Mapping[int, Sequence[Link]]) -> list[tuple[Span, str]]:
        """Where the words of links stand that were written since the last ``close``, with their addresses.

        ``links`` are those of each page.  A link over several lines is one annotation a line.
        """
        found: list[tuple[Span, str]] = []
        for index in range(self._closed, len(self._starts)) if links else ():
            left, right, base, _ = self._boxes[4 * index : 4 * index + 4]
            for link in links.get(self._pages[index], ()):
                if not link.holds(left, right, base):
                    continue
                span = Span(self._starts[index], self._stops[index])
                if found and found[-1][1] == link.address and span.start - found[-1][0].end <= 1:
                    span = Span(found.pop()[0].start, span.end)
                found.append((span, link.address))
                break
        return found

    def line(self, line: Line, first: int = 0, last: int | None = None) -> Span:
        """Write the words of a line; returns where they stand."""
        words = line.words[first:last]
        start = self.length
        at = 0
        for piece in pieces(Line(line.page, line.base, line.size, words, line.column, line.mixed)):
            if piece == " ":
                self.write(piece)
                continue
            self._word(line.page, words[at], piece)
            at += 1
        return Span(start, self.length)

    def _word(self, page: int, word: Word, text: str) -> None:
        start = self.length
        self.write(text)
        self.words[id(word)] = start
        self._starts.append(start)
        self._stops.append(self.length)
        self._pages.append(page)
        self._boxes.extend((word.left, word.right, word.base, word.size))
        if word.look & Look.ITALIC:
            last = self.italics[-1] if self.italics else None
            if last is not None and start - last.end <= 1:
                self.italics[-1] = Span(last.start, self.length)
            else:
                self.italics.append(Span(start, self.length))


def mapped(source: str, start: int, end: int) -> Mapped:
    """``source[start:end]`` without white space around it."""
    text = source[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Mapped(text, (Piece(0, start, start + len(text), True),)) if text else Mapped("", ())
