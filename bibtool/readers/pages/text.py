"""The text of a PDF as it is laid out for reading, each word with its place on the page."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter, sub

from msgspec import Struct

from bibtool.readers.document import Link as Led
from bibtool.readers.document import Place
from bibtool.readers.pages.drawn import Link
from bibtool.readers.pages.lines import Line, blanks, is_usual
from bibtool.readers.pages.words import Look
from bibtool.text.mapped import Mapped, Piece
from bibtool.text.spans import Span

_ASCENT, _DESCENT = 0.75, 0.25  # of the size: the box of a word
_UNIT = 32  # of a point: finer than a screen shows
_IS_ITALIC = int(Look.ITALIC)
_TOGETHER = 8192  # words that are packed as one
_STOP = attrgetter("stop")


class _Block(Struct, frozen=True):
    """Words in the order of the text, packed: four bytes a word instead of 28."""

    start: int  # of its first word
    stop: int  # of its last word
    data: bytes
    count: int

    @classmethod
    def of(cls, columns: Sequence[array[int]]) -> _Block:
        starts, lengths, *_ = columns
        data = zlib.compress(b"".join(column.tobytes() for column in columns), 1)
        return cls(starts[0], starts[-1] + lengths[-1], data, len(starts))


@lru_cache(maxsize=8)
def _columns(block: _Block) -> tuple[array[int], ...]:
    """Start, length and page of each word, its left, width, baseline and size in units of ``_UNIT``."""
    data = array("i", zlib.decompress(block.data))
    return tuple(data[i * block.count : (i + 1) * block.count] for i in range(7))


class Places(Struct, frozen=True):
    """Where words stand."""

    blocks: tuple[_Block, ...]

    def __call__(self, span: Span) -> tuple[Place, ...]:
        """The boxes of the letters of a span, one for each line; letters of a word have a share of its width each."""
        found: list[Place] = []
        for number in range(bisect_right(self.blocks, span.start, key=_STOP), len(self.blocks)):
            block = self.blocks[number]
            if block.start >= span.end:
                break
            for place in _within(block, span):
                last = found[-1] if found else None
                base = place.bottom + _DESCENT / (_ASCENT + _DESCENT) * (place.top - place.bottom)
                level = last is not None and last.bottom < base < last.top and last.page == place.page
                if last is not None and level and place.left >= last.left:
                    low, high = min(last.bottom, place.bottom), max(last.top, place.top)
                    found[-1] = Place(last.page, last.left, low, place.right, high)
                else:
                    found.append(place)
        return tuple(found)


def _within(block: _Block, span: Span) -> Iterable[Place]:
    starts, lengths, *columns = _columns(block)
    for index in range(max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end)):
        start, stop = starts[index], starts[index] + lengths[index]
        if stop <= span.start:
            continue
        page = columns[0][index]
        left, width, base, size = (column[index] / _UNIT for column in columns[1:])
        share = width / (stop - start)
        right = left + share * (min(span.end, stop) - start)
        left += share * (max(span.start, start) - start)
        yield Place(page + 1, left, base - _DESCENT * size, right, base + _ASCENT * size)


class Layout:
    """Writes lines one after the other and remembers where each word came to stand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._closed: list[str] = []
        self.length = 0
        # start, length, page, left, width, baseline and size of each word
        self._columns = tuple(array("i") for _ in range(7))
        self._blocks: list[_Block] = []
        self.words: dict[int, int] = {}  # where a word of a marked line begins, by the identity of the word
        self.italics: list[Span] = []

    def text(self) -> str:
        """What was written up to the last ``close``; afterwards nothing can be written any more."""
        text = "".join(self._closed)
        self._closed.clear()
        return text

    def close(self) -> None:
        """Pack the places of what was written and forget its words, which come to ten times the size of their
        letters."""
        for at in range(0, len(self._columns[0]), _TOGETHER):
            self._blocks.append(_Block.of([column[at : at + _TOGETHER] for column in self._columns]))
        for column in self._columns:
            del column[:]
        self.words.clear()
        self._closed.append("".join(self._parts))
        self._parts.clear()

    @property
    def places(self) -> Places:
        """Where what was written up to the last ``close`` stands on the pages."""
        return Places(tuple(self._blocks))

    def write(self, text: str) -> None:
        """Write what no page prints, or what its place is not asked for."""
        self._parts.append(text)
        self.length += len(text)

    def linked(self, links: Mapping[int, Sequence[Link]]) -> list[Led]:
        """Where the words of links stand that were written since the last ``close``, with their addresses.

        ``links`` are those of each page.  A link over several lines is one annotation a line.
        """
        found: list[Led] = []
        for start, length, page, *box in zip(*self._columns, strict=True) if links else ():
            if page not in links:
                continue
            left, width, base, _ = (value / _UNIT for value in box)
            for link in links[page]:
                if not link.holds(left, left + width, base):
                    continue
                span = Span(start, start + length)
                if found and found[-1].target == link.address and span.start - found[-1].span.end <= 1:
                    span = Span(found.pop().span.start, span.end)
                found.append(Led(span, link.address))
                break
        return found

    def line(self, line: Line, first: int = 0, last: int | None = None, marked: bool = False) -> Span:
        """Write the words of a line; returns where they stand.  ``marked``: keep where each of them begins."""
        words = line.words if not first and last is None else line.words[first:last]
        if words is not line.words:
            line = Line(line.page, line.base, line.size, words, line.column, line.mixed)
        begin = at = self.length
        texts = [word.text for word in words]
        lengths = list(map(len, texts))
        if is_usual(line):
            self._parts.append(" ".join(texts))
            starts = list(accumulate([length + 1 for length in lengths], initial=at))
            at = starts.pop() - 1
        else:
            starts = []
            for text, length, apart in zip(texts, lengths, blanks(line), strict=True):
                if apart:
                    self._parts.append(" ")
                    at += 1
                self._parts.append(text)
                starts.append(at)
                at += length
        if marked:
            self.words.update(zip(map(id, words), starts, strict=True))
        for index in [index for index, word in enumerate(words) if word.look & _IS_ITALIC]:
            self._italic(starts[index], starts[index] + lengths[index])
        lefts = [int(word.left * _UNIT) for word in words]
        rights = [int(word.right * _UNIT) for word in words]
        bases = [int(word.base * _UNIT) for word in words]
        sizes = [int(word.size * _UNIT) for word in words]
        pages = [line.page] * len(words)
        columns = starts, lengths, pages, lefts, list(map(sub, rights, lefts)), bases, sizes
        for packed, column in zip(self._columns, columns, strict=True):
            packed.fromlist(column)
        self.length = at
        return Span(begin, at)

    def _italic(self, start: int, stop: int) -> None:
        if self.italics and start - self.italics[-1].end <= 1:
            start = self.italics.pop().start
        self.italics.append(Span(start, stop))


def mapped(source: str, start: int, end: int) -> Mapped:
    """``source[start:end]`` without white space around it."""
    text = source[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Mapped(text, (Piece(0, start, start + len(text), True),)) if text else Mapped("", ())
