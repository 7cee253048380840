"""Text in pieces that know what they are: the form in which labelled citations are put together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_EDGE = " \t\n\u00a0\u202f,;:"
_NUMBERS = frozenset("volume issue page locator issued accessed edition number-of-volumes number".split())
_STOPS = ".!?…"
_AFTER_STOP = re.compile(r"\.(?!\.)")
_TWICE = re.compile(r"\.\s*\.(?!\.)")
_CLOSING = "”“»\"'’)]"


class Piece(NamedTuple):
    """A stretch of a citation; an empty label marks punctuation and the words of the notation."""

    text: str
    label: str = ""


class Labelled(NamedTuple):
    """A citation as printed, and its values: (start, end, variable), sorted and disjoint."""

    text: str
    spans: list[tuple[int, int, str]]


def tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """Without empty pieces, without a full stop after a stop, and without white space twice."""
    out: list[Piece] = []
    before = ""
    for piece in pieces:
        text = piece.text
        if not piece.label and before:
            bare = before.rstrip(_CLOSING)
            if (bare or before)[-1] in _STOPS and _AFTER_STOP.match(text):
                text = text[1:]
            if before[-1].isspace():
                text = text.lstrip()
        if not piece.label:
            text = _TWICE.sub(".", text)
        if text:
            out.append(Piece(text, piece.label))
            before = text
    return out


def joined(pieces: Iterable[Piece]) -> Labelled:
    """The pieces as one text; values lose white space and commas at their edges."""
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    at = 0
    for text, label in pieces:
        parts.append(text)
        if label:
            start = at + len(text) - len(text.lstrip(_EDGE))
            end = at + len(text.rstrip(_EDGE + "." if label in _NUMBERS else _EDGE))
            if start < end:
                spans.append((start, end, label))
        at += len(text)
    whole = "".join(parts)
    lead = len(whole) - len(whole.lstrip())
    return Labelled(whole.strip(), [(start - lead, end - lead, label) for start, end, label in spans])
