"""Markdown (CommonMark, with raw HTML for what it has no notation for); text is escaped."""

from __future__ import annotations

import re

from bibtool.csl.output_text import pieces
from bibtool.csl.tree import Mark, Run

_SPECIAL = re.compile(r"([\\`*_\[\]<>&#|~^$])")
_BREAKS = re.compile(r"\s*[\n\r\v\f\u0085\u2028\u2029]\s*")
_START = re.compile(r"\A(\s*)([-+]|\d+[.)])(?=\s)")
_MARKS = {
    ("font-style", "italic"): ("*", "*"),
    ("font-weight", "bold"): ("**", "**"),
    ("vertical-align", "sup"): ("<sup>", "</sup>"),
    ("vertical-align", "sub"): ("<sub>", "</sub>"),
    ("font-variant", "small-caps"): ('<span style="font-variant:small-caps;">', "</span>"),
    ("text-decoration", "underline"): ("<u>", "</u>"),
}


def write_markdown(parts: list[Run | Mark]) -> str:
    """Write flat parts as Markdown."""
    text = "".join(pieces(parts, escape, _markup)).strip()
    # A number at the start would make the entry a list of its own.
    return _START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", text)


def escape(text: str) -> str:
    """Escape what Markdown would take for markup; line breaks cannot start anything either."""
    return _SPECIAL.sub(r"\\\1", _BREAKS.sub(" ", text))


def _markup(mark: Mark) -> str:
    if mark.kind == "link":
        address = mark.value.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A")
        return "[" if mark.opening else f"](<{address}>)"
    found = _MARKS.get((mark.kind, mark.value))
    if found is None:
        return ""
    return found[0] if mark.opening else found[1]
