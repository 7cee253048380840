"""EPUB: the files of the spine in their order, notes through them all (EPUB 3.3; OCF)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.anew import told
from bibtool.readers.asides import find
from bibtool.readers.document import Document
from bibtool.readers.docx_package import LARGEST_PART, Package, attribute
from bibtool.readers.elements import tag
from bibtool.readers.hidden import linked
from bibtool.readers.html import (
    entries,
    framing,
    hide_searches,
    labels,
    left_behind,
    links_in_text,
    parse,
    role,
    without_calls,
)
from bibtool.readers.own import of_epub
from bibtool.readers.reader import Reader, ReadError
from bibtool.readers.sheet import document

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_FILES = 2000
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(data: bytes, name: str) -> Document:
    """The book's text and its notes, wherever in it they stand."""
    package = Package.open(data, name, "EPUB")
    book, path = _book(package)
    pages: list[tuple[str, _Element]] = []
    total = 0
    order, lost = _spine(package, book, path)
    for part in order:
        content = package.content(package.parts[part.lower()])
        total += len(content)
        if total > LARGEST_PART:
            raise ReadError(Code.ARCHIVE_TOO_LARGE, name=name, part=part)
        if content.strip():
            pages.append((part, parse(content, name)[0]))
    if not pages and lost:
        raise ReadError(Code.BAD_XML_PART, name=name, part=lost[0], reason="the archive does not hold it")
    if not pages:
        raise ReadError(Code.EMPTY_INPUT, name=name)
    found = find(pages)
    roots = [root for _, root in pages]
    listed = entries(roots, found.notes)
    hide_searches(listed)
    links = linked([*(e for note in found.notes for e in note.elements), *listed], ("href",))
    laid = document(
        name,
        "epub",
        "utf-8",
        roots,
        role,
        told(roots, found.notes),
        found.repeated,
        [
            *(Finding(Code.PART_NOT_READ, {"name": name, "part": part}, document=name) for part in lost),
            *left_behind(found.behind, name),
            *without_calls(found.notes, name),
        ],
        label=labels(),
        links=links,
        listed=listed,
        beside=links_in_text(roots),
        framing=framing(roots),
        missing=found.missing,
    )
    return replace(laid, own=of_epub(book))


def _book(package: Package) -> tuple[_Element, str]:
    """The package document and its name."""
    container = package.xml("META-INF/container.xml")
    if container is None:
        raise ReadError(
            Code.NOT_A_DOCX, name=package.name, kind="EPUB", reason="the archive holds no META-INF/container.xml"
        )
    path = next((attribute(e, "full-path") for e in container.iter() if tag(e) == "rootfile"), None)
    book = package.xml(path or "")
    if path is None or book is None:
        raise ReadError(Code.NOT_A_DOCX, name=package.name, kind="EPUB", reason="its package document is missing")
    return book, path


def _spine(package: Package, book: _Element, path: str) -> tuple[list[str], list[str]]:
    """The names of the parts in the order of reading, and those of pages that the archive does not hold."""
    folder = posixpath.dirname(path)
    parts: dict[str, str] = {}
    listed: set[str] = set()
    menus: set[str] = set()
    for item in book.iter():
        if tag(item) != "item":
            continue
        own = attribute(item, "id") or ""
        listed.add(own)
        if attribute(item, "media-type") in _PAGES:
            parts[own] = posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href") or "")))
        if "nav" in (attribute(item, "properties") or "").split():
            menus.add(own)
    order = [attribute(e, "idref") or "" for e in book.iter() if tag(e) == "itemref"]
    pages = list(dict.fromkeys(parts[own] for own in order if own in parts))
    unknown = [own for own in order if own and own not in listed]
    named = [*pages, *(part for own, part in parts.items() if own not in menus)]
    lost = [part for part in named if part.lower() not in package.parts]
    there = [part for part in pages if part.lower() in package.parts]
    return there[:_MOST_FILES], list(dict.fromkeys([*lost, *unknown]))[:_MOST_FILES]


READER = Reader("epub", (".epub",), read)
