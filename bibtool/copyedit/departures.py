"""A difference between a printed citation and its style, named: the kind of departure and what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bibtool.copyedit.tokens import Difference, Line, Token, differences, folded
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES

# Below this, single differences say less than the whole: another form (short, ibid.) or another style.
_UNLIKE = 0.5
_QUOTES = frozenset("„”“«»\"‟‘’‚‹›'")
_TERMS = frozenset({"term", "label"})
_BEFORE_DOI = frozenset("doi https http dx org : / .".split())

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
    printed, expected = _with_lead(printed), _with_lead(expected)
    found, alike = differences(printed, expected)
    if not found:
        return []
    if alike < _UNLIKE:
        return [Departure(FORM, 0, len(printed.text), printed.text, expected.text)]
    named = [_named(difference, printed, expected) for difference in _joined(found, expected)]
    return list(_moved(named))


def _with_lead(one: Line) -> Line:
    """The line with what leads to a DOI ("doi:", "https://doi.org/") as part of it."""
    first = next((place for place, token in enumerate(one.tokens) if token.variable == "DOI"), 0)
    tokens = list(one.tokens)
    while first and not tokens[first - 1].variable and folded(tokens[first - 1]) in _BEFORE_DOI:
        first -= 1
        tokens[first] = replace(tokens[first], variable="DOI")
    return replace(one, tokens=tuple(tokens))


def _joined(found: Sequence[Difference], expected: Line) -> list[Difference]:
    """Differences with nothing but a DOI's lead between them are one."""
    out: list[Difference] = []
    for difference in found:
        last = out[-1] if out else None
        between = expected.tokens[last.expected[1] : difference.expected[0]] if last else ()
        if last and between and all(token.variable == "DOI" for token in between):
            out[-1] = Difference((last.printed[0], difference.printed[1]), (last.expected[0], difference.expected[1]))
        else:
            out.append(difference)
    return out


def _named(difference: Difference, printed: Line, expected: Line) -> Departure:
    ours = printed.tokens[slice(*difference.printed)]
    theirs = expected.tokens[slice(*difference.expected)]
    code, variable = _kind(ours, theirs)
    (start, end), (first, last) = difference.printed, difference.expected
    alone = not any(token.is_word for token in ours)
    # a mark that is missing or too much is shown with the word before it, which both lines have
    while alone and start and first and not (start < end and printed.tokens[start].is_word):
        start, first = start - 1, first - 1
        if printed.tokens[start].is_word:
            break
    if alone and start == end and printed.tokens:
        end, last = end + 1, min(last + 1, len(expected.tokens))
    if code == TERM and _stop(printed, end) and _stop(expected, last):
        end, last = end + 1, last + 1
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


def _kind(ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[str, str]:
    both = [*ours, *theirs]
    variables = {token.variable for token in both if token.variable} - _TERMS
    named = next(iter(sorted(variables)), "")
    if "DOI" in variables:
        return DOI_FORM, "DOI"
    if all(not token.is_word for token in both):
        if any(token.text in _QUOTES for token in both):
            return QUOTES, named
        return PUNCTUATION, named
    if not any(token.is_word for token in theirs):
        return EXTRA, named
    if not any(token.is_word for token in ours):
        return MISSING, named
    dates = variables & DATE_VARIABLES
    if dates:
        return DATE_FORM, sorted(dates)[0]
    if not variables and all(token.variable in _TERMS or not token.variable for token in theirs):
        return TERM, ""
    if variables & NAME_VARIABLES:
        return NAME_FORM, sorted(variables & NAME_VARIABLES)[0]
    return VALUE, named


def _stop(one: Line, place: int) -> bool:
    return place < len(one.tokens) and one.tokens[place].text == "."


def _moved(found: Sequence[Departure]) -> Iterator[Departure]:
    """Something missing here and too much there is one thing: the order."""
    pairs: dict[int, Departure] = {}
    for number, extra in enumerate(found):
        for missing in found if extra.code == EXTRA else ():
            if missing.code == MISSING and missing not in pairs.values() and _same(extra.moves, missing.moves):
                pairs[number] = missing
                break
    for number, departure in enumerate(found):
        if number in pairs:
            yield replace(departure, code=ORDER, expected=pairs[number].expected)
        elif departure not in pairs.values():
            yield departure


def _same(one: str, other: str) -> bool:
    """The same words, or all of one among the other: what moves may lose or gain a word."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return short == long or (short.count(" ") > 0 and f" {short} " in f" {long} ")


def _key(tokens: Sequence[Token]) -> str:
    return " ".join(folded(token) for token in tokens if token.is_word)
