"""Keywords of a bibliography as tags of the library: the same words, found and changed in one place."""

from __future__ import annotations

from collections.abc import Iterable

from bibtool.items.item import Item
from bibtool.text.patterns import regex

#: The variable of CSL that holds them.
KEYWORD = "keyword"
_SEMICOLONS = regex(r"[;\n]")
_COMMAS = regex(r"[,\n]")


def keywords(text: str) -> tuple[str, ...]:
    """The keywords in a value of ``keyword``: between semicolons where there are any (EndNote, CSL-JSON), else between
    commas (BibLaTeX, RIS)."""
    parts = (_SEMICOLONS if ";" in text else _COMMAS).split(text)
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def with_keywords(text: str, more: Iterable[str]) -> str:
    """A value with further keywords behind its own; as it is where it has them all."""
    own = keywords(text)
    known = {each.casefold() for each in own}
    new = [each for each in dict.fromkeys(more) if each.casefold() not in known]
    if not new:
        return text
    every = [*own, *new]
    return ("; " if any("," in each for each in every) else ", ").join(every)


def without_keywords(text: str, gone: Iterable[str]) -> str:
    """A value without some of its keywords; as it is where it has none of them."""
    names = set(gone)
    left = [each for each in keywords(text) if each not in names]
    return text if len(left) == len(keywords(text)) else ("; " if ";" in text else ", ").join(left)


def tagged(item: Item, tags: Iterable[str]) -> Item:
    """The item with its tags among its keywords."""
    before = item.get(KEYWORD)
    after = with_keywords(before, tags)
    return item if after == before else item.with_text(**{KEYWORD: after})


def is_tag(text: str) -> bool:
    """Whether a text can be a tag: one line, and no semicolon, which would part it in a bibliography."""
    return bool(text.strip()) and text.isprintable() and ";" not in text
