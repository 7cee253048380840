"""Whether a stretch is a ruling: the word for one or its court stands first, in one case or another.

"Wyrok SN z 3 lutego 2011 r.", "BGH, Urteil vom 17. Mai 2001", "Cass. civ., sez. III, 12 giugno 2012", "NSA w uchwale z
dnia 7 czerwca 2010 r.".  The words for rulings and courts are data.
"""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.draft import Draft, Value
from bibtool.citations.scan import hints
from bibtool.citations.scan.dates import date_at
from bibtool.language.forms import alternation, exact, telling
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase, Told
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_NEAR = 90  # characters within which a ruling names its court


@cache
def of_ruling() -> Told:
    """A word for a ruling or a court, or the name of a court."""
    lex = lexicon()
    return Told(telling([*lex.forms("ruling"), *lex.hint("court_first"), *lex.hint("court")]))


@cache
def _enacted() -> Phrase:
    """A word for an act that no court gives, whatever its title names: "Zákon č. 182/1993 Sb., o Ústavním soudu"."""
    return Phrase(lexicon().alternation("enacted"), lexicon().forms("enacted"))


@cache
def _in_a_sentence() -> Phrase:
    """A ruling as a sentence names it: "uchwałę SN z dnia …", "SN w wyroku z dnia …", "КС РФ в постановлении от …"."""
    words, courts = lexicon().hint("ruling_inflected"), exact(lexicon().hint("court"))
    inflected = alternation(words)
    pattern = rf"(?:{courts}\s[{LOWER}]{{1,3}}\s{inflected}|{inflected}\s(?:[\w.]{{1,20}}\s)?{courts})"
    return Phrase(pattern, words)


def is_ruling(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins with the word for a ruling, or with a court and its day or periodical."""
    if not of_ruling().may_stand(text):
        return False
    head = text[start : min(end, start + _NEAR)]
    if hints.starts_with(head, "ruling") is not None or _dated_court(head):
        return True
    if not (hints.may_have(text, "court") and hints.court(head)):
        return False
    if hints.starts_with(head, "statute") is not None:
        return _enacted().match(text, start, end) is None
    return _court_first(head) or (_in_a_sentence().match(text, start, end) is not None and _with_day(head))


def _dated_court(head: str) -> bool:
    """Whether a head begins with a court, perhaps its chamber, and the day of a ruling or where it is printed: "Cass.
    civ., sez. III, 12 giugno 2012", "LG Berlin, Urt. v. 2.2.2007", "BGH NJW 2008, 1517"."""
    if _first().match(head) is None:
        return False
    if _court_in_periodical().match(head) is not None:
        return True
    return any(
        date_at(head, space.end()) is not None and _before_day().fullmatch(head, 0, space.end()) is not None
        for space in _SPACE.finditer(head)
    )


_SPACE = regex(r"\s")


def _with_day(head: str) -> bool:
    return any(date_at(head, space.end()) is not None for space in _SPACE.finditer(head))


@cache
def _chamber() -> str:
    """A court and perhaps its chamber: "Cass. civ., sez. III"."""
    part = rf"{CAPITAL}[{LOWER}]{{2,12}}|[{LOWER}]{{2,6}}\.|[IVX]{{1,5}}|\d[a-z]{{1,3}}"
    return rf"{_first().pattern}(?:,?\s(?:{part})){{0,4}}"


@cache
def _before_day() -> re.Pattern[str]:
    """What stands before the day of a ruling."""
    ruled = rf"(?:,?\s{lexicon().alternation('ruling', 'statute')}(?:\s[{LOWER}]{{1,3}}\.?)?)?"
    return compiled(rf"{_chamber()}{ruled},?\s")


@cache
def _court_in_periodical() -> re.Pattern[str]:
    return compiled(rf"{_chamber()},?\s{ACRONYM}")


# A periodical that has two capitals and a page behind its year: "MDR 2015, 611", "DVBl. 1992, 1234".
ACRONYM = rf"{CAPITAL}[\w-]{{0,5}}{CAPITAL}[\w-]{{0,5}}\.?(?=\s(?:19|20)\d\d,\s\d)"


@cache
def _first() -> re.Pattern[str]:
    return compiled(exact(lexicon().hint("court_first")))


def put_language(draft: Draft, text: str, at: int) -> None:
    """The language of a ruling by its court or by the word for it, where one language only calls it so."""
    court = _first().match(text, at)
    languages = lexicon().hints["court_first"][court.group()] if court is not None else frozenset()
    if not languages and (ruling := hints.starts_with(text[at : at + _NEAR], "statute")) is not None:
        languages = frozenset(one for one in lexicon().languages("statute", ruling.group()) if one.isalpha())
    if len(languages) == 1:
        draft.text["language"] = next(iter(languages))
        draft.values["language"] = Value([], "language-of-court", inferred=True)


def _court_first(head: str) -> bool:
    """ "BGH, Urteil vom 17. Mai 2001": the court, then the ruling."""
    comma = head.find(", ")
    return 0 < comma < 30 and hints.starts_with(head[comma + 2 :], "ruling") is not None
