"""Full stops that end an abbreviation or initial, and no sentence."""

from __future__ import annotations

from functools import cache

from bibtool.language.lexicon import lexicon


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
