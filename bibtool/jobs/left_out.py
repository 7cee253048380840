"""What the notes of a text print of their works and a list of these works does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bibtool.citations.citation import Citation, Kind
from bibtool.csl.tree import Run
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.jobs.restyle import NOT_PRINTED
from bibtool.render.engine import Rendered
from bibtool.render.printed import Printed, by_citation
from bibtool.render.proof import is_guess
from bibtool.render.scripts import in_latin
from bibtool.render.setting import Setting
from bibtool.render.wording import number, words, words_of

if TYPE_CHECKING:
    from bibtool.jobs.extract import Extraction

# Of a citation, not of its work.
_OF_THE_CITATION = frozenset({"locator", "label", "signal", "comment", "accessed"})


def left_out(extraction: Extraction, entries: Sequence[Entry], done: Rendered, setting: Setting) -> list[Finding]:
    """BT675 for each value that a full citation prints and the entry of its work does not, once a work."""
    works = {entry.key: entry for entry in entries}
    told: set[tuple[str, str]] = set()
    found: list[Finding] = []
    for document in extraction.documents:
        cited: dict[str, dict[int, Citation]] = {}
        for citation in document.citations:
            if citation.kind is Kind.FULL and citation.key in done.runs:
                cited.setdefault(citation.note_id, {})[citation.index] = citation
        for note in document.passages:
            rows = cited.get(note.note_id, {})
            printed = by_citation(note, rows) if rows else {}
            for index, citation in rows.items():
                for variable, said in _missing(citation, printed[index], works[citation.key], done, setting):
                    if (citation.key, variable) not in told:
                        told.add((citation.key, variable))
                        args = {"variable": variable, "words": said}
                        found.append(Finding(NOT_PRINTED, args, (), note.document, note.note_id, index))
    return found


def _missing(
    citation: Citation, source: Printed, entry: Entry, done: Rendered, setting: Setting
) -> Iterator[tuple[str, str]]:
    runs = [part for part in done.runs[entry.key] if isinstance(part, Run)]
    variables = {run.variable.removesuffix("-short") for run in runs}
    shown = {number(word) for word in words("".join(run.text for run in runs))}
    for variable, said in source.fields.items():
        if variable in variables | _OF_THE_CITATION or is_guess(citation, variable):
            continue
        latin = words_of(in_latin(entry.item, setting.schemes), variable)
        if said and not any(option and {number(word) for word in option} <= shown for option in (said, latin)):
            yield variable, " ".join(" ".join(source.said[variable]).split())


__all__ = ["left_out"]
