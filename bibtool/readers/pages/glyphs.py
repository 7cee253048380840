"""The characters of a PDF's page by PDFium's numbers: accents that are glyphs of their own are put on their letters,
and codes that no letter is known for are kept."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from typing import Any

import pypdfium2.raw as pdfium

from bibtool.readers.pages.calls import address_of, char_box, has_no_letter, is_generated, room
from bibtool.text.patterns import regex

TAKEN = "\ufdd0"  # a noncharacter: a glyph that went into the letter of another
CODES = 0x10FF00  # a control character that prints something is kept as CODES + its code

# TeX's OT1 fonts, of PDFs until today, have no letters with accents (``\accent``, TeXbook, chapter 9)
_ACCENTS = {
    "`": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_ACCENT = regex(f"[{''.join(_ACCENTS)}]")
_ON_LETTER = regex(rf"([{''.join(_ACCENTS)}])([^\W\d_])")
_ALONE = regex(rf"[ \r\n]*{TAKEN}[ \r\n{TAKEN}]*")
_STROKE = regex(r" (?=[lL])")  # OT1 has the stroke of a Polish "ł" where others have the blank
_DOTLESS = str.maketrans("ıȷ", "ij")
_ANY_CONTROL = regex(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_CONTROL = regex(r"[\x00-\x09\x0b\x0c\x0e-\x1f]|\r(?!\n)|(?<!\r)\n")
_MOST_ACCENTS = 2000  # of a page; each is looked for among all characters
_CENTRED = 0.4  # of a letter's width: an accent stands so near its middle
_CLOSE = 0.25  # of a letter's height: a gap inside a word

_Box = tuple[float, float, float, float]


def with_accents(text: str) -> str:
    """Accents in front of their letters put on them, as TeX sets them; those that no letter takes stay."""
    return _ON_LETTER.sub(lambda match: _composed(match[2], match[1], match[0]), text)


def _composed(letter: str, accent: str, otherwise: str = "") -> str:
    whole = unicodedata.normalize("NFC", letter.translate(_DOTLESS) + _ACCENTS[accent])
    return whole if len(whole) == 1 else otherwise


class Glyphs:
    """The characters of a text page: ``text`` has as many as PDFium counts."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._address = address_of(page)
        self._values, self._places = room(4)
        self.text = self._with_codes(self._read())
        if _ACCENT.search(self.text) or _STROKE.search(self.text):
            self.text = self._with_accents(self.text)

    def _read(self) -> str:
        """All characters; one call where PDFium gives as many in one as it counts, else (other planes) one each."""
        count = pdfium.FPDFText_CountChars(self._page)
        buffer = ctypes.create_string_buffer(2 * count + 2)
        units = pdfium.FPDFText_GetText(self._page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        if units == count + 1:
            source = buffer.raw[: 2 * count].decode("utf-16-le", "surrogatepass")
            if len(source) == count:
                return source
        codes = [pdfium.FPDFText_GetUnicode(self._page, i) for i in range(count)]
        return "".join([chr(code) if code < 0x110000 else "\ufffd" for code in codes])

    def _with_codes(self, text: str) -> str:
        ends = text.count("\r\n")
        if ends == text.count("\r") == text.count("\n") and _ANY_CONTROL.search(text) is None:
            return text
        return _CONTROL.sub(self._code, text)

    def _code(self, match: re.Match[str]) -> str:
        """A control character is the code of a glyph where it prints anything and no letter is known for it."""
        index, char = match.start(), match[0]
        if has_no_letter(self._address, index) != 1:
            return char
        left, right, bottom, top = self._box(index)
        return chr(CODES + ord(char)) if right - left > 0.01 and top - bottom > 0.02 else char

    def _box(self, index: int) -> _Box:
        char_box(self._address, index, *self._places)
        left, right, bottom, top = self._values
        return left, right, bottom, top

    def _with_accents(self, text: str) -> str:
        chars = list(text)
        for count, match in enumerate(_ACCENT.finditer(text)):
            if count == _MOST_ACCENTS:
                break
            self._put(chars, match.start(), match[0])
        for match in _STROKE.finditer(text):
            at = match.start()
            if is_generated(self._address, at) == 0 and self._over(self._box(at), self._box(at + 1)):
                chars[at], chars[at + 1] = TAKEN, "Ł" if chars[at + 1] == "L" else "ł"
        text = "".join(chars)
        return _ALONE.sub(self._gap, text) if TAKEN in text else text

    def _put(self, chars: list[str], at: int, accent: str) -> None:
        """The letter below or above an accent is the next one, the one before, or one that PDFium has elsewhere."""
        box = self._box(at)
        left, right, bottom, top = box
        if right <= left:
            return
        for index in (at + 1, at - 1, -1):
            if index == -1:
                step = max(1.0, 0.35 * (right - left))
                y = top + step if accent in "¸˛" else bottom - step
                index = pdfium.FPDFText_GetCharIndexAtPos(self._page, (left + right) / 2, y, 0.5, 0.5)
            if not 0 <= index < len(chars) or not chars[index].isalpha() or not self._over(box, self._box(index)):
                continue
            whole = _composed(chars[index], accent)
            if len(whole) == 1:
                chars[index], chars[at] = whole, TAKEN
                return

    def _over(self, accent: _Box, letter: _Box) -> bool:
        """Whether a glyph stands at the middle of a letter, at its head or foot."""
        left, right, bottom, top = letter
        width, height = right - left, top - bottom
        if width <= 0 or accent[1] - accent[0] <= 0:
            return False
        if abs((accent[0] + accent[1]) / 2 - (left + right) / 2) > max(_CENTRED * width, 0.1 * height):
            return False
        return accent[2] < top + 0.8 * height and accent[3] > bottom - 0.5 * height

    def _gap(self, match: re.Match[str]) -> str:
        """Accents that PDFium has put between other letters, with blanks of its own: one blank or none, as printed."""
        start, stop = match.span()
        blanks = match[0].strip(TAKEN)
        if not blanks or "\n" in blanks or not start or stop == len(match.string):
            return match[0]
        before, after = self._box(start - 1), self._box(stop)
        height = max(before[3] - before[2], after[3] - after[2])
        close = -height < after[0] - before[1] < _CLOSE * height and before[2] < after[3] and after[2] < before[3]
        return TAKEN * (stop - start) if close else TAKEN * (stop - start - 1) + " "
