"""Two texts word by word and mark by mark, and where they differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bibtool.text.patterns import regex

_TOKEN = regex(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: its text, where it stands in its line, and the variable that it belongs to ("" for none)."""

    text: str
    start: int
    end: int
    variable: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is no mark; "№" stands for a word."""
        return self.text[0].isalnum() or unicodedata.category(self.text[0]) == "So"


@dataclass(frozen=True, slots=True)
class Line:
    """One citation as text, and as tokens."""

    text: str
    tokens: tuple[Token, ...]

    def slice(self, start: int, end: int) -> str:
        """The text from token ``start`` up to token ``end``, without white space around it."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Tokens ``[printed[0], printed[1])`` of one line stand where the other has ``[expected[0], expected[1])``."""

    printed: tuple[int, int]
    expected: tuple[int, int]


def line(parts: Sequence[tuple[str, str]]) -> Line:
    """A line made of (text, variable) pairs."""
    text = "".join(part for part, _ in parts)
    owners: list[str] = []
    for part, variable in parts:
        owners += [variable] * len(part)
    found = (Token(m.group(), m.start(), m.end(), owners[m.start()]) for m in _TOKEN.finditer(text))
    return Line(text, tuple(found))


def folded(token: Token) -> str:
    """What is compared: letters without their case (small capitals are lost in a text layer), composed (NFC)."""
    return unicodedata.normalize("NFC", token.text.casefold())


def differences(printed: Line, expected: Line) -> tuple[list[Difference], float]:
    """Where two lines differ, in order, and how much of them is alike (0 to 1)."""
    matcher = SequenceMatcher(
        None, [folded(token) for token in printed.tokens], [folded(token) for token in expected.tokens], autojunk=False
    )
    found = [Difference((a, b), (c, d)) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    return found, matcher.ratio()


Pieces = tuple[tuple[str, bool], ...]  # text, and whether the other line has something else there


def marked(printed: Line, expected: Line) -> tuple[Pieces, Pieces]:
    """Both lines in pieces that are alike or not."""
    found, _ = differences(printed, expected)
    return _pieces(printed, [d.printed for d in found]), _pieces(expected, [d.expected for d in found])


def _pieces(one: Line, changed: Sequence[tuple[int, int]]) -> Pieces:
    out: list[tuple[str, bool]] = []
    at = 0
    for first, last in changed:
        if first == last:
            continue
        start, end = one.tokens[first].start, one.tokens[last - 1].end
        out += [(one.text[at:start], False), (one.text[start:end], True)]
        at = end
    return tuple(piece for piece in (*out, (one.text[at:], False)) if piece[0])
