"""OpenDocument text (ODF 1.3): notes at their place, italics by style, tracked deletions and comments left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from bibtool.diagnostics.code import Code
from bibtool.readers import bookmarks
from bibtool.readers.document import Document
from bibtool.readers.docx_package import Package, attribute
from bibtool.readers.elements import tag, words
from bibtool.readers.hidden import linked
from bibtool.readers.odt_lists import labels
from bibtool.readers.reader import Reader, ReadError
from bibtool.readers.records import Embedded, of_code
from bibtool.readers.sheet import NOWHERE, NoteSource, Role, document, numbered, parsed_xml
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

V = TypeVar("V")

CONTENT = "content.xml"
_ROLES = {
    Role.BLOCK: "p h list list-item table table-row text-box section text",
    Role.UNSEEN: "tracked-changes annotation annotation-end automatic-styles styles master-styles font-face-decls meta "
    "settings scripts forms ruby-text sequence-decls variable-decls user-field-decls object object-ole image desc "
    "hidden-text hidden-paragraph",
    Role.CELL: "table-cell covered-table-cell",
    Role.BREAK: "line-break",
    Role.TAB: "tab",
    Role.SPACES: "s",
}
_BY_TAG = {name: role for role, names in _ROLES.items() for name in names.split()}


def _looks(*roots: _Element | None) -> dict[str, Role]:
    """Italic and raised styles by name, through what they are based on."""
    own: dict[str, tuple[Role | None, str]] = {}
    for style in _styles(*roots):
        look: Role | None = None
        for properties in style:
            if tag(properties) == "text-properties":
                slant = attribute(properties, "font-style")
                place = attribute(properties, "text-position") or ""
                if slant is not None:
                    look = Role.ITALIC if slant in ("italic", "oblique") else Role.UPRIGHT
                if place.startswith("super") or (place[:1].isdigit() and not place.startswith("0")):
                    look = Role.RAISED
        own[attribute(style, "name") or ""] = (look, attribute(style, "parent-style-name") or "")
    return _inherited(own)


def _shown(*roots: _Element | None) -> dict[str, bool]:
    """Whether what is in a style is shown (ODF 1.3, 20.358), by name and through what it is based on."""
    own: dict[str, tuple[bool | None, str]] = {}
    for style in _styles(*roots):
        said = [attribute(e, "display") for e in style if tag(e) == "text-properties"]
        first = next((each for each in said if each), None)
        shown = None if first is None else first != "none"
        own[attribute(style, "name") or ""] = (shown, attribute(style, "parent-style-name") or "")
    return _inherited(own)


def _styles(*roots: _Element | None) -> Iterator[_Element]:
    """The styles of some parts of a document."""
    for root in roots:
        for element in root.iter() if root is not None else ():
            if tag(element) == "style":
                yield element


def _inherited(own: Mapping[str, tuple[V | None, str]]) -> dict[str, V]:
    """What each style says, by itself or through what it is based on: its own value, None for none, and its parent."""
    found: dict[str, V] = {}
    for name in own:
        at, seen = name, set[str]()
        while at in own and at not in seen and own[at][0] is None:
            seen.add(at)
            at = own[at][1]
        value = own[at][0] if at in own else None
        if value is not None:
            found[name] = value
    return found


def _is_hidden(element: _Element, shown: Mapping[str, bool]) -> bool:
    """Whether a stretch, a paragraph without a shown stretch, or a section is hidden."""
    if tag(element) == "section":
        return attribute(element, "display") == "none"
    if shown.get(attribute(element, "style-name") or "", True):
        return False
    return tag(element) in ("span", "p", "h") and not any(
        shown.get(attribute(e, "style-name") or "", False) for e in element.iter() if e is not element
    )


def read(data: bytes, name: str) -> Document:
    """The body and its notes, of a package or of one flat file."""
    if data[:2] == b"PK" or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        package = Package.open(data, name, "ODT")
        root, styles, marked = package.xml(CONTENT), package.xml("styles.xml"), bookmarks.codes(package, ("meta.xml",))
    else:
        package, root, styles, marked = None, parsed_xml(data, name), None, {}
    if root is None:
        raise ReadError(Code.NOT_A_DOCX, name=name, kind="ODT", reason="the archive holds no content.xml")
    looks, shown = _looks(styles, root), _shown(styles, root)
    hides = False in shown.values()

    def role(element: _Element) -> Role:
        name = tag(element)
        if (hides or name == "section") and _is_hidden(element, shown):
            return Role.UNSEEN
        if name == "span":
            return looks.get(attribute(element, "style-name") or "", Role.INLINE)
        return _BY_TAG.get(name, Role.INLINE)

    notes: list[NoteSource] = []
    body = next((e for e in root.iter() if tag(e) == "body"), root)
    order = {element: at for at, element in enumerate(note_bodies(root), 1)}
    for element in body.iter():
        if tag(element) != "note" or any(tag(e) == "tracked-changes" for e in element.iterancestors()):
            continue
        citation = next((e for e in element if tag(e) == "note-citation"), None)
        text = next((e for e in element if tag(e) == "note-body"), None)
        if text is not None:
            number = words(citation).strip() if citation is not None else ""
            origin = f"{CONTENT}#{order[text]}" if package is not None else ""
            notes.append(NoteSource(number, (text,), frozenset(), element, origin=origin))
    label = labels(styles, root)
    cited = _cited(body, marked)
    links = {e: address for e, address in linked([body], ("href",)).items() if tag(e) == "a"}
    return document(
        name, "odt", "utf-8", [body], role, numbered(notes), {}, (), label, cited, links, listed=_entries(body)
    )


def _entries(body: _Element) -> list[_Element]:
    """The paragraphs of an index of the bibliography (ODF 1.3, 8.8), of a reference manager's section, or in the style
    of entries."""
    found = [e for e in body.iter() if tag(e) == "p" and _LISTING.match(attribute(e, "style-name") or "")]
    for home in body.iter():
        named = tag(home) == "section" and _SECTION.match(attribute(home, "name") or "")
        if named or (tag(home) == "index-body" and tag(home.getparent()) == "bibliography"):  # type: ignore[arg-type]
            found += [e for e in home.iter() if tag(e) == "p"]
    return [e for e in dict.fromkeys(found) if tag(e.getparent()) != "index-title"]  # type: ignore[arg-type]


_LISTING = regex(r"Bibliography_20_1\Z")
_SECTION = regex(r"(?:ZOTERO|CSL)_BIBL|Mendeley Bibliography")


def note_bodies(root: _Element) -> list[_Element]:
    """The texts of all notes, also of deleted ones, in the order of the file."""
    return [element for element in root.iter() if tag(element) == "note-body"]


def _cited(body: _Element, marked: Mapping[str, str]) -> dict[_Element, Embedded]:
    """What the marks of reference managers cite: Zotero writes its records into the name of a reference mark, before
    and behind what it prints, or keeps them (``marked``) by the name of a bookmark there.  What stands between the two
    is put into an element of its own."""
    from lxml import etree

    found: dict[_Element, Embedded] = {}
    for start in [e for e in body.iter() if tag(e) in ("reference-mark-start", "bookmark-start")]:
        name, parent = attribute(start, "name") or "", start.getparent()
        held = of_code(marked.get(name, name))
        last = tag(start).replace("start", "end")
        between: list[_Element] = []
        for end in start.itersiblings() if held else ():
            if tag(end) == last and attribute(end, "name") == name:
                break
            between.append(end)
        else:
            continue
        if parent is None:
            continue
        mark = etree.Element("cited")
        mark.text, start.tail = start.tail, None
        start.addnext(mark)
        mark.extend(between)
        found[mark] = Embedded(NOWHERE, held)
    return found


READER = Reader("odt", (".odt", ".fodt"), read)
