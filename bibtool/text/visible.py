"""Characters that a terminal obeys, or that cannot be seen and change the order of others, as escapes."""

from __future__ import annotations

import re

from bibtool.text.patterns import regex

#: Code points that never are characters (Unicode 23.7), for a class of a regular expression: XML and HTML refuse them.
NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# C0 but for tab and line feed, DEL, C1; marks and overrides of direction (Unicode Annex 9, 3.3); separators of lines
# and paragraphs; halves of surrogate pairs; what nothing shows: anchors of annotations, tags.
_UNSEEN = regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb"
    f"\U000e0000-\U000e007f{NO_CHARACTERS}]"
)


# Python calls nothing printable that the class holds, and looks at a text twenty times as fast.
def visible(text: str) -> str:
    r"""``text`` with what cannot be seen as an escape.

    >>> visible("a\x1b[31mb\u202ec")
    'a\\x1b[31mb\\u202ec'
    """
    return text if text.isprintable() else _UNSEEN.sub(_escape, text)


def in_json(text: str) -> str:
    r"""A text of JSON with what cannot be seen as its escapes, so that it is the same text to a program.

    >>> in_json('"a\\u001b\x9b\U0001ffff"')
    '"a\\u001b\\u009b\\ud83f\\udfff"'
    """
    return text if text.isprintable() else _UNSEEN.sub(_pairs, text)


def _pairs(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
