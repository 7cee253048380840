"""Names in RIS: ``Family, Given, Suffix``, and what programs write in its stead."""

from __future__ import annotations

import re
from functools import cache

from bibtool.formats.bibnames import OTHERS
from bibtool.items.names import Name
from bibtool.language.scripts import script

_INITIAL = r"[^\W\d_]{1,3}\."
_INITIALS = rf"{_INITIAL}(?:[\s-]?{_INITIAL}){{0,3}}"
_FAMILY = r"[^\W\d_](?:[^\W\d_]|['’ʼ-])+"
_FAMILY_FIRST = re.compile(rf"({_FAMILY}(?: {_FAMILY})?) ({_INITIALS})")
_INITIALS_FIRST = re.compile(rf"({_INITIALS}) ?({_FAMILY})")
_ET_AL = "et al."
_AND = re.compile(r" (?:and|&) ")


def write_name(name: Name) -> str:
    """``Family, Given, Suffix``; a body of one word ends with a comma, so that it is told from a family name."""
    if name == OTHERS:
        return _ET_AL
    if name.literal:
        return name.literal if " " in name.literal and "," not in name.literal else name.literal + ","
    family = " ".join(filter(None, [name.particle, name.family]))
    given = " ".join(filter(None, [name.given, name.dropping_particle]))
    return ", ".join([family, given, name.suffix]).rstrip(", ")


def read_names(value: str) -> list[Name]:
    """The names of one line, mostly one.

    >>> [name.family for name in read_names("Lis, E.; Góra, J.")]
    ['Lis', 'Góra']
    """
    if ";" in value:
        return [_read_name(part.strip()) for part in value.split(";") if part.strip(" ,")]
    if not value.strip(" ,"):
        return []
    pieces = value.split(",")
    if len(pieces) > 1 and all(_FAMILY_FIRST.fullmatch(piece.strip()) for piece in pieces):
        return [_read_name(piece.strip()) for piece in pieces]
    if len(pieces) > 2:
        parts = _AND.split(value)
        if len(parts) > 1 and all("," in part for part in parts):
            return [_read_name(part.strip()) for part in parts]
    return [_read_name(value)]


def _read_name(value: str) -> Name:
    if value.rstrip(".,") == _ET_AL[:-1]:
        return OTHERS
    family, *rest = (part.strip() for part in value.split(","))
    if any(rest):
        return Name(family, rest[0], suffix=", ".join(filter(None, rest[1:])))
    if rest or " " not in family:
        return Name(literal=family) if rest else Name(family=family)
    return _without_comma(family) or Name(literal=family)


def _without_comma(text: str) -> Name | None:
    """A person whom initials or a patronymic give away; anything else may be a body."""
    match = _FAMILY_FIRST.fullmatch(text)
    if match:
        return Name(match[1], match[2])
    match = _INITIALS_FIRST.fullmatch(text)
    if match:
        return Name(match[2], match[1])
    words = text.split(" ")
    if len(words) == 3 and script(text) == "Cyrillic" and all(word[:1].isupper() for word in words):
        middle, last = (word.casefold().endswith(_patronymics()) for word in words[1:])
        if last and not middle:
            return Name(words[0], f"{words[1]} {words[2]}")
        if middle and not last:
            return Name(words[2], f"{words[0]} {words[1]}")
    return None


@cache
def _patronymics() -> tuple[str, ...]:
    from bibtool.language.lexicon import lexicon

    return lexicon().suffixes["patronymic"]
