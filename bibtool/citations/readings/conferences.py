"""Where and when a conference was, as the title of its papers says it: "материалы междунар. науч. конф., Минск, 12–13
мая 2009 г.", "Konferencja młodych historyków (Lublin, 12 maja 2009)".

It belongs to that title; read by itself, it would be the place and the year of the work.
"""

from __future__ import annotations

from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.scan import hints
from bibtool.citations.scan.abbreviations import with_full_stop
from bibtool.citations.scan.dates import at_day, at_month
from bibtool.language.forms import alternation, exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_WORDS = r"[^()\[\]{};/\d]{0,120}?"  # more of the conference's name
_PLACE = rf"{CAPITAL}[{LOWER}’'ʼ]+(?:[\s-]{CAPITAL}?[{LOWER}’'ʼ]+){{0,2}}"
_YEAR = r"(?:1[89]|20)\d\d"
_LATER = regex(rf"(?<!\d){_YEAR}(?!\d)")
_BETWEEN = regex(r"[\s.,]*")


@cache
def _statement() -> Phrase:
    lex = lexicon()
    forms = [*lex.hint("conference"), *lex.hint("meeting")]
    suffix = rf"(?:\s?{lex.alternation('year_suffix')})?"
    town = rf"(?:{alternation(lex.hint('town_word'))}\s?)?"
    day = rf"(?:{at_day()}|{at_month()}){suffix}"
    bracket = rf"\((?P<inside>(?:[^()\d]{{2,60}}[,.]\s)?(?:{day}|{_YEAR}{suffix})(?:[,.]\s[^()\d]{{2,40}})?)\)"
    # a conference of bishops is no event
    return Phrase(
        rf"(?<!\w)(?!{exact(lex.hint('dicastery'))}){alternation(forms)}{_WORDS}(?:(?P<bracket>\s?{bracket})"
        rf"|(?:[,.]|(?<=\.))\s(?P<open>{town}(?P<place>{_PLACE})[,.]\s{day}|{day},\s{town}(?P<place2>{_PLACE})))"
        rf"(?=\s?[.,:;/–—]|\s-\s|(?<=\.)\s{CAPITAL})",
        forms,
    )


def statement(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where a citation says where and when a conference was, with its brackets or the mark before it, and without; no
    statement is the last date of a citation, which is its own."""
    for match in _statement().finditer(text, start, end):
        if _LATER.search(text, match.end(), end) is None:
            continue
        if match["bracket"] is not None:
            return match.span("bracket"), match.span("inside")
        place = match["place"] or match["place2"]
        if hints.known_place(place) or hints.known_place(place.split(" ")[0]):
            first, last = match.span("open")
            last -= text[last - 1] == "." and text[last] == " "  # "12 мая 2009 г. Минск": it ends the title as well
            return (first, last), (first, last)
    return None


def restore(draft: Draft, text: str, span: tuple[int, int]) -> bool:
    """Give what was passed over back to the title that holds it or ends right before it; whether there is one."""
    for variable in ("container-title", "title"):
        value = draft.values.get(variable)
        if value is None:
            continue
        first, last = value.spans[-1]
        if first <= span[0] and span[1] <= last and len(value.spans) == 1:
            draft.text[variable] = text[first:last]
            return True
        if last <= span[0] and _BETWEEN.fullmatch(text, last, span[0]) is not None:
            end = with_full_stop(text, last, span[1])
            draft.text[variable] += text[last:end]
            value.spans[-1] = (first, end)
            return True
    return False
