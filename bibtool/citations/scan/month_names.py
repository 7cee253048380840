"""Words that name a month and a person: "Młynarczyk Jan, 1998", "S. Mai, 1998", "Thornbury, April. 1998".

A date that begins with its month is none where the word stands as a name does.  Whether it does is told by what stands
before it (an initial, a word with a capital at the head of a citation) and by what follows the year: words of a title
follow a name, pages follow the month of a periodical as well ("Spectator May, 1998, p. 5").

In languages that print months small, a month with a capital is an event's name where a word of the same title or the
label of a volume stands before it: "Polski Październik 1956, Warszawa 2006", "w: Grudzień 1970, red. J. Kos".
"""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.names.given import is_given
from bibtool.citations.scan.hints import has, known_place
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.patterns import regex

_FAR = 80  # letters before a month within which a name and the one before it stand
_NAME = rf"{CAPITAL}[{LOWER}’']+(?:-{CAPITAL}[{LOWER}]+)*|[{UPPER}]{{3,}}"
# The month word and the year behind it, no day between them.
_MONTH_AND_YEAR = regex(rf"(?P<word>{CAPITAL}[^\W\d_]+)(?P<mark>[,.]?)\s(?P<year>[12]\d{{3}})(?![\w/–-])")
# A citation begins, or goes on with another person.
_HEAD = (
    r"(?P<head>\A|[;(\[]\s?|(?<=\.)\s|[„“\"«]"
    rf"|(?<![^\W\d_])(?P<small>[{LOWER}]+)\s"
    rf"|(?P<person>(?:{_NAME})\s(?P<given>{_NAME})|(?:{_NAME})\s(?:{CAPITAL}\.\s?)+|(?:{CAPITAL}\.\s?)+(?:{_NAME}))\s?[,/]\s?)"
)
_NUMERAL_AND_YEAR = regex(r"[IVX]\.\s[12]\d{3}")
_FAMILY_BEFORE = regex(rf"(?:\A|;\s)(?:{_NAME}),\s\Z")
_INITIAL = regex(rf"{_HEAD}(?:{CAPITAL}[{LOWER}]?\.\s?-?){{1,3}}\Z")
_BESIDE = regex(rf"{_HEAD}(?P<beside>{_NAME})(?P<comma>,)?\s(?:{CAPITAL}\.\s)?\Z")
_ALONE = regex(r"(?:\A|;\s)\Z")
_NUMERAL = regex(r"[IVX]+\.\s?\Z")
_NUMBERED = regex(r"[.,]\s?№")
# Words of a title behind the year.
_TITLE = regex(rf"\)?[,.:;]?\s[„“\"«‘(]?{CAPITAL}[^\W\d_]*(?![.\w])")
# The year of a work behind that of an event; no day on which somebody looked.
_LATER_YEAR = regex(r"[^;()\[\d/:]{1,100}(?:: [^;()\[\d/]{1,60})?(?<!\w)(?:1[5-9]|20)\d\d(?![\w/-])")
_WORD_BEFORE = regex(r"(?P<word>[^\W\d_]{4,})\s\Z")
_NAMED = ("month_nominative", "month_genitive", "month_locative")


@cache
def _printed_small() -> frozenset[str]:
    """Month words of languages that print them with a small letter."""
    words = lexicon().words
    return frozenset(form for role in _NAMED for form in words.get(role, {}) if form[0].islower())


@cache
def _behind_label() -> re.Pattern[str]:
    return compiled(rf"(?<!\w){lexicon().alternation('in')}[\])]?:\s\Z")


@cache
def _behind_preposition() -> re.Pattern[str]:
    return compiled(rf"(?<!\w){lexicon().alternation('date_prefix', 'year_suffix')}\s\Z")


def _is_event(text: str, month: re.Match[str], before: str, head: re.Match[str] | None) -> bool:
    """Whether a month with a capital and its year are an event of a title."""
    if month["mark"] or month["word"].lower() not in _printed_small():
        return False
    if _behind_label().search(before) is not None:
        return True
    if _LATER_YEAR.match(text, month.end()) is None:
        return False
    word = _WORD_BEFORE.search(before)
    if word is None:
        return head is not None and _head(head)  # "И. И. Февраль 1917. М., 2007"
    beside = word["word"]
    if known_place(beside) or has(beside, "journal", "newspaper"):
        return False
    return _behind_preposition().search(before) is None


def is_name(text: str, date: re.Match[str]) -> bool:
    """Whether what was matched as a date from its month on is a person and the year of a work."""
    if _NUMERAL_AND_YEAR.fullmatch(text, *date.span()) is not None:  # "Walkenhorst, I. 1998, Inhaltsanalyse"
        family = _FAMILY_BEFORE.search(text, max(0, date.start() - _FAR), date.start())
        return family is not None and _TITLE.match(text, date.end()) is not None
    month = _MONTH_AND_YEAR.match(text, date.start())
    if month is None or month.end() != date.end():
        return False
    word, mark = month["word"], month["mark"]
    before = text[max(0, date.start() - _FAR) : date.start()]
    if before.endswith("// "):
        return True  # "// Октябрь, 1975, № 8": a periodical
    if before.rstrip()[-1:].isdecimal():
        return False  # "12 maja 1998": the day, and no name
    titled = _TITLE.match(text, month.end()) is not None
    initial = _INITIAL.search(before)
    if _is_event(text, month, before, initial):
        return True
    if initial is not None and _head(initial):
        return bool(mark) or (titled and _NUMERAL.search(before) is None)
    beside = _BESIDE.search(before)
    if beside is None:
        titled = titled or _NUMBERED.match(text, month.end()) is not None  # "Октябрь. 1969. № 1": a periodical
        return bool(mark) and titled and _ALONE.search(before) is not None
    if not _head(beside) or known_place(beside["beside"]) or has(beside["beside"], "journal", "newspaper"):
        return False
    if beside["comma"] or not mark:
        return bool(mark) and titled and (is_given(word) or beside["small"] is None)
    return titled or is_given(word) or is_given(beside["beside"])


def _head(found: re.Match[str]) -> bool:
    """Whether a citation begins there, or a person stands before the comma: "Lis Jan, Kos Maja, 1998"."""
    return found["person"] is None or found["given"] is None or is_given(found["given"])
