"""The numbers that Word prints for footnotes and endnotes (ECMA-376-1, 17.11: footnotePr, numFmt, numRestart)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.readers.docx_package import attribute, child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

GONE = frozenset({"del", "moveFrom"})  # tracked deletions and where moved text came from
_SYMBOLS = "*†‡§"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # ST_NumberFormat, russianLower: without ё, й, ъ and ь
_ALPHABETS = {"russianLower": _RUSSIAN, "russianUpper": _RUSSIAN.upper()}
_ROMANS = frozenset(("lowerRoman", "upperRoman"))
_MOST_LETTERS = 780  # thirty alphabets: beyond that Word begins again; a file that says more is no text


class Kind(Enum):
    """The two sorts of notes: the names of their elements."""

    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


class Numbering(Struct, frozen=True):
    """How one section numbers one sort of notes."""

    format: str
    start: int
    restart: str  # continuous, eachSect, eachPage


class Call(Struct, frozen=True):
    """A reference in the body: which note, and the number that it prints ("" where the author's own mark follows)."""

    element: _Element
    kind: Kind
    note: str
    number: str


def spelled(number: int, style: str) -> str:
    """A number in one of Word's formats; formats not known here as digits."""
    if number > _MOST_LETTERS and style not in _ROMANS:
        return str(number)
    if style in _ROMANS and 0 < number < 5000:
        text = ""
        for value, letters in _ROMAN + _ROMAN_LOW:
            text += letters * (number // value)
            number %= value
        return text.upper() if style == "upperRoman" else text
    if style in {"lowerLetter", "upperLetter"} and number > 0:
        # After z come aa, bb, cc (ST_NumberFormat).
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in _ALPHABETS and number > 0:
        letters = _ALPHABETS[style]
        return letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)
    if style == "decimalZero" and 0 < number < 10:
        return f"0{number}"
    if style == "numberInDash":
        return f"- {number} -"
    if style == "chicago" and number > 0:
        return _SYMBOLS[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)


def calls(body: _Element, settings: _Element | None) -> list[Call]:
    """All references in the order of the document, numbered as Word prints them.

    Restart on each page follows the page breaks that Word recorded when it last laid the document out.
    """
    sections = list(_sections(body))
    found: list[Call] = []
    for kind in Kind:
        counter = 0
        fresh = True
        for references, properties in sections:
            numbering = _numbering(kind, settings, properties)
            if fresh or numbering.restart != "continuous":
                counter = numbering.start - 1
            fresh = False
            for element in references:
                if element is None:  # a page break
                    if numbering.restart == "eachPage":
                        counter = numbering.start - 1
                    continue
                if local(element) != f"{kind.value}Reference":
                    continue
                note = attribute(element, "id") or ""
                if (attribute(element, "customMarkFollows") or "0") in {"1", "true", "on"}:
                    found.append(Call(element, kind, note, ""))
                    continue
                counter += 1
                found.append(Call(element, kind, note, spelled(counter, numbering.format)))
    return found


def _sections(body: _Element) -> Iterator[tuple[list[_Element | None], _Element | None]]:
    """Each section's references (None: a page begins) with its properties, which stand in its last paragraph."""
    references: list[_Element | None] = []
    for block in body:
        properties = block if local(block) == "sectPr" else child(block, "pPr", "sectPr")
        references += _references(block)
        if properties is not None:
            yield references, properties
            references = [None]
    if references:
        yield references, None


def _references(element: _Element) -> Iterator[_Element | None]:
    name = local(element)
    if name in GONE:
        return
    if name in {"footnoteReference", "endnoteReference"}:
        yield element
    elif name == "lastRenderedPageBreak":
        yield None
    for part in alternatives(element):
        yield from _references(part)


def alternatives(element: _Element) -> Iterator[_Element]:
    """The children; of an AlternateContent only the first choice, which says the same as the fallback."""
    if local(element) == "AlternateContent":
        yield from list(element)[:1]
    else:
        yield from element


def _numbering(kind: Kind, settings: _Element | None, section: _Element | None) -> Numbering:
    name = f"{kind.value}Pr"
    own, general = child(section, name), child(settings, name)

    def value(key: str, default: str) -> str:
        for properties in (own, general):
            found = attribute(child(properties, key), "val")
            if found:
                return found
        return default

    start = value("numStart", "1")
    return Numbering(
        value("numFmt", "decimal" if kind is Kind.FOOTNOTE else "lowerRoman"),
        int(start) if re.fullmatch(r"-?\d{1,9}", start) else 1,
        value("numRestart", "continuous"),
    )
