"""Text that passes through an engine which knows nothing of HTML.

Before: what HTML reserves (``& < >``) and CSL's inline markup become private-use characters, which no engine touches,
measures or escapes.  After: they become entities and tags, or plain characters.  An engine that escapes only some of
the values (citeproc-py) and one that escapes all of them then print the same.
"""

from __future__ import annotations

import re
from typing import Any, Final

from bibtool.csl.output import write
from bibtool.csl.tree import Mark, Run
from bibtool.render.engine import Target
from bibtool.text.patterns import regex
from bibtool.text.visible import NO_CHARACTERS

_TAGS: Final = ("<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>")
_FIRST = 0xF500
_TO_MARK = {tag: chr(_FIRST + n) for n, tag in enumerate(_TAGS)}
_TO_MARK |= {"&": chr(_FIRST + 20), "<": chr(_FIRST + 21), ">": chr(_FIRST + 22)}
_PATTERN = regex("|".join(map(re.escape, (*_TAGS, "&", "<", ">"))))
_MARKS = regex(f"[{chr(_FIRST)}-{chr(_FIRST + 22)}]")
_HTML = {mark: {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(plain, plain) for plain, mark in _TO_MARK.items()}
_TEXT = {mark: "" if plain in _TAGS else plain for plain, mark in _TO_MARK.items()}


def protect(text: str) -> str:
    """``text`` for the engine.  Tags that do not pair are text."""
    text = _MARKS.sub("", text)
    if not _paired(text):
        text = text.replace("<", _TO_MARK["<"])
    return _PATTERN.sub(lambda m: _TO_MARK[m.group()], text)


def _paired(text: str) -> bool:
    stack: list[str] = []
    for tag in re.findall(r"</?(?:i|b|sup|sub)>", text):
        if not tag.startswith("</"):
            stack.append(tag)
        elif not stack or stack.pop() != tag.replace("/", ""):
            return False
    return not stack


def unprotect(text: str, to: Target) -> str:
    """What the engine printed, as HTML or as text."""
    table = _HTML if to == "html" else _TEXT
    if to in ("markdown", "latex"):
        return from_html(unprotect(text, "html"), to)
    return _MARKS.sub(lambda m: table.get(m.group(), ""), text)


# What XML 1.0 cannot hold (production 2, Char; lxml refuses it in HTML too) or HTML does not allow (13.2.3.5, controls
# and non-characters): a terminal would obey some of them.
_FORBIDDEN = regex(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{NO_CHARACTERS}]")


def printable(text: str) -> str:
    """``text`` with U+FFFD for what no document can hold."""
    return _FORBIDDEN.sub("\ufffd", text)


# What engines write in HTML, as the marks of bibtool.csl.
_MARK_OF = {
    "i": ("font-style", "italic"),
    "em": ("font-style", "italic"),
    "b": ("font-weight", "bold"),
    "strong": ("font-weight", "bold"),
    "sup": ("vertical-align", "sup"),
    "sub": ("vertical-align", "sub"),
    "u": ("text-decoration", "underline"),
}
_STYLE = regex(r"([a-z-]+)\s*:\s*([a-z-]+)")


def parts_of(html: str) -> list[Run | Mark]:
    """A fragment of HTML as runs of text between marks; tags that say nothing of how text looks are left out."""
    from lxml import html as reader

    parts: list[Run | Mark] = []

    def walk(element: Any) -> None:
        mark = _mark(element)
        if mark:
            parts.append(Mark(mark[0], True, mark[1]))
        if element.text:
            parts.append(Run(element.text))
        for child in element:
            walk(child)
            if child.tail:
                parts.append(Run(child.tail))
        if mark:
            parts.append(Mark(mark[0], False, mark[1]))

    walk(reader.fragment_fromstring(printable(html), create_parent="div"))
    return parts


def _mark(element: Any) -> tuple[str, str] | None:
    if element.tag == "a":
        return ("link", element.get("href") or "")
    if element.tag == "span":
        found = _STYLE.search(element.get("style") or "")
        return (found[1], found[2]) if found else None
    return _MARK_OF.get(element.tag)


def from_html(html: str, to: str) -> str:
    """A fragment of HTML in another format of :mod:`bibtool.csl.output`."""
    return write(parts_of(html), to)
