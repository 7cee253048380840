"""Where each letter that a note of Markdown prints stands in its source, and the marks between the letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from msgspec import Struct

from bibtool.readers.sheet import RAISED
from bibtool.text.patterns import regex

_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CALL = regex(r"\[\^[^\]\[\s^]{1,200}\]")
_TAG = regex(r"<(?P<end>/?)[A-Za-z][^<>\n]{0,400}>")
_AUTOLINK = regex(r"<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
_TARGET = regex(
    r"\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\([^()\s]*\))*))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_REFERENCE = regex(r"\]\[[^\[\]\n]{0,200}\]")
_ATTRIBUTES = regex(r"\{[#.:\w-][^{}\n]{0,200}\}")
_SPACE = regex(r"\s+")
_RAISED = regex("[⁰¹²³⁴-⁹]+")
_DASHES = {"–": "--", "—": "---"}
_RUNS = "*_~^`"
_UNESCAPED = regex(r"\\([!-/:-@\[-`{-~])")


class Mark(NamedTuple):
    """Markup that prints nothing, before the letter ``at``: [start, end) of the source; where a link that it ends
    leads; how many marks it is ("***")."""

    at: int
    start: int
    end: int
    opens: bool
    target: str = ""
    length: int = 1


class Letters(Struct, frozen=True):
    """``places`` are the source's [start, end) of each letter."""

    places: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]

    def boundary(self, at: int) -> int:
        """The place in the source before the letter ``at``, behind what ends there."""
        place = self.places[at - 1][1] if at else 0
        for mark in self.marks:
            if mark.at == at and not mark.opens and mark.start >= place:
                place = mark.end
        return place

    def marked(self, start: int, end: int) -> list[Mark]:
        """The marks in [start, end) of the source."""
        return [mark for mark in self.marks if start <= mark.start < end]


def balanced(marks: Sequence[Mark]) -> bool:
    """Whether what marks begin they end."""
    depth = 0
    for mark in marks:
        depth += mark.length if mark.opens else -mark.length
        if depth < 0:
            return False
    return depth == 0


def letters(source: str, printed: str) -> Letters | None:
    """The letters of ``printed`` in ``source``; None where they cannot be followed."""
    return _Walk(source, printed).letters()


class _Walk:
    def __init__(self, source: str, printed: str) -> None:
        self.source, self.printed = source, printed
        self.at = 0
        self.places: list[tuple[int, int]] = []
        self.marks: list[Mark] = []
        self.open: Counter[str] = Counter()

    def letters(self) -> Letters | None:
        while self.at < len(self.source):
            if not self._step():
                return None
        if len(self.places) != len(self.printed):
            return None
        return Letters(tuple(self.places), tuple(self.marks))

    def _step(self) -> bool:
        source, at = self.source, self.at
        wanted = self.printed[len(self.places) : len(self.places) + 1]
        if (space := _SPACE.match(source, at)) is not None:
            return self._space(space.end())
        char = source[at]
        if char == "\\" and at + 1 < len(source):
            return self._escaped(source[at + 1], wanted)
        if char == "&" and (entity := _ENTITY.match(source, at)) is not None:
            return self._print(unescape(entity[0]), entity.end())
        if (call := _CALL.match(source, at)) is not None:
            raised = _RAISED.match(self.printed, len(self.places))
            return self._print(raised[0] if raised is not None else "*", call.end())
        if char in "[]<>" and char != wanted:
            return self._bracket(char)
        if char in _RUNS and char != wanted:
            return self._run(char)
        if wanted in _DASHES and source.startswith(_DASHES[wanted], at):
            return self._print(wanted, at + len(_DASHES[wanted]))
        return self._print(char, at + 1) or self._print(char.translate(RAISED), at + 1)

    def _print(self, text: str, end: int) -> bool:
        if not text or not self.printed.startswith(text, len(self.places)):
            return False
        self.places.append((self.at, end))
        self.places += [(end, end)] * (len(text) - 1)
        self.at = end
        return True

    def _mark(self, end: int, opens: bool, target: str = "", count: int = 1) -> bool:
        self.marks.append(Mark(len(self.places), self.at, end, opens, target, count))
        self.at = end
        return True

    def _space(self, end: int) -> bool:
        space = _SPACE.match(self.printed, len(self.places))
        if space is not None:
            return self._print(space[0], end)
        self.at = end
        return not self.places or len(self.places) == len(self.printed)

    def _escaped(self, char: str, wanted: str) -> bool:
        if char == " ":
            return self._print("\N{NO-BREAK SPACE}", self.at + 2)
        if char == "\n":  # a line break
            space = _SPACE.match(self.source, self.at + 1)
            return self._space(space.end() if space is not None else self.at + 2)
        if char == wanted and not char.isalnum():
            return self._print(char, self.at + 2)
        return self._print("\\", self.at + 1)

    def _run(self, char: str) -> bool:
        end = self.at
        while self.source[end : end + 1] == char:
            end += 1
        count = end - self.at
        before, after = _side(self.source[self.at - 1 : self.at]), _side(self.source[end : end + 1])
        # CommonMark 0.31, 6.2: a run opens where a word begins, closes where one ends
        opens = before < after if before != after and char in "*_" else self.open[char] < count
        self.open[char] += count if opens else -count
        return self._mark(end, opens, count=count)

    def _bracket(self, char: str) -> bool:
        source, at = self.source, self.at
        if char == "[":
            return self._mark(at + 1, opens=True)
        if char == "<":
            if (link := _AUTOLINK.match(source, at)) is not None:
                self._mark(at + 1, opens=True)
                return self._print(link["address"], link.end() - 1) and self._mark(link.end(), False, link["address"])
            html = _TAG.match(source, at)
            return html is not None and self._mark(html.end(), opens=not html["end"])
        if char == ">":
            return False
        if (link := _TARGET.match(source, at)) is not None:
            behind = _ATTRIBUTES.match(source, link.end())
            address = link["angled"] if link["angled"] is not None else _UNESCAPED.sub(r"\1", link["bare"])
            return self._mark(behind.end() if behind else link.end(), False, unescape(address))
        reference = _REFERENCE.match(source, at) or _ATTRIBUTES.match(source, at + 1)
        return self._mark(reference.end() if reference is not None else at + 1, opens=False)


def _side(char: str) -> int:
    """How much a character beside a run is of a word: 0 white space or nothing, 1 punctuation, 2 a letter or figure."""
    return 0 if not char or char.isspace() else 2 if char.isalnum() else 1
