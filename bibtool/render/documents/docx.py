"""Word documents: real styles, footnotes, hyperlinks and languages (ECMA-376-1, WordprocessingML)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bibtool.render.documents.calls import BETWEEN, arabic, one_line, paragraphs
from bibtool.render.documents.kind import DocumentKind
from bibtool.render.documents.opc import OFFICE, Part, Relationships, package, plain_element
from bibtool.render.documents.wordml import (
    W,
    element,
    for_word,
    marked,
    paragraph,
    run,
    runs,
    text_element,
    word_language,
)
from bibtool.render.engine import RenderedNote, Section
from bibtool.render.markup import printable
from bibtool.text.data import data_file

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "http://schemas.openxmlformats.org/package/2006"
_DC = "http://purl.org/dc/elements/1.1/"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_MARK = "FootnoteReference"


def bibliography(title: str, locale: str, sections: Sequence[Section]) -> bytes:
    """Title, headings of sections, entries in the style "Bibliography", each in its language."""
    links = Relationships()
    body = [paragraph("Title", run(one_line(title)))]
    for section in sections:
        if section.heading:
            body.append(paragraph("Heading1", run(one_line(section.heading))))
        body += [paragraph("Bibliography", *runs(entry.text, links, entry.language)) for entry in section.entries]
    return _document(title, locale, body, links)


def notes(title: str, locale: str, notes: Sequence[RenderedNote]) -> bytes:
    """The sentences with real footnotes; a note that none calls has a paragraph of its own.

    Word counts the notes from the first one's number; one whose number is not the next has its own mark.
    """
    body = [paragraph("Title", run(one_line(title)))]
    footnotes, links = _part("footnotes"), Relationships()
    start = next((number for number in map(arabic, notes) if number), 1)
    following = start
    for pieces in paragraphs(notes):
        content: list[_Element] = []
        for piece in pieces:
            if isinstance(piece, str):
                content.append(run(piece, _MARK if piece is BETWEEN else ""))
                continue
            _, note = piece
            counted = arabic(note) == following
            following += counted
            mark = "" if counted else one_line(note.number)
            identifier = str(len(footnotes) - 1)  # the two separators have -1 and 0
            content.append(_call(identifier, mark))
            footnotes.append(_footnote(identifier, mark, note, links))
        body.append(paragraph("", *content))
    return _document(title, locale, body, Relationships(), Part(f"{_WORD}.footnotes+xml", footnotes, links), start)


def _call(identifier: str, mark: str) -> _Element:
    if not mark:
        return marked(_MARK, element("footnoteReference", id=identifier))
    # A letter an element: LibreOffice 7.4 prints a longer mark twice in the body (since its tdf#141548).
    letters = [text_element(letter) for letter in mark]
    return marked(_MARK, element("footnoteReference", customMarkFollows="1", id=identifier), *letters)


def _footnote(identifier: str, mark: str, note: RenderedNote, links: Relationships) -> _Element:
    # LibreOffice 7.4 prints a mark of the author's own before the note and then once more the one that the note holds,
    # where Word wants it; in its own files too.
    number = for_word(text_element(mark)) if mark else element("footnoteRef")
    content = [marked(_MARK, number), run(" "), *runs(note.text, links)]
    return element("footnote", paragraph("FootnoteText", *content), id=identifier)


def _document(
    title: str,
    locale: str,
    body: Sequence[_Element],
    links: Relationships,
    footnotes: Part | None = None,
    start: int = 1,
) -> bytes:
    counting = None
    if footnotes is not None and start != 1:
        counting = element("footnotePr", element("numStart", val=str(start)))
    section = element(
        "sectPr",
        counting,
        element("pgSz", w="11906", h="16838"),
        element("pgMar", top="1417", right="1417", bottom="1417", left="1417", header="708", footer="708", gutter="0"),
    )
    main = element("document", element("body", *body, section))
    settings, styles = _part("settings"), _part("styles")
    language = word_language(locale)
    if language:
        next(styles.iter(f"{{{W}}}lang")).set(f"{{{W}}}val", language)
    parts = {
        "docProps/core.xml": Part("application/vnd.openxmlformats-package.core-properties+xml", _core(title, locale)),
        "docProps/app.xml": Part("application/vnd.openxmlformats-officedocument.extended-properties+xml", _app()),
        "word/document.xml": Part(f"{_WORD}.document.main+xml", main, links),
        "word/styles.xml": Part(f"{_WORD}.styles+xml", styles),
        "word/settings.xml": Part(f"{_WORD}.settings+xml", settings),
    }
    if footnotes is not None:
        rows = [element("footnote", id=identifier) for identifier in ("-1", "0")]
        start_at = [element("numStart", val=str(start))] if start != 1 else []
        # before "compat" (CT_Settings)
        settings.insert(len(settings) - 1, element("footnotePr", *start_at, *rows))
        parts["word/footnotes.xml"] = footnotes
    for kind in ("styles", "settings", "footnotes"):
        if f"word/{kind}.xml" in parts:
            links.id(f"{OFFICE}/{kind}", f"{kind}.xml")
    top = Relationships()
    top.id(f"{OFFICE}/officeDocument", "word/document.xml")
    top.id(f"{_CORE}/relationships/metadata/core-properties", "docProps/core.xml")
    top.id(f"{OFFICE}/extended-properties", "docProps/app.xml")
    return package(parts, top)


def _part(name: str) -> _Element:
    """A part that stands ready, without the white space of its layout."""
    from lxml import etree

    data = data_file(f"render/documents/docx_parts/{name}.xml").read_bytes()
    return etree.fromstring(data, etree.XMLParser(remove_blank_text=True))


def _core(title: str, locale: str) -> _Element:
    """Title and language; no dates, so that the same notes give the same bytes."""
    from lxml import etree

    name = f"{_CORE}/metadata/core-properties"
    root = etree.Element(f"{{{name}}}coreProperties", nsmap={"cp": name, "dc": _DC})
    etree.SubElement(root, f"{{{_DC}}}title").text = printable(one_line(title))
    etree.SubElement(root, f"{{{_DC}}}language").text = printable(locale)
    return root


def _app() -> _Element:
    from lxml import etree

    root = plain_element(_EXTENDED, "Properties")
    etree.SubElement(root, f"{{{_EXTENDED}}}Application").text = "bibtool"
    return root


_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCUMENT = DocumentKind("docx", (".docx",), _MEDIA_TYPE, "html", bibliography, notes)
