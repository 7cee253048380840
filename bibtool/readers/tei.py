"""TEI P5: notes at their place or called from it, italics, references as printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bibtool.readers.document import Document
from bibtool.readers.elements import tag, words
from bibtool.readers.hidden import linked
from bibtool.readers.own import of_tei
from bibtool.readers.reader import Reader
from bibtool.readers.records import Embedded, Ranges, Record, Scope, Use, said
from bibtool.readers.sheet import NOWHERE, NoteSource, Role, document, numbered, parsed_xml
from bibtool.readers.tei_records import item_of
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = {
    Role.BLOCK: "p ab div div1 div2 div3 head item list listbibl biblstruct biblfull l lg row table titlepart "
    "docauthor doctitle docimprint byline epigraph argument note figure opener closer salute signed dateline trailer "
    "sp speaker",
    Role.UNSEEN: "teiheader fw graphic sic orig facsimile standoff",
    Role.ITALIC: "emph",
    Role.CELL: "cell",
    Role.BREAK: "lb",
}
_BY_TAG = {name: role for role, names in _ROLES.items() for name in names.split()}
_PARTS = frozenset(
    "author editor title imprint publisher pubplace date biblscope forename surname idno edition series monogr "
    "analytic persname name".split()
)
_STRUCTURED = frozenset(("analytic", "monogr", "series"))
_SLANTED = regex(r"(?i)ital|slant|oblique")
_TALL = regex(r"(?i)\bsup")
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def role(element: _Element) -> Role:
    """What an element of TEI is to the layout."""
    name = tag(element)
    if name in ("sic", "orig"):
        parent = element.getparent()
        return Role.UNSEEN if parent is not None and tag(parent) == "choice" else Role.INLINE
    if name == "bibl":
        parent = element.getparent()
        return Role.BLOCK if parent is not None and tag(parent) == "listbibl" else Role.INLINE
    look = f"{element.get('rend') or ''} {element.get('style') or ''} {element.get('rendition') or ''}"
    if name in ("hi", "emph", "title", "foreign", "seg", "term", "q"):
        if _SLANTED.search(look):
            return Role.ITALIC
        if _TALL.search(look):
            return Role.RAISED
    if name in _STRUCTURED and _as_printed(element.getparent()):
        return Role.UNSEEN
    if name in _PARTS and any(tag(e) == "biblstruct" for e in element.iterancestors()):
        return Role.PART
    if name == "title" and element.get("level") in ("m", "j", "s") and not look.strip():
        return Role.ITALIC
    return _BY_TAG.get(name, Role.INLINE)


def _as_printed(structured: _Element | None) -> bool:
    """Whether a reference is there as it is printed, too (GROBID)."""
    return structured is not None and any(tag(e) == "note" and e.get("type") == "raw_reference" for e in structured)


def _notes(root: _Element) -> tuple[list[NoteSource], dict[_Element, str]]:
    callers: dict[str, list[_Element]] = {}
    places = {own: element for element in root.iter() if (own := element.get(_ID))}
    for element in root.iter():
        if tag(element) in ("ref", "ptr"):
            for target in (element.get("target") or "").split():
                callers.setdefault(target.lstrip("#"), []).append(element)
    found: list[NoteSource] = []
    repeated: dict[_Element, str] = {}
    for element in root.iter():
        if tag(element) != "note" or any(tag(e) in _NO_HOME for e in element.iterancestors()):
            continue
        own = element.get(_ID) or ""
        called = [e for e in callers.get(own, []) if own and element not in set(e.iterancestors())]
        call = called[0] if called else _pointed_at(element, places)
        number = (element.get("n") or "".join(words(call).split()) if called else element.get("n")) or ""
        number = number.strip("[]().: ") if len(number) < 8 else ""
        labels = frozenset(e for e in element if tag(e) == "label")
        found.append(NoteSource(number, (element,), labels, call, numbered=True))
        repeated |= {e: number or str(len(found)) for e in called[1:]}
    return numbered(found), repeated


def _pointed_at(note: _Element, places: Mapping[str, _Element]) -> _Element:
    """The place in the text that a note names as its own (``target``), behind the words there; else the note."""
    from lxml import etree

    targets = (note.get("target") or "").split()
    place = places.get(targets[-1].lstrip("#")) if targets else None
    if place is None or place is note or tag(place) == "note" or note in set(place.iterancestors()):
        return note
    if place in set(note.iterancestors()) or place.getparent() is None:
        return note
    mark = etree.Element("anchor")
    mark.tail, place.tail = place.tail, None
    place.addnext(mark)
    return mark


_NO_HOME = frozenset("teiheader biblstruct bibl monogr analytic note standoff".split())


def _cited(root: _Element) -> dict[_Element, Embedded]:
    """What marked references and the links to them cite."""
    found: dict[_Element, Embedded] = {}
    records: dict[str, Record] = {}
    for element in root.iter():
        if tag(element) not in ("biblstruct", "bibl") or any(tag(e) in _HELD for e in element.iterancestors()):
            continue
        item = item_of(element)
        if item is None:
            continue
        own = element.get(_ID) or ""
        pages = [e for e in element if tag(e) == "citedrange" and "".join(words(e).split())]
        locator = " ".join(words(pages[0]).split()) if pages else ""
        scope = Scope.PARTS if tag(element) == "bibl" else Scope.WHOLE
        record = Record(item, own or said(item), locator, "page" if locator else "", scope=scope)
        found[element] = Embedded(NOWHERE, (record,), Use.LISTS if _is_listed(element) else Use.CITES)
        if own:
            records.setdefault(own, record)
    ranges = Ranges(records.values())
    for element in root.iter():
        if tag(element) in ("ref", "ptr") and element.get("target"):
            keys = [each.lstrip("#") for each in (element.get("target") or "").split()]
            called = [records[key] for key in keys if key in records]
            if called and len(called) == len(keys):
                found[element] = Embedded(NOWHERE, ranges.cited(called, element.tail or ""))
    return found


def _is_listed(element: _Element) -> bool:
    return any(tag(e) == "listbibl" for e in element.iterancestors())


_HELD = frozenset(("teiheader", "biblstruct", "bibl", "standoff"))


def read(data: bytes, name: str) -> Document:
    """The texts of a TEI file; what its header says of it is no text."""
    root = parsed_xml(data, name)
    notes, repeated = _notes(root)
    listed = [e for e in root.iter() if tag(e) in ("bibl", "biblstruct", "biblfull") and _is_listed(e)]
    links = {e: address for e, address in linked([root], ("target",)).items() if tag(e) == "ref"}
    laid = document(name, "tei", "utf-8", [root], role, notes, repeated, cited=_cited(root), links=links, listed=listed)
    return replace(laid, own=of_tei(root))


READER = Reader("tei", (".tei",), read)
