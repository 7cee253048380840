"""Where a line must not break: the spaces that typographers of each language make non-breaking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.data import toml
from bibtool.text.letters import UPPER
from bibtool.text.patterns import regex

NON_BREAKING = "\u00a0"
_INITIALS = rf"(?:[{UPPER}]\.-?)+(?: (?:[{UPPER}]\.-?)+)*"
_NAME_BEFORE = regex(rf"(?<!\w)[{UPPER}][\w’'-]+ \Z")
_NUMBER = r"(?:[\[(–—-]?\d|[IVXLCDM]+\b)"


def bound_spaces(text: str, languages: Iterable[str]) -> Iterator[int]:
    """The places of the spaces in ``text`` at which no line may end, in order.

    Everywhere: between the initials of a name and between them and the name; between a label and its number ("s. 12",
    "vol. 3").  In the languages that ask for it: behind words of one letter, and between a number and the word of the
    year, the century or the pages behind it ("1939 r.").  ``languages`` are BCP 47 tags.

    >>> list(bound_spaces("J. Nowak, O kocie i psie, s. 5", ["pl"]))
    [2, 11, 19, 27]
    """
    for match in _pattern(frozenset(tag.partition("-")[0] for tag in languages if tag)).finditer(text):
        start, end = match.span()
        if match.lastgroup != "initials":
            yield end
            continue
        if _NAME_BEFORE.search(text, max(0, start - 40), start):
            yield start - 1
        yield from (place for place in range(start, end) if text[place] == " ")
        if re.match(rf" [{UPPER}]", text[end : end + 2]):
            yield end


@lru_cache(maxsize=64)
def _pattern(languages: frozenset[str]) -> re.Pattern[str]:
    """What stands before a bound space and ends at it, or a run of initials (the group of that name)."""
    data = _data()
    alone = {word for language in languages for word in data["alone"].get(language, ())}
    behind = {form for language in languages for form in data["behind"].get(language, ())}
    years = lexicon().words.get("year_suffix", {}).items()
    behind |= {form for form, known in years if known & languages and form.endswith(".")}
    tries = [
        rf"(?<!\w){lexicon().alternation(*data['roles']['labels'])}(?= {_NUMBER})",
        rf"(?<![\w.])(?P<initials>{_INITIALS})",
    ]
    if alone:
        letters = "".join(sorted({case for word in alone for case in (word, word.upper())}))
        tries.append(rf"(?<![\w’'.-])[{letters}](?= \S)")
    if behind:
        forms = "|".join(map(re.escape, sorted(behind)))
        tries.append(rf"(?<![\w.])(?:\d{{1,4}}\.?|[IVXLC]+)(?= (?:{forms})(?!\w))")
    return compiled("|".join(tries))


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, list[str]]]:
    return toml("language/spacing.toml")
