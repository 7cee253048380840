"""The words of a PDF's page with their places, as PDFium has them (ISO 32000-1, 9.4).

PDFium is asked for each character's code, but for its object, box and origin only at the ends of words: a page of
500 words takes some 2,000 calls, with every character's box it would be 9,000.  PDFium is not made for several
threads; processes may share the work.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable
from enum import IntEnum
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

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
_MAY_HOLD_MARK = regex(r"[\d*∗\uf02a†‡§¶‖∥#⁰¹²³⁴-⁹]")
_GLUED_LETTER = regex(rf"[a-z]{{1,2}}(?={CAPITAL}|[„“«‘\"<\[(])")
_SURROGATE = regex(r"[\ud800-\udfff]")
_RAISED = 0.15  # of the size: a digit whose foot stands so high is a superior of the font
_LOW = 0.62  # of the size: and no higher than this (a figure has about 0.7)
_THIN = 2.5  # points: a path of this height is a rule
_SHORTEST_RULE = 24.0
_SMALLEST = 0.1  # points
_FARTHEST = 50_000.0  # points: pages have 14,400 at most (ISO 32000-1, annex C)
_ASKEW = 3  # degrees
_MOST_LINKS = 2000  # of a page
_LONGEST_ADDRESS = 4096
_MOST_CLIPS = 12  # paths, and points of one, that are looked at
_MOST_OBJECTS = 4000  # a drawing has more; its lines are no rules above notes
_ITALIC_NAME = regex(r"ital|obli|kursiv|slant", re.IGNORECASE)
_SMALL_NAME = regex(r"small-?cap|-sc\b", re.IGNORECASE)


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes addresses as numbers: ctypes takes twice as long to look at typed pointers."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _places_of(values: Any) -> tuple[int, ...]:
    """The addresses of the numbers of an array."""
    return tuple(ctypes.addressof(values) + 8 * i for i in range(len(values)))


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_text_object = _by_address(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_char_origin = _by_address(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
_char_box = _by_address(pdfium.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, *[_ADDRESS] * 4)


class Look(IntEnum):
    """Bits of how a word is set; a Flag takes ten times as long to look at."""

    PLAIN = 0
    ITALIC = 1
    SMALL_CAPITALS = 2
    RAISED = 4
    FONT = 8  # times the number of a font that does not say which letters its glyphs are


class Word(NamedTuple):
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
        rules, pictures = _rules(page.raw)
        turn = _most(found)
        words = [word for angle, word in found if angle == turn]
        aside = [word for angle, word in found if angle != turn]
        links: tuple[Link, ...] = ()
        if turn:  # lengths of words were measured along the way in which they run
            rules = []
        else:
            links = tuple(_links(document.raw, page.raw))
        return Page(number, width, height, words, rules, aside, pictures, turn, links, tuple(reader.unmapped))
    finally:
        page.close()


def _most(found: list[tuple[int, Word]]) -> int:
    counts: dict[int, int] = {}
    for angle, word in found:
        counts[angle] = counts.get(angle, 0) + len(word.text)
    best = max(counts, key=counts.__getitem__, default=0)
    return best if best % 90 == 0 else 0


class _Words:
    def __init__(self, text: Any) -> None:
        self._text = text
        self._looks: dict[int, tuple[float, int, int]] = {}  # by object: size, look, angle
        self._fonts: dict[int, int] = {}
        self.unmapped: list[str] = []  # fonts that do not say which letters their glyphs are
        self._box = (ctypes.c_double * 4)()  # left, right, bottom, top
        self._box_at = _places_of(self._box)
        self._origin_of = (ctypes.c_double * 2)()
        self._origin_at = _places_of(self._origin_of)
        self._address = ctypes.cast(text, ctypes.c_void_p).value

    def read(self) -> list[tuple[int, Word]]:
        source = Glyphs(self._text).text
        out: list[tuple[int, Word]] = []
        end = -1
        text = self._address
        for match in _WORD.finditer(source):
            start, stop = match.span()
            apart = start != end
            end = stop
            before = _text_object(text, start) or 0
            if (
                stop - start == 1
                or before == (_text_object(text, stop - 1) or 0)
                or self._is_even(match[0], start, stop)
            ):
                self._add(out, source, start, stop, apart, before)
                continue
            at = start
            for i in range(start + 1, stop):
                now = self._object(i)
                if now != before:
                    self._add(out, source, at, i, apart, before)
                    at, before, apart = i, now, False
            self._add(out, source, at, stop, apart, before)
        return out

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
        found: int | None = _text_object(self._address, index)
        return found or 0

    def _add(self, out: list[tuple[int, Word]], source: str, start: int, stop: int, apart: bool, item: int) -> None:
        size, look, angle = self._looks.get(item) or self._look(start)
        text = source[start:stop]
        if look < Look.FONT and not text.isascii() and max(text) >= _FIRST_CODE:
            size, look, angle = self._without_letters(start)
        x, y = self._origin(start)
        left, right, base = self._extent(stop - 1, angle, x, y)
        if angle or (_MAY_HOLD_MARK.search(text) is None and not self._ends_high(text, start, base, size)):
            self._put(out, angle, text, left, right, base, size, look, start, apart)
            return
        shapes = text if look < Look.FONT else text.translate(_NO_SUPERIORS)
        for low, high, raised in self._parts(shapes, start, base, size):
            begin = left if not low else self._left(start + low, angle)
            end = right if high == len(text) else self._left(start + high, angle)
            bits = look | Look.RAISED if raised else look
            self._put(out, angle, text[low:high], begin, end, base, size, bits, start + low, apart and not low)

    def _put(
        self,
        out: list[tuple[int, Word]],
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
        if out and not apart:
            other, last = out[-1]
            if (
                other == angle
                and last.look == look
                and abs(last.base - base) < 0.1
                and abs(last.size - size) < 0.1
                and -0.5 * size < left - last.right < 0.3 * size
            ):
                out[-1] = (angle, last._replace(text=last.text + text, right=max(right, last.right)))
                return
        out.append((angle, Word(text, left, right, base, size, look, order, apart)))

    def _ends_high(self, text: str, start: int, base: float, size: float) -> bool:
        """Whether a word begins or ends with a superior letter; the box of its last character was asked for already."""
        if text[-1].isalpha():
            if self._stands_high(base, size):
                return True
        elif len(text) > 1 and text[-1] in ".,;:" and self._is_high(text[-2], start + len(text) - 2, base, size):
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
        if char in "⁰¹²³⁴⁵⁶⁷⁸⁹*":
            return True
        if not char.isalnum():
            return False
        self._fill(index)
        return self._stands_high(base, size)

    def _stands_high(self, base: float, size: float) -> bool:
        bottom, top = self._box[2:]
        return bottom - base > _RAISED * size and top - bottom < _LOW * size

    def _fill(self, index: int) -> None:
        _char_box(self._address, index, *self._box_at)

    def _origin(self, index: int) -> tuple[float, float]:
        _char_origin(self._address, index, *self._origin_at)
        return self._origin_of[0], self._origin_of[1]

    def _extent(self, last: int, angle: int, x: float, y: float) -> tuple[float, float, float]:
        """Left, right and baseline, along the way in which the text runs; ``x`` and ``y`` are its origin."""
        self._fill(last)
        if not angle:
            return x, max(self._box[1], x), y
        left, right, bottom, top = self._box
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
        found = pdfium.FPDFText_GetTextObject(self._text, index)
        if not found:
            return _SMALLEST, 0, 0
        key = ctypes.addressof(found.contents)
        known = self._looks.get(key)
        if known is None:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self._text, index, ctypes.byref(matrix))
            size = pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
            angle = _upright(round(math.degrees(math.atan2(matrix.b, matrix.a)))) % 360
            slanted = Look.ITALIC if matrix.c > 0.15 * abs(matrix.d) and not angle else Look.PLAIN
            size = abs(size) if _SMALLEST <= abs(size) <= _FARTHEST else _SMALLEST  # damaged files: 0, NaN
            known = self._looks[key] = (size, self._font(found, index) | int(slanted), angle)
        return known

    def _font(self, found: Any, index: int) -> int:
        font = pdfium.FPDFTextObj_GetFont(found)
        if not font:
            return 0
        key = ctypes.addressof(font.contents)
        look = self._fonts.get(key)
        if look is None:
            flags = pdfium.FPDFFont_GetFlags(font)  # ISO 32000-1, table 123
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            italic = (flags >= 0 and flags & 64) or _ITALIC_NAME.search(name.value.decode("utf-8", "replace"))
            look = int(Look.ITALIC if italic else Look.PLAIN)
            if _SMALL_NAME.search(name.value.decode("utf-8", "replace")):
                look |= Look.SMALL_CAPITALS
            if pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1:
                look += self._unmapped(name.value)
            self._fonts[key] = look
        return look

    def _unmapped(self, name: bytes) -> int:
        self.unmapped.append(name.decode("utf-8", "replace") or "Type 3")  # which have no names (ISO 32000-1, 9.6.5)
        return Look.FONT * len(self.unmapped)

    def _without_letters(self, index: int) -> tuple[float, int, int]:
        """The look of a character whose font is found to lack letters only after its first character."""
        found = pdfium.FPDFText_GetTextObject(self._text, index)
        font = pdfium.FPDFTextObj_GetFont(found) if found else None
        if font:
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            key = ctypes.addressof(font.contents)
            if self._fonts.get(key, 0) < Look.FONT:
                self._fonts[key] = self._fonts.get(key, 0) + self._unmapped(name.value)
            self._looks.clear()
        return self._look(index)


def _upright(angle: int) -> int:
    """A quarter turn for what is little askew, as scans are."""
    quarter = 90 * round(angle / 90)
    return quarter if abs(angle - quarter) <= _ASKEW else angle


def _rules(page: Any) -> tuple[list[Rule], int]:
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


def _links(document: Any, page: Any) -> Iterable[Link]:
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
