"""Given names as initials (section "Name Options", initialize-with)."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

_WORD = re.compile(r"(?P<before>[\s.\-‐‑]*)(?P<word>[^\s.\-‐‑]+)(?P<dot>\.?)")
_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|span)\b[^>]*>")


class _Word(Struct, frozen=True):
    """A word of a given name: was there a hyphen before it, and is it an abbreviation already."""

    hyphen: bool
    text: str
    short: bool


@lru_cache(maxsize=65536)
def initialize(given: str, mark: str, hyphen: bool, full: bool) -> str:
    """Return the initials of a given name, each followed by `mark`.

    A word that ends in a period is an abbreviation and stays as it is: "Ph." is no "P.".  With `full`
    (initialize="false") only such words and single capitals are touched.
    """
    if "<" in given:
        return _with_tags(given, mark, hyphen, full)
    return _plain(given, mark, hyphen, full)


def _plain(given: str, mark: str, hyphen: bool, full: bool) -> str:
    words = _words(given)
    out = ""
    previous: _Word | None = None
    for word in words:
        shortened = word.short or not full
        text = word.text
        if not word.short and not full:
            if _is_small(text) and previous is not None:
                # A word without a capital is kept: "Jean de"; after a hyphen it is part of the name: "Guo-ping".
                if not word.hyphen:
                    out = f"{out.rstrip(' ')} {text} "
                previous = word
                continue
            text = _initial(text)
        if word.hyphen and out:
            out = out.rstrip(" ") + ("-" if hyphen or full else "")
        elif out and previous is not None and not (shortened and (previous.short or not full)):
            out = out.rstrip(" ") + " "
        out += text + mark if shortened else text
        previous = word
    return out.strip(" ")


def _initial(word: str) -> str:
    """Return the first letter, or the letters that a writer set as one sound: "TSerendorjiin" is "Ts."."""
    if not word[0].isalpha():
        return word
    length = 1
    while length < len(word) and word[length].isupper():
        length += 1
    if 1 < length < len(word) and word[length].islower():
        return word[0] + word[1:length].lower()
    return word[0].upper()


def _is_small(word: str) -> bool:
    return word == word.lower() and word.upper() != word


@lru_cache(maxsize=65536)
def _words(given: str) -> tuple[_Word, ...]:
    out: list[_Word] = []
    for match in _WORD.finditer(given):
        word = match["word"]
        short = bool(match["dot"]) or (len(word) == 1 and word.isupper())
        out.append(_Word(any(c in "-‐‑" for c in match["before"]), word, short))
    return tuple(out)


def _with_tags(given: str, mark: str, hyphen: bool, full: bool) -> str:
    """Initialize the text between tags, each tagged stretch by itself."""
    out: list[str] = []
    for piece in re.split(r"(</?(?:i|b|sup|sub|sc|span)\b[^>]*>)", given):
        if _TAG.fullmatch(piece) or not piece.strip(" -"):
            out.append(piece)
            continue
        lead = piece[: len(piece) - len(piece.lstrip(" -"))]
        out.append(lead + _plain(piece.strip(" -"), mark, hyphen, full))  # a "<" that begins no tag is a sign
    return "".join(out)
