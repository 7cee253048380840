"""Text that passes through an engine which knows nothing of HTML.

Before: what HTML reserves (``& < >``) and CSL's inline markup become private-use characters, which no engine touches,
measures or escapes.  After: they become entities and tags, or plain characters.  An engine that escapes only some of
the values (citeproc-py) and one that escapes all of them then print the same.
"""

from __future__ import annotations

import re
from typing import Final

from bibtool.render.engine import Target

_TAGS: Final = ("<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>")
_FIRST = 0xF500
_TO_MARK = {tag: chr(_FIRST + n) for n, tag in enumerate(_TAGS)}
_TO_MARK |= {"&": chr(_FIRST + 20), "<": chr(_FIRST + 21), ">": chr(_FIRST + 22)}
_PATTERN = re.compile("|".join(map(re.escape, (*_TAGS, "&", "<", ">"))))
_MARKS = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + 22)}]")
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
    return _MARKS.sub(lambda m: table.get(m.group(), ""), text)
