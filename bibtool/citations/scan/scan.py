"""All anchors of a note, each letter in one of them at most."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter

from msgspec.structs import replace

from bibtool.citations.scan import (
    addresses,
    bare,
    identifiers,
    imprints,
    locators,
    numbered_parts,
    numbers,
    periodicals,
    references,
    spots,
    when,
)
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import names_month
from bibtool.citations.scan.doubtful import weighed
from bibtool.citations.scan.repair import RepairedUrl
from bibtool.citations.scan.rules import ENDS_FIGURES, FIGURES, TOKEN, YEAR_FIGURES, Note, Rule
from bibtool.text.patterns import regex

# The more telling kind wins where two overlap; within a kind the earlier and longer one.
_ORDER = (
    Kind.URL, Kind.DOI, Kind.ISBN, Kind.ISSN, Kind.ACCESSED, Kind.DEAD_END, Kind.ONLINE, Kind.SERIES, Kind.IMPRINT,
    Kind.OP_CIT, Kind.IBID, Kind.EXTENT, Kind.PAGES, Kind.VOLUMES, Kind.EDITION, Kind.ISSUE, Kind.VOLUME,
    Kind.PART, Kind.CHAPTER, Kind.DATE, Kind.IDEM, Kind.IN, Kind.LABEL, Kind.YEAR, Kind.NO_YEAR,
)  # fmt: skip
_BRACKETED = frozenset({Kind.EDITION, Kind.PAGES})
_START = attrgetter("start")
_RANK = {kind: 2 * rank for rank, kind in enumerate(_ORDER)}


def scan(text: str, found: Sequence[RepairedUrl], *, dashed: bool = False) -> tuple[Anchor, ...]:
    """All anchors of a repaired note, in order, without overlaps; ``dashed`` where a single dash at its head stands for
    names."""
    note = Note(text, tuple(found))
    places = spots.spots(text)
    anchors = [
        *addresses.addresses(note),
        *when.dates_in_brackets(note),
        *when.roman_years(note),
        *when.edition_figures(note),
        *when.online(note),
        *imprints.imprints(note),
        *imprints.series(note),
        *periodicals.numbers(note, places),
        *bare.bare_numbers(note, places),
        *references.dashes(note, one=dashed),
    ]
    known = _table(names_month(text))
    figures, years = known[FIGURES], known[YEAR_FIGURES]
    for token in TOKEN.finditer(text):
        word = token.group()
        rules = known.get(word, ())
        if token.lastindex and len(word) < 5:
            if len(word) == 4:
                rules = (*rules, *years)
            elif (behind := text[token.end() : token.end() + 2])[:1] not in ENDS_FIGURES and behind != ".":
                rules = (*rules, *figures)
        if rules:
            at = token.start()
            for pattern, reader in rules:
                match = pattern.match(text, at)
                if match:
                    anchors += reader(note, match)
    return weighed(text, _apart([_trimmed(text, anchor) for anchor in anchors], len(text)))


_Read = Callable[[Note, re.Match[str]], Iterable[Anchor]]


@cache
def _table(months: bool) -> dict[str, tuple[tuple[re.Pattern[str], _Read], ...]]:
    """The rules that each word may begin, in a note that names a month and in one that names none: the pattern of each,
    compiled when it is first tried, and what reads its match."""
    table: dict[str, tuple[tuple[re.Pattern[str], _Read], ...]] = {}
    for rule in _rules():
        source = rule.source if months or not rule.without_months else rule.without_months
        row = regex(source), rule.read
        for key in rule.keys:
            table[key] = (*table.get(key, ()), row)
    return table


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        rule
        for module in (addresses, identifiers, references, locators, numbered_parts, numbers, when)
        for rule in module.rules()
    )


def _apart(anchors: list[Anchor], length: int) -> tuple[Anchor, ...]:
    """The anchors that overlap with none that is more telling, in order."""
    anchors.sort(key=_START)
    for one, other in pairwise(anchors):
        if not one.start < other.start >= one.end:
            break
    else:
        return tuple(anchors)
    anchors.sort(key=lambda a: (_rank(a), a.start, -a.end))
    taken = bytearray(length)
    kept = []
    for anchor in anchors:
        if 1 in taken[anchor.start : anchor.end]:
            continue
        taken[anchor.start : anchor.end] = b"\x01" * (anchor.end - anchor.start)
        kept.append(anchor)
    kept.sort(key=_START)
    return tuple(kept)


def _rank(anchor: Anchor) -> int:
    """The rank of an anchor: figures without a label are told by their place alone, and lose against a date
    ("„Nurt”, March 8, 2020, s. 5"); a numeral there is a volume before it is a month ("„Nurt”, XI, 1936")."""
    if anchor.rule == bare.RULE and anchor.value.isdigit():
        return _RANK[Kind.DATE] + 1
    return _RANK[anchor.kind]


def _trimmed(text: str, anchor: Anchor) -> Anchor:
    """Without the white space that optional parts of a pattern took in."""
    start, end = anchor.start, anchor.end
    if anchor.kind in _BRACKETED and text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        start, end = start - 1, end + 1  # "(2nd ed.)"
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return anchor if (start, end) == (anchor.start, anchor.end) else replace(anchor, start=start, end=end)
