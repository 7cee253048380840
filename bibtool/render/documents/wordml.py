"""Paragraphs and runs of WordprocessingML (ECMA-376-1, 17.3)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.csl.locale import PRIMARY, normal_tag
from bibtool.csl.tree import Run
from bibtool.language.errors import UnknownLanguage
from bibtool.language.locale import locale_data
from bibtool.render.documents.fragment import fragment, uri
from bibtool.render.documents.opc import OFFICE, Relationships
from bibtool.render.markup import printable
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG = regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD_2013 = "http://schemas.microsoft.com/office/word/2012/wordml"
# Formatting as its element, in the order that the schema wants (CT_RPr).
LOOKS: dict[tuple[str, str], tuple[str, str]] = {
    ("font-weight", "bold"): ("b", ""),
    ("font-style", "italic"): ("i", ""),
    ("font-style", "oblique"): ("i", ""),
    ("font-variant", "small-caps"): ("smallCaps", ""),
    ("text-decoration", "underline"): ("u", "single"),
    ("vertical-align", "sup"): ("vertAlign", "superscript"),
    ("vertical-align", "sub"): ("vertAlign", "subscript"),
}


def element(tag: str, *children: _Element | None, **attributes: str) -> _Element:
    """An element of WordprocessingML with attributes of its namespace; a child that is None is left out."""
    from lxml import etree

    made = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W, "r": OFFICE})
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", value)
    made.extend([child for child in children if child is not None])
    return made


def paragraph(style: str, *content: _Element) -> _Element:
    """A paragraph in a style; an empty name is the default style."""
    properties = element("pPr", element("pStyle", val=style)) if style else None
    return element("p", properties, *content)


def run(text: str, style: str = "", looks: Sequence[tuple[str, str]] = (), language: str = "") -> _Element:
    """A run of text; ``looks`` are rows of formatting (kind, value)."""
    return element("r", _properties(style, looks, language), text_element(text))


def marked(style: str, *content: _Element) -> _Element:
    """A run of something else than text in a character style."""
    return element("r", _properties(style, (), ""), *content)


def for_word(content: _Element) -> _Element:
    """Content of a run for programs that know the namespace of Word 2013; nothing for others (ECMA-376-3)."""
    from lxml import etree

    made = etree.Element(f"{{{_MC}}}AlternateContent", nsmap={"mc": _MC, "w15": _WORD_2013})
    etree.SubElement(made, f"{{{_MC}}}Choice", Requires="w15").append(content)
    etree.SubElement(made, f"{{{_MC}}}Fallback")
    return made


class Piece(Struct, frozen=True):
    """Text that looks the same throughout; ``looks`` are rows of formatting (kind, value), ``link`` is an address."""

    text: str
    looks: tuple[tuple[str, str], ...] = ()
    link: str = ""


def pieces(html: str) -> list[Piece]:
    """A fragment of HTML as pieces of text."""
    found: list[Piece] = []
    looks: list[tuple[str, str]] = []
    link = ""
    for part in fragment(html):
        if isinstance(part, Run):
            found.append(Piece(part.text, tuple(looks), link))
        elif part.kind == "link":
            link = part.value if part.opening else ""
        elif part.opening:
            looks.append((part.kind, part.value))
        elif (part.kind, part.value) in looks:
            looks.remove((part.kind, part.value))
    return found


def runs(html: str, relationships: Relationships, language: str = "") -> list[_Element]:
    """A fragment of HTML as runs and hyperlinks; ``language`` is a tag, empty for that of the document."""
    return made_of(pieces(html), relationships, word_language(language))


def made_of(rows: Sequence[Piece], relationships: Relationships, language: str = "") -> list[_Element]:
    """Pieces as runs and hyperlinks; ``language`` as Word wants it."""
    found: list[_Element] = []
    for link, group in groupby(rows, lambda row: row.link):
        content = [run(row.text, "Hyperlink" if link else "", row.looks, language) for row in group]
        if link:
            holder = _link(link, relationships)
            holder.extend(content)
            found.append(holder)
        else:
            found += content
    return found


def word_language(tag: str) -> str:
    """A language tag as Word wants it, with a region (ru-RU); empty for one whose region is not known, or for none."""
    if not _TAG.fullmatch(tag):
        return ""
    tag = normal_tag(tag)
    if "-" in tag or tag in PRIMARY:
        return PRIMARY.get(tag, tag)
    try:
        return locale_data(tag).lang
    except UnknownLanguage:
        return ""


def _link(address: str, relationships: Relationships) -> _Element:
    made = element("hyperlink", history="1")
    made.set(f"{{{OFFICE}}}id", relationships.id(f"{OFFICE}/hyperlink", uri(address), external=True))
    return made


def _properties(style: str, looks: Sequence[tuple[str, str]], language: str) -> _Element | None:
    # what was opened last counts: "font-style: normal" within italics
    last = dict(looks)
    rows = [element("rStyle", val=style)] if style else []
    for look, (tag, value) in LOOKS.items():
        if last.get(look[0]) == look[1]:
            rows.append(element(tag, val=value) if value else element(tag))
    if language:
        rows.append(element("lang", val=language))
    return element("rPr", *rows) if rows else None


def text_element(text: str) -> _Element:
    """Text as it stands, spaces and all."""
    made = element("t")
    made.text = printable(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
