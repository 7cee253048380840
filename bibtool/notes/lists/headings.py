"""Headings of reference lists and of what follows them."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache

from bibtool.notes.words import is_heading
from bibtool.text.patterns import regex

_LABEL = regex(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[^\W\d_])[.)]\s+|§\s*\d+\.?\s+|\d{1,2}\s+(?=[^\W\d_])")
_COUNTED = regex(
    r"\s+(?:nr\s|no\.?\s|№\s?)?(?:[ivxlc]{1,5}|\d{1,2}|[^\W\d_])[.:)]?\s*(?:[–—:.-].*)?$"
)  # "Appendix A", "Aneks 2: Mapy"
_BRACKETED = regex(r"\s*[(\[][^()\[\]]{0,40}[)\]]$")
_WORD = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*-?")
_SPACED = regex(r"(?:[^\W\d_] ){3,}[^\W\d_]")
_LONGEST = 90  # characters
_MOST = 9  # words


class Heading(Enum):
    """What a line heads."""

    NOTHING = auto()
    LIST = auto()  # "Bibliografia", "Список использованной литературы"
    PART = auto()  # "Źródła archiwalne": a part of a list, or a list where works follow
    END = auto()  # what is no list: "Streszczenie", "Przypisy"


@cache
def _hints(kind: str) -> frozenset[str]:
    from bibtool.language.lexicon import lexicon

    return frozenset(form.casefold() for form in lexicon().hint(kind))


@cache
def _ends() -> tuple[str, ...]:
    return tuple(_hints("list_end"))


@cache
def _known() -> frozenset[str]:
    return _hints("list_noun") | _hints("list_part") | _hints("list_qualifier")


def bare(line: str) -> str:
    """A line without what sets a heading off: marks of Markdown, a number, a colon, a remark in brackets."""
    text = line.strip().strip("#*=_ \t")
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    text = text.rstrip(":. \t")
    if text.endswith((")", "]")):
        text = _BRACKETED.sub("", text).rstrip(":. \t")
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    return " ".join(text.split()).casefold()


def heading(line: str) -> Heading:
    """What a line heads, alone on its line."""
    if not line or len(line) > _LONGEST + 40 or len(line.strip()) > _LONGEST:
        return Heading.NOTHING
    text = bare(line)
    if not text:
        return Heading.NOTHING
    ends = _hints("list_end")
    if text in ends or (text.startswith(_ends()) and _COUNTED.sub("", text) in ends) or is_heading(line, "headings"):
        return Heading.END
    known = _known()
    words: list[str] = []
    for match in _WORD.finditer(text):
        if (word := match.group()) not in known:
            return Heading.NOTHING  # as the first word of most lines tells
        words.append(word)
    if not words or len(words) > _MOST or any(map(str.isdigit, text)):
        return Heading.NOTHING
    # a heading begins with a capital; "literatura przedmiotu" in a sentence does not
    first = line.strip().strip("#*=_ \t")[:1]
    if first.islower():
        return Heading.NOTHING
    if not _hints("list_noun").isdisjoint(words):
        return Heading.LIST
    if _hints("list_part").isdisjoint(words):
        return Heading.NOTHING
    return Heading.PART if _hints("list_of").isdisjoint(words) else Heading.LIST
