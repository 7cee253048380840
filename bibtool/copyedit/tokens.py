"""Two texts word by word and mark by mark, and where they differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from bibtool.items.item import DATE_VARIABLES
from bibtool.text.patterns import regex

_TOKEN = regex(r"[^\W_]+|[^\w\s]|_")


class Token(Struct, frozen=True):
    """A word or a mark: its text, where it stands in its line, and the variable that it belongs to ("" for none)."""

    text: str
    start: int
    end: int
    variable: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is no mark; "№" stands for a word."""
        return self.text[0].isalnum() or unicodedata.category(self.text[0]) == "So"


class Line(Struct, frozen=True):
    """One citation as text, and as tokens."""

    text: str
    tokens: tuple[Token, ...]

    def slice(self, start: int, end: int) -> str:
        """The text from token ``start`` up to token ``end``, without white space around it."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""


class Difference(Struct, frozen=True):
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
    ours, theirs = _compared(printed, expected)
    found: list[Difference] = []
    alike = at = other = 0
    # Words are laid beside each other first, then the marks between them: a comma is no place to begin from.
    words = _words_alike((printed, ours), (expected, theirs))
    for first, last, size in [*words, (len(ours), len(theirs), 0)]:
        within, same = _between(ours, theirs, (at, first), (other, last))
        found += within
        alike += same + size
        at, other = first + size, last + size
    total = len(ours) + len(theirs)
    return _joined(found), 2 * alike / total if total else 1.0


def _words_alike(
    printed: tuple[Line, Sequence[str]], expected: tuple[Line, Sequence[str]]
) -> list[tuple[int, int, int]]:
    """The words that both lines have in the same order: the place of each in both, and 1."""
    ours, theirs = ([n for n, token in enumerate(each.tokens) if token.is_word] for each, _ in (printed, expected))
    one, other = ([compared[n] for n in places] for (_, compared), places in ((printed, ours), (expected, theirs)))
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [(ours[a + n], theirs[b + n], 1) for a, b, size in blocks for n in range(size)]


def _between(
    printed: Sequence[str], expected: Sequence[str], ours: tuple[int, int], theirs: tuple[int, int]
) -> tuple[list[Difference], int]:
    """The differences of two stretches of tokens, and how many tokens they share."""
    one, other = printed[slice(*ours)], expected[slice(*theirs)]
    if one == other:  # as nearly all are
        return [], len(one)
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    found = [
        Difference((ours[0] + a, ours[0] + b), (theirs[0] + c, theirs[0] + d))
        for tag, a, b, c, d in codes
        if tag != "equal"
    ]
    return found, sum(b - a for tag, a, b, _, _ in codes if tag == "equal")


def _compared(printed: Line, expected: Line) -> tuple[list[str], list[str]]:
    """What is compared of each token of two lines."""
    dates = _dates(printed) & _dates(expected)
    apart = dates if len(dates) > 1 else frozenset[str]()
    return [_likeness(each, apart) for each in printed.tokens], [_likeness(each, apart) for each in expected.tokens]


def _dates(one: Line) -> set[str]:
    return {token.variable for token in one.tokens if token.is_word} & DATE_VARIABLES


def _likeness(token: Token, apart: Collection[str]) -> str:
    """What two tokens share: where lines have several dates, the year of one is not that of another."""
    return folded(token) + (f"/{token.variable}" if token.variable in apart and token.is_word else "")


def _joined(found: Sequence[Difference]) -> list[Difference]:
    """Differences that touch on both sides are one."""
    out: list[Difference] = []
    for each in found:
        if out and out[-1].printed[1] == each.printed[0] and out[-1].expected[1] == each.expected[0]:
            before = out.pop()
            each = Difference((before.printed[0], each.printed[1]), (before.expected[0], each.expected[1]))
        out.append(each)
    return out


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
