"""Names in RIS: ``Family, Given, Suffix``, and what programs write in its stead."""

from __future__ import annotations

from bibtool.formats.persons import are_family_first, bare, is_et_al, without_comma
from bibtool.items.names import OTHERS, Name
from bibtool.text.patterns import regex

_ET_AL = "et al."
_AND = regex(r" (?:and|&) ")


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
    pieces = [piece.strip() for piece in value.split(",")]
    if are_family_first(pieces):
        return [without_comma(piece) or bare(piece) for piece in pieces]
    if len(pieces) > 2:
        parts = _AND.split(value)
        if len(parts) > 1 and all("," in part for part in parts):
            return [_read_name(part.strip()) for part in parts]
    return [_read_name(value)]


def _read_name(value: str) -> Name:
    if " " in value and is_et_al(value):
        return OTHERS
    family, *rest = (part.strip() for part in value.split(","))
    if any(rest):
        return Name(family, rest[0], suffix=", ".join(filter(None, rest[1:])))
    if rest or " " not in family:
        return Name(literal=family) if rest else Name(family=family)
    return without_comma(family) or Name(literal=family)
