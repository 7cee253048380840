"""What a work stands in, by several names: which one is the whole and which an abbreviation of it."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.text.patterns import regex

_WORD = regex(r"[^\W_]+")
_SMALL = 3  # an abbreviation leaves out words of up to so many letters ("of", "the", "для")


def shortened(names: Sequence[str]) -> tuple[str, str, list[str]]:
    """The whole name, its abbreviation ('' where none is given), and names that are neither, of names in the order in
    which they are likely to be whole.

    >>> shortened(["Nurt Kw. Hydr.", "Nurt. Kwartalnik hydrologiczny"])
    ('Nurt. Kwartalnik hydrologiczny', 'Nurt Kw. Hydr.', [])
    """
    distinct = list(dict.fromkeys(names))
    if not distinct:
        return "", "", []
    whole = distinct[0]
    for other in distinct[1:]:
        if abbreviates(whole, other) and (_dotted(whole) or not _dotted(other)):
            whole = other
    rest = [name for name in distinct if name != whole]
    short = next((name for name in rest if abbreviates(name, whole)), "")
    return whole, short, [name for name in rest if name != short]


def _dotted(name: str) -> bool:
    """Is every other word cut, or the last one?"""
    words = name.split()
    return name.endswith(".") or 2 * sum(word.endswith(".") for word in words) >= len(words)


def abbreviates(short: str, whole: str) -> bool:
    """Is each word of ``short`` the beginning of a word of ``whole``, in order, and are words left out or cut?"""
    if len(short) >= len(whole):
        return False
    words = [word.casefold() for word in _WORD.findall(whole)]
    at = 0
    matched = _WORD.findall(short)
    for word in matched:
        while at < len(words) and not _cuts(word.casefold(), words[at]):
            if len(words[at]) > _SMALL:
                return False
            at += 1
        if at == len(words):
            return False
        at += 1
    return bool(matched) and all(len(word) <= _SMALL for word in words[at:])


def _cuts(part: str, word: str) -> bool:
    """ "nrt" and "nur" both stand for "nurt": the first letter, and the others in order."""
    if not word.startswith(part[:1]):
        return False
    at = 0
    for char in part:
        at = word.find(char, at) + 1
        if not at:
            return False
    return True
