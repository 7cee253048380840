"""Notes to measure with: those of the article, then those of the golden corpus."""

from __future__ import annotations

import re
from pathlib import Path

from bibtool.notes.find import find_notes
from bibtool.notes.note import Note, NotesResult
from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes
from bibtool.text.mapped import Mapped

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "seeds" / "004_51483a6014526e0d.txt"
_FENCE = re.compile(r"^```note[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def texts(root: Path = ROOT) -> list[str]:
    """The notes' texts in one line each; the golden ones are those of the checkout ``root``."""
    article = find_notes(read_bytes(ARTICLE.read_bytes(), ARTICLE.name))
    found = [note.text.text for note in article.notes]
    for case in sorted((root / "tests" / "corpus").glob("*/*.md")):
        found += _FENCE.findall(case.read_text(encoding="utf-8"))
    return [re.sub(r"\s+", " ", text).strip() for text in found]


def document(lines: list[str]) -> tuple[Document, NotesResult]:
    """A document with one note a line."""
    text = "\n".join(lines)
    notes, at = [], 0
    for n, line in enumerate(lines, 1):
        notes.append(Note(str(n), str(n), Mapped.of(text, at, at + len(line))))
        at += len(line) + 1
    return Document("notes", text, "utf-8", "text"), NotesResult(tuple(notes))
