"""PDF: the body in the order of reading, the notes of its pages tied to their raised marks, italics, places on pages.

Nothing that a page prints is left out: running headers, page numbers and text that runs another way (watermarks)
stand at the end of the text, told apart from the body.  Hyphens at the ends of lines and broken addresses stay as
printed; what reads notes joins them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import pypdfium2
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.document import Document, Link, SourceNote
from bibtool.readers.hidden import hidden_links, is_printed
from bibtool.readers.pages.codes import Codes, some_pages
from bibtool.readers.pages.columns import lines_of
from bibtool.readers.pages.furniture import LineNumbers, Sheet, take_out, without_typed_rules
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.notes import Apparatus, Found, apparatus
from bibtool.readers.pages.probe import TooLargeError, pages_too_large
from bibtool.readers.pages.recognised import evened, levelled
from bibtool.readers.pages.starts import Mark
from bibtool.readers.pages.text import Layout, mapped
from bibtool.readers.pages.words import Page, page_of
from bibtool.readers.reader import ReadError
from bibtool.text.spans import Span

_TOGETHER = 1000  # pages: some 300 MB of words
_FEW = 250  # pages of a longer file, where their notes stand at their feet
_LOOSE = 0.1  # of the marks of a few pages: with more without a note, the notes may stand in lists farther on
_WAITING = 60  # pages at most that wait for the next thousand
_STANDS = -0.4  # the fit of a mark that may be one of a note
_FEW_LOOSE = 2
_MANY_LOOSE = 20  # marks without a note, in a book of several thousands
_PASSWORD = "password"  # in what pypdfium2 says of FPDF_ERR_PASSWORD
_PARAGRAPH = 1.75  # of the size: lines farther apart are two paragraphs
_HEADING = 1.08  # of the size of the line before


def read(data: bytes, name: str) -> Document:
    """Raises ReadError for bytes that are no PDF, that need a password, are damaged, or have no text layer."""
    if b"%PDF-" not in data[:1024]:
        reason = "it does not begin with %PDF-"
        raise ReadError(Code.EMPTY_INPUT if not data.strip() else Code.DAMAGED_PDF, name=name, reason=reason)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _PASSWORD in str(error).lower():
            raise ReadError(Code.PDF_WITH_PASSWORD, name=name) from None
        raise ReadError(Code.DAMAGED_PDF, name=name, reason=str(error).rstrip(".")) from None
    try:
        count = len(document)
        too_large = pages_too_large(data)
        book = _Book(count)
        bad: list[int] = []
        pictures = 0
        codes = Codes(_producer(document))
        for number in range(count):
            try:
                page = page_of(document, number) if number not in too_large else None
            except pypdfium2.PdfiumError:
                page = None
            if page is None:
                bad.append(number + 1)
                continue
            pictures += bool(page.pictures)
            if page.words or page.aside:
                book.add(codes.page(page))
            if number % _FEW == _FEW - 1 and number + 1 < count:  # PDFium keeps 7 KB of each page that it has read
                document.close()
                document = pypdfium2.PdfDocument(data)
    except TooLargeError:
        raise ReadError(Code.DAMAGED_PDF, name=name, reason="/Form /Do") from None
    finally:
        document.close()
    if book.is_empty:
        if bad:
            raise ReadError(Code.DAMAGED_PDF, name=name, reason=f"{len(bad)} of {count} pages cannot be read")
        raise ReadError(Code.PDF_WITHOUT_TEXT, name=name, pages=str(count), pictures=str(pictures))
    if codes.is_unreadable:
        raise ReadError(Code.PDF_WITHOUT_LETTERS, name=name, fonts=codes.fonts)
    laid = book.document(name)
    findings = [Finding(Code.UNREADABLE_PAGES, {"name": name, "pages": some_pages(bad)}, document=name)] if bad else []
    findings += codes.findings(name)
    return laid if not findings else _told(laid, findings)


def _told(document: Document, findings: Sequence[Finding]) -> Document:
    return replace(document, findings=(*document.findings, *findings))


def _producer(document: pypdfium2.PdfDocument) -> str:
    return " ".join(document.get_metadata_value(key) for key in ("Producer", "Creator"))


class _Book:
    """Pages put together to a text.  A file of up to a thousand is laid out as a whole.  Of a longer one those are that
    were read last, up to a page behind which no note goes on, so that the words of few more are held: a few hundred
    pages where hardly any mark of theirs lacks its note, else a thousand.  Only a list of notes cannot be tied to
    marks of an earlier thousand."""

    def __init__(self, pages: int) -> None:
        self._usual = self._reach = min(_FEW, _TOGETHER) if pages > _TOGETHER else _TOGETHER
        self._layout = Layout()
        self._numbers = LineNumbers()
        self._sheets: list[Sheet] = []
        self._asides: list[Line] = []
        self._body: list[Span] = []
        self._headers: list[Span] = []
        self._notes = _Notes()
        self._links: list[Link] = []
        self._parts = self._marks = 0  # laid out by now, and the marks in them that stand as marks do

    @property
    def is_empty(self) -> bool:
        """Whether no page had a word."""
        return not self._sheets and not self._body

    def add(self, page: Page) -> None:
        """Take the next page that has words."""
        page = self._numbers.put_aside(levelled(page))
        lines = lines_of(page)
        evened(lines)
        lines, typed, rules = without_typed_rules(lines)
        self._sheets.append(Sheet(page.number, lines, [*page.rules, *rules], typed, page.links, page.turn))
        self._asides += [Line(page.number, word.base, word.size, [word]) for word in page.aside]
        if len(self._sheets) >= self._reach:
            self._lay_out(last=False)

    def document(self, name: str) -> Document:
        """What all pages make."""
        if self._sheets:
            self._lay_out(last=True)
        layout, text = self._layout, self._layout.text()
        notes = tuple(
            SourceNote(number, mapped(text, start, stop), marker) for number, start, stop, marker in self._notes
        )
        return Document(
            name,
            text,
            "utf-8",
            "pdf",
            notes or None,
            tuple(self._body),
            tuple(layout.italics),
            headers=tuple(self._headers),
            places=layout.places,
            findings=(*hidden_links(text, self._links, name), *self._untied(name), *self._not_called(name)),
            # programs make links of printed addresses by themselves, and end them with the line
            links=tuple(link for link in self._links if not is_printed(text, link)),
        )

    def _not_called(self, name: str) -> Iterator[Finding]:
        for number, start, _, marker in self._notes:
            if marker is None:
                place = Span(start - len(number) - 1, start - 1)
                yield Finding(Code.NOTE_WITHOUT_MARKER, {"number": number}, (place,), name)

    def _untied(self, name: str) -> tuple[Finding, ...]:
        loose = self._marks - self._notes.tied
        if self._parts < 2 or loose < _MANY_LOOSE or 2 * loose < self._marks:
            return ()
        return (
            Finding(
                Code.NOTES_OUT_OF_REACH, {"name": name, "pages": str(_TOGETHER), "count": str(loose)}, document=name
            ),
        )

    def _lay_out(self, *, last: bool) -> None:
        layout, sheets = self._layout, self._sheets
        few = not last and len(sheets) < _TOGETHER
        if few:
            sheets = [sheet.copy() for sheet in sheets]
        take_out(sheets)
        found = apparatus(sheets)
        if few and _are_loose(found):
            self._reach = _TOGETHER
            return
        self._reach = self._usual
        border = sheets[-1].number if last else _border(sheets, found.notes)
        rest = [sheet for sheet in sheets if sheet.number > border]
        sheets = sheets[: len(sheets) - len(rest)]
        self._parts += 1
        self._marks += sum(mark.fit > _STANDS for mark in found.marks if mark.page <= border)
        if layout.length:
            layout.write("\n\n")
        begin = layout.length
        marked = {id(note.mark.line) for note in found.notes if note.mark is not None}
        before: Line | None = None
        for line in found.body:
            if line.page > border:
                continue
            if before is not None:
                layout.write("\n\n" if _paragraph(before, line) else "\n")
            layout.line(line, marked=id(line) in marked)
            before = line
        layout.write("\n\n")
        self._body.append(Span(begin, layout.length))
        for note in found.notes:
            if note.page > border:
                continue
            layout.write(f"{note.number} ")
            start = layout.length
            for number, cut in enumerate(note.cuts):
                if number:
                    layout.write("\n")
                layout.line(cut.line, cut.first, cut.last)
            self._notes.add(note.number, start, layout.length, _marker(layout, note.mark))
            layout.write("\n")
        self._links += layout.linked(
            {sheet.number: some for sheet in sheets if (some := [link for link in sheet.links if link.address])}
        )
        asides = [line for line in self._asides if line.page <= border]
        for line in (*(line for sheet in sheets for line in sheet.furniture), *asides):
            layout.write("\n")
            self._headers.append(layout.line(line))
        layout.close()
        self._sheets, self._asides = rest, self._asides[len(asides) :]


class _Notes:
    """Number, place and mark of each note, packed: 40 bytes a note instead of 330."""

    def __init__(self) -> None:
        self._numbers: list[str] = []
        self._known: dict[str, str] = {}  # numbers begin anew, by chapter or page
        self._places = array("q")  # start and stop of the note, start and stop of its mark or -1 twice
        self.tied = 0

    def add(self, number: str, start: int, stop: int, marker: Span | None) -> None:
        self._numbers.append(self._known.setdefault(number, number))
        self._places.extend((start, stop, *((-1, -1) if marker is None else marker)))
        self.tied += marker is not None

    def __iter__(self) -> Iterator[tuple[str, int, int, Span | None]]:
        for at, number in enumerate(self._numbers):
            start, stop, begin, end = self._places[4 * at : 4 * at + 4]
            yield number, start, stop, Span(begin, end) if begin >= 0 else None


def _are_loose(found: Apparatus) -> bool:
    """Whether so many marks have no note that they may be called from a list farther on."""
    standing = sum(mark.fit > _STANDS for mark in found.marks)
    return standing - sum(note.mark is not None for note in found.notes) > max(_LOOSE * standing, _FEW_LOOSE)


def _border(sheets: Sequence[Sheet], notes: Sequence[Found]) -> int:
    """The last page behind which no note goes on nor is tied; the last one of all where there is none near the end."""
    last = sheets[-1].number
    crossed: set[int] = set()
    for note in notes:
        pages = [cut.line.page for cut in note.cuts] or [note.page]
        if note.mark is not None:
            pages.append(note.mark.page)
        if max(pages) > last - _WAITING:
            crossed.update(range(max(min(pages), last - _WAITING), max(pages)))
    numbers = (sheet.number for sheet in reversed(sheets[:-1]) if sheet.number >= last - _WAITING)
    return next((number for number in numbers if number not in crossed), last)


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
