"""What stands before the words of a note: its number repeated ("1 Р. И. Котова, …" in note 1), a bullet, or a dash for
a name."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.scan import hints
from bibtool.notes.note import Note, ReferenceList
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_LABEL = regex(rf"\s*(?P<bracket>\[)?(?P<number>[0-9]{{1,4}})(?(bracket)\]|(?:[.)]|\s))\s*(?=[„“«\"]?{CAPITAL})")
_BULLET = regex(r"\s*[•▪◦●○■□‣⁃·→►➢*∗]\s*(?=[^\W_])")


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
    """Where the text of a note begins after a bullet or its own number, 0 where that is not repeated; in a document
    whose other notes do not repeat theirs, and behind another number, a name in initials must follow."""
    match = _LABEL.match(text)
    if match is None:
        bullet = _BULLET.match(text)
        return bullet.end() if bullet is not None else 0
    if match.group("number") == number and notes is Numbered.YES:
        return match.end()
    if match.group("number") != number and len(match.group("number")) > _LONGEST:
        return 0  # "1984 J. Orwell": a year
    if hints.starts_with(text[match.end() :], "see") is not None:
        return match.end()  # "12 Vgl. Keller, Wehre, S. 3"
    # "1 Фельштинский Ю. Г. Тайна": the number that a page gave it
    names = person_list(text, match.end(), len(text))
    return match.end() if names is not None and names.form in {"initials-first", "family-first"} else 0


_DASH = regex(r"\s*[—―–-](?:(?P<mark>[.,:])\s*|\s+|(?=\())")
_DASHES = regex(r"\s*(?:[—―–_-]\s?){2,6}")


def dashed(lists: Iterable[ReferenceList]) -> frozenset[str]:
    """The ids of the entries whose single dash stands for the names of the one before: "— Rzeka, Warszawa 2005".

    It is a bullet where names stand right behind it, without the mark of "—, J. Kos, Jazy", or where the entry before
    has one, too.
    """
    found: set[str] = set()
    for each in lists:
        names = False  # whether the entry before has names and no bullet
        for entry in each.entries:
            text = entry.text.text
            dash = _DASH.match(text)
            if dash is None:
                names = (names and _DASHES.match(text) is not None) or person_list(text, 0, len(text)) is not None
            elif names and (dash["mark"] or not _begins_with_names(text, dash.end())):
                found.add(entry.id)
            else:
                names = False
    return frozenset(found)


def _begins_with_names(text: str, at: int) -> bool:
    names = person_list(text, at, len(text))
    return names is not None and attested(text, names)
