"""The notes of a page of HTML, and their paragraphs."""

from __future__ import annotations

from bibtool.notes.find import find_notes
from bibtool.notes.note import NotesResult
from bibtool.readers.registry import read_bytes


def read(body: str) -> NotesResult:
    """The notes of a page with this body."""
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return find_notes(read_bytes(page.encode(), "page.html"))


def paragraphs(result: NotesResult) -> dict[str, tuple[str, ...]]:
    """The paragraphs of each note, by its number."""
    return {
        note.number: tuple(line.strip() for line in note.text.text.split("\n") if line.strip()) for note in result.notes
    }
