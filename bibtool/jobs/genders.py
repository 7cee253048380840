"""Genders for "the same author" (tenże, taż): the source's before the user's, the user's before what names tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtool.diagnostics.code import Code
from bibtool.entries.entry import Entry
from bibtool.entries.genders import FEMININE, MASCULINE, Person, person, told_genders
from bibtool.jobs.errors import JobError
from bibtool.jobs.extract import Extraction

_LETTERS = {"m": MASCULINE, "f": FEMININE}


def genders(
    extraction: Extraction | None, entries: Sequence[Entry], options: Sequence[str] = (), path: str = ""
) -> Mapping[Person, str]:
    """Genders by person.  ``options`` are ``NAME=m`` or ``KEY=f``: an author's name, or the key of a work, whose first
    author is meant.  Raises JobError BT754 for an option that is none, or names nobody."""
    said: dict[Person, str] = {}
    for option in options:
        who, _, letter = option.rpartition("=")
        people = _meant(who.strip(), entries)
        if letter.strip().lower() not in _LETTERS or not people:
            raise JobError(Code.GENDER_OF_NOBODY, option=option, path=path)
        said |= dict.fromkeys(people, _LETTERS[letter.strip().lower()])
    return {**said, **(told_genders(extraction.citations) if extraction is not None else {})}


def _meant(who: str, entries: Sequence[Entry]) -> list[Person]:
    names = [name for entry in entries for name in entry.item.names.get("author", ()) if name.family]
    keyed = [entry.item.names.get("author", ())[:1] for entry in entries if entry.key == who]
    if keyed:
        return [person(name.family, name.given) for row in keyed for name in row]
    family, comma, given = who.partition(",")
    if not comma:
        given, _, family = who.rpartition(" ")
    wanted = person(family, given)
    known = dict.fromkeys(person(name.family, name.given) for name in names)
    return [each for each in known if each[0] == wanted[0] and (not wanted[1] or each[1] == wanted[1])]
