"""Runs and marks of the processor as pandoc's inlines, and an author's inlines as text for the processor.

What CSL has no markup for (a formula, code, a link in a prefix) travels through the processor as one private-use
character and comes back as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct, field

from bibtool.csl.tree import Mark, Run
from bibtool.papers.tree import SPACE, SPACES, Element, attributes, element, is_element, plain, words

# Supplementary private-use area B: bibtool.render.markup uses the one of the first plane.
_FIRST, _LAST = 0x100000, 0x10FFFD
# Nothing printed, but something before the cite: it does not begin the sentence.
NOTHING = chr(_FIRST)
_RICH = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub", "SmallCaps": "sc"}
_FORMATS = {
    ("font-style", "italic"): "Emph",
    ("font-style", "oblique"): "Emph",
    ("font-weight", "bold"): "Strong",
    ("font-variant", "small-caps"): "SmallCaps",
    ("vertical-align", "sup"): "Superscript",
    ("vertical-align", "sub"): "Subscript",
    ("text-decoration", "underline"): "Underline",
}
# The plain face within another; pandoc's writers know these classes (manual, "Special spans").
_PLAIN = {"font-style": "csl-no-emph", "font-weight": "csl-no-strong", "font-variant": "csl-no-smallcaps"}


class Carrier(Struct):
    """The inlines of a document that travel as characters."""

    carried: list[Element] = field(default_factory=list)

    def text(self, inlines: Sequence[Element], typed: bool = True) -> str:
        """Inlines as text with CSL's markup; smart quotes become those of the locale.

        ``typed`` text is an author's own, marks and all; else (a field of a work) CSL's rich text may stand in it.
        """
        return "".join(self._one(inline, typed) for inline in inlines)

    def _one(self, inline: Element, typed: bool) -> str:
        name: str = inline["t"]
        contents: Any = inline.get("c")
        if name == "Str":
            return self._letters(str(contents)) if typed else str(contents)
        if name in SPACES:
            return " "
        if name in _RICH:
            tag = _RICH[name]
            return f"<{tag}>{self.text(contents, typed)}</{tag}>"
        if name == "Quoted":
            mark = '"' if contents[0]["t"] == "DoubleQuote" else "'"
            return f"{mark}{self.text(contents[1], typed)}{mark}"
        if name == "Span" and not any(contents[0]):
            return self.text(contents[1], typed)
        if name == "Link" and not typed and plain(contents[1]) == contents[2][0]:
            return str(contents[2][0])
        return self.carry(inline)

    def _letters(self, text: str) -> str:
        """Typed "<i>" is text, and a typed quotation mark is the author's own."""
        return "".join(self.carry(element("Str", c)) if c in "<>\"'“”„‟‘‚«»‹›" else c for c in text)

    def carry(self, inline: Element) -> str:
        """The character that stands for an inline."""
        if len(self.carried) >= _LAST - _FIRST:
            return ""
        self.carried.append(inline)
        return chr(_FIRST + len(self.carried))

    def inlines(self, parts: Sequence[Run | Mark], links: Callable[[str], bool] = bool) -> list[Element]:
        """Runs and marks as inlines; ``links`` says of an address whether it is linked."""
        stack: list[tuple[Mark | None, list[Element]]] = [(None, [])]
        for part in parts:
            if isinstance(part, Run):
                self._run(part.text, stack[-1][1])
            elif part.kind == "quote":
                self._run(part.value, stack[-1][1])
            elif part.opening:
                stack.append((part, []))
            elif len(stack) > 1:
                mark, inner = stack.pop()
                assert mark is not None
                _close(mark, inner, stack[-1][1], links)
        while len(stack) > 1:
            mark, inner = stack.pop()
            assert mark is not None
            _close(mark, inner, stack[-1][1], links)
        return joined(stack[0][1])

    def _run(self, text: str, out: list[Element]) -> None:
        kept = ""
        for char in text:
            if _FIRST <= ord(char) <= _LAST:
                out += words(kept)
                kept = ""
                index = ord(char) - _FIRST - 1
                if 0 <= index < len(self.carried):
                    out.append(self.carried[index])
            else:
                kept += char
        out += words(kept)


def _close(mark: Mark, inner: list[Element], out: list[Element], links: Callable[[str], bool]) -> None:
    inner = joined(inner)
    if not inner:
        return
    if mark.kind == "link":
        if links(mark.value):
            inner = joined([*_taken(out, mark.value, inner), *inner])
            out.append(element("Link", [attributes(), inner, [mark.value, ""]]))
        else:
            out += inner
    elif mark.kind == "display":
        if mark.value == "left-margin" and not is_space(inner[-1]):
            inner.append(SPACE)
        out.append(element("Span", [attributes("", [f"csl-{mark.value}"]), inner]))
    elif (mark.kind, mark.value) in _FORMATS:
        out.append(element(_FORMATS[mark.kind, mark.value], inner))
    elif mark.kind in _PLAIN:
        out.append(element("Span", [attributes("", [_PLAIN[mark.kind]]), inner]))
    else:
        out += inner


def _taken(out: list[Element], address: str, inner: Sequence[Element]) -> list[Element]:
    """Take off the end of ``out`` what belongs to an address: of "https://doi.org/" and a linked "10.1/2" all is it."""
    text = plain(list(inner))
    start = address.removesuffix(text)
    if not out or start in ("", address) or out[-1]["t"] != "Str" or not out[-1]["c"].endswith(start):
        return []
    rest = out[-1]["c"].removesuffix(start)
    out[-1:] = [element("Str", rest)] if rest else []
    return [element("Str", start)]


def is_space(inline: Element) -> bool:
    """Is it a space or a line break?"""
    return inline["t"] in SPACES


def capitalised(inlines: Sequence[Element]) -> list[Element]:
    """Inlines whose first letter is a capital."""
    out = list(inlines)
    if out and out[0]["t"] == "Str":
        text = out[0]["c"]
        out[0] = element("Str", text[:1].upper() + text[1:])
    elif out and isinstance(out[0].get("c"), list) and out[0]["t"] in _RICH:
        out[0] = element(out[0]["t"], capitalised(out[0]["c"]))
    return out


def joined(inlines: Sequence[Element]) -> list[Element]:
    """Neighbouring strings as one, as pandoc's readers give them; spaces once."""
    out: list[Element] = []
    for inline in inlines:
        last = out[-1] if out else None
        if is_element(inline, "Str") and is_element(last, "Str"):
            out[-1] = element("Str", out[-1]["c"] + inline["c"])
        elif not (is_element(inline, "Space") and is_element(last, "Space")):
            out.append(inline)
    return out
