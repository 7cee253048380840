"""Full stops that end an abbreviation or initial, and no sentence."""

from __future__ import annotations

import re
from functools import cache

from bibtool.language.forms import alternation, exact
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import LOWER


def ends_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop before ``end`` ends an abbreviation or initial."""
    if end <= start or text[end - 1] not in ".":
        return False
    token = text[max(start, end - 24) : end].split()[-1].lstrip('([„«"“')
    letters = token.rstrip(".")
    last = letters.rpartition(".")[2].rpartition("-")[2]
    return (
        (len(letters) == 1 and letters.isalpha())
        or (len(last) == 1 and last.isupper() and len(letters) > 1)  # "Hans-J. Lis", "J.-S. Kim"
        or (len(letters) == 2 and letters[0].isupper() and letters[1].islower())  # "Th. Lis", "Ю. М." romanised
        or token.casefold() in _dotted()
        or ("." in letters and letters[-1].isalpha() and len(letters.rsplit(".", 1)[-1]) == 1)
    )


@cache
def _dotted() -> frozenset[str]:
    """The last words of abbreviations that end in a full stop."""
    lex = lexicon()
    words = {form.rsplit(" ", 1)[-1].casefold() for role in lex.words for form in lex.words[role] if form.endswith(".")}
    words |= {form.casefold() for form in lex.hint("inner")}
    return frozenset(words | {place.casefold() for place in lex.places if len(place) > 3})


def with_full_stop(text: str, start: int, end: int) -> int:
    """Where a name or title ends at ``end`` or behind the full stop there, if it is that of an abbreviation at its end:
    "XII–XIII вв.", "1914–1918 гг.", "ГА Саратовской обл."."""
    if text[end : end + 1] != "." or _closing().search(text, max(start, end - _LONGEST), end + 1) is None:
        return end
    return end + 1


_LONGEST = 12  # letters of an abbreviation with the numeral or the end of the word before it


@cache
def _closing() -> re.Pattern[str]:
    counted = alternation(form for form in lexicon().forms("year_suffix", "century") if form.endswith("."))
    era = rf"(?<!\w)[{LOWER}]\.\s?[{LOWER}]\."  # "до н. э."
    named = exact(lexicon().hint("closing_abbreviation"))
    return compiled(rf"(?:[\dIVXІХ](?:-[{LOWER}]{{1,3}})?\s?{counted}|{era}|[\w.]\s{named})\Z")
