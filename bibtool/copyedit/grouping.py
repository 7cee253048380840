"""Differences that are one thing: the pieces of one date, of one name, of one term, of a DOI with what leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.copyedit.tokens import Difference, Line, Token
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES
from bibtool.notes.account import REFERENCES

# What a style says in words of its own: terms, and what stands for a work that was named before.
TERMS = frozenset({"term", "label"}) | REFERENCES
NUMBERED = frozenset({"edition", "volume", "issue", "number", "number-of-volumes", "number-of-pages", "chapter-number"})


def grouped(found: Sequence[Difference], printed: Line, expected: Line) -> list[Difference]:
    """The differences, those that belong together as one.

    A text matcher parts "14.05.2019" and "14 V 2019" at every figure that they share; a person sees one date.
    """
    out: list[Difference] = []
    for difference in _bracketed(found, printed, expected):
        if out and _together(out[-1], difference, printed, expected):
            last = out.pop()
            difference = Difference(
                (last.printed[0], difference.printed[1]), (last.expected[0], difference.expected[1])
            )
        out.append(difference)
    return out


def _bracketed(found: Sequence[Difference], printed: Line, expected: Line) -> list[Difference]:
    """The differences, those that put a term in brackets or take it out of them as one: "w:" beside "[w:]"."""
    out: list[Difference] = []
    for each in found:
        if out:
            last = out[-1]
            whole = Difference((last.printed[0], each.printed[1]), (last.expected[0], each.expected[1]))
            within = _tokens(whole, printed, expected)
            if not any(token.variable not in ("", *TERMS) for token in within) and any(
                _is_pair(_marks(last, one, side), _marks(each, one, side))
                for one, side in ((printed, "printed"), (expected, "expected"))
            ):
                out[-1] = whole
                continue
        out.append(each)
    return out


def _marks(one: Difference, of: Line, side: str) -> str:
    return "".join(token.text for token in of.tokens[slice(*getattr(one, side))] if not token.is_word)


def _is_pair(opening: str, closing: str) -> bool:
    return any(opening[-1:] == pair[0] and closing[:1] == pair[1] for pair in ("()", "[]"))


def subject(tokens: Sequence[Token]) -> str:
    """The one variable that words are about, "term" for terms alone, "" for several or none."""
    variables = {token.variable for token in tokens if token.is_word or token.variable == "DOI"}
    values = variables - TERMS - {""}
    if not values:
        return "term" if variables & TERMS else ""
    return values.pop() if len(values) == 1 else ""


def _together(last: Difference, following: Difference, printed: Line, expected: Line) -> bool:
    parts = [_tokens(one, printed, expected) for one in (last, following)]
    about = [subject(part) for part in parts]
    between = [
        *printed.tokens[last.printed[1] : following.printed[0]],
        *expected.tokens[last.expected[1] : following.expected[0]],
    ]
    # a mark that differs between two pieces of a value ("14.05.2019") is a part of it
    kinds = {one for one in about if one}
    if len(kinds) != 1 or any(_is_words(part) for part, one in zip(parts, about, strict=True) if not one):
        numbered = kinds & NUMBERED
        if len(kinds) != 2 or "term" not in kinds or not numbered:
            return False
        kinds = numbered
    kind = kinds.pop()
    if kind == "term" or kind in NUMBERED:
        return all(about) and all(token.text == "." for token in between)
    if kind in DATE_VARIABLES or kind == "DOI":
        return all(token.variable == kind for token in between if token.is_word) and _inside(between, kind)
    if kind in NAME_VARIABLES:
        # "Jan Lis, Anna Kot" beside "J. Lis, A. Kot" are two departures; "Lis J." beside "J. Lis" is one
        whole = all(
            one.printed[0] != one.printed[1] and one.expected[0] != one.expected[1] for one in (last, following)
        )
        return not whole and all(token.variable == kind for token in between if token.is_word)
    return False


def _replaces(one: Difference) -> bool:
    return one.printed[0] != one.printed[1] and one.expected[0] != one.expected[1]


def _inside(between: Sequence[Token], kind: str) -> bool:
    """Whether no mark that parts elements of a note stands between two pieces of one value."""
    return all(token.variable == kind or token.text in ".-–/" for token in between)


def _tokens(difference: Difference, printed: Line, expected: Line) -> list[Token]:
    return [*printed.tokens[slice(*difference.printed)], *expected.tokens[slice(*difference.expected)]]


def _is_words(tokens: Sequence[Token]) -> bool:
    return any(token.is_word for token in tokens)
