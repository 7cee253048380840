"""A note cut into its citations and what is said around them.

Semicolons part always, full stops where what stands before is complete and what follows begins anew, signal words
("zob.", "см.") wherever a citation follows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bibtool.citations.scan.anchors import Anchor, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.brackets import bracketed
from bibtool.citations.segment.cites import begins_named, cites, family_alone
from bibtool.citations.segment.groups import groups
from bibtool.citations.segment.leads import Lead, known_title, leads
from bibtool.citations.segment.segments import STRONG, WEAK_ENDS, Clause, KnownTitles, Segment, skip
from bibtool.citations.segment.series import series, year_again


def split(
    text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles, begin: int = 0
) -> tuple[Segment, ...]:
    """The segments of a repaired note from ``begin`` on, in order; ``known`` tells short titles of works cited
    before."""
    return _split(text, anchors, tree, known, begin, Choice())


def alternatives(
    text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles, begin: int = 0
) -> Iterator[tuple[Segment, ...]]:
    """Other segmentations of a note than that of :func:`split`, at most three, the likelier first: each begins one
    citation elsewhere, takes one group for prose or for a citation, or decides one doubtful cut the other way."""
    seen = {split(text, anchors, tree, known, begin)}
    for choice in islice(_choices(text, anchors, tree, known, begin), _TRIED):
        found = _split(text, anchors, tree, known, begin, choice)
        if found not in seen:
            seen.add(found)
            yield found
        if len(seen) > _MOST:
            return


_MOST, _TRIED = 3, 8


@dataclass(frozen=True, slots=True)
class Choice:
    """What is decided otherwise than :func:`split` does: doubtful cuts; for the group that begins at ``group`` where
    its citation begins (at its end: nowhere, the group is prose)."""

    turned: frozenset[int] = frozenset()
    group: int = -1
    lead: Lead | None = None


def _choices(text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles, begin: int) -> Iterator[Choice]:
    """One thing decided otherwise at a time: first where citations begin, then cuts, then what cites at all."""
    parted = groups(text, anchors, tree, known, begin)
    late: list[Choice] = []
    for group in parted.groups:
        whole = _unsignalled(text, group)
        start = skip(text, whole.start, group.end)
        own = between(anchors, start, group.end)
        if not cites(text, anchors, tree, whole, known):
            if any(a.kind in STRONG | WEAK_ENDS for a in own):
                late.append(Choice(group=group.start, lead=Lead(start)))
            continue
        found = leads(text, anchors, tree, start, group.end, known)
        for lead in (*found[1:], *([Lead(start)] if found else [])):
            yield Choice(group=group.start, lead=lead)
        if not any(a.kind in STRONG for a in own) and not begins_named(text, whole):
            late.append(Choice(group=group.start, lead=Lead(group.end)))
    for at in parted.doubtful:
        yield Choice(turned=frozenset({at}))
    yield from late


def _split(
    text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles, begin: int, choice: Choice
) -> tuple[Segment, ...]:
    out: list[Segment] = []
    before: Segment | None = None
    for group in groups(text, anchors, tree, known, begin, choice.turned).groups:
        found: list[Segment] = []
        if group.start == choice.group and choice.lead is not None:
            found = _chosen(text, group, choice.lead)
        elif group.hard and (again := year_again(text, Segment(group.start, group.end), before, known)):
            found = [again]
        found = found or _bracketed(text, anchors, tree, group, known)
        if not found:
            found = _cut(text, anchors, tree, group, known)
            found = [s for one in found for s in ([one] if one.prose else series(text, anchors, tree, one))]
        out += found
        before = next((s for s in reversed(found) if not s.prose), before)
    return tuple(out)


def _chosen(text: str, group: Clause, lead: Lead) -> list[Segment]:
    if lead.start >= group.end:
        return [Segment(group.start, group.end, prose=True)]
    return _led(group, skip(text, _unsignalled(text, group).start, group.end), lead)


def _bracketed(
    text: str, anchors: Sequence[Anchor], tree: Structure, group: Clause, known: KnownTitles
) -> list[Segment]:
    """The citations in the brackets of a group, and the one before them where the group is no prose: "A. Lis, Wieża,
    Lublin 1911, s. 3 (zob. też: B. Kos, Most, Lublin 1920, s. 5), wbrew temu, co pisano"."""
    out: list[Segment] = []
    for segment in bracketed(text, anchors, tree, group, known):
        first = segment.prose and segment.start == group.start
        whole = _unsignalled(text, group._replace(end=segment.end)) if first else None
        if whole is not None and begins_named(text, whole) and cites(text, anchors, tree, whole, known):
            stop = whole.end
            while stop > whole.start and text[stop - 1] in " (":
                stop -= 1
            out.append(Segment(skip(text, whole.start, stop), stop, signal=group.signal))
        else:
            out.append(segment)
    return out


def _cut(text: str, anchors: Sequence[Anchor], tree: Structure, group: Clause, known: KnownTitles) -> list[Segment]:
    """A group as prose, or as a citation with the words that lead to it before it."""
    whole = _unsignalled(text, group)
    start = skip(text, whole.start, group.end)
    if not cites(text, anchors, tree, whole, known):
        title = known_title(text, start, group.end, known)
        return [Segment(group.start, group.end, prose=True)] if title is None else _led(group, start, title)
    for lead in leads(text, anchors, tree, start, group.end, known):
        if cites(text, anchors, tree, Segment(lead.start, group.end), known):
            return _led(group, start, lead)
    return [Segment(start, group.end, signal=group.signal)]


def _led(group: Clause, start: int, lead: Lead) -> list[Segment]:
    """The words before a citation, and the citation with its signal and the name that they give."""
    stop = lead.author[0] if lead.author else lead.start
    prose = [Segment(start, stop, prose=True)] if stop > start else []
    return [*prose, Segment(lead.start, group.end, signal=group.signal, author=lead.author)]


def _unsignalled(text: str, group: Clause) -> Clause:
    """The clause without its signal: "zob. przypis 5" cites nothing for having one."""
    return group._replace(start=skip(text, group.signal[1], group.end)) if group.signal else group


__all__ = ["KnownTitles", "Segment", "alternatives", "cites", "family_alone", "split"]
