"""What styles make of text (ECMA-376-1, 17.7): whether it is italic, raised or hidden, and in which list it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bibtool.readers.docx_package import attribute, child, local
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element


class Look(Struct, frozen=True):
    """What a style says; None where it says nothing."""

    italic: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look laid over that of the paragraph, or of the style that this one is based on."""
        return Look(
            below.italic if self.italic is None else self.italic,
            below.raised if self.raised is None else self.raised,
            below.hidden if self.hidden is None else self.hidden,
        )


PLAIN = Look()
# Word's own name of the style, whatever it is called on the screen; LibreOffice's
_LISTING = regex(r"(?i)bibliography(?: 1)?")


def look_of(properties: _Element | None) -> Look:
    """What run properties say themselves."""
    slant = raised = hidden = None
    for one in properties if properties is not None else ():
        name = local(one)
        if name == "i":
            slant = _on(one)
        elif name == "vertAlign":
            raised = attribute(one, "val") == "superscript"
        elif name == "vanish":
            hidden = _on(one)
    return PLAIN if slant is raised is hidden is None else Look(slant, raised, hidden)


def _on(element: _Element) -> bool:
    return (attribute(element, "val") or "1") not in {"0", "false", "off", "none"}


class Styles(Struct, frozen=True):
    """The styles of a document by id: their looks, and the properties of their paragraphs that count them."""

    looks: Mapping[str, Look]
    counted: Mapping[str, _Element]  # w:numPr
    usual: str = ""  # the style of paragraphs that name none
    listing: frozenset[str] = frozenset()  # the styles of bibliographies' entries

    def look(self, style: str | None) -> Look:
        """The look of a style; plain where there is none of this id."""
        return self.looks.get(style or "", PLAIN)

    def unraised(self) -> Styles:
        """The styles without those that raise."""
        return replace(self, looks={key: replace(look, raised=None) for key, look in self.looks.items()})


NO_STYLES = Styles({}, {})


def styles_of(root: _Element | None) -> Styles:
    """The styles of a styles part, through what they are based on."""
    own: dict[str, tuple[_Element, str]] = {}
    usual = ""
    for style in root if root is not None else ():
        if local(style) == "style":
            key = attribute(style, "styleId") or ""
            own[key] = (style, attribute(child(style, "basedOn"), "val") or "")
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}:
                usual = key
    looks: dict[str, Look] = {}
    listing: set[str] = set()
    counted: dict[str, _Element] = {}
    for key in own:
        look = PLAIN
        for style in _line(key, own):
            look = look.over(look_of(child(style, "rPr")))
            if _LISTING.fullmatch(attribute(child(style, "name"), "val") or ""):
                listing.add(key)
            numbers = child(style, "pPr", "numPr")
            if numbers is not None:
                counted.setdefault(key, numbers)
        looks[key] = look
    return Styles(looks, counted, usual, frozenset(listing))


def _line(key: str, own: Mapping[str, tuple[_Element, str]]) -> Iterator[_Element]:
    """A style, then what it is based on, and so on; a circle ends."""
    seen: set[str] = set()
    while key in own and key not in seen:
        seen.add(key)
        style, key = own[key]
        yield style
