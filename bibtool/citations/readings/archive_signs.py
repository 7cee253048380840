"""What tells that words before places on shelves are an archive's name, where no data have it."""

from __future__ import annotations

from bibtool.citations.readings import shelf
from bibtool.language.forms import squash
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

QUOTING = '«„“”»"'


def only_of_archives(text: str, start: int, end: int) -> bool:
    """Whether two places stand in a stretch by words that label no volume and no issue: "op. 29, spr. 45"; or by any
    words, and leaves behind them: "Abt. 130, Nr. 12, Bl. 5v"."""
    found = list(shelf.places().finditer(text, start, end))
    if len(found) > 1 and shelf.leaves_behind().search(text, found[1].end(), end) is not None:
        return True
    return sum(squash(match["word"]) not in shelf.numbered() for match in found) > 1


def one_place(text: str, at: int, end: int) -> bool:
    """Whether a place stands right behind the letters of an archive or collection by a word that labels no volume and
    no issue, and then leaves: "KJL, teczka 6, k. 2"."""
    place = shelf.places().match(text, at, end)
    if place is None or squash(place["word"]) in shelf.numbered():
        return False
    return shelf.leaves_behind().match(text, place.end(), end) is not None


def fonds_and_leaves(text: str, at: int, end: int) -> bool:
    """Whether a manuscript's fonds and number stand right behind letters, then leaves: ", ms. Riva 2583, c. 12"."""
    if shelf.fonds_behind().match(text, at, end) is None or shelf.leaves_behind().match(text, at, end) is not None:
        return False
    return shelf.leaves_behind().search(text, at, end) is not None


_COLLECTIONS = regex(rf"(?:{CAPITAL}[^,;.()0-9„«“\"]{{2,60}},\s){{0,2}}")


def shelf_behind(text: str, at: int, end: int) -> bool:
    """Whether a place on a shelf stands behind an archive, by a word that labels no volume, issue or leaves; one or two
    collections may stand between them."""
    collections = _COLLECTIONS.match(text, at, end)
    place = shelf.places().match(text, collections.end() if collections else at, end)
    return place is not None and squash(place["word"]) not in shelf.numbered() | shelf.leaves()


def collection_and_leaves(text: str, start: int, end: int) -> bool:
    """Whether a collection stands behind an archive, and leaves in the end, as no periodical has them: "Acta
    visitationum, t. 12, k. 5"."""
    if not text[start : start + 1].isupper():
        return False
    leaves = shelf.leaves_behind().search(text, start, end)
    return leaves is not None and not any(mark in text[start:end] for mark in QUOTING)
