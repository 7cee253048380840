"""Whether a stretch cites something in a notation with a grammar of its own: what segmenting asks of the readers."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.citations.readings.archive import archive_head
from bibtool.citations.readings.archives_named import holding
from bibtool.citations.readings.articles import article_of
from bibtool.citations.readings.audiovisual import film, talk
from bibtool.citations.readings.church import of_church
from bibtool.citations.readings.classical import classical
from bibtool.citations.readings.common_law import of_common_law
from bibtool.citations.readings.law import gazette
from bibtool.citations.readings.law_review import law_review
from bibtool.citations.readings.shelf_again import again
from bibtool.citations.readings.shelf_parts import shelfmarks
from bibtool.citations.readings.supplement import supplement
from bibtool.citations.readings.vancouver import figured
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind

_ACT_NUMBER = 30  # characters before the number of an act: "Zákon č. 89/2012 Sb., občanský zákoník"
_NUMBERED = frozenset({Kind.DATE, Kind.ISSUE})


def own_notation(text: str, start: int, end: int, own: Sequence[Anchor]) -> bool:
    """Whether a stretch, with its anchors, is an act or ruling, a reference to an archive, a document of the Church, a
    film, an interview, an article in a supplement or one as Vancouver prints it."""
    return (
        _legal(text, start, end, own)
        or _archival(text, start, end)
        or figured(text, start, end) is not None
        or supplement(text, start, end)
        or talk(text, start, end, own)
        or film(text, start, end)
        or of_church(text, start, end)
        or of_common_law(text, start, end)
        or law_review(text, start, end) is not None
        or classical(text, start, end) is not None
    )


def _archival(text: str, start: int, end: int) -> bool:
    marks = len(shelfmarks(text, start, end))
    if marks > 1 or (marks and (hints.has(text[start:end], "archive", "library") or again(text, start, end))):
        return True
    return archive_head(text, start, end) is not None or holding(text, start, end)


def _legal(text: str, start: int, end: int, own: Sequence[Anchor]) -> bool:
    if gazette(text, start, end) is not None:
        return True
    kinds = {anchor.kind for anchor in own}
    if not kinds & _NUMBERED:
        return False
    if article_of(text, start, end):
        return True
    word = hints.starts_with(text[start:end], "statute")
    if word is None:
        return False
    first = own[0]
    # "…; zákon č. 218/1949 Sb.": in small letters where the number of a year stands right behind the word
    numbered = text[start].isupper() or (first.rule == "issue-of-year" and first.start <= start + word.end() + 1)
    return Kind.DATE in kinds or (numbered and first.start - start < _ACT_NUMBER)
