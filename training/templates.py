"""The notation in which notations are written down.

{title}     a value; where a work lacks it, the group around it is left out
@page       a word of the citation's language
<, {x}>     a group, left out where a value in it is missing; <?...> every other time too
%(a|b|c)    one of several, chosen anew for each citation
"           a quotation mark, opening and closing in turn
$name       a part defined once for the family
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache
from typing import Protocol

from training.pieces import Piece

_TOKEN = re.compile(
    r"""\{(?P<value>[\w-]+)\}|@(?P<word>\w+)|(?P<group><\??)|(?P<choice>%\()|[>|()"]|[^{@<>%|()"]+|.""", re.DOTALL
)
_PART = re.compile(r"\$([a-z]+\d?)")


class Source(Protocol):
    """Where a template gets its values and words."""

    rng: random.Random

    def value(self, name: str) -> list[Piece]:
        """The pieces of a value; none where the work lacks it."""

    def word(self, name: str) -> str:
        """A word of the notation."""

    def quote(self) -> str:
        """The next quotation mark."""

    def choice(self, key: str, count: int) -> int:
        """Which of several forms is taken: the same in the whole citation for the same forms."""


class _Missing(Exception):  # noqa: N818 -- no error: it ends a group
    """A value that the work lacks."""


class Text:
    """Letters of the template itself."""

    def __init__(self, text: str) -> None:
        self.text = text

    def fill(self, source: Source, out: list[Piece]) -> None:
        """Add the text."""
        out.append(Piece(self.text))


class Quote(Text):
    """A quotation mark."""

    def fill(self, source: Source, out: list[Piece]) -> None:
        """Add the next mark."""
        out.append(Piece(source.quote()))


class Word(Text):
    """A word of the notation."""

    def fill(self, source: Source, out: list[Piece]) -> None:
        """Add the word; where the language has none, the space after it goes too."""
        out.append(Piece(source.word(self.text)))


class Value(Text):
    """A value of the work."""

    def fill(self, source: Source, out: list[Piece]) -> None:
        """Add the pieces of the value."""
        pieces = source.value(self.text)
        if not pieces:
            raise _Missing
        out += pieces


class Sequence:
    """Parts one after another."""

    def __init__(self) -> None:
        self.parts: list[Text | Sequence] = []

    def fill(self, source: Source, out: list[Piece]) -> None:
        """Add all parts."""
        for part in self.parts:
            part.fill(source, out)


class Group(Sequence):
    """Parts that are left out together."""

    def __init__(self, chance: float) -> None:
        super().__init__()
        self.chance = chance

    def fill(self, source: Source, out: list[Piece]) -> None:
        """Add all parts or none."""
        if self.chance < 1 and source.rng.random() >= self.chance:
            return
        own: list[Piece] = []
        try:
            super().fill(source, own)
        except _Missing:
            return
        out += own


class Choice(Sequence):
    """Parts of which one is taken; ``key`` is how the choice is written."""

    def __init__(self) -> None:
        super().__init__()
        self.key = ""

    def fill(self, source: Source, out: list[Piece]) -> None:
        """Add one part."""
        self.parts[source.choice(self.key, len(self.parts))].fill(source, out)


class _Reader:
    """Reads a template token by token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_TOKEN.finditer(text))
        self.at = 0

    def read(self, into: Sequence, stops: str) -> str:
        """Read up to one of ``stops`` outside of brackets, and return it."""
        depth = 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            text = token[0]
            self.at += 1
            if text in stops and not depth:
                return text
            depth += {"(": 1, ")": -1}.get(text, 0)
            into.parts.append(self._one(token))
        if stops:
            raise ValueError(f"a template lacks one of {stops!r}")
        return ""

    def _one(self, token: re.Match[str]) -> Text | Sequence:
        if token["value"]:
            return Value(token["value"])
        if token["word"]:
            return Word(token["word"])
        if token["group"]:
            group = Group(0.5 if "?" in token[0] else 1)
            self.read(group, ">")
            return group
        if token["choice"]:
            choice = Choice()
            stop = "|"
            while stop == "|":
                branch = Sequence()
                stop = self.read(branch, "|)")
                choice.parts.append(branch)
            choice.key = self.text[token.start() : self.tokens[self.at - 1].end()]
            return choice
        return Quote(token[0]) if token[0] == '"' else Text(token[0])


def expand(text: str, parts: Mapping[str, str]) -> str:
    """A template with its ``$`` parts in place.  Raises KeyError for a part that is not defined."""
    for _ in range(6):
        if "$" not in text:
            break
        text = _PART.sub(lambda m: parts[m[1]], text)
    return text


@cache
def compiled(text: str) -> Sequence:
    """A template, parsed.  Raises ValueError where it is broken."""
    root = Sequence()
    _Reader(text).read(root, "")
    return root


def fill(text: str, source: Source) -> list[Piece]:
    """The pieces of a template, or none where a value that it cannot do without is missing."""
    out: list[Piece] = []
    try:
        compiled(text).fill(source, out)
    except _Missing:
        return []
    return out
