"""The lines of a text with their offsets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bibtool.text.mapped import Edit, Mapped
from bibtool.text.patterns import regex

# What ends a line.  A form feed ends a page as well.  U+001C..U+001E, which str.splitlines takes, do not: in
# damaged text layers they stand inside words.
# A pattern that begins with a class is fast, so that "\r\n" is asked behind its first character.
LINE_END = regex(r"[\n\r\f\v\x85\u2028\u2029](?:(?<=\r)\n)?")
_new = tuple.__new__  # of a named tuple: in half the time of a call of its class
_OTHER_END = regex(r"[\r\f\v\x85\u2028\u2029](?:(?<=\r)\n)?")  # than "\n" alone


class Line(NamedTuple):
    """``source[start:end]`` without its line end; the next line begins at ``after``."""

    start: int
    end: int
    after: int
    text: str
    new_page: bool  # a form feed stands before it

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text or self.text.isspace()

    @property
    def indent(self) -> int:
        """How many white-space characters it begins with."""
        return len(self.text) - len(self.text.lstrip())


def lines(text: str) -> Iterator[Line]:
    """All lines in order; together they cover ``text``."""
    at = 0
    new_page = False
    for match in LINE_END.finditer(text):
        end, after = match.span()
        yield _new(Line, (at, end, after, text[at:end], new_page))
        at = after
        new_page = text[end:after] == "\f"
    if at < len(text):
        yield Line(at, len(text), len(text), text[at:], new_page)


def plain_line_ends(mapped: Mapped) -> Mapped:
    r"""Every line end as ``\n``."""
    return mapped.replace([Edit(*match.span(), "\n") for match in _OTHER_END.finditer(mapped.text)])
