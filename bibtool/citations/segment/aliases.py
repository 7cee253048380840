"""Abbreviations that a text gives its sources: "(dalej: KPL)", "(далі – ЦДІА)", "hereafter cited as BL"."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from bibtool.citations.segment.segments import KnownTitles
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_NAME = rf"{CAPITAL}[\w.’'-]*(?:\s[\w.’'-]+){{0,3}}"
_HEAD = regex(rf"[„“«\"‘']?(?P<word>{CAPITAL}[\w’'-]*)[,.]?[”»\"’']?(?=[\s,.:;)]|\Z)")


class Alias(Struct, frozen=True):
    """A name that a text gives a source, and the stretch that says so, with its brackets."""

    name: str
    start: int
    end: int


@cache
def _given() -> Phrase:
    words = lexicon().alternation("henceforth")
    opening, closing = "[„“«\"‘']?", "[”“»\"’']?"
    name = rf"{opening}(?P<name%d>{_NAME}?){closing}"
    return Phrase(
        rf"\s?[\[(](?:[^()\[\]]{{0,40}}[,;]\s)?{words}\s?[:,–—-]?\s{name % 1}\s?[\])]"
        rf"|,\s{words}\s?[:–—-]?\s{name % 2}(?=[.;]?\s*\Z|[;.]\s)",
        lexicon().forms("henceforth"),
    )


def aliases(text: str, start: int, end: int) -> tuple[Alias, ...]:
    """The abbreviations that are given in a stretch of a note."""
    return tuple(
        Alias((match.group("name1") or match.group("name2")).rstrip(" ."), match.start(), match.end())
        for match in _given().finditer(text, start, end)
    )


def alias_at(text: str, start: int, end: int, known: KnownTitles) -> tuple[tuple[int, int], int] | None:
    """An abbreviation of a source cited before at ``start``: where its letters stand, and where it ends with its
    quotation marks."""
    match = _HEAD.match(text, start, end)
    if match is None or not known.alias(match.group("word")):
        return None
    return match.span("word"), match.end()
