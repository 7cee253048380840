"""DOCX: the body, real footnotes and endnotes with the numbers that Word prints, italics.

The text is what the page shows: insertions kept and tracked deletions left out, results of fields without their
codes.  A hyperlink's target that is not printed stays out of the text, because the text is what a citation's
spans prove; it is reported as a finding with the span of the link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers import bookmarks, citavi, endnote, records, word_sources
from bibtool.readers.document import Document, SourceNote
from bibtool.readers.docx_attached import Attached, attached_of, body_of
from bibtool.readers.docx_lists import lists_of
from bibtool.readers.docx_numbers import Kind, calls
from bibtool.readers.docx_package import Package, attribute, child, local
from bibtool.readers.docx_styles import styles_of
from bibtool.readers.docx_text import RAISED, Coded, Writer
from bibtool.readers.hidden import hidden_links
from bibtool.readers.reader import Reader, ReadError
from bibtool.readers.records import Embedded
from bibtool.text.mapped import EMPTY, Mapped, Piece
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_LOWERED = {raised: plain for plain, raised in RAISED.items()}
_APPARATUS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(data: bytes, name: str) -> Document:
    """Body, then the notes in the order in which the body calls them, each on a line with its number."""
    return _read(data, name, lambda part, real: _read(part, real, None))


def _read(data: bytes, name: str, within: Callable[[bytes, str], Document] | None) -> Document:
    """``within`` reads the documents that it takes in."""
    package = Package.open(data, name)
    main = package.main_part()
    root = package.xml(main)
    body = child(root, "body")
    if root is None or body is None:
        raise ReadError(Code.NOT_A_DOCX, name=name, kind="DOCX", reason=f"{main} has no body")
    rows = list(package.relationships(main))
    related = {kind: target for kind, target, _ in rows}
    styles = styles_of(package.xml(related.get("styles", "word/styles.xml")))
    lists = lists_of(package.xml(related.get("numbering", "word/numbering.xml")), styles.counted)
    settings = package.xml(related.get("settings", "word/settings.xml"))
    referred = calls(body, settings)
    if referred:  # digits that a style raises are then marks of the author's own, or references to a note
        styles = styles.unraised()
    targets = {key: target for kind, target, key in rows if kind == "hyperlink"}
    attached = attached_of(package, rows, within) if within is not None else {}
    taken = {key: each.text for key, each in attached.items()}
    writer = Writer(styles, {call.element: call.number for call in referred}, targets, lists=lists, taken=taken)
    writer.blocks(body)
    end = writer.length
    files = {key: target for _, target, key in rows}
    findings = [
        Finding(Code.PART_NOT_READ, {"name": name, "part": files.get(key, key)}, (Span(at, at),), name)
        for key, at in writer.attached
        if key not in attached
    ]
    if counted := sum(lists.undescribed.values()):
        findings.append(Finding(Code.NUMBERS_COUNTED, {"name": name, "count": str(counted)}, (), name))
    inner = [Attached(attached[key], at) for key, at in writer.attached if key in attached]
    notes: list[tuple[Span, SourceNote]] = []
    parts = {kind: _notes_part(package, kind, related.get(f"{kind.value}s", "")) for kind in Kind}
    links = list(writer.links)
    italics = list(writer.italics)
    coded = list(writer.coded)
    pieces = [writer.text]
    at = end
    referred = [call for call in referred if call.element in writer.calls]
    for call in sorted(referred, key=lambda c: writer.calls[c.element]):
        marker = writer.calls[call.element]
        printed = call.number or pieces[0][marker.start : marker.end].strip().translate(_LOWERED)
        found = parts[call.kind]
        element = found[0].get(call.note)
        if element is None:
            findings.append(Finding(Code.NOTE_PART_MISSING, {"name": name, "number": printed}, (marker,), name))
            continue
        note_writer = Writer(styles, {}, found[1], length=at)
        note_writer.write(f"{printed} ")
        start = note_writer.length
        note_writer.blocks(element)
        text, begin = _stripped(note_writer.text, start - at, "" if call.number else printed)
        origin = f"{found[2]}#{call.note}"
        notes.append((marker, SourceNote(printed, _mapped(text, at + begin), marker, origin)))
        links += note_writer.links
        italics += note_writer.italics
        coded += note_writer.coded
        pieces.append(note_writer.text)
        at = note_writer.length
    for each in inner:
        notes += ((note.marker or Span(each.start, each.start), note) for note in each.notes())
        italics += map(each.span, each.document.italics)
        findings += (replace(f, spans=tuple(map(each.span, f.spans)), document=name) for f in each.document.findings)
    if inner:
        notes.sort(key=lambda row: row[0])
        italics.sort()
    source = "".join(pieces)
    if not source.strip():
        raise ReadError(Code.EMPTY_INPUT, name=name)
    findings += hidden_links(source, links, name)
    embedded, doubts = _embedded(package, coded, name)
    findings += doubts
    # Without real notes the author may have typed them: then they are searched for as in a plain text.
    return Document(
        name,
        source,
        "utf-8",
        "docx",
        tuple(note for _, note in notes) if referred or notes else None,
        body_of(end, inner),
        tuple(italics),
        tuple(findings),
        entries=_entries(writer),
        embedded=embedded,
        links=tuple(sorted(links, key=lambda link: link.span)),
    )


def _entries(writer: Writer) -> tuple[Span, ...]:
    """The entries of lists of references: the paragraphs that a program's field prints, and those in their style."""
    found = set(writer.listed)
    for each in writer.coded:
        if _LISTING.match(each.code):
            text = writer.text[each.span.start : each.span.end]
            found.update(
                Span(each.span.start + m.start(), each.span.start + m.end()) for m in _PARAGRAPH.finditer(text)
            )
    return tuple(sorted(found))


# Zotero, Mendeley, EndNote, Citavi, RefWorks, Papers, Word itself (ECMA-376-1, 17.16.5.8)
_LISTING = regex(
    r"(?:(?:ADDIN\s+)?(?:ZOTERO_BIBL|Mendeley[\s_]+Bibliography|EN\.REFLIST|Citavi\.?Bibliography|RW\.BIB|"
    r"PAPERS2_CITATIONS\s+<papers2_bibliography)|BIBLIOGRAPHY)(?![^\W_])",
    re.IGNORECASE,
)
_PARAGRAPH = regex(r"[^\n](?:[^\n]|\n(?!\n))*")


def _notes_part(package: Package, kind: Kind, part: str) -> tuple[dict[str, _Element], dict[str, str], str]:
    """The notes of one sort by id, the hyperlink targets of their part, and its name."""
    part = part or f"word/{kind.value}s.xml"
    root = package.xml(part)
    if root is None:
        return {}, {}, part
    rows = {
        attribute(e, "id") or "": e for e in root if local(e) == kind.value and attribute(e, "type") not in _APPARATUS
    }
    return rows, {key: target for sort, target, key in package.relationships(part) if sort == "hyperlink"}, part


def _embedded(package: Package, coded: Sequence[Coded], name: str) -> tuple[tuple[Embedded, ...], list[Finding]]:
    """The citations whose records the file holds, and a finding for each that ought to have them."""
    found: list[Embedded] = []
    findings: list[Finding] = []
    own = word_sources.sources(package) if any(word_sources.is_citation(each.code) for each in coded) else {}
    marked = bookmarks.codes(package) if any(bookmarks.cites(each.code) for each in coded) else {}
    for each in coded:
        code = marked.get(each.code, each.code)
        held = records.of_code(code) or records.of_tag(code) or citavi.of_code(code)
        held = held or endnote.of_code(code, each.data)
        held = held or (word_sources.of_code(code, own) if word_sources.is_citation(code) else ())
        if held:
            found.append(Embedded(each.span, held))
        elif any(sort(code) for sort in _MEANT):
            findings.append(Finding(Code.RECORD_NOT_READ, {"name": name, "start": code[:40]}, (each.span,), name))
    return records.outermost(found), findings


_MEANT = (records.is_citation, word_sources.is_citation, endnote.is_citation, bookmarks.cites)


def _stripped(text: str, begin: int, mark: str) -> tuple[str, int]:
    """The note without white space around it and without the author's own mark at its head."""
    rest = text[begin:]
    lead = len(rest) - len(rest.lstrip())
    if mark and rest[lead:].translate(_LOWERED).startswith(mark):
        lead += len(mark)
        lead += len(rest[lead:]) - len(rest[lead:].lstrip())
    return rest[lead:].rstrip(), begin + lead


def _mapped(text: str, start: int) -> Mapped:
    return Mapped(text, (Piece(0, start, start + len(text), True),)) if text else EMPTY


READER = Reader("docx", (".docx", ".docm", ".dotx"), read)
