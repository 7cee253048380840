"""Reviews: the book reviewed is part of the title, and its place and year are not those of the review.

"Лис А. Рец. на кн.: Сыч Р. Броды. М., 1933 // Реки. 1934. № 10. С. 288",
"Jane Lis, review of Fords, by Roy Kos, River Review 34, no. 2 (1934): 288",
"J. Lis, rec.: A. Kos, Brody, Lublin 1933, „Rzeki” 1934, nr 10, s. 288".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.fields.details import trailing
from bibtool.citations.readings.assemble import assemble
from bibtool.citations.readings.parts import Family, cut, trim
from bibtool.citations.scan.abbreviations import ends_abbreviation
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

OF_REVIEW = "title-of-review"  # the rule
_SLASHES = regex(r"\s//\s?")
_NUMBERED = frozenset({Kind.ISSUE, Kind.VOLUME, Kind.PAGES})


@cache
def _quoted() -> re.Pattern[str]:
    """ ", „Rzeki”", ". „Rzeki”", ", in «Arte veneta»"."""
    return compiled(rf"[.,]\s(?:{lexicon().alternation('in')}\s)?(?P<periodical>[„«“\"][^„«“”»\"]+[”»“\"])(?=[,\s])")


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
    printed = _printed(text, found.end(), end, anchors, "issued" in draft.values)
    if printed is None:
        return False
    start, stop = trim(text, found.start("said"), printed.start)
    if not any(map(str.isalpha, text[found.end() : stop])):
        return False
    fields.title(draft, text, start, stop, OF_REVIEW)
    _put_printed(draft, text, printed, end, anchors, tree)
    return True


class _Printed(NamedTuple):
    """Where the title of a review ends, and the name of the periodical, unless its own marks tell it."""

    start: int
    name: tuple[int, int] | None = None


def _put_printed(
    draft: Draft, text: str, printed: _Printed, end: int, anchors: Sequence[Anchor], tree: Structure
) -> None:
    """Put the periodical that a review was printed in into the draft, with its numbers."""
    at = printed.start
    if printed.name is not None:
        fields.container(draft, text, *printed.name, "container-of-review")
        at = printed.name[1]
    own = between(anchors, at, end)
    volume = _BARE_VOLUME.match(text, at, own[0].start) if printed.name is not None and own else None
    if volume is not None:
        draft.put("volume", volume["volume"], volume.span("volume"), "bare-number")
        at = volume.end()
    kind = Family.GOST if _SLASHES.match(text, at, end) else Family.COMMA
    assemble(draft, text, cut(text, at, end, own, tree, kind), kind)
    trailing(draft, text, own, end)


@cache
def _of_book() -> Phrase:
    """A review with a title of its own: "Песни. Рец. на кн.: Лис А. Реки", "“Grain,” review of Rivers", "Grain [Review
    of the book Rivers"."""
    said = rf"{lexicon().alternation('review')}\s?:?"
    return Phrase(rf"(?:(?<=[.?!»”\"])\s(?P<said>{said})|\s[\[(]{said}[\])]?):?\s", lexicon().forms("review"))


def _behind_title(draft: Draft, text: str, at: int, end: int, anchors: Sequence[Anchor], tree: Structure) -> bool:
    """Read a review that says behind its title what it reviews, before what it was printed in."""
    if not (draft.names or draft.idem) or not _of_book().may_stand(text):
        return False
    said = _of_book().search(text, at, end)
    if said is None:
        return False
    printed = _printed(text, said.end(), end, anchors, "issued" in draft.values)
    if printed is None:
        return False
    if said["said"] and said["said"][0].isupper() and not _SLASHES.match(text, printed.start):
        return False  # "“Grain,” Review of Politics, Law, and Trade 12": a periodical
    fields.title(draft, text, *trim(text, at, printed.start), OF_REVIEW)
    _put_printed(draft, text, printed, end, anchors, tree)
    return True


def _printed(text: str, start: int, end: int, anchors: Sequence[Anchor], dated: bool) -> _Printed | None:
    """Where the periodical is: behind slashes or "in:", the last words in quotation marks before its year and number,
    or the name before them; ``dated`` where the year stands elsewhere."""
    slashes = _SLASHES.search(text, start, end)
    if slashes is not None:
        return _Printed(slashes.start())
    inside = next((anchor.start for anchor in between(anchors, start, end) if anchor.kind is Kind.IN), None)
    if inside is not None:
        return _Printed(inside)
    for match in reversed(list(_quoted().finditer(text, start, end))):
        after = between(anchors, match.end(), end)
        if any(anchor.kind in _NUMBERED for anchor in after) and (dated or any(a.date is not None for a in after)):
            return _Printed(match.start(), match.span("periodical"))
    return _unquoted(text, start, end, anchors, dated)


_BARE_VOLUME = regex(r"[,\s]{1,2}(?P<volume>[0-9]{1,4})(?=[,\s(])")
_LAST_NUMBER = regex(r"[,\s]{1,2}[0-9]{1,4}\Z")
_BEFORE_NAME = regex(rf"(?P<mark>[.,?!\])”\"])\s(?={CAPITAL})")


def _unquoted(text: str, start: int, end: int, anchors: Sequence[Anchor], dated: bool) -> _Printed | None:
    """Where a periodical is that nothing marks but its year and number: ", Russian Review 68, no. 4 (2009): 702", ".
    Rzeki, t. 8, 2008, z. 1"."""
    at, numbered = end, False
    for anchor in reversed(between(anchors, start, end)):
        if any(map(str.isalnum, text[anchor.end : at])):
            break
        at = anchor.start
        dated = dated or anchor.date is not None
        numbered = numbered or anchor.kind in {Kind.ISSUE, Kind.VOLUME}
    if not (dated and numbered):
        return None
    stop = start + len(text[start:at].rstrip(" ,("))
    volume = _LAST_NUMBER.search(text[start:stop])
    stop = start + volume.start() if volume is not None else stop
    before = None
    for mark in _BEFORE_NAME.finditer(text, start, stop):
        if mark["mark"] != "." or not ends_abbreviation(text, start, mark.end("mark")):
            before = mark
    if before is None or any(map(str.isdigit, text[before.end() : stop])):
        return None
    return _Printed(before.end("mark") - (before["mark"] in ".,"), (before.end(), stop))
