"""Parts of a package changed in their bytes: what is not touched stays as it was written, to the byte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from msgspec import Struct

from bibtool.render.documents.opc import OFFICE, xml_bytes
from bibtool.render.documents.wordml import W
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = regex(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAG_NAME = regex(rb"<([^\s/>]+)")


class Place(Struct, frozen=True):
    """Where an element stands: the bytes [start, end)."""

    start: int
    end: int


STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def is_word(root: _Element) -> bool:
    """Is it a part of WordprocessingML, in the transitional or the strict namespace?"""
    return str(root.tag).startswith((f"{{{W}}}", f"{{{STRICT}}}"))


def transitional(data: bytes) -> bytes:
    """Strict namespaces as the transitional ones: the same for all that is written here (ECMA-376-1, annex A)."""
    return data.replace(STRICT.encode(), W.encode()).replace(_STRICT_OFFICE.encode(), OFFICE.encode())


def strict(data: bytes) -> bytes:
    """And back."""
    return data.replace(W.encode(), STRICT.encode()).replace(OFFICE.encode(), _STRICT_OFFICE.encode())


def in_utf8(data: bytes, root: _Element) -> bytes:
    """A part in UTF-8: its own bytes, where it is (every word processor writes it so)."""
    declared = _DECLARED.match(data)
    plain = declared is None or declared.group(1).lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        plain = False
    return data if plain else xml_bytes(root)


def tag_end(data: bytes, at: int) -> int:
    """The offset after the ``>`` of the tag that begins at ``at``; one in the value of an attribute does not count."""
    quote = b""
    for where in range(at, len(data)):
        letter = data[where : where + 1]
        if quote:
            quote = b"" if letter == quote else quote
        elif letter in (b'"', b"'"):
            quote = letter
        elif letter == b">":
            return where + 1
    return len(data)


def children(data: bytes) -> dict[str, Place]:
    """The places of a root's children that have an id, by that id; of two the last counts."""
    found: dict[str, Place] = {}
    stack: list[tuple[int, str]] = []
    parser: Any = expat.ParserCreate()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        identity = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        stack.append((parser.CurrentByteIndex, identity))

    def end(name: str) -> None:
        begun, identity = stack.pop()
        if len(stack) == 1 and identity:
            at = parser.CurrentByteIndex
            found[identity] = Place(begun, tag_end(data, max(at, begun)))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return found


def frame(data: bytes) -> tuple[bytes, bytes]:
    """The start tag of the root and an end tag for it: around a child they make a document of its own."""
    found: list[int] = []
    parser: Any = expat.ParserCreate()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if not found:
            found.append(parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.Parse(data, True)
    opening = data[found[0] : tag_end(data, found[0])]
    name = _TAG_NAME.match(opening)
    return opening, b"</" + (name.group(1) if name else b"") + b">"


def spliced(data: bytes, changes: Mapping[Place, bytes]) -> bytes:
    """``data`` with other bytes at some places, which do not overlap."""
    parts: list[bytes] = []
    at = 0
    for place in sorted(changes, key=lambda one: (one.start, one.end)):
        parts += [data[at : place.start], changes[place]]
        at = place.end
    parts.append(data[at:])
    return b"".join(parts)


def appended(data: bytes, content: bytes) -> bytes:
    """``data`` with more at the end of its root."""
    opening, closing = frame(data)
    if opening.endswith(b"/>"):
        at = data.index(opening)
        grown = opening[:-2].rstrip() + b">" + content + closing
        return data[:at] + grown + data[at + len(opening) :]
    at = data.rindex(b"</")
    return data[:at] + content + data[at:]
