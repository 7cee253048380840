"""The number of a note repeated at the head of its text: "1 Р. И. Котова, …" in note 1."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from bibtool.citations.names.persons import person_list
from bibtool.citations.scan import hints
from bibtool.notes.note import Note
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_LABEL = regex(rf"\s*(?P<number>[0-9]{{1,4}})(?:[.)]|\s)\s*(?=[„“«\"]?{CAPITAL})")


_LONGEST = 3  # figures of the number of a note on a page


class Numbered(Enum):
    """Whether the notes of a document repeat their numbers at their heads."""

    NO = "no"
    YES = "yes"


def numbered(notes: Iterable[Note]) -> Numbered:
    """Whether two notes or more begin with their own numbers: one alone may be a title ("12 krzeseł")."""
    found = 0
    for note in notes:
        match = _LABEL.match(note.text.text[:12])
        found += match is not None and match.group("number") == note.number
        if found > 1:
            return Numbered.YES
    return Numbered.NO


def label_end(text: str, number: str, notes: Numbered) -> int:
    """Where the text of a note begins after its own number, 0 where that is not repeated; in a document whose other
    notes do not repeat theirs, and behind another number, a name in initials must follow."""
    match = _LABEL.match(text)
    if match is None:
        return 0
    if match.group("number") == number and notes is Numbered.YES:
        return match.end()
    if match.group("number") != number and len(match.group("number")) > _LONGEST:
        return 0  # "1984 J. Orwell": a year
    if hints.starts_with(text[match.end() :], "see") is not None:
        return match.end()  # "12 Vgl. Keller, Wehre, S. 3"
    # "1 Фельштинский Ю. Г. Тайна": the number that a page gave it
    names = person_list(text, match.end(), len(text))
    return match.end() if names is not None and names.form in {"initials-first", "family-first"} else 0
