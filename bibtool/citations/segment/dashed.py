"""Where a full stop and a dash part two works of a note: "… Kraków 2001, s. 3. – I. Wol, Las. Poznań 1990", "Wolańska,
op. cit., s. 112. – Gorczyca, op. cit., s. 40".

The areas of a description are parted in the same way (". — М. : Наука, 1999. — 300 с."): what follows the dash has to
name somebody and a work, or to refer to one that was cited before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.onward import work_behind
from bibtool.citations.segment.segments import JOINED, NEAR
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_STOP = regex(rf"\.\s[–—]\s(?={CAPITAL})")
_ENDS = JOINED | {Kind.IMPRINT, Kind.ISSUE, Kind.FOLIO, Kind.IBID, Kind.OP_CIT}
_FAMILY = regex(rf"{CAPITAL}[{LOWER}]+(?:-{CAPITAL}[{LOWER}]+)?,?\s")
# "Die gegenteilige Ansicht bei Pop": words of a sentence, the last of them in small letters, before a name
_SENTENCE = regex(rf"{CAPITAL}[{LOWER}]+(?:\s[^\W\d_]+){{1,8}}\s")
_NAME_START = regex(rf"(?<=\s)(?<=[{LOWER}]\s){CAPITAL}")
_NAMES = 3
_DATED = regex(rf"{CAPITAL}[{LOWER}]+(?:/{CAPITAL}[{LOWER}]+)*\s\(?(?:1[4-9]|20)[0-9]{{2}}(?=[),:]|\s\()")
# "I. Wol, Las. Poznań 1990": a title of one word may look like the first of a place
_PLACED = regex(rf",\s{CAPITAL}[^.,;:]{{1,80}}\.\s(?P<place>{CAPITAL}[\w-]+)\s(?:1[4-9]|20)[0-9]{{2}}(?!\w)")


def dashed(text: str, anchors: Sequence[Anchor], tree: Structure) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Where each such work ends, where the next one begins, and the words of a sentence before its name, if there are
    any; and then the place of the name itself."""
    for stop in _STOP.finditer(text) if " –" in text or " —" in text else ():
        at, begin = stop.span()
        name = _begins(text, anchors, begin) if not tree.inside(at) and _complete(anchors, at) else -1
        if name >= begin:
            yield at + 1, begin, (begin, begin)
        if name > begin:
            yield name, name, (begin, name)


def _complete(anchors: Sequence[Anchor], at: int) -> bool:
    return any(a.kind in _ENDS and a.end in (at, at + 1) for a in between(anchors, max(0, at - NEAR), at + 1))


def _begins(text: str, anchors: Sequence[Anchor], at: int) -> int:
    """Where the citation begins that stands at a place, or behind some words of a sentence there; -1 if none does."""
    own = between(anchors, at, at + NEAR)
    if own and own[0].start == at and own[0].kind in {Kind.IBID, Kind.IDEM}:
        return at
    family = _FAMILY.match(text, at)
    if family is not None and any(a.kind is Kind.OP_CIT and a.start == family.end() for a in own):
        return at
    if _named(text, anchors, at):
        return at
    said = _SENTENCE.match(text, at)
    if said is None or any(a.start < said.end() for a in own):
        return -1
    names = (start.start() for start in islice(_NAME_START.finditer(text, at, said.end() + 1), _NAMES))
    return next((name for name in names if _DATED.match(text, name) or _named(text, anchors, name)), -1)


def _named(text: str, anchors: Sequence[Anchor], at: int) -> bool:
    """Whether names stand at a place with a work behind them."""
    names = person_list(text, at, min(len(text), at + NEAR))
    if names is None or not attested(text, names):
        return False
    placed = _PLACED.match(text, names.spans[0][1])  # "Las. Poznań" may be read as a second name
    return work_behind(text, anchors, names) or (placed is not None and hints.known_place(placed["place"]))
