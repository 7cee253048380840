"""Where archives are named inside a text: holdings behind a document, further references behind a complete one."""

from __future__ import annotations

from collections.abc import Iterator

from bibtool.citations.readings import shelf
from bibtool.citations.readings.archive import LONGEST_HEAD, archive_head, shelved
from bibtool.language import gazetteer

_LONGEST_REFERENCE = 300


def holding(text: str, start: int, end: int) -> bool:
    """Whether a stretch names, behind a comma, a holding that has no marks or an archive with marks behind it."""
    for match in shelf.behind_comma().finditer(text, start, end):
        if match["known"] is None or shelved(text, match.end(), end):
            return True
    return _in_town(text, start, end)


def _in_town(text: str, start: int, end: int) -> bool:
    """Whether an archive follows the town where it is: "Reading, Berkshire Record Office, D/A1/55"."""
    town = text[start:end].partition(", ")[0]
    if not town or gazetteer.place(town) is None:
        return False
    return archive_head(text, start + len(town) + 2, end) is not None


def further(text: str) -> Iterator[tuple[int, int]]:
    """Where a further reference to an archive begins behind a complete one, as the interval between them."""
    start = 0
    for match in shelf.another_archive().finditer(text):
        if not _complete(text, start, match.start()):
            continue
        known = shelf.known_archive().match(text, match.end())
        if known is not None and shelved(text, known.end(), min(len(text), known.end() + LONGEST_HEAD)):
            yield match.span()
            start = match.end()


def _complete(text: str, start: int, end: int) -> bool:
    start = max(start, end - _LONGEST_REFERENCE)
    if any(match.end() == end for match in shelf.private_holding().finditer(text, start, end)):
        return True
    known = next(shelf.known_archive().finditer(text, start, end), None)
    return known is not None and shelved(text, known.end(), end)
