"""JATS (NISO Z39.96): footnotes with what refers to them, references as printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bibtool.readers.document import Document
from bibtool.readers.elements import tag, words
from bibtool.readers.hidden import linked
from bibtool.readers.own import of_jats
from bibtool.readers.reader import Reader
from bibtool.readers.records import Embedded, Ranges, Use
from bibtool.readers.sheet import NOWHERE, NoteSource, Role, document, numbered, parsed_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = {
    Role.BLOCK: "p sec title article-title subtitle trans-title abstract trans-abstract ref ref-list list list-item "
    "disp-quote contrib aff fn fn-group ack app body back front table table-wrap tr caption fig verse-group verse-line "
    "def-list def-item kwd-group attrib speech boxed-text contrib-group author-notes",
    Role.UNSEEN: "journal-meta permissions history pub-date article-id article-categories self-uri counts "
    "custom-meta-group processing-meta graphic inline-graphic media tex-math object-id volume issue fpage "
    "lpage elocation-id",
    Role.ITALIC: "italic",
    Role.CELL: "td th",
    Role.BREAK: "break",
    Role.RAISED: "sup",
    Role.VERBATIM: "preformat code",
}
_BY_TAG = {name: role for role, names in _ROLES.items() for name in names.split()}
_CITATIONS = frozenset(("mixed-citation", "element-citation", "citation", "product", "nlm-citation"))


def role(element: _Element) -> Role:
    """What an element of JATS is to the layout."""
    name = tag(element)
    parent = element.getparent()
    above = tag(parent) if parent is not None else ""
    if name == "x":  # "generated text": a comma or bracket that is printed
        return Role.INLINE
    if any(tag(e) in _CITATIONS for e in (element, *element.iterancestors())):
        if name in ("italic", "sup"):
            return _BY_TAG[name]
        if above in ("element-citation", "nlm-citation", "name", "person-group", "string-name", "collab"):
            return Role.PART
        return Role.INLINE
    if above in ("name", "string-name", "ref", "contrib") or name == "label":
        return Role.PART
    return _BY_TAG.get(name, Role.INLINE)


def _notes(root: _Element) -> tuple[list[NoteSource], dict[_Element, str]]:
    callers: dict[str, list[_Element]] = {}
    for element in root.iter():
        if tag(element) == "xref":
            for target in (element.get("rid") or "").split():
                callers.setdefault(target, []).append(element)
    found: list[NoteSource] = []
    repeated: dict[_Element, str] = {}
    for element in root.iter():
        if tag(element) != "fn" or any(tag(e) == "fn" for e in element.iterancestors()):
            continue
        called = callers.get(element.get("id") or "", [])
        if not called and any(tag(e) == "table-wrap-foot" for e in element.iterancestors()):
            continue  # a remark on the table: text
        labels = [e for e in element if tag(e) == "label"]
        printed = _words(called[0]) if called else ""
        printed = printed or (_words(labels[0]) if labels else "") or (element.get("symbol") or "")
        parent = element.getparent()
        apart = parent is not None and tag(parent) in (
            "fn-group",
            "author-notes",
            "notes",
            "sec",
            "back",
            "table-wrap-foot",
        )
        if not called and apart and not labels:
            continue  # a statement of the journal: text
        call = _outer(called[0]) if called else None if apart else element
        found.append(NoteSource(printed, (element,), frozenset(labels), call, numbered=not labels))
        repeated |= {_outer(e): printed or str(len(found)) for e in called[1:]}
    return numbered(found), repeated


def _missing(root: _Element, notes: Sequence[NoteSource]) -> dict[_Element, str]:
    """The references to footnotes that the article does not hold, the first to each."""
    there = {own for e in root.iter() if (own := e.get("id"))}
    inside = {e for note in notes for top in note.elements for e in top.iter()}
    found: dict[str, tuple[_Element, str]] = {}
    for element in root.iter():
        if tag(element) == "xref" and element.get("ref-type") == "fn" and element not in inside:
            targets = (element.get("rid") or "").split()
            if targets and there.isdisjoint(targets) and (mark := _words(element)):
                found.setdefault(targets[0], (_outer(element), mark))
    return dict(found.values())


def _words(element: _Element) -> str:
    text = "".join(words(element).split()).strip("[]().:")
    return text if len(text) < 8 else ""


def _outer(call: _Element) -> _Element:
    """A reference with the raised element around it."""
    parent = call.getparent()
    if parent is not None and tag(parent) == "sup" and _words(parent) == _words(call):
        return parent
    return call


def _cited(root: _Element) -> dict[_Element, Embedded]:
    """What marked references and the links to them cite; their records are made of the elements by whoever can."""
    found: dict[_Element, Embedded] = {}
    refs: dict[str, _Element] = {}
    for element in root.iter():
        name = tag(element)
        if name in _CITATIONS and name != "product":
            parent = element.getparent()
            if parent is not None and tag(parent) == "citation-alternatives" and element is not parent[0]:
                continue
            listed = any(tag(e) == "ref" for e in element.iterancestors())
            found[element] = Embedded(NOWHERE, (), Use.LISTS if listed else Use.CITES, (element,))
            for home in (element, parent, parent.getparent() if parent is not None else None):
                if home is not None and home.get("id"):
                    refs.setdefault(home.get("id") or "", element)
    ranges = Ranges(dict.fromkeys(refs.values()))
    for element in root.iter():
        if tag(element) == "xref" and element.get("ref-type") == "bibr":
            called = [refs[key] for key in (element.get("rid") or "").split() if key in refs]
            if called:
                found[element] = Embedded(NOWHERE, (), markup=ranges.cited(called, element.tail or ""))
    return found


def read(data: bytes, name: str) -> Document:
    """The text of an article, its title and authors first."""
    root = parsed_xml(data, name)
    notes, repeated = _notes(root)
    refs = [e for e in root.iter() if tag(e) == "ref"]
    links = {e: address for e, address in linked([root], ("href",)).items() if tag(e) in ("ext-link", "uri")}
    laid = document(
        name,
        "jats",
        "utf-8",
        [root],
        role,
        notes,
        repeated,
        cited=_cited(root),
        links=links,
        listed=refs,
        missing=_missing(root, notes),
    )
    return replace(laid, own=of_jats(root))


READER = Reader("jats", (), read)
