"""The tag (BCP 47) of a language that is called by its name, in any language, or by another code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from bibtool.text.data import toml
from bibtool.text.patterns import regex

_TAG = regex(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,3})")
_LONGEST = 40


class _Names(NamedTuple):
    tags: Mapping[str, str]  # name or code in lower case -> tag
    known: frozenset[str]
    beside: frozenset[str]


@cache
def _names() -> _Names:
    data = toml("language/data/language_names.toml")
    tags = {name: tag for part in ("names", "forms") for tag, names in data[part].items() for name in names}
    return _Names(tags, frozenset(data["names"]), frozenset(data["beside"]["words"]))


@lru_cache(maxsize=4096)
def tag_of(name: str) -> str:
    """The tag of a language by its name, its code of ISO 639, or its tag in another spelling; '' where it is none.

    >>> [tag_of(name) for name in ("Russian", "język polski", "укр.", "ukr", "en_us", "pl", "Mosty")]
    ['ru', 'pl', 'uk', 'uk', 'en-US', 'pl', '']
    """
    if len(name) > _LONGEST:
        return ""
    match = _TAG.fullmatch(name.strip())
    if match:
        known = _known(match[1].lower())
        if known:
            return known + "".join(map(_subtag, re.findall(r"[A-Za-z0-9]+", match[2])))
    names = _names()
    plain = " ".join(name.casefold().split())
    found = names.tags.get(plain)
    if found is None:
        words = [word for word in plain.split() if word not in names.beside]
        found = names.tags.get(" ".join(words), "") if words else ""
    return found


def said_language(text: str) -> str:
    """The tag of the language that an aside says a work is in; '' where it says something else.

    >>> [said_language(text) for text in ("in Russian", "In Ukr.", "w języku polskim", "in press", "Russian")]
    ['ru', 'uk', 'pl', '', '']
    """
    beside = _names().beside
    words = text.casefold().split()
    return tag_of(text) if 1 < len(words) < 5 and not beside.isdisjoint(words) else ""


def _known(code: str) -> str:
    names = _names()
    return code if code in names.known else names.tags.get(code, "")


def _subtag(part: str) -> str:
    """A region in capitals, a script with one, anything else in lower case (RFC 5646, 2.1.1)."""
    if len(part) == 2:
        return f"-{part.upper()}"
    return f"-{part.title() if len(part) == 4 and part.isalpha() else part.lower()}"
