"""Bodies that write and edit: "Statistisches Bundesamt (Hrsg.) 2002", "OECD (2010)", "Bundesregierung 2001:"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from bibtool.citations.names.given import is_given
from bibtool.citations.scan.hints import known_place
from bibtool.items.names import Name
from bibtool.language.forms import alternation
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Patterns, Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import LOWER, UPPER
from bibtool.text.patterns import regex

_WORD = rf"[{UPPER}][^\W\d_]++(?:[’'ʼ`-][^\W\d_]++)*"
_YEAR = r"(?:1[4-9]|20)\d\d"
# the words behind the first, with commas between those that a joining word ends, and the acronym of all
_MORE = r"(?:,?\s(?:&\s|[–-]\s)?[^\W\d_]++(?:-[^\W\d_]++)*(?:-(?=\s))?)"
# the first word of a title: no abbreviation, which a number follows
_TITLE = rf"[“„«\"‘']?[{UPPER}](?:[^\W\d_]*(?![\w.])|[^\W\d_]{{6}})"
_LAND = rf"(?:[{UPPER}]\.\s?[{UPPER}]\.\s)?"  # "U.S. Department of Water"
_ACRONYM = rf"(?:\s\([{UPPER}][\w-]{{1,9}}\))?"


@cache
def _patterns() -> Patterns:
    editors, undated = lexicon().forms("role_editor"), lexicon().alternation("no_year")
    editors_mark = lexicon().alternation("role_editor")
    return Patterns(
        # "Ministry of Health, Labour and Welfare. (2019). Annual Report": a title follows, no number of a periodical
        dated=lambda: (
            rf"(?P<words>{_LAND}{_WORD}(?:{_MORE}{{1,9}}{_ACRONYM}|\s[(\[][{UPPER}]{{2,9}}[)\]]))"
            rf"(?=\.?\s\((?:{_YEAR}[{LOWER}]?(?:,\s[^()]{{3,16}})?|{undated})\)(?:\s?[(\[]{editors_mark}[)\]])?[.,:]?(?:\s{_TITLE}|\s*\Z))"
        ),
        # "Statistisches Bundesamt (Hrsg.) 2002: Datenreport"
        edited=lambda: Phrase(
            rf"(?P<words>{_LAND}{_WORD}{_MORE}{{1,9}}{_ACRONYM})"
            rf"(?=\s(?=\()\(?{alternation(editors)}\)?(?:[.,:]?\s\(?{_YEAR}|:\s))",
            editors,
        ),
        # "Główny Urząd Statystyczny (GUS), Rocznik"
        named=lambda: rf"(?P<words>{_LAND}{_WORD}{_MORE}{{0,9}}\s\([{UPPER}]{{2,9}}\))(?=[,:]\s)",
        # "Bundesregierung 2001: Lebenslagen", "Statistisches Bundesamt, 1999: Jahrbuch"
        bare=lambda: rf"(?P<words>{_LAND}{_WORD}{_MORE}{{0,8}}{_ACRONYM})(?=,?\s{_YEAR}[{LOWER}]?:\s[“„«\"]?[{UPPER}])",
        # "World Bank. 2006. Rivers at risk", "OECD. 2006. Managing Water"
        # "British Academy. Report on Parish Records. London: British Academy, 1971", "…. Rome: FAO, 1998"
        publishing=lambda: (
            rf"(?P<words>{_LAND}{_WORD}{_MORE}{{1,8}}{_ACRONYM})(?=\.\s{_TITLE}[^.:;]{{2,120}}\.\s{_WORD}(?:\s[^\W\d_]+){{0,2}}:\s"
            rf"(?P<publisher>[^.:;,]{{2,80}}),\s{_YEAR}(?!\d))"
        ),
        # "Bund der Jugendwerke: Grundsätze der Arbeit. Bonn 1982"
        titled=lambda: (
            rf"(?P<words>{_LAND}{_WORD}{_MORE}{{1,8}}{_ACRONYM})(?=:\s{_TITLE}[^:;\d]{{2,120}}\.\s"
            rf"(?P<place>{_WORD}(?:\s[^\W\d_]+){{0,2}})(?::\s|\s{_YEAR}))"
        ),
        stopped=lambda: rf"(?P<words>{_LAND}{_WORD}{_MORE}{{0,8}}{_ACRONYM})(?=\.\s{_YEAR}[{LOWER}]?\.\s{_TITLE})",
    )


_LONGEST = 90  # letters of a body before its colon
_BETWEEN_STOPS = regex(rf"\.\s{_YEAR}[{LOWER}]?\.\s")  # what a stopped one holds, asked first
# "UNESCO. 1997. Standards", "OECD, 2001: Skills", and, where no imprint has a year of its own, "IAB 2001: Studie"
_LETTERS_ALONE = regex(rf"(?P<words>[{UPPER}]{{3,9}})(?=(?P<mark>[.,]?)\s{_YEAR}[{LOWER}]?[.:]\s{_TITLE})")
_YEAR_BEHIND = regex(rf"(?<![\d–-]){_YEAR}(?![\d–-])")
_FIGURE_AND_COLON = regex(rf"[0-9][{LOWER}]?:\s")  # what a bare one holds, asked first
# "Bund der Fischer (1999): Lachse": a colon behind the year tells an author, whoever it is
_COLON_BEHIND = regex(rf"\s\((?:1[4-9]|20)\d\d[{LOWER}]?\):\s")


def at_head(text: str, at: int, end: int) -> tuple[Name, int] | None:
    """A body at a place that edits, or that a year follows, and where it ends: "Statistisches Bundesamt (Hrsg.) 2002:
    Datenreport", "Ministry of Health (2019). Annual Report"."""
    if text[at : at + 1].islower():
        return None
    p, holds = _patterns(), _holds(text)
    match = _LETTERS_ALONE.match(text, at, end)
    if match is not None and (match["mark"] or _YEAR_BEHIND.search(text, match.end() + 5, end) is None):
        return Name(literal=match["words"]), match.end()
    match = None
    if text.find(" (", at, end) >= 0:
        match = p.dated.match(text, at, end) or p.edited.match(text, at, end) or p.named.match(text, at, end)
        if match is not None and _COLON_BEHIND.match(text, match.end(), end) is not None:
            return Name(literal=match["words"]), match.end()
    if (
        match is None
        and holds.figure_and_colon
        and text.find(": ", at, end) >= 0
        and _FIGURE_AND_COLON.search(text, at, end) is not None
    ):
        match = p.bare.match(text, at, end)
        if match is not None and "," in match["words"] and _joined().search(match["words"]) is None:
            match = None  # "World Bank, World Development Report 2004: Making Services Work"
    if (
        match is None
        and text.find(": ", at, end) >= 0
        and text.find(". ", at, end) >= 0
        and text.count(".", at, text.rfind(":", at, end)) > 1  # two stand before the colon of a publishing one
    ):
        match = p.publishing.match(text, at, end)
        if match is not None and match["publisher"] in {match["words"], _letters(match["words"])}:
            return (Name(literal=match["words"]), match.end()) if no_person(match["words"].split()) else None
        match = None
    if match is None and 0 < text.find(": ", at, at + _LONGEST) < text.find(". ", at, end):
        match = p.titled.match(text, at, end)
        if match is not None and _speaks(match["words"]) and known_place(match["place"]):
            return Name(literal=match["words"]), match.end()
        match = None
    if match is None and holds.year_between_stops and _BETWEEN_STOPS.search(text, at, end) is not None:
        match = p.stopped.match(text, at, end)
        if match is not None and match["words"].isalpha() and not known_place(match["words"]):
            return Name(literal=match["words"]), match.end()  # "Eurostat. 2003. The social situation"
    if match is None or not is_body(match["words"].replace(",", "").split()):
        return None
    return Name(literal=match["words"]), match.end()


def _speaks(words: str) -> bool:
    """Whether words that a colon and a title follow are a body's name: no title that begins with an article."""
    first, *more = words.split()
    return bool(more) and first.casefold() not in lexicon().hint("article") and no_person(words.split())


@cache
def _joined() -> re.Pattern[str]:
    """What joins the last of several words with commas: "Health, Labour and Welfare"."""
    return compiled(rf",\s.*\s(?:{lexicon().alternation('and')}|&)\s")


class _Holds(NamedTuple):
    """What a text may hold behind a body."""

    figure_and_colon: bool
    year_between_stops: bool


@lru_cache(8)
def _holds(text: str) -> _Holds:
    """What a text may hold, found once: a note is asked for each place where a body may begin."""
    return _Holds(_FIGURE_AND_COLON.search(text) is not None, _BETWEEN_STOPS.search(text) is not None)


def _letters(words: str) -> str:
    """The first letters of the words with capitals, as bodies are called by: "FAO"."""
    return "".join(word[0] for word in words.split() if word[0].isupper())


def known(text: str, at: int, end: int) -> tuple[Name, int] | None:
    """The body at a place, as :func:`at_head` finds it, where a word of the data says that it is one."""
    found = at_head(text, at, end)
    return found if found is not None and is_body(found[0].literal.replace(",", "").split()) else None


@cache
def _words() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon().hint("organisation"))


@cache
def _further_words() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Words that tell a body where no given name stands beside them, and how compounds and adjectives end that do."""
    lex = lexicon()
    endings, adjectives = (lex.suffixes.get(name, ("\0",)) for name in ("body", "body_adjective"))
    return frozenset(word.casefold() for word in lex.hint("body")), endings, adjectives


def is_body(words: list[str]) -> bool:
    """Whether a word for a body is among some, perhaps as the last of a compound ("PISA-Konsortium")."""
    known = _words()
    if not known.isdisjoint(map(str.casefold, words)):
        return True
    return any("-" in word and word.rpartition("-")[2].casefold() in known for word in words)


def no_person(words: list[str]) -> bool:
    """Whether words that may be a person's name are a body's: a word for one, or one that tells it where no given name
    stands beside it ("National Maritime Trust", "Deutscher Alpenverein", but "John Church").  Titles hold such words
    too ("The Church in Wales"), so that they tell nothing else."""
    if is_body(words):
        return True
    if len(words) < 2 or any(map(is_given, words)):
        return False
    known, endings, adjectives = _further_words()
    folded = [word.casefold() for word in words]
    return any(word in known or word.endswith(endings) for word in folded) or any(
        word.endswith(adjectives) for word in folded[:-1]
    )


# "Redakcja sporu nie rozstrzyga. A. Lis": a full stop behind a word of some length ends no abbreviation.
_SENTENCE = regex(rf"[{LOWER}]{{5,}}[.!?]\s+(?=[{UPPER}])")


def body(text: str) -> bool:
    """Whether a short text names a body: a word of the lexicon, all capitals, or a domain."""
    words = text.split()
    if not words or len(words) > 7 or _SENTENCE.search(text):
        return False
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", text):
        return True
    if no_person(words) and words[0][0].isupper():
        return True
    if len(words) > 1 and any(map(is_given, words)):
        return False  # "FRITZ KELLER"
    return len(words) <= 3 and all(word.isupper() and len(word) > 1 for word in words)
