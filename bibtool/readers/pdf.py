"""PDF: what :mod:`bibtool.readers.pages` makes of it; PDFium, which takes 30 ms, is loaded for a PDF only."""

from __future__ import annotations

from bibtool.readers.document import Document
from bibtool.readers.reader import Reader


def read(data: bytes, name: str) -> Document:
    """As :func:`bibtool.readers.pages.document.read`."""
    from bibtool.readers.pages.document import read as read_pages

    return read_pages(data, name)


READER = Reader("pdf", (".pdf",), read)
