"""Érudit Article (the schema of the journals of Québec, version 3): notes with what refers to them, lists of works as
printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtool.readers.document import Document
from bibtool.readers.elements import tag, words
from bibtool.readers.hidden import linked
from bibtool.readers.reader import Reader
from bibtool.readers.sheet import NoteSource, Role, document, numbered, parsed_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = {
    Role.BLOCK: "article liminaire titre surtitre sstitre trefbiblio auteur resume corps section1 section2 section3 "
    "section4 section5 section6 para alinea note grnote merci biblio divbiblio subdivbiblio refbiblio elemliste "
    "bloccitation citation exergue epigraphe verbatim dedicace figure tableau legende encadre source annexe grannexe "
    "ligne",
    Role.UNSEEN: "admin media objetmedia idpublic grmotcle nbmot",
    Role.RAISED: "exposant",
    Role.CELL: "cellule",
}
_BY_TAG = {name: role for role, names in _ROLES.items() for name in names.split()}
_NAMES = frozenset("prenom autreprenom nomfamille prefixe suffixe affiliation courriel fonction nomorg".split())


def role(element: _Element) -> Role:
    """What an element of Érudit Article is to the layout."""
    name = tag(element)
    parent = element.getparent()
    above = tag(parent) if parent is not None else ""
    if name == "marquage":
        return Role.ITALIC if element.get("typemarq") == "italique" else Role.INLINE
    if name == "no":  # beside a paragraph it only counts
        return Role.UNSEEN if above in ("para", "note") else Role.PART
    if name == "idpublic" and above == "refbiblio":
        return Role.PART
    if name in _NAMES:
        return Role.PART
    return _BY_TAG.get(name, Role.INLINE)


def _notes(root: _Element) -> tuple[list[NoteSource], dict[_Element, str]]:
    callers: dict[str, list[_Element]] = {}
    for element in root.iter():
        if tag(element) == "renvoi" and element.get("typeref") in (None, "note"):
            callers.setdefault(element.get("idref") or "", []).append(element)
    found: list[NoteSource] = []
    repeated: dict[_Element, str] = {}
    for element in root.iter():
        if tag(element) != "note" or any(tag(e) in ("admin", "note") for e in element.iterancestors()):
            continue
        called = callers.get(element.get("id") or "", [])
        printed = next((_number(e) for e in element if tag(e) == "no"), "") or (_number(called[0]) if called else "")
        found.append(NoteSource(printed, (element,), frozenset(), called[0] if called else None))
        repeated |= {e: printed or str(len(found)) for e in called[1:]}
    return numbered(found), repeated


def _number(element: _Element) -> str:
    text = "".join(words(element).split()).strip("[]().:")
    return text if len(text) < 8 else ""


def read(data: bytes, name: str) -> Document:
    """The text of an article, its title and authors first."""
    root = parsed_xml(data, name)
    notes, repeated = _notes(root)
    listed = [e for e in root.iter() if tag(e) == "refbiblio"]
    links = {e: address for e, address in linked([root], ("href",)).items() if tag(e) == "liensimple"}
    return document(name, "erudit", "utf-8", [root], role, notes, repeated, links=links, listed=listed)


READER = Reader("erudit", (), read)
