"""A note's text through the stages that come before the one under test."""

from __future__ import annotations

from dataclasses import dataclass

from bibtool.citations.names.persons import person_list
from bibtool.citations.readings.parts import Family, Part, cut, family
from bibtool.citations.scan.anchors import Anchor
from bibtool.citations.scan.repair import Repaired, repair
from bibtool.citations.scan.scan import scan
from bibtool.citations.scan.structure import Structure, structure
from bibtool.language.folding import fold_variants
from bibtool.text.mapped import Mapped
from bibtool.text.vocabulary import vocabulary


def repaired(note: str, elsewhere: str = "") -> Repaired:
    """The note as its document's words repair it; ``elsewhere`` is the rest of the document."""
    return repair(Mapped.of(note), vocabulary([note, elsewhere]), fold_variants)


@dataclass(frozen=True, slots=True)
class Scanned:
    text: str
    anchors: tuple[Anchor, ...]
    tree: Structure

    def said(self) -> list[tuple[str, str, str]]:
        """Kind, printed form and value of every anchor."""
        return [(a.kind.name, self.text[a.start : a.end], self.text[a.value_start : a.value_end]) for a in self.anchors]


def scanned(note: str) -> Scanned:
    whole = repaired(note)
    text = whole.text.text
    anchors = scan(text, whole.urls)
    return Scanned(text, anchors, structure(text, anchors))


def parted(note: str) -> tuple[Family, Scanned, list[Part]]:
    s = scanned(note)
    names = person_list(s.text, 0, len(s.text))
    kind = family(s.text, 0, len(s.text), s.anchors, s.tree, names.end if names else 0)
    return kind, s, cut(s.text, 0, len(s.text), s.anchors, s.tree, kind)
