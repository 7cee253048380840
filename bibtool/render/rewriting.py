"""A DOCX with its notes set again: the document stays as it is, only the text of notes is another.

A note keeps its number, its paragraph's properties and the face of its letters (font, size); what was italic, raised
or a link in it goes with the old text.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bibtool.readers.docx_package import Package, attribute, local
from bibtool.render.documents.opc import DATE, Relationships, xml_bytes
from bibtool.render.documents.wordml import W, run, runs

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCES = ("footnoteRef", "endnoteRef")
# What new text takes over from the old: the face, not what single words had (CT_RPr, in the order of the schema).
_FACE = ("rFonts", "color", "sz", "szCs")
_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
).split()
_LONGEST_MARK = 4  # letters of a mark of the author's own ("*", "12a")


class NotRewritable(ValueError):  # noqa: N818  -- a file of another kind, not a fault
    """The package has no part of the notes that can be written (strict OOXML)."""


def rewritten(data: bytes, name: str, texts: Mapping[str, str]) -> bytes:
    """``data`` with other notes: ``texts`` are fragments of HTML by the origin of the note
    (:class:`bibtool.readers.document.SourceNote`).

    Every other part is byte for byte what it was.  Raises ReadError for what is no DOCX, :class:`NotRewritable`.
    """
    package = Package.open(data, name)
    by_part: dict[str, dict[str, str]] = {}
    for origin, text in texts.items():
        part, _, identity = origin.rpartition("#")
        by_part.setdefault(part, {})[identity] = text
    changed: dict[str, bytes] = {}
    for part, rows in by_part.items():
        changed |= _part(package, part, rows)
    return _zipped(package, changed)


def _part(package: Package, part: str, texts: Mapping[str, str]) -> dict[str, bytes]:
    root = package.xml(part)
    if root is None or not str(root.tag).startswith(f"{{{W}}}"):
        raise NotRewritable(part)
    links = Relationships(prefix="rIdNote")
    for element in root:
        text = texts.get(attribute(element, "id") or "")
        if text is not None:
            _note(element, text, links)
    files = {package.parts[part.lower()]: xml_bytes(root)}
    if links.rows:
        folder, file = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{file}.rels")
        rows = package.xml(where)
        if rows is None:
            rows = Relationships().xml()
        links.add_to(rows)
        files[package.parts.get(where.lower(), where)] = xml_bytes(rows)
    return files


def _note(element: _Element, text: str, links: Relationships) -> None:
    paragraphs = [child for child in element if local(child) == "p"]
    if not paragraphs:
        return
    first = paragraphs[0]
    kept = _head(first)
    face = _face(first, kept)
    for child in [child for child in element if child is not first]:
        element.remove(child)
    for child in [child for child in first if child not in kept]:
        first.remove(child)
    made = runs(text, links)
    if kept and local(kept[-1]) == "r" and not _text(kept[-1]).endswith((" ", "\u00a0", "\t")):
        made.insert(0, run(" "))
    for new in made:
        for one in new.iter(f"{{{W}}}r"):
            _dress(one, face)
    first.extend(made)


def _head(paragraph: _Element) -> list[_Element]:
    """The paragraph's properties and the number of the note, with the white space after it."""
    kept: list[_Element] = []
    numbered = False
    for child in paragraph:
        if local(child) == "pPr":
            kept.append(child)
            continue
        if local(child) != "r":
            break
        number = any(local(one) in _REFERENCES for one in child.iter())
        blank = not number and not _text(child).strip()
        if not numbered and (number or (not blank and len(_text(child).strip()) <= _LONGEST_MARK)):
            numbered = True
            kept.append(child)
        elif blank:
            kept.append(child)
        else:
            break
    return kept


def _face(paragraph: _Element, kept: Sequence[_Element]) -> list[_Element]:
    """The properties of the first letters of the old text that new text takes over."""
    for one in paragraph.iter(f"{{{W}}}r"):
        if one in kept or not _text(one).strip():
            continue
        properties = one.find(f"{{{W}}}rPr")
        return [copy.deepcopy(p) for p in properties if local(p) in _FACE] if properties is not None else []
    return []


def _dress(one: _Element, face: Sequence[_Element]) -> None:
    """Give a run the face, its own properties first where both have one; in the order of the schema."""
    from lxml import etree

    if not face:
        return
    properties = one.find(f"{{{W}}}rPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}rPr")
        one.insert(0, properties)
    own = {local(child) for child in properties}
    rows = [*properties, *(copy.deepcopy(p) for p in face if local(p) not in own)]
    rows.sort(key=lambda row: _ORDER.index(local(row)) if local(row) in _ORDER else len(_ORDER))
    properties[:] = rows


def _text(one: _Element) -> str:
    return "".join("\t" if local(e) == "tab" else (e.text or "") for e in one.iter() if local(e) in ("t", "tab"))


def _zipped(package: Package, changed: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    names = package.archive.infolist()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in names:
            new = changed.get(info.filename)
            made.writestr(info, package.content(info.filename) if new is None else new)
        for name in sorted(changed.keys() - {info.filename for info in names}):
            made.writestr(zipfile.ZipInfo(name, DATE), changed[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
