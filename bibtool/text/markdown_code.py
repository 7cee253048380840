"""What Markdown prints as it stands, or not at all: code in fences, indented code, code in a line, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtool.text.edits import blanked
from bibtool.text.letters import LOWER, UPPER
from bibtool.text.patterns import regex

FENCE = regex(r"^ {0,3}(?:>[ \t]?)*(`{3,}|~{3,})[^\n]*\n(?:.*?^[ >\t]*\1[`~]*[ \t]*$|.*\Z)", re.M | re.S)
COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.S)
#: Code in a line: it ends with as many marks as it began with, in the same paragraph.
CODE = regex(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)", re.S)
#: Of pandoc's lists; behind "A." stand two spaces, since names begin so.
_ITEM = regex(
    r"(?:[-+*:]|\(?(?:\d{1,9}|[^\W\d_]{1,4}|@[\w-]*|#)\)|"
    rf"(?:\d{{1,9}}|[{LOWER}]{{1,4}}|#)\.|[{UPPER}]{{1,4}}\.(?=[ \t]{{2}}))[ \t]+(?=\S)"
)
_NOTE = regex(r"\[\^[^\]]+\]:")
_STEP = 4  # columns by which code and the paragraphs of a note are indented


def unprinted(text: str) -> list[tuple[int, int]]:
    """The places of all code and comments, in no order; line ends may be of any kind."""
    plain = text.replace("\r\n", " \n").replace("\r", "\n")  # as many letters, and lines end where they did
    places: list[tuple[int, int]] = []

    def take(found: Iterator[tuple[int, int]]) -> None:
        nonlocal plain
        new = sorted(found)
        plain = blanked(plain, new)
        places.extend(new)

    take(match.span() for match in FENCE.finditer(plain))
    take(indented(plain))
    for pattern in (COMMENT, CODE):
        take(match.span() for match in pattern.finditer(plain))
    return places


def indented(text: str) -> Iterator[tuple[int, int]]:
    """Lines of indented code: by four columns or more behind an empty line, counted from the text of the list or note
    that they stand in."""
    at = 0
    empty, code = True, False
    inside: list[int] = []  # where the text of each list and note begins
    for line in text.splitlines(keepends=True):
        wide = line.expandtabs(_STEP)
        words = wide.lstrip(" ")
        indent = len(wide) - len(words)
        if not words.strip():
            empty = True
        else:
            while empty and inside and indent < inside[-1] and (len(inside) > 1 or not indent):
                inside.pop()
            code = (empty or code) and indent >= (inside[-1] if inside else 0) + _STEP
            item = None if code else _ITEM.match(words)
            if item or (not code and _NOTE.match(words)):
                while inside and indent < inside[-1]:
                    inside.pop()
                inside.append(indent + (min(len(item[0]), _STEP) if item else _STEP))
            if code:
                yield at, at + len(line)
            empty = False
        at += len(line)
