"""Documents that a DOCX takes in whole (``altChunk``, ECMA-376-1, 17.17.2): Word joins them when it saves the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bibtool.readers import html
from bibtool.readers.decoded import decoded
from bibtool.readers.document import Document, SourceNote
from bibtool.readers.docx_package import Package
from bibtool.readers.reader import ReadError
from bibtool.text.mapped import Mapped
from bibtool.text.spans import Span

_MOST = 200  # parts that are read; a book has a chapter a part
_PAGE = (b"<html", b"<!doctype html", b"<body", b"<p", b"<div", b"<h1")
_UNREAD = (b"{\\rtf", b"mime-version:", b"from:")  # RTF and MHTML


class Attached(Struct, frozen=True):
    """A document that stands at ``start`` of the text that takes it in."""

    document: Document
    start: int

    def span(self, span: Span) -> Span:
        """Where a span of it came to stand."""
        return Span(span.start + self.start, span.end + self.start)

    def notes(self) -> Iterable[SourceNote]:
        """Its notes, which no part of the package that takes it in has."""
        for note in self.document.notes or ():
            marker = self.span(note.marker) if note.marker is not None else None
            yield SourceNote(note.number, self._moved(note.text), marker)

    def _moved(self, text: Mapped) -> Mapped:
        by = self.start
        pieces = (p._replace(source_start=p.source_start + by, source_end=p.source_end + by) for p in text.pieces)
        return Mapped(text.text, tuple(pieces))


def body_of(end: int, attached: Sequence[Attached]) -> tuple[Span, ...]:
    """The running text of a document of ``end`` characters: all but the notes of those that it takes in."""
    spans: list[Span] = []
    at = 0
    for each in attached:
        if not each.document.body:
            continue
        spans.append(Span(at, each.start))
        spans += map(each.span, each.document.body)
        at = each.start + len(each.document.text)
    return tuple(span for span in (*spans, Span(at, end)) if span.end > span.start)


def attached_of(
    package: Package, rows: Iterable[tuple[str, str, str]], read: Callable[[bytes, str], Document]
) -> Mapping[str, Document]:
    """By the ids of their relationships the documents that can be read: HTML, text, and (by ``read``) DOCX.

    What takes in others in its turn is not read, lest a file take in itself.
    """
    found: dict[str, Document] = {}
    for kind, target, key in rows:
        real = package.parts.get(target.lower())
        if kind != "aFChunk" or real is None or len(found) == _MOST:
            continue
        data = package.content(real)
        start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        try:
            if start.startswith(b"pk\x03\x04"):
                found[key] = read(data, real)
            elif any(sign in start for sign in _PAGE):
                found[key] = replace(html.read(data, real), own=None)
            elif not start.startswith(_UNREAD):
                found[key] = Document(real, decoded(data, real)[0], "utf-8", "text")
        except ReadError:
            continue  # told as a part that is not read
    return found
