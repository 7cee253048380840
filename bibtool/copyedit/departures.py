"""A difference between a printed citation and its style, named: the kind of departure and what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from bibtool.copyedit.grouping import NUMBERED, TERMS, grouped, subject
from bibtool.copyedit.quoting import QUOTES as QUOTATION_MARKS
from bibtool.copyedit.quoting import without_other_quotes
from bibtool.copyedit.tokens import Difference, Line, Token, differences, folded
from bibtool.diagnostics.code import Code
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES
from bibtool.notes.account import REFERENCES

# Below this, single differences say less than the whole: another form (short, ibid.) or another style.
_UNLIKE = 0.5
# What a form does not differ by: where in a work, and where it is to be found.
_NOT_OF_FORMS = frozenset({"", "locator", "page", "URL", "DOI", "accessed", "language"})
_BEFORE_DOI = frozenset("doi https http dx org : / .".split())

PUNCTUATION = Code.PUNCTUATION_DEPARTS
TERM = Code.TERM_DEPARTS
DATE_FORM = Code.DATE_FORM_DEPARTS
DOI_FORM = Code.DOI_FORM_DEPARTS
QUOTES = Code.QUOTATION_MARKS_DEPART
NAME_FORM = Code.NAME_FORM_DEPARTS
ORDER = Code.ORDER_DEPARTS
MISSING = Code.ELEMENT_MISSING
EXTRA = Code.ELEMENT_EXTRA
VALUE = Code.VALUE_DEPARTS
FORM = Code.CITATION_FORM_DEPARTS
_SAFE = frozenset({PUNCTUATION, TERM, DATE_FORM, DOI_FORM})
_WORDED = frozenset({TERM, DATE_FORM})
_FOREIGN = _WORDED | {EXTRA, VALUE}  # words that the style does not have
_SWAPPED = "swapped"  # the variable of what is compared as one
_PAIRED = QUOTATION_MARKS | frozenset("()[]{}<>")
_STOPS = ",.;:"


class Departure(Struct, frozen=True):
    """``[start, end)`` is the place in the printed line; ``printed`` and ``expected`` what stands there and what the
    style prints, either possibly empty; ``variable`` the CSL variable concerned, "" for none."""

    code: str
    start: int
    end: int
    printed: str
    expected: str
    variable: str = ""
    moves: str = ""  # what is missing or too much, alone and folded: the same in both is a matter of order
    about: str = ""  # the one variable that all of it is about


class Mention(Enum):
    """Whether a work is mentioned for the first time, as printed and as the style has it."""

    FIRST = "first"
    AGAIN = "again"


def replaceable(found: Sequence[Departure], same_language: bool = True) -> list[bool]:
    """For each departure of one citation: whether the expected text can stand in for the printed one without a second
    look.

    Marks that come in pairs are never touched, since each is a place of its own; and where they depart, no full stop
    or comma is set or taken either, since it may stand on their other side.  What begins or ends with a mark keeps it.
    Of a citation in another language than the style's (not ``same_language``), words and dates are replaced only where
    all of them are: others would stand beside those that stay ("vom 3 marca 1908").
    """
    paired = any(_PAIRED & {*each.printed, *each.expected} for each in found)
    safe = [
        each.code in _SAFE
        and bool(each.printed and each.expected)
        and not _PAIRED & {*each.printed, *each.expected}
        and (each.code != PUNCTUATION or not paired or _stops(each.printed) == _stops(each.expected))
        and (each.printed[0] in _STOPS) == (each.expected[0] in _STOPS)
        for each in found
    ]
    mixed = not same_language and any(
        not fine and each.code in _FOREIGN for each, fine in zip(found, safe, strict=True)
    )
    return [fine and not (mixed and each.code in _WORDED) for each, fine in zip(found, safe, strict=True)]


def _stops(text: str) -> list[str]:
    return [letter for letter in text if letter in _STOPS]


def departures(printed: Line, expected: Line, mention: Mention = Mention.FIRST) -> list[Departure]:
    """All departures of one citation, in the order of the printed text."""
    printed, expected = _with_lead(printed), _with_lead(expected)
    swapped = _swapped(printed, expected)
    whole = printed
    printed, expected, ordered = _as_one(printed, expected, swapped)
    printed, expected, quoted = without_other_quotes(printed, expected)
    ordered += [Departure(QUOTES, each.start, each.end, each.printed, each.expected, each.variable) for each in quoted]
    found, alike = differences(printed, expected)
    if not found:
        return sorted(ordered, key=lambda each: each.start)
    if alike < _UNLIKE or (mention is Mention.AGAIN and _other_form(printed, expected)):
        return [Departure(FORM, 0, len(whole.text), whole.text, expected.text)]
    named = [_named(difference, printed, expected) for difference in grouped(found, printed, expected)]
    # two parts of one name that is shown whole are one departure
    moved = [_elsewhere(departure, expected) for departure in _moved(named)]
    parts = list(dict.fromkeys(_part(departure, printed, expected) for departure in moved))
    # a mark behind what is swapped would be shown with all of it
    swaps = [one for one in ordered if one.code == ORDER]
    parts = [part for part in parts if not any(part.start <= one.start and one.end <= part.end for one in swaps)]
    told = [part for part in parts if part.printed != part.expected]
    return sorted([*told, *ordered], key=lambda each: each.start)


_Range = tuple[int, int]


def _swapped(printed: Line, expected: Line) -> tuple[_Range, _Range] | None:
    """Where a date and the numbers beside it stand in another order ("23 (1976), z. 2", "1976, t. 23, z. 2"): their
    figures laid beside each other would differ in everything."""
    ours, theirs = _places(printed), _places(expected)
    both = set(ours) & set(theirs)
    first, second = [name for name in ours if name in both], [name for name in theirs if name in both]
    at = [place for place, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
    if not at or set(first[at[0] : at[-1] + 1]) != set(second[at[0] : at[-1] + 1]):
        return None
    names = set(first[at[0] : at[-1] + 1])
    if not names & DATE_VARIABLES or not names & NUMBERED or names - DATE_VARIABLES - NUMBERED:
        return None
    return _range(printed, names), _range(expected, names)


def _places(one: Line) -> list[str]:
    """The variables of a line in order, each once."""
    found = (token.variable for token in one.tokens if token.is_word and token.variable not in ("", *TERMS))
    return list(dict.fromkeys(found))


def _range(one: Line, names: set[str]) -> _Range:
    """From the label of the first of some values to the bracket behind the last."""
    places = [place for place, token in enumerate(one.tokens) if token.variable in names]
    start, end = places[0], places[-1] + 1
    while start and (one.tokens[start - 1].variable in TERMS or one.tokens[start - 1].text in ".(["):
        start -= 1
    while end < len(one.tokens) and one.tokens[end].text in ")]":
        end += 1
    return start, end


def _as_one(printed: Line, expected: Line, swapped: tuple[_Range, _Range] | None) -> tuple[Line, Line, list[Departure]]:
    """Both lines with what is swapped as one word that they share, and the departure that it is."""
    if swapped is None:
        return printed, expected, []
    (start, end), (first, last) = swapped
    mark = "0"  # alike in both, and like nothing else
    lines = []
    for one, (lo, hi) in ((printed, (start, end)), (expected, (first, last))):
        joined = Token(mark, one.tokens[lo].start, one.tokens[hi - 1].end, _SWAPPED)
        lines.append(replace(one, tokens=(*one.tokens[:lo], joined, *one.tokens[hi:])))
    places = printed.tokens[start].start, printed.tokens[end - 1].end
    order = Departure(ORDER, *places, printed.slice(start, end), expected.slice(first, last))
    return lines[0], lines[1], [order]


def _other_form(printed: Line, expected: Line) -> bool:
    """Whether a work that was mentioned before is described by other elements: in full, by its title, by its author
    alone, or only by "ibid."."""
    ours, theirs = _elements(printed), _elements(expected)
    referring = any(token.variable in REFERENCES for token in printed.tokens)
    return any((one in NAME_VARIABLES and referring) or one not in NAME_VARIABLES for one in ours ^ theirs)


def _elements(one: Line) -> set[str]:
    return {token.variable.removesuffix("-short") for token in one.tokens} - TERMS - _NOT_OF_FORMS


def _with_lead(one: Line) -> Line:
    """The line with what leads to a DOI ("doi:", "https://doi.org/") as part of it."""
    first = next((place for place, token in enumerate(one.tokens) if token.variable == "DOI"), 0)
    tokens = list(one.tokens)
    lead = first
    while lead and tokens[lead - 1].variable in ("", *TERMS) and folded(tokens[lead - 1]) in _BEFORE_DOI:
        lead -= 1
    while lead < first and not tokens[lead].is_word:  # the full stop of what stands before
        lead += 1
    tokens[lead:first] = [replace(token, variable="DOI") for token in tokens[lead:first]]
    return replace(one, tokens=tuple(tokens))


def _named(difference: Difference, printed: Line, expected: Line) -> Departure:
    ours = printed.tokens[slice(*difference.printed)]
    theirs = expected.tokens[slice(*difference.expected)]
    code, variable = _kind(ours, theirs)
    about = subject([*ours, *theirs])
    (start, end), (first, last) = difference.printed, difference.expected
    if code in (EXTRA, MISSING, VALUE, PUNCTUATION, TERM) and (name := _inside_names(printed, start, end)):
        return _whole_name(Departure(NAME_FORM, 0, 0, "", "", name, about=name), printed, expected)
    if code == EXTRA and not {token.variable for token in ours} - TERMS - {""}:
        code, variable, before, after = _longer(printed, start, end)
        start, first, end, last = start - before, first - before, end + after, last + after
    if code == DATE_FORM and any(not token.is_word for token in (*ours, *theirs)):
        # ".05." beside "V" says less than the whole date
        while start and first and printed.tokens[start - 1].variable == variable:
            start, first = start - 1, first - 1
        while max(end - len(printed.tokens), last - len(expected.tokens)) < 0 and (
            printed.tokens[end].variable == variable
        ):
            end, last = end + 1, last + 1
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
    if any(token.variable == "URL" for token in (*printed.tokens[start:end], *expected.tokens[first:last])):
        # the last word of an address, or a mark in it, says less than the whole of it
        while start and first and printed.tokens[start - 1].variable == expected.tokens[first - 1].variable == "URL":
            start, first = start - 1, first - 1
        while (
            end < len(printed.tokens)
            and last < len(expected.tokens)
            and printed.tokens[end].variable == expected.tokens[last].variable == "URL"
        ):
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
        about,
    )


def _inside_names(printed: Line, start: int, end: int) -> str:
    """The names that words or marks without a variable stand among: "R. Orłow i K. Lis"."""
    before, after = printed.tokens[start - 1 : start] if start else (), printed.tokens[end : end + 1]
    inside = {token.variable for token in printed.tokens[start:end]} <= {"", "label", "term"}
    name = before[0].variable if before and after and before[0].variable == after[0].variable and inside else ""
    return name if name in NAME_VARIABLES else ""


def _longer(printed: Line, start: int, end: int) -> tuple[str, str, int, int]:
    """Words too many: with the term that they lengthen ("pod red.", "dostęp z dnia") or the date that they follow
    ("2013 r."), by how many tokens before and after; alone where there is none."""
    following = printed.tokens[end : end + 1]
    previous = printed.tokens[start - 1 : start] if start else ()
    if any(token.is_word and token.variable in TERMS for token in following):
        return TERM, "", 0, 1
    if any(token.is_word and token.variable in TERMS for token in previous):
        return TERM, "", 1, 0
    if previous and previous[0].is_word and previous[0].variable in DATE_VARIABLES:
        return DATE_FORM, previous[0].variable, 1, 0
    return EXTRA, "", 0, 0


def _kind(ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[str, str]:
    both = [*ours, *theirs]
    variables = {token.variable for token in both if token.variable} - TERMS
    named = next(iter(sorted(variables)), "")
    if "DOI" in variables:
        return DOI_FORM, "DOI"
    if all(not token.is_word for token in both):
        if any(token.text in QUOTATION_MARKS for token in both):
            return QUOTES, named
        return PUNCTUATION, named
    if not any(token.is_word for token in theirs):
        return EXTRA, named
    if not any(token.is_word for token in ours):
        return MISSING, named
    dates = variables & DATE_VARIABLES
    if dates:
        return DATE_FORM, sorted(dates)[0]
    if not variables and all(token.variable in TERMS or not token.variable for token in theirs):
        words = [[folded(token) for token in side if token.is_word] for side in (ours, theirs)]
        return (PUNCTUATION if words[0] == words[1] else TERM), ""
    if variables & NUMBERED and _figures(ours) == _figures(theirs):
        return TERM, named
    if variables & NAME_VARIABLES:
        name = sorted(variables & NAME_VARIABLES)[0]
        sides = [any(token.variable == name for token in side) for side in (ours, theirs)]
        others = {token.variable for token in (*ours, *theirs)} - TERMS - {"", name}
        if not others and not all(sides):  # a name that stands elsewhere, beside the label of something else
            return (EXTRA if sides[0] else MISSING), name
        return NAME_FORM, name
    return VALUE, named


def _figures(tokens: Sequence[Token]) -> list[str]:
    return re.findall(r"\d+", " ".join(token.text for token in tokens))


def _part(departure: Departure, printed: Line, expected: Line) -> Departure:
    """A part of a name or a date that is missing or too much is a matter of its form."""
    about = departure.about
    if departure.code not in (MISSING, EXTRA) or not about:
        return departure
    if any(all(token.variable != about for token in one.tokens) for one in (printed, expected)):
        return departure
    if about in NAME_VARIABLES:
        return _whole_name(departure, printed, expected)
    if about not in DATE_VARIABLES:
        return departure
    whole = replace(_whole_name(departure, printed, expected), code=DATE_FORM)
    moved = not (departure.printed and departure.expected) and whole.printed != whole.expected
    return whole if moved else replace(departure, code=DATE_FORM)


def _elsewhere(departure: Departure, expected: Line) -> Departure:
    """A term too much that the style has in another place ("red. M. Lis", "LIS, M. (red.)") is a matter of order."""
    if departure.code != EXTRA or departure.about != "term":
        return departure
    terms = {folded(token) for token in expected.tokens if token.is_word and token.variable in TERMS}
    if not set(departure.moves.split()) <= terms:
        return departure
    return replace(departure, code=ORDER, printed=departure.printed.strip(" ,;"), expected=departure.moves)


def _whole_name(departure: Departure, printed: Line, expected: Line) -> Departure:
    """All that both lines print of the name or date, where one lacks what differs: "J." beside nothing says little."""
    (start, end), (first, last) = (_run(one, departure.about) for one in (printed, expected))
    return Departure(
        NAME_FORM,
        printed.tokens[start].start,
        printed.tokens[end - 1].end,
        printed.slice(start, end),
        expected.slice(first, last),
        departure.about,
    )


def _run(one: Line, variable: str) -> tuple[int, int]:
    """The tokens from the first to the last of a variable."""
    places = [place for place, token in enumerate(one.tokens) if token.variable == variable]
    return places[0], places[-1] + 1


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
    """The words that move; the labels beside them do not ("nr 3" and "no. 3"), and a figure is that of its variable."""
    words = [token for token in tokens if token.is_word]
    values = [token for token in words if token.variable not in TERMS] or words
    return " ".join(folded(token) + (f"/{token.variable}" if token.text.isdigit() else "") for token in values)
