"""PDF: the body in the order of reading, the notes of its pages tied to their raised marks, italics, places on pages.

Nothing that a page prints is left out: running headers, page numbers and text that runs another way (watermarks)
stand at the end of the text, told apart from the body.  Hyphens at the ends of lines and broken addresses stay as
printed; what reads notes joins them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2

from bibtool.diagnostics.findings import Finding
from bibtool.readers.document import Document, SourceNote
from bibtool.readers.pages.furniture import Sheet, take_out
from bibtool.readers.pages.lines import Line, lines_of
from bibtool.readers.pages.notes import Apparatus, apparatus
from bibtool.readers.pages.starts import Mark
from bibtool.readers.pages.text import Layout, mapped
from bibtool.readers.pages.words import Look, Page, Word, page_of
from bibtool.readers.reader import ReadError
from bibtool.text.spans import Span

_PASSWORD = "password"  # in what pypdfium2 says of FPDF_ERR_PASSWORD
_PARAGRAPH = 1.75  # of the size: lines farther apart are two paragraphs
_HEADING = 1.08  # of the size of the line before
_CYRILLIC_AS_LATIN = 0.6  # of all letters in U+00C0 to U+00FF: no language writes so, cp1251 read as Latin-1 does
_FEWEST_LETTERS = 40


def read(data: bytes, name: str) -> Document:
    """Raises ReadError for bytes that are no PDF, that need a password, are damaged, or have no text layer."""
    if b"%PDF-" not in data[:1024]:
        raise ReadError("BT103" if not data.strip() else "BT125", name=name, reason="%PDF-")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _PASSWORD in str(error).lower():
            raise ReadError("BT124", name=name) from None
        raise ReadError("BT125", name=name, reason=str(error).rstrip(".")) from None
    try:
        count = len(document)
        sheets: list[Sheet] = []
        asides: list[Line] = []
        bad: list[int] = []
        pictures = 0
        mend = _Mojibake()
        for number in range(count):
            try:
                page = page_of(document, number)
            except pypdfium2.PdfiumError:
                bad.append(number + 1)
                continue
            pictures += bool(page.pictures)
            if not page.words and not page.aside:
                continue
            page = mend.page(page)
            sheets.append(Sheet(number, lines_of(page), page.rules, []))
            asides += [Line(number, word.base, word.size, [word]) for word in page.aside]
    finally:
        document.close()
    if not sheets:
        if bad:
            raise ReadError("BT125", name=name, reason=f"{len(bad)}/{count}")
        raise ReadError("BT126", name=name, pages=str(count), pictures=str(pictures))
    take_out(sheets)
    laid = _laid_out(name, apparatus(sheets), sheets, asides)
    findings = [Finding("BT127", {"name": name, "pages": _some(bad)}, document=name)] if bad else []
    if mend.mended:
        findings.append(Finding("BT128", {"name": name}, document=name))
    return laid if not findings else _told(laid, findings)


def _told(document: Document, findings: Sequence[Finding]) -> Document:
    return replace(document, findings=(*document.findings, *findings))


def _some(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages[:5])) + (", …" if len(pages) > 5 else "")


def _laid_out(name: str, found: Apparatus, sheets: Sequence[Sheet], asides: Sequence[Line]) -> Document:
    layout = Layout()
    before: Line | None = None
    for line in found.body:
        if before is not None:
            layout.write("\n\n" if _paragraph(before, line) else "\n")
        layout.line(line)
        before = line
    layout.write("\n\n")
    end = layout.length
    placed: list[tuple[str, int, int, Mark | None]] = []
    for note in found.notes:
        layout.write(f"{note.number} ")
        start = layout.length
        for number, cut in enumerate(note.cuts):
            if number:
                layout.write("\n")
            layout.line(cut.line, cut.first, cut.last)
        placed.append((note.number, start, layout.length, note.mark))
        layout.write("\n")
    headers: list[Span] = []
    for line in (*(line for sheet in sheets for line in sheet.furniture), *asides):
        layout.write("\n")
        headers.append(layout.line(line))
    text = layout.text
    notes = tuple(
        SourceNote(number, mapped(text, start, stop), _marker(layout, mark)) for number, start, stop, mark in placed
    )
    return Document(
        name,
        text,
        "utf-8",
        "pdf",
        notes or None,
        (Span(0, end),),
        tuple(layout.italics),
        headers=tuple(headers),
        places=layout.places,
    )


def _marker(layout: Layout, mark: Mark | None) -> Span | None:
    if mark is None:
        return None
    start = layout.words[id(mark.word)]
    return Span(start + mark.start, start + mark.end)


def _paragraph(before: Line, line: Line) -> bool:
    larger, smaller = max(before.size, line.size), max(min(before.size, line.size), 0.1)
    if larger / smaller > _HEADING:
        return True
    return (
        before.page == line.page and before.column == line.column and (before.base - line.base > _PARAGRAPH * line.size)
    )


class _Mojibake:
    """Cyrillic letters of cp1251 that a font without a map gives as those of Latin-1: told page by page, mended."""

    def __init__(self) -> None:
        self.mended = False
        codes = {code: bytes([code]).decode("cp1251") for code in range(0xC0, 0x100)}
        self._table = str.maketrans({chr(code): char for code, char in codes.items()} | {"¸": "ё", "¨": "Ё", "¹": "№"})

    def page(self, page: Page) -> Page:
        letters = high = 0
        for word in page.words:
            if word.text.isascii():
                letters += len(word.text)
                continue
            letters += sum(map(str.isalpha, word.text))
            high += sum("\u00c0" <= char <= "\u00ff" for char in word.text)
        if high < _FEWEST_LETTERS or high < _CYRILLIC_AS_LATIN * letters:
            return page
        self.mended = True
        return page._replace(words=[self._word(word) for word in page.words])

    def _word(self, word: Word) -> Word:
        if word.text.isascii() or word.look & Look.RAISED:
            return word
        return word._replace(text=word.text.translate(self._table))
