"""A difference between a printed citation and its style, named: the kind of departure and what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bibtool.copyedit.tokens import Difference, Line, Token, differences, folded
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES

# Below this, single differences say less than the whole: another form (short, ibid.) or another style.
_UNLIKE = 0.5
_QUOTES = frozenset("„”“«»\"‟‘’‚‹›'")
_TERMS = frozenset({"term", "label"})
_DOI = re.compile(r"doi|dx", re.IGNORECASE)

PUNCTUATION = "BT801"
TERM = "BT802"
DATE_FORM = "BT803"
DOI_FORM = "BT804"
QUOTES = "BT805"
NAME_FORM = "BT806"
ORDER = "BT807"
MISSING = "BT808"
EXTRA = "BT809"
VALUE = "BT810"
FORM = "BT811"
# Where the expected text can stand in for the printed one without a second look.
SAFE = frozenset({PUNCTUATION, TERM, DATE_FORM, DOI_FORM, QUOTES})


@dataclass(frozen=True, slots=True)
class Departure:
    """``[start, end)`` is the place in the printed line; ``printed`` and ``expected`` what stands there and what the
    style prints, either possibly empty; ``variable`` the CSL variable concerned, "" for none."""

    code: str
    start: int
    end: int
    printed: str
    expected: str
    variable: str = ""
    moves: str = ""  # what is missing or too much, alone and folded: the same in both is a matter of order


def departures(printed: Line, expected: Line) -> list[Departure]:
    """All departures of one citation, in the order of the printed text."""
    found, alike = differences(printed, expected)
    if not found:
        return []
    if alike < _UNLIKE:
        return [Departure(FORM, 0, len(printed.text), printed.text, expected.text)]
    named = [_named(difference, printed, expected) for difference in found]
    return list(_moved(named))


def _named(difference: Difference, printed: Line, expected: Line) -> Departure:
    ours = printed.tokens[slice(*difference.printed)]
    theirs = expected.tokens[slice(*difference.expected)]
    code, variable = _kind(difference, ours, theirs, printed, expected)
    (start, end), (first, last) = difference.printed, difference.expected
    if not ours and start:
        # something is missing: shown with what stands before it
        start, first = start - 1, max(first - 1, 0)
    if not ours and not start and printed.tokens:
        end, last = 1, min(last + 1, len(expected.tokens))
    if not theirs and start and code == PUNCTUATION:
        start, first = start - 1, max(first - 1, 0)
    places = printed.tokens[start:end]
    return Departure(
        code,
        places[0].start if places else 0,
        places[-1].end if places else 0,
        printed.slice(start, end),
        expected.slice(first, last),
        variable,
        _key(theirs if code == MISSING else ours) if code in (MISSING, EXTRA) else "",
    )


def _kind(
    difference: Difference, ours: Sequence[Token], theirs: Sequence[Token], printed: Line, expected: Line
) -> tuple[str, str]:
    both = [*ours, *theirs]
    variables = {token.variable for token in both if token.variable} - _TERMS
    named = next(iter(sorted(variables)), "")
    if all(not token.is_word for token in both):
        if any(token.text in _QUOTES for token in both):
            return QUOTES, named
        return PUNCTUATION, named
    if "DOI" in variables or _is_doi(difference, ours, theirs, printed, expected):
        return DOI_FORM, "DOI"
    dates = variables & DATE_VARIABLES
    if dates and theirs and ours:
        return DATE_FORM, sorted(dates)[0]
    if theirs and all(not token.is_word or token.variable in _TERMS or not token.variable for token in theirs):
        if ours and not variables:
            return TERM, ""
        if not ours:
            return MISSING, ""
    if variables & NAME_VARIABLES and ours and theirs:
        return NAME_FORM, sorted(variables & NAME_VARIABLES)[0]
    if not any(token.is_word for token in theirs):
        return EXTRA, named
    if not any(token.is_word for token in ours):
        return MISSING, named
    return VALUE, named


def _is_doi(
    difference: Difference, ours: Sequence[Token], theirs: Sequence[Token], printed: Line, expected: Line
) -> bool:
    """Whether only what leads to a DOI differs: "doi:" beside "https://doi.org/"."""
    nexts = (
        line.tokens[place]
        for line, place in ((printed, difference.printed[1]), (expected, difference.expected[1]))
        if place < len(line.tokens)
    )
    near = any(token.variable == "DOI" for token in nexts)
    return near and any(_DOI.search(token.text) for token in (*ours, *theirs))


def _moved(found: Sequence[Departure]) -> Iterator[Departure]:
    """Something missing here and too much there is one thing: the order."""
    missing = {d.moves: d for d in found if d.code == MISSING}
    extra = {d.moves: d for d in found if d.code == EXTRA}
    moved = {key for key in missing.keys() & extra.keys() if key}
    for departure in found:
        if departure.moves not in moved:
            yield departure
        elif departure.code == EXTRA:
            yield replace(departure, code=ORDER, expected=missing[departure.moves].expected)


def _key(tokens: Sequence[Token]) -> str:
    return " ".join(folded(token) for token in tokens if token.is_word)
