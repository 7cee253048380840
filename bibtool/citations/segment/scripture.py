"""Places of the Bible: chapter and verse of a book, "Mt 5, 3–7", "Мф. 5:3", which cite no work."""

from __future__ import annotations

from functools import cache

from bibtool.language.forms import exact, firsts
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import LOWER


@cache
def _places() -> Phrase:
    books = lexicon().hint("bible_book")
    verse = rf"[0-9]{{1,3}}[{LOWER}]{{0,2}}"  # "3a", "3nn"
    verses = rf"{verse}(?:\s?[-–—]\s?(?:[0-9]{{1,3}}\s?[,:]\s?)?{verse})?"
    # "Ps 118 (117), 22", "Łk 10, 25–37. 42"
    place = rf"[0-9]{{1,3}}(?:\s?\([0-9]{{1,3}}\))?\s?[,:.]\s?{verses}(?:[.;,]\s?{verses})*(?:\s?{_onward()})?"
    one = rf"(?:[1-4I]{{1,3}}\s)?(?:{exact(books)})\.?\s{place}"
    joined = rf"(?:[;,]\s|,?\s{lexicon().alternation('and')}\s)"
    return Phrase(rf"{one}(?:{joined}{one})*[\s.;,)]*\Z", firsts(sorted(books)))


def _onward() -> str:
    return lexicon().alternation("locator_rest")


def scripture(text: str, start: int, end: int) -> bool:
    """Whether a stretch is places of the Bible and nothing else."""
    return _places().match(text, start, end) is not None
