"""The words of a PDF's page with their places, as PDFium has them (ISO 32000-1, 9.4).

PDFium is asked for all characters at once, but for an origin and a box only at the two ends of a word, and for objects
only as often as it takes to find where one ends: a page of 500 words takes some 1,200 calls, with every character's box
it would be 9,000.  PDFium is not made for several threads; processes may share the work.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from enum import IntEnum
from operator import attrgetter
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from msgspec import Struct
from msgspec.structs import replace

from bibtool.readers.pages.calls import (
    Address,
    address_of,
    char_box,
    char_matrix,
    char_origin,
    char_size,
    font_of,
    has_no_letter,
    room,
    text_object,
)
from bibtool.readers.pages.drawn import Link, Rule, links_of, rules_of
from bibtool.readers.pages.glyphs import CODES, TAKEN, Glyphs
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_FIRST_CODE = chr(CODES)
_WORD = regex(r"[^\s\x00\x01\x03-\x1f]+")
# PDFium's hyphens at the ends of lines; the signs of Symbol and of TeX's cmsy, in which its footnotes are marked
_SIGNS = str.maketrans(dict.fromkeys("\x02\ufffe\xac", "-") | dict.fromkeys("\uf02a∗", "*") | {"∥": "‖", TAKEN: None})
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_NO_SUPERIORS = str.maketrans("¹²³", "xxx")  # codes of a font that does not say which letters they are
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERIORS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹*")
_MAY_HOLD_MARK = regex(r"[\d*∗\uf02a†‡§¶‖∥#⁰¹²³⁴-⁹]")
_GLUED_LETTER = regex(rf"(?:[a-z]{{1,2}}|[ivxlc]{{3,7}})(?={CAPITAL}|[„“«‘\"<\[(])")
_SET_OFF = "()[]"  # what may stand around a superior, high as it is
# in words that are looked at more closely: marks, what is put in other letters, letters solid with a word (told by what
# stands behind them, which is rare, so that the search need not stop at every letter)
_CLOSER = (
    regex(
        r"[\d*∗\uf02a†‡§¶‖∥#⁰¹²³⁴-⁹\x02\ufffe\xac\ufb00-\ufb06\ud800-\udfff"
        rf"{TAKEN}{_FIRST_CODE}-{chr(CODES + 0x1F)}]"
    ),
    regex(rf"(?:{CAPITAL}|[„“«‘\"<\[(])(?<=[a-z].)"),
)
_SURROGATE = regex(r"[\ud800-\udfff]")
_STOPS = ".,;:"
_RAISED = 0.15  # of the size: a digit whose foot stands so high is a superior of the font
_LOW = 0.62  # of the size: and no higher than this (a figure has about 0.7)
_SMALLEST = 0.1  # points
_FARTHEST = 50_000.0  # points: pages have 14,400 at most (ISO 32000-1, annex C)
_ASKEW = 3  # degrees
_ITALIC_NAME = regex(r"ital|obli|kursiv|slant", re.IGNORECASE)
_SMALL_NAME = regex(r"small-?cap|-sc\b", re.IGNORECASE)


_ORDER = attrgetter("order")


class Look(IntEnum):
    """Bits of how a word is set; a Flag takes ten times as long to look at."""

    PLAIN = 0
    ITALIC = 1
    SMALL_CAPITALS = 2
    RAISED = 4
    FONT = 8  # times the number of a font that does not say which letters its glyphs are


class Word(Struct, frozen=True, gc=False):
    """Lengths in points from the lower left of the page as it is read; ``base`` is the baseline; ``order`` the number
    of its first character on the page; ``apart`` whether the file has white space before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    look: int
    order: int
    apart: bool


class Page(NamedTuple):
    """``aside`` are words that run another way than most: watermarks, captions at the side."""

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Rule]
    aside: list[Word]
    pictures: int
    turn: int  # degrees by which its text was turned to stand upright
    links: tuple[Link, ...] = ()
    fonts: tuple[str, ...] = ()  # that do not say which letters their glyphs are, by ``Look.FONT``


def page_of(document: Any, number: int) -> Page:
    """Page ``number`` (from 0) of a ``pypdfium2.PdfDocument``.  Raises ``pypdfium2.PdfiumError`` for a damaged one."""
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            reader = _Words(text.raw)
            found = reader.read()
        finally:
            text.close()
        width, height = page.get_size()
        rules, pictures = rules_of(page.raw)
        turn = _most(found)
        words = found.pop(turn, [])
        aside = sorted((word for some in found.values() for word in some), key=_ORDER)
        links: tuple[Link, ...] = ()
        if turn:  # lengths of words were measured along the way in which they run
            rules = []
        else:
            links = tuple(links_of(document.raw, page.raw))
        return Page(number, width, height, words, rules, aside, pictures, turn, links, tuple(reader.unmapped))
    finally:
        page.close()


def _most(found: dict[int, list[Word]]) -> int:
    if len(found) == 1 and 0 in found:
        return 0
    counts = {angle: sum([len(word.text) for word in words]) for angle, words in found.items()}
    best = max(counts, key=counts.__getitem__, default=0)
    return best if best % 90 == 0 else 0


class _Words:
    def __init__(self, text: Any) -> None:
        self._text = text
        self._looks: dict[int, tuple[float, int, int]] = {}  # by object: size, look, angle
        self._fonts: dict[int, int] = {}
        self.unmapped: list[str] = []  # fonts that do not say which letters their glyphs are
        # of the characters that were asked for last: x and y of the origin; left, right, bottom and top of the box
        self._place, self._place_at = room(6)
        self._matrix = array("f", bytes(24))
        self._matrix_at = Address(self._matrix.buffer_info()[0])
        self._out: dict[int, list[Word]] = {}
        self._address = address_of(text)

    def read(self) -> dict[int, list[Word]]:
        """The words by the angle at which they run, in the order of the page."""
        source = Glyphs(self._text).text
        spans = [match.span() for match in _WORD.finditer(source)]
        closer = sorted([match.start() for pattern in _CLOSER for match in pattern.finditer(source)])
        closer.append(len(source))
        out: list[Word] = []
        self._out = {0: out}
        text, looks = self._address, self._looks
        place, (x_at, y_at, left_at, right_at, bottom_at, top_at) = self._place, self._place_at
        is_high, next_closer = self._is_high, 0
        for (start, stop), item in zip(spans, self._objects(source, spans), strict=True):
            if not item:
                self._in_parts(source, start, stop)
                continue
            size, look, angle = looks.get(item) or self._look(start)
            while closer[next_closer] < start:
                next_closer += 1
            if angle or closer[next_closer] < stop:
                self._add(source, start, stop, True, item)
                continue
            # the usual word: all of one object, on the level, no mark at its ends
            char_origin(text, start, x_at, y_at)
            char_box(text, stop - 1, left_at, right_at, bottom_at, top_at)
            left, base, _, right, bottom, top = place.tolist()
            if (
                (bottom - base > _RAISED * size and top - bottom < _LOW * size)
                or (source[stop - 1] in _STOPS and stop - start > 1 and is_high(source[stop - 2], stop - 2, base, size))
                or not (-_FARTHEST < left < _FARTHEST and right < _FARTHEST and -_FARTHEST < base < _FARTHEST)
            ):
                self._add(source, start, stop, True, item)
                continue
            out.append(Word(source[start:stop], left, right if right > left else left, base, size, look, start, True))
        return {angle: words for angle, words in self._out.items() if words}

    def _objects(self, source: str, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The object of each word, 0 for a word in several.

        Characters stand in PDFium's order of objects, so that those between two of one object are of it too.  Often a
        line is one: it is asked first whether the next one is, or whether as many words are of an object as were of
        the last one.
        """
        found = [0] * len(spans)
        text = self._address
        at, before, count, begin, end, whole = 0, 0, 1, 0, 0, True
        while at < len(spans):
            item = text_object(text, spans[at][0]) or 0
            if item != before:
                before, reach, count = item, count, 0
            else:
                reach = count or 1
            if at >= end:
                stop = source.find("\n", spans[at][0])
                begin, end = at, bisect_left(spans, (stop,)) if stop >= 0 else len(spans)
            if whole and at == begin:
                reach = end - at
            reach = min(reach, len(spans) - at)
            while reach and (text_object(text, spans[at + reach - 1][1] - 1) or 0) != item:
                reach //= 2
            found[at : at + reach] = [item] * reach
            count += reach
            if at == begin:
                whole = reach >= end - at
            at += reach or 1
        return found

    def _in_parts(self, source: str, start: int, stop: int) -> None:
        """Add a word that begins in one object and ends in another."""
        before = self._object(start)
        if self._is_even(source[start:stop], start, stop):
            self._add(source, start, stop, True, before)
            return
        at, apart = start, True
        for i in range(start + 1, stop):
            now = self._object(i)
            if now != before:
                self._add(source, at, i, apart, before)
                at, before, apart = i, now, False
        self._add(source, at, stop, apart, before)

    def _is_even(self, word: str, start: int, stop: int) -> bool:
        """Whether a word that a file sets in several parts, often letter by letter, is of one size and baseline."""
        if _MAY_HOLD_MARK.search(word):
            return False
        size, y = self._look(start), self._origin(start)[1]
        return all(
            self._look(i)[:2] == size[:2] and abs(self._origin(i)[1] - y) < 0.1
            for i in {stop - 1, max(start, stop - 2)}
        )

    def _object(self, index: int) -> int:
        found: int | None = text_object(self._address, index)
        return found or 0

    def _add(self, source: str, start: int, stop: int, apart: bool, item: int) -> None:
        size, look, angle = self._looks.get(item) or self._look(start)
        text = source[start:stop]
        if look < Look.FONT and not text.isascii() and max(text) >= _FIRST_CODE:
            size, look, angle = self._without_letters(start)
        x, y = self._origin(start)
        left, right, base = self._extent(stop - 1, angle, x, y)
        if angle or (_MAY_HOLD_MARK.search(text) is None and not self._ends_high(text, start, base, size)):
            self._put(angle, text, left, right, base, size, look, start, apart)
            return
        shapes = text if look < Look.FONT else text.translate(_NO_SUPERIORS)
        for low, high, raised in self._parts(shapes, start, base, size):
            begin = left if not low else self._left(start + low, angle)
            end = right if high == len(text) else self._left(start + high, angle)
            bits = look | Look.RAISED if raised else look
            self._put(angle, text[low:high], begin, end, base, size, bits, start + low, apart and not low)

    def _put(
        self,
        angle: int,
        text: str,
        left: float,
        right: float,
        base: float,
        size: float,
        look: int,
        order: int,
        apart: bool,
    ) -> None:
        """Add a word, or letters to the word before where a file sets its letters one by one."""
        if not (-_FARTHEST < left < _FARTHEST and right < _FARTHEST and -_FARTHEST < base < _FARTHEST):
            left = right = base = 0.0  # damaged files: beyond all pages, NaN
        if not text.isascii() or "\x02" in text:
            text = text.translate(_SIGNS)
            if not text:
                return
            text = text.translate(_LIGATURES)
            if _SURROGATE.search(text):  # PDFium has UTF-16
                text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if look & Look.RAISED:
                text = text.translate(_SUPERSCRIPTS)
        out = self._out.setdefault(angle, [])
        if out and not apart:
            last = out[-1]
            if (
                last.look == look
                and abs(last.base - base) < 0.1
                and abs(last.size - size) < 0.1
                and -0.5 * size < left - last.right < 0.3 * size
            ):
                out[-1] = replace(last, text=last.text + text, right=max(right, last.right))
                return
        out.append(Word(text, left, right, base, size, look, order, apart))

    def _ends_high(self, text: str, start: int, base: float, size: float) -> bool:
        """Whether a word begins or ends with a superior letter; the box of its last character was asked for already."""
        if text[-1].isalpha():
            if self._stands_high(base, size):
                return True
        elif len(text) > 1 and text[-1] in _STOPS and self._is_high(text[-2], start + len(text) - 2, base, size):
            return True
        return _GLUED_LETTER.match(text) is not None and self._is_high(text[0], start, base, size)

    def _parts(self, text: str, start: int, base: float, size: float) -> list[tuple[int, int, bool]]:
        """A word cut where superiors begin and end: glyphs of the font that stand high."""
        parts: list[tuple[int, int, bool]] = []
        for at, char in enumerate(text):
            high = self._is_high(char, start + at, base, size)
            if parts and parts[-1][2] == high:
                parts[-1] = (parts[-1][0], at + 1, high)
            else:
                parts.append((at, at + 1, high))
        return parts

    def _is_high(self, char: str, index: int, base: float, size: float) -> bool:
        if char in _SUPERIORS:
            return True
        if not char.isalnum() and char not in _SET_OFF:
            return False
        self._fill(index)
        return self._stands_high(base, size)

    def _stands_high(self, base: float, size: float) -> bool:
        bottom, top = self._place[4:]
        return bottom - base > _RAISED * size and top - bottom < _LOW * size

    def _fill(self, index: int) -> None:
        char_box(self._address, index, *self._place_at[2:])

    def _origin(self, index: int) -> tuple[float, float]:
        char_origin(self._address, index, *self._place_at[:2])
        return self._place[0], self._place[1]

    def _extent(self, last: int, angle: int, x: float, y: float) -> tuple[float, float, float]:
        """Left, right and baseline, along the way in which the text runs; ``x`` and ``y`` are its origin."""
        self._fill(last)
        if not angle:
            return x, max(self._place[3], x), y
        left, right, bottom, top = self._place[2:]
        if angle == 90:
            return y, max(top, y), -x
        if angle == 180:
            return -x, max(-left, -x), -y
        if angle == 270:
            return -y, max(-bottom, -y), x
        return x, max(right, x), y

    def _left(self, index: int, angle: int) -> float:
        x, y = self._origin(index)
        return {90: y, 180: -x, 270: -y}.get(angle, x)

    def _look(self, index: int) -> tuple[float, int, int]:
        found = self._object(index)
        if not found:
            return _SMALLEST, 0, 0
        known = self._looks.get(found)
        if known is None:
            char_matrix(self._address, index, self._matrix_at)
            a, b, c, d, _, _ = self._matrix
            size = char_size(self._address, index) * math.hypot(c, d)
            angle = _upright(round(math.degrees(math.atan2(b, a)))) % 360 if b or a < 0 else 0
            slanted = Look.ITALIC if c > 0.15 * abs(d) and not angle else Look.PLAIN
            size = abs(size) if _SMALLEST <= abs(size) <= _FARTHEST else _SMALLEST  # damaged files: 0, NaN
            known = self._looks[found] = (size, self._font(found, index) | int(slanted), angle)
        return known

    def _font(self, found: int, index: int) -> int:
        key = font_of(Address(found))
        if not key:
            return 0
        look = self._fonts.get(key)
        if look is None:
            name, italic = _name_of(key)
            look = int(Look.ITALIC if italic or _ITALIC_NAME.search(name) else Look.PLAIN)
            if _SMALL_NAME.search(name):
                look |= Look.SMALL_CAPITALS
            if has_no_letter(self._address, index) == 1:
                look += self._unmapped(name)
            self._fonts[key] = look
        return look

    def _unmapped(self, name: str) -> int:
        self.unmapped.append(name or "Type 3")  # which have no names (ISO 32000-1, 9.6.5)
        return Look.FONT * len(self.unmapped)

    def _without_letters(self, index: int) -> tuple[float, int, int]:
        """The look of a character whose font is found to lack letters only after its first character."""
        found = self._object(index)
        key = font_of(Address(found)) if found else None
        if key:
            if self._fonts.get(key, 0) < Look.FONT:
                self._fonts[key] = self._fonts.get(key, 0) + self._unmapped(_name_of(key)[0])
            self._looks.clear()
        return self._look(index)


def _name_of(font: int) -> tuple[str, bool]:
    """The name of a font and whether it says that it is italic (ISO 32000-1, table 123)."""
    pointer = ctypes.cast(font, pdfium.FPDF_FONT)
    flags = pdfium.FPDFFont_GetFlags(pointer)
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(pointer, name, 200)
    return name.value.decode("utf-8", "replace"), flags >= 0 and flags & 64 != 0


def _upright(angle: int) -> int:
    """A quarter turn for what is little askew, as scans are."""
    quarter = 90 * round(angle / 90)
    return quarter if abs(angle - quarter) <= _ASKEW else angle
