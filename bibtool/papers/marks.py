"""Where the mark of a footnote stands: the space before it goes, and punctuation goes before or after it.

"blah blah [@jones]." becomes "blah blah.¹" in English and "blah blah¹." in Polish (``marks.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from bibtool.papers.inlines import is_space
from bibtool.papers.tree import Element, element, inline_lists, is_element, plain
from bibtool.text.data import toml
from bibtool.text.patterns import regex

_CLOSING = regex('[”’"]+\\Z')


class Marks(Struct, frozen=True):
    """``behind``: the punctuation that stands before a mark; ``in_quotes``: the locale puts a full stop or comma into
    the quotation before it."""

    behind: str
    in_quotes: bool


def marks(language: str, in_quotes: bool, after: bool | None = None) -> Marks:
    """The rule of a language (BCP 47), or what ``after`` says: behind punctuation, or where the mark was typed."""
    if after is None:
        return Marks(_data()["always" if language.split("-")[0].lower() in _data()["before"] else "after"], in_quotes)
    return Marks(_data()["after"] if after else "", in_quotes)


@cache
def _data() -> Mapping[str, Any]:
    return toml("papers/marks.toml")


def place(document: Any, rule: Marks) -> None:
    """Settle every mark of a citation in a document, in place."""
    for inlines in inline_lists(document):
        if any(is_element(each, "Cite", "Span") for each in inlines):
            inlines[:] = _settled(inlines, rule)


def _settled(inlines: list[Element], rule: Marks) -> list[Element]:
    out: list[Element] = []
    queue = list(inlines)
    behind: list[Element] = []  # marks that punctuation was set before: more of it goes behind them
    while queue:
        here = queue.pop(0)
        mark = _mark(here)
        if mark is None:
            out.append(here)
            continue
        alone = len(mark) == 1
        # the space between two marks stays: "1 2" is not note 12
        while alone and out and is_space(out[-1]) and not _only_mark(out[:-1]):
            out.pop()
        if queue and queue[0]["t"] == "Str":
            found = re.match(f"[{re.escape(rule.behind)}]+", queue[0]["c"]) if rule.behind else None
            if found:
                rest = queue[0]["c"][found.end() :]
                queue[:1] = [element("Str", rest)] if rest else []
                if alone:
                    _before_marks(out, found.group(), rule, behind)
                    behind.append(here)
                else:  # "@jones." in a style of notes: the author, the full stop, the mark
                    named = mark[:-1]
                    _punctuate(named, found.group(), rule)
                    here = element(here["t"], [here["c"][0], [*named, mark[-1]]])
        out.append(here)
    return out


def _before_marks(out: list[Element], text: str, rule: Marks, behind: Sequence[Element]) -> None:
    """Set punctuation before the marks that already stand at the end: "blah [@a] [@b]." has two; but not before those
    of "blah [@a], [@b]." that stand ``behind`` some."""
    marks_before: list[Element] = []
    while _only_mark(out) or (out and is_space(out[-1]) and _only_mark(out[:-1])):
        mark = out[-1] if _only_mark(out) else out[-2]
        if any(mark is each for each in behind):
            while is_space(out[-1]):
                out.pop()
            break
        marks_before.insert(0, out.pop())
    _punctuate(out, text, rule)
    out += marks_before


def _only_mark(inlines: list[Element]) -> bool:
    """Do the inlines end with a citation that is a mark and nothing else?"""
    return bool(inlines) and len(_mark(inlines[-1]) or ()) == 1


def _mark(inline: Element) -> list[Element] | None:
    """What a citation prints, where that ends with a footnote or is a raised number; None for anything else."""
    if not is_element(inline, "Cite", "Span"):
        return None
    printed: list[Element] = inline["c"][1]
    if inline["t"] == "Span" and "citation" not in inline["c"][0][1]:
        return None
    return printed if printed and printed[-1]["t"] in ("Note", "Superscript") else None


def _punctuate(out: list[Element], text: str, rule: Marks) -> None:
    """Set punctuation at the end of what is there; a full stop that is there already counts."""
    last = out[-1] if out else None
    if last is not None and last["t"] == "Quoted":
        inner = plain(last["c"][1])
        if (inner.endswith(("!", "?")) and text[0] == ".") or inner.endswith(text[0]):
            text = text[1:]
        elif rule.in_quotes and text[0] in ".,":
            out[-1] = element("Quoted", [last["c"][0], [*last["c"][1], element("Str", text[0])]])
            text = text[1:]
    elif last is not None and plain([last])[-1:] == text[0] == ".":
        text = text[1:]
    if text:
        if last is not None and last["t"] == "Str":
            quotes = _CLOSING.search(last["c"]) if rule.in_quotes and text[0] in ".," else None
            at = quotes.start() if quotes else len(last["c"])
            out[-1] = element("Str", last["c"][:at] + text[:1] + last["c"][at:] + text[1:])
        else:
            out.append(element("Str", text))
