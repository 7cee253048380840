"""A title that the words of a sentence bring in, and behind it the brackets with its imprint or its journal: "S. Obłąk
w pracy Handel rzeczny (Kraków 1969, s. 44)", "В. Затонов в статье «Бурлаки» (Вопросы истории. 1999. № 2)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bibtool.citations.names.given import is_given
from bibtool.citations.names.particles import before_family
from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind, between
from bibtool.citations.scan.structure import Enclosed, Structure
from bibtool.citations.segment.leads import introduced, introduced_by_verb
from bibtool.citations.segment.onward import governed
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER, UPPER
from bibtool.text.patterns import regex

_LONGEST = 200  # of a title and the words that bring it in
_SUBJECT = 90  # of a name and its verb


class Titled(NamedTuple):
    """Where a title begins whose imprint stands in the brackets behind it, and the name that the sentence gives."""

    start: int
    author: tuple[int, int] | None


def titled(text: str, anchors: Sequence[Anchor], tree: Structure, start: int, bracket: Enclosed) -> Titled | None:
    """The title before a bracket that holds no title of its own."""
    own = between(anchors, bracket.start, bracket.end)
    if not {a.kind for a in own} & (DATES | {Kind.IMPRINT}):
        return None
    quote = next((q for q in tree.quotes.between(max(start, bracket.start - _LONGEST), bracket.start)
                  if text[q.end : bracket.start] == " "), None)  # fmt: skip
    if not _imprint(text, bracket) and not (quote is not None and _periodical(text, tree, bracket)):
        return None
    stop = quote.start + 2 if quote is not None else bracket.start
    begin = introduced(text, max(start, bracket.start - _LONGEST), stop)
    if begin is None:
        begin = introduced_by_verb(text, max(start, bracket.start - _LONGEST), stop)
        if begin is None or _subject(text, start, begin.start) is None:
            return None  # "Goroda Povolzh'ia v XVII veke (Moscow: Nauka, 1978)": no name and verb before it
    if quote is not None and begin.end != quote.start:  # "работу С. Карпухина «Граница и город» (Псков, 2008. С. 77)"
        names = person_list(text, begin.end, quote.start, closed=False)
        alone = names is not None and attested(text, names) and not text[names.end : quote.start].strip()
        return Titled(begin.end, None) if alone else None
    if between(anchors, begin.end, bracket.start) and quote is None:
        return None
    title = text[begin.end : bracket.start].strip(' „“«"”»')
    if not title or hints.known_place(title) or (quote is None and re.search(r"[.?!]\s|\(", title)):
        return None
    return Titled(begin.end, _subject(text, start, begin.start))


_FIRST = regex(rf"\(\s?\[?(?P<place>{CAPITAL}[^(),.:;0-9]{{0,40}}?\.?)(?=[,:.;]?\s(?:\[?[0-9]|{CAPITAL})|\s?:)")


def _imprint(text: str, bracket: Enclosed) -> bool:
    """Whether a bracket begins with a known place: "(Kraków 1969, s. 44)", "(London: Verso, 1997, p. 88)"."""
    match = _FIRST.match(text, bracket.start, bracket.end)
    return match is not None and hints.known_place(match["place"])


def _periodical(text: str, tree: Structure, bracket: Enclosed) -> bool:
    """Whether a bracket begins with a periodical, in quotation marks or known, and its number."""
    if tree.quotes.between(bracket.start + 1, bracket.start + 2):
        return True
    name = re.match(r"[^,.:;0-9]{3,80}", text[bracket.start + 1 : bracket.end])
    return name is not None and (
        hints.has(name.group(), "journal", "newspaper", "magazine") or len(name.group().split()) < 5
    )


_FAMILY = rf"{CAPITAL}[^\W\d_]+{FURTHER}"
# The verb or relative pronoun between a name and what brings a title in.
_VERB = rf"(?:,?\s[{LOWER}][^\W\d_]*|(?:\s[{LOWER}][^\W\d_]*){{2}})?,?\s?\Z"


@cache
def _before() -> tuple[re.Pattern[str], ...]:
    family = f"{before_family()}{_FAMILY}"
    return (
        compiled(rf"(?P<name>(?:[{UPPER}]\.\s?){{1,3}}{family}){_VERB}"),
        compiled(rf"(?P<name>{CAPITAL}[^\W\d_]+\s(?:[{UPPER}]\.\s)?{family}){_VERB}"),
    )


def _subject(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name in the sentence before a title: "S. Obłąk, który w pracy", "Thomas Weir argues in"."""
    begin = max(start, end - _SUBJECT)
    match = next(filter(None, (pattern.search(text, begin, end) for pattern in _before())), None)
    if match is None or person_list(text, match.start(), match.end("name")) is None:
        return None
    first = match["name"].split()[0]
    if not (first.endswith(".") or is_given(first)) or governed(text[start : match.start()]):
        return None
    return match.span("name")


__all__ = ["Titled", "titled"]
