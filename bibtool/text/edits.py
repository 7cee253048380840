"""Edits of a text: what none of them names stays to the letter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bibtool.text.patterns import regex

_PRINTED = regex(r"[^\r\n]")


class TextEdit(NamedTuple):
    """Put ``new`` in the place of the characters ``[start, end)``."""

    start: int
    end: int
    new: str


def applied(text: str, edits: Iterable[TextEdit]) -> str:
    """``text`` after its edits, which do not overlap; of those that do, the first stands."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at:
            continue
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with stretches, in order, replaced by spaces, their line breaks kept: offsets stay what they are."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        if end <= at:
            continue
        parts += [text[at : max(start, at)], _PRINTED.sub(" ", text[max(start, at) : end])]
        at = end
    return "".join([*parts, text[at:]])
