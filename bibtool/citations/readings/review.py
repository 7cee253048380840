"""Reviews: the book reviewed is part of the title, and its place and year are not those of the review.

"Лис А. Рец. на кн.: Сыч Р. Броды. М., 1933 // Реки. 1934. № 10. С. 288",
"J. Lis, rec.: A. Kos, Brody, Lublin 1933, „Rzeki” 1934, nr 10, s. 288".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.fields.details import trailing
from bibtool.citations.readings.assemble import assemble
from bibtool.citations.readings.parts import Family, cut, trim
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.patterns import regex

_SLASHES = regex(r"\s//\s?")
_NUMBERED = frozenset({Kind.ISSUE, Kind.VOLUME, Kind.PAGES})


@cache
def _quoted() -> re.Pattern[str]:
    """ ", „Rzeki”", ", in «Arte veneta»"."""
    return compiled(rf",\s(?:{lexicon().alternation('in')}\s)?(?P<periodical>[„«“\"][^„«“”»\"]+[”»“\"])(?=[,\s])")


@cache
def _begins() -> re.Pattern[str]:
    return compiled(rf"[.,:]?\s?(?P<said>[\[(]?{lexicon().alternation('review')}\s?:?[\])]?)(?=\s)")


def read_review(draft: Draft, text: str, at: int, end: int, anchors: Sequence[Anchor], tree: Structure) -> bool:
    """Read a review whose author is known; whether it was one that says where it was printed."""
    start = max(at - 1, draft.start) if text[at - 1 : at] == "[" else at
    found = _begins().match(text, start, end)
    if found is not None and not (draft.names or draft.idem) and found.start("said") > draft.start + 1:
        found = None
    if found is None:
        return _behind_title(draft, text, at, end, anchors, tree)
    at = _printed(text, found.end(), end, anchors)
    start, stop = trim(text, found.start("said"), at)
    if at == end or not any(map(str.isalpha, text[found.end() : stop])):
        return False
    fields.title(draft, text, start, stop, "title-of-review")
    periodical = _quoted().match(text, at, end)
    if periodical is not None:
        fields.container(draft, text, *periodical.span("periodical"), "container-of-review")
        at = periodical.end()
    own = between(anchors, at, end)
    kind = Family.GOST if _SLASHES.match(text, at, end) else Family.COMMA
    assemble(draft, text, cut(text, at, end, own, tree, kind), kind)
    trailing(draft, text, own, end)
    return True


@cache
def _of_book() -> Phrase:
    """ "Песни. Рец. на кн.: Лис А. Реки": a review with a title of its own."""
    return Phrase(rf"(?<=[.?!»”\"])\s[\[(]?{lexicon().alternation('review')}\s?:?[\])]?:?\s", lexicon().forms("review"))


def _behind_title(draft: Draft, text: str, at: int, end: int, anchors: Sequence[Anchor], tree: Structure) -> bool:
    """Read a review that says behind its title what it reviews, before the slashes of its periodical."""
    if not (draft.names or draft.idem) or not _of_book().may_stand(text):
        return False
    slashes = _SLASHES.search(text, at, end)
    if slashes is None or _of_book().search(text, at, slashes.start()) is None:
        return False
    fields.title(draft, text, *trim(text, at, slashes.start()), "title-of-review")
    own = between(anchors, slashes.start(), end)
    assemble(draft, text, cut(text, slashes.start(), end, own, tree, Family.GOST), Family.GOST)
    trailing(draft, text, own, end)
    return True


def _printed(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> int:
    """Where the periodical begins, or ``end``: behind slashes or "in:", or the last words in quotation marks before its
    year and number."""
    slashes = _SLASHES.search(text, start, end)
    if slashes is not None:
        return slashes.start()
    inside = next((anchor.start for anchor in between(anchors, start, end) if anchor.kind is Kind.IN), None)
    if inside is not None:
        return inside
    for match in reversed(list(_quoted().finditer(text, start, end))):
        after = between(anchors, match.end(), end)
        if any(anchor.kind in _NUMBERED for anchor in after) and any(anchor.date is not None for anchor in after):
            return match.start()
    return end
