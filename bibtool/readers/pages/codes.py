"""Letters of fonts that do not say which letters their glyphs are (no ToUnicode, ISO 32000-1, 9.10): read by TeX's
encodings where these make words, Cyrillic of cp1251 mended, what stays unread told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.pages.glyphs import CODES, with_accents
from bibtool.readers.pages.words import Look, Page, Word
from bibtool.text.letters import LATIN_LOWER, LATIN_UPPER, is_vowel
from bibtool.text.patterns import regex

_CYRILLIC_AS_LATIN = 0.6  # of all letters in U+00C0 to U+00FF: no language writes so, cp1251 read as Latin-1 does
_FEWEST_LETTERS = 40
_FEWEST_INSIDE = 3  # signs of Latin-1 inside words: no text has them, TeX's letters stand at their codes
_FEWEST_READ = 20  # letters of a font by which it is judged
_VOWELS = (0.2, 0.65)  # of all Latin letters: of every language
_OF_TEX = regex(r"\b(?:pdf|xe|lua)?tex\b|dvips|\bTeX output", re.IGNORECASE)
_INSIDE = regex(r"(?<=[^\W\d_])[\x80-\xbf]|[\x80-\xbf](?=[^\W\d_])")
_LATIN_1 = regex("[\u00c0-\u00ff]")
_KNOWN = regex(rf"[{LATIN_UPPER}{LATIN_LOWER}\u0370-\u03ff\u0400-\u052f\ufb00-\ufb06]")

# LaTeX's encguide: T1 ("Cork"), OT1 and T2A; checked beside t1enc.def and t2aenc.def of TeX Live 2022
_CORK_HIGH = (
    "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞẞàáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß"
)
_T2A_HIGH = "ҐҒЂЋҺҖҘЉЇҚҠҜӔҢҤЅӨҪЎҮҰҲЏҸҶЄӘЊЁ№¤§ґғђћһҗҙљїқҡҝӕңҥѕөҫўүұҳџҹҷєәњё„«»"
_CORK_LOW = ["`", "´", "ˆ", "˜", "¨", "˝", "˚", "ˇ", "˘", "¯", "˙", "¸", "˛", "‚", "‹", "›"]
_CORK_LOW += ["“", "”", "„", "«", "»", "–", "—", "", "₀", "ı", "ȷ", "ff", "fi", "fl", "ffi", "ffl"]
_OT1_LOW = [*"ΓΔΘΛΞΠΣΥΦΨΩ", "ff", "fi", "fl", "ffi", "ffl", *"ıȷ`´ˇ˘¯˚¸ßæœøÆŒØ"]
_LOW = {"cork": _CORK_LOW, "ot1": _OT1_LOW}
_QUOTES = {0x27: "’", 0x60: "‘"}
_BY_OT1 = {0x22: "”", 0x5C: "“", 0x3C: "¡", 0x3E: "¿", 0x7B: "–", 0x7C: "—"}


def _table(low: Sequence[str], more: dict[int, str]) -> dict[int, str]:
    return {**{CODES + code: text for code, text in enumerate(low)}, **_QUOTES, **more}


_CORK = _table(_CORK_LOW, {0x80 + code: char for code, char in enumerate(_CORK_HIGH)})
_OT1 = _table(_OT1_LOW, _BY_OT1)
_T2A = _table(
    _CORK_LOW,
    {0x80 + code: char for code, char in enumerate(_T2A_HIGH)}
    | {code: bytes([code]).decode("cp1251") for code in range(0xC0, 0x100)},
)
# TS1 of textcomp: signs only, in a font of their own; checked beside ts1enc.def
_TS1 = dict(
    zip(
        (
            132,
            133,
            134,
            135,
            136,
            151,
            155,
            163,
            167,
            169,
            170,
            174,
            176,
            177,
            178,
            179,
            181,
            182,
            183,
            185,
            186,
            191,
            214,
        ),
        "†‡‖‰•™№£§©ª®°±²³µ¶·¹º€×",
        strict=True,
    )
) | {code: chr(code) for code in range(0x30, 0x3A)}
_CP1251 = {code: bytes([code]).decode("cp1251") for code in range(0xC0, 0x100)} | {0xB8: "ё", 0xA8: "Ё", 0xB9: "№"}
_UNREAD = {CODES + code: "\ufffd" for code in range(0x20)}


class Codes:
    """Of a document, page by page; ``producer`` is what it says of the program that made it."""

    def __init__(self, producer: str) -> None:
        self._of_tex = _OF_TEX.search(producer) is not None
        self._mended = False
        self._by_tex = False
        self._inside = 0
        self._low: Counter[str] = Counter()
        self._unread: dict[str, tuple[list[int], int]] = {}  # by font: pages, characters
        self._letters = 0

    def page(self, page: Page) -> Page:
        """The page with the letters that can be told; what cannot is U+FFFD."""
        cyrillic = _is_cyrillic(page.words)
        if page.fonts:
            self._weigh(page.words)
        elif not cyrillic:
            self._letters += sum(len(word.text) for word in page.words)
            return page
        tex = bool(page.fonts) and self._is_tex()
        self._mended |= cyrillic
        self._by_tex |= tex
        signs = _fonts_of_signs(page.words) if tex else frozenset[int]()
        words = [
            replace(word, text=word.text.translate(_TS1)) if _font(word) in signs else self._word(word, cyrillic, tex)
            for word in page.words
        ]
        bad = self._bad_fonts(page, words)
        return page._replace(words=[_unread(word) if _font(word) in bad else _plain(word) for word in words])

    @property
    def is_unreadable(self) -> bool:
        """Whether hardly any letter of the document is known."""
        return sum(count for _, count in self._unread.values()) > 0.8 * self._letters

    @property
    def fonts(self) -> str:
        """The names of the fonts whose letters are unknown."""
        return ", ".join(sorted(self._unread))

    def findings(self, name: str) -> list[Finding]:
        """What was mended and what could not be read."""
        found = []
        if self._mended:
            found.append(Finding(Code.LETTERS_MENDED, {"name": name}, document=name))
        elif self._by_tex:
            found.append(Finding(Code.LETTERS_BY_TEX, {"name": name}, document=name))
        for font, (pages, count) in sorted(self._unread.items()):
            args = {"name": name, "font": font, "pages": some_pages(pages), "count": str(count)}
            found.append(Finding(Code.FONT_WITHOUT_LETTERS, args, document=name))
        return found

    def _weigh(self, words: Sequence[Word]) -> None:
        for word in words:
            if not _font(word) or word.text.isascii():
                continue
            self._inside += len(_INSIDE.findall(word.text))
            for char in word.text:
                code = ord(char) - CODES
                if 0x0B <= code <= 0x0F:
                    self._low["ot1"] += 1
                elif 0x10 <= code <= 0x1F:
                    self._low["cork"] += 1

    def _is_tex(self) -> bool:
        return self._of_tex or self._inside >= _FEWEST_INSIDE

    def _word(self, word: Word, cyrillic: bool, tex: bool) -> Word:
        text = word.text
        if text.isascii() and not (tex and _font(word)):
            return word
        if cyrillic and _share(text) >= _CYRILLIC_AS_LATIN:
            table = _T2A if tex and _font(word) else _CP1251
        elif tex and _font(word):
            table = _OT1 if self._low["ot1"] > self._low["cork"] and not self._inside else _CORK
        elif cyrillic:
            table = _CP1251
        else:
            return word
        if word.look & Look.RAISED and not _font(word):
            return word
        text = text.translate(table) or text
        return replace(word, text=with_accents(text) if tex else text)

    def _bad_fonts(self, page: Page, words: Sequence[Word]) -> set[int]:
        texts: dict[int, list[str]] = {}
        for word in words:
            self._letters += len(word.text)
            texts.setdefault(_font(word), []).append(word.text)
        bad: set[int] = set()
        for font, some in texts.items():
            text = "".join(some)
            if not font or not _is_unreadable(text):
                continue
            bad.add(font)
            pages, count = self._unread.get(page.fonts[font - 1], ([], 0))
            self._unread[page.fonts[font - 1]] = ([*pages, page.number + 1], count + len(text))
        return bad


def some_pages(pages: Sequence[int]) -> str:
    """The first five of some pages."""
    return ", ".join(map(str, pages[:5])) + (", …" if len(pages) > 5 else "")


def _is_cyrillic(words: Sequence[Word]) -> bool:
    high = len(_LATIN_1.findall("".join([word.text for word in words])))
    if high < _FEWEST_LETTERS:
        return False
    letters = 0
    for word in words:
        if word.text.isascii():
            letters += len(word.text)
            continue
        letters += sum(map(str.isalpha, word.text))
    return high >= _CYRILLIC_AS_LATIN * letters


def _fonts_of_signs(words: Sequence[Word]) -> frozenset[int]:
    """Fonts of which a page has nothing but signs of TS1: fonts of letters have more on any page."""
    chars: dict[int, set[str]] = {}
    for word in words:
        if font := _font(word):
            chars.setdefault(font, set()).update(word.text)
    return frozenset(font for font, some in chars.items() if all(ord(char) in _TS1 for char in some))


def _share(text: str) -> float:
    letters = [char for char in text if char.isalpha()]
    return sum("\u00c0" <= char <= "\u00ff" for char in letters) / len(letters) if letters else 1.0


def _is_unreadable(text: str) -> bool:
    """Whether letters make no words of any language: letters that no text has, or vowels as none has them."""
    odd = sum(char >= chr(CODES) or char == "\ufffd" for char in text)
    letters = [char for char in text if char.isalpha()]
    if len(letters) + odd < _FEWEST_READ:
        return odd > 0.5 * len(text)
    known = [char for char in letters if _KNOWN.match(char)]
    if odd + len(letters) - len(known) > 0.25 * (len(letters) + odd):
        return True
    latin = [char for char in known if char < "\u0250"]
    if len(latin) < _FEWEST_READ or 2 * len(latin) < len(letters):
        return False
    share = sum(is_vowel(char.lower()) for char in latin) / len(latin)
    return not _VOWELS[0] <= share <= _VOWELS[1]


def _font(word: Word) -> int:
    return word.look // Look.FONT


def _plain(word: Word) -> Word:
    look = word.look % Look.FONT
    if word.text.isascii():
        return word if look == word.look else replace(word, look=look)
    return replace(word, text=word.text.translate(_UNREAD), look=look)


def _unread(word: Word) -> Word:
    return replace(word, text="\ufffd" * len(word.text), look=word.look % Look.FONT)
