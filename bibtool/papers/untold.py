"""Works of which a style prints nothing that tells which they are: "(n.d., fol. 7)", "[3]"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from bibtool.csl.context import Cite
from bibtool.csl.processor import NO_FORM, Processor
from bibtool.csl.tree import Mark, Run
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.render.fallback import plain
from bibtool.render.telling import tells


def untold(made: Processor, known: Mapping[str, Entry], keys: Iterable[str]) -> dict[str, str]:
    """What cites say of the works that they leave untold, by key; nothing in styles whose cites are numbers."""
    if made.numbered:
        return {}
    return {key: plain(known[key], dated=False) for key in keys if not tells(made.cluster_parts([Cite(key)]))}


def told_of(clusters: Iterable[tuple[Sequence[Cite], Sequence[Run | Mark]]]) -> set[str]:
    """The works that a first citation of theirs tells, if it stands alone: cites beside what is printed."""
    told, seen = set[str](), set[str]()
    for cites, parts in clusters:
        if len(cites) == 1 and cites[0].id not in seen and not cites[0].suppress_author and tells(parts):
            told.add(cites[0].id)
        seen |= {cite.id for cite in cites}
    return told


def completed(parts: Sequence[Run | Mark], entry: Entry) -> list[Run | Mark]:
    """An entry that tells nothing of its work, with all that is known of that behind its number or date."""
    kept = [
        replace(part, text=part.text.replace(NO_FORM, "").rstrip()) if isinstance(part, Run) else part for part in parts
    ]
    return [*kept, Run(f" {plain(entry)}" if kept else plain(entry))]


def doubts(keys: Iterable[str], style: str) -> list[Finding]:
    """BT652, once for each of these works."""
    return [Finding(Code.ENTRY_EMPTY, {"key": key, "style": style}) for key in dict.fromkeys(keys)]
