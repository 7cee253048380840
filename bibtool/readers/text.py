"""Plain text: the text layer of a PDF, a press text, anything saved as .txt."""

from __future__ import annotations

from bibtool.readers.decoded import decoded
from bibtool.readers.document import Document
from bibtool.readers.reader import Reader


def read(data: bytes, name: str) -> Document:
    """The decoded characters, unchanged."""
    text, encoding, findings = decoded(data, name)
    return Document(name, text, encoding, "text", findings=findings)


READER = Reader("text", (".txt", ".text"), read)
