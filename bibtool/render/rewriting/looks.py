"""How letters look: what new text takes over from the old, and whether two look alike."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bibtool.readers.docx_package import attribute, child, local
from bibtool.render.documents.wordml import LOOKS, Piece, W

if TYPE_CHECKING:
    from lxml.etree import _Element

# The face, which new text takes over from the first letters of the old (CT_RPr).
_FACE = ("rFonts", "color", "sz", "szCs")
# What it takes over where all of the old text has it.
_COMMON = ("rStyle", "lang", "highlight", "shd", "spacing", "w", "kern", "position", "noProof")
_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
).split()
_OFF = ("0", "false", "off", "none", "baseline")


def looks_of(given: Piece | _Element | None) -> frozenset[str]:
    """What a style may ask for that a piece of new text, or a run by its own properties, has."""
    if given is None:
        return frozenset()
    if isinstance(given, Piece):
        last = dict(given.looks)
        return frozenset(tag for (kind, value), (tag, _) in LOOKS.items() if last.get(kind) == value)
    names = {tag for tag, _ in LOOKS.values()}
    return frozenset(local(one) for one in given if local(one) in names and (attribute(one, "val") or "1") not in _OFF)


def face_of(runs: Sequence[_Element], links: Sequence[_Element] = ()) -> list[_Element]:
    """The properties that new text takes over from the runs that it replaces; ``links`` are runs of links, which are
    blue and have a style."""
    shown = [one for one in runs if any((t.text or "").strip() for t in one if local(t) == "t")]
    plain = [_properties(one) for one in shown if not any(one is each for each in links)]
    rows = plain or [_properties(one) for one in shown]
    if not rows:
        return []
    wanted = _FACE if plain else tuple(name for name in _FACE if name != "color")
    found = [copy.deepcopy(rows[0][name]) for name in wanted if name in rows[0]]
    for name in _COMMON:
        first = rows[0].get(name)
        if first is not None and plain and all(_same(first, row.get(name)) for row in rows[1:]):
            found.append(copy.deepcopy(first))
    for one in found:
        one.tail = None
    return found


def link_style(links: Sequence[_Element]) -> str:
    """The character style of links, as the document calls it ("Hyperlink", in a Polish Word "Hipercze")."""
    return next(filter(None, (attribute(child(one, "rPr", "rStyle"), "val") for one in links)), "")


def dress_link(run: _Element, style: str) -> None:
    """Give a run of a link that style."""
    from lxml import etree

    if not style:
        return
    properties = run.find(f"{{{W}}}rPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}rPr")
        run.insert(0, properties)
    mark = properties.find(f"{{{W}}}rStyle")
    if mark is None:
        mark = etree.Element(f"{{{W}}}rStyle")
        properties.insert(0, mark)
    mark.set(f"{{{W}}}val", style)


def _properties(run: _Element) -> dict[str, _Element]:
    found = child(run, "rPr")
    return {local(one): one for one in found} if found is not None else {}


def _same(one: _Element, other: _Element | None) -> bool:
    return other is not None and sorted(one.attrib.items()) == sorted(other.attrib.items())


def dress(run: _Element, face: Sequence[_Element]) -> None:
    """Give a run the face, its own properties first where both have one; in the order of the schema."""
    from lxml import etree

    if not face:
        return
    properties = run.find(f"{{{W}}}rPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}rPr")
        run.insert(0, properties)
    own = {local(one) for one in properties}
    rows = [*properties, *(copy.deepcopy(p) for p in face if local(p) not in own)]
    rows.sort(key=lambda row: _ORDER.index(local(row)) if local(row) in _ORDER else len(_ORDER))
    properties[:] = rows
