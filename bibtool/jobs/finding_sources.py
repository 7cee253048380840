"""The sources of an extraction as findings are shown against them."""

from __future__ import annotations

from bibtool.citations.citation import Where
from bibtool.diagnostics.shown import Sources
from bibtool.jobs.extract import Extraction

_LINE_FORMATS = frozenset({"text", "notes"})  # whose text is the file's own, line by line


def sources_of(extraction: Extraction) -> Sources:
    """Texts, note numbers and supplement of an extraction."""
    documents = [d.document for d in extraction.documents]
    supplement = extraction.supplement
    if supplement is not None:
        documents.append(supplement)
    return Sources(
        {d.name: d.text for d in documents},
        {(d.document.name, note.id): note.number for d in extraction.documents for note in d.notes.notes},
        [d.name for d in documents if d.format not in _LINE_FORMATS],
        {
            (d.document.name, note.id): supplement.name
            for d in extraction.documents
            for note in d.notes.notes
            if note.supplement and supplement is not None
        },
        [
            (d.document.name, each.note_id)
            for d in extraction.documents
            for each in d.citations
            if each.where is not Where.NOTE
        ],
    )
