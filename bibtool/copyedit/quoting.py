"""The quotation marks around the values of a citation, a pair at a time."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from bibtool.copyedit.grouping import TERMS
from bibtool.copyedit.tokens import Line
from bibtool.items.item import NAME_VARIABLES

QUOTES = frozenset("„”“«»\"‟‘’‚‹›'")
_WITHIN = frozenset(".,")  # American marks stand before the closing quotation mark


class _Quoted(Struct, frozen=True):
    """A value with what marks it: tokens ``[start, end)``, and the places of the marks among them."""

    start: int
    end: int
    marks: tuple[int, ...]
    said: tuple[str, str]  # the opening and the closing mark, "" where there is none


class QuotesDiffer(Struct, frozen=True):
    """A value that stands in other quotation marks: where in the printed line, as printed and as in the style."""

    variable: str
    start: int
    end: int
    printed: str
    expected: str


def without_other_quotes(printed: Line, expected: Line) -> tuple[Line, Line, list[QuotesDiffer]]:
    """Both lines without the marks around values that the other quotes in another way, and these values in order."""
    ours, theirs = ({each: _quoted(one, each) for each in _values(one)} for one in (printed, expected))
    found: list[QuotesDiffer] = []
    gone: tuple[set[int], set[int]] = set(), set()
    for variable, one in ours.items():
        other = theirs.get(variable)
        if other is None or one.said == other.said:
            continue
        gone[0].update(one.marks)
        gone[1].update(other.marks)
        shown = _text(printed, one), _text(expected, other)
        if shown[0] != shown[1]:
            places = printed.tokens[one.start].start, printed.tokens[one.end - 1].end
            found.append(QuotesDiffer(variable, *places, *shown))
    left, right = (
        replace(line, tokens=tuple(token for at, token in enumerate(line.tokens) if at not in marks)) if marks else line
        for line, marks in zip((printed, expected), gone, strict=True)
    )
    return left, right, found


def _values(one: Line) -> Iterator[str]:
    """The variables of a line that styles quote: no names."""
    names = dict.fromkeys(token.variable.removesuffix("-short") for token in one.tokens if token.is_word)
    return (name for name in names if name and name not in NAME_VARIABLES | TERMS)


def _quoted(one: Line, variable: str) -> _Quoted:
    places = [at for at, token in enumerate(one.tokens) if token.variable.removesuffix("-short") == variable]
    start, end = places[0], places[-1] + 1
    marks: list[int] = []
    before = next((at for at in (start, start - 1) if at >= 0 and _opens(one, at)), None)
    if before is not None:
        marks.append(before)
    after = _closing(one, end)
    if after is not None:
        marks.append(after)
    said = tuple(one.tokens[place].text if place is not None else "" for place in (before, after))
    whole = min([start, *marks]), max([end - 1, *marks]) + 1
    return _Quoted(*whole, tuple(marks), (said[0], said[1]))


def _closing(one: Line, end: int) -> int | None:
    """The closing mark at the end of a value or behind it, with a comma or a full stop between."""
    for at in (end - 1, end, end + 1):
        if at == len(one.tokens):
            return None
        if _closes(one, at):
            return at
        if at >= end and one.tokens[at].text not in _WITHIN:
            return None
    return None


def _opens(one: Line, at: int) -> bool:
    """Whether a token is a quotation mark that touches what follows it ("« a »" has spaces inside)."""
    if one.tokens[at].text not in QUOTES or at + 1 == len(one.tokens):
        return False
    between = one.text[one.tokens[at].end : one.tokens[at + 1].start]
    return not between or (one.tokens[at].text == "«" and between.isspace())


def _closes(one: Line, at: int) -> bool:
    """Whether a token is a quotation mark that touches what stands before it."""
    if one.tokens[at].text not in QUOTES or not at:
        return False
    between = one.text[one.tokens[at - 1].end : one.tokens[at].start]
    return not between or (one.tokens[at].text == "»" and between.isspace())


def _text(one: Line, value: _Quoted) -> str:
    return one.slice(value.start, value.end)
