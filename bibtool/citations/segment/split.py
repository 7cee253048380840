"""A note cut into its citations and what is said around them.

Semicolons part always, full stops where what stands before is complete and what follows begins anew, signal words
("zob.", "см.") wherever a citation follows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bibtool.citations.scan.anchors import Anchor
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.brackets import bracketed
from bibtool.citations.segment.cites import cites, family_alone
from bibtool.citations.segment.groups import groups
from bibtool.citations.segment.segments import Clause, KnownTitles, Segment, skip


def split(text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles) -> tuple[Segment, ...]:
    """The segments of a repaired note in order; ``known`` tells short titles of works cited before."""
    out: list[Segment] = []
    for group in groups(text, anchors, tree, known):
        inner = list(bracketed(text, anchors, tree, group))
        if inner:
            out += inner
        elif cites(text, anchors, tree, _unsignalled(text, group), known):
            start = group.signal[1] if group.signal else group.start
            out.append(Segment(skip(text, start, group.end), group.end, signal=group.signal))
        else:
            out.append(Segment(group.start, group.end, prose=True))
    return tuple(out)


def _unsignalled(text: str, group: Clause) -> Clause:
    """The clause without its signal: "zob. przypis 5" cites nothing for having one."""
    return replace(group, start=skip(text, group.signal[1], group.end)) if group.signal else group


__all__ = ["KnownTitles", "Segment", "cites", "family_alone", "split"]
