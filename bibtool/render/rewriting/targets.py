"""Links behind words of a DOCX that lead elsewhere: only the target of their relationship is another.

A relationship is no part of the text, so that no program can show this as a tracked change (ECMA-376-2, 9.3).  Links
that print their address, and addresses without a link, are left to who changes what is printed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from msgspec import Struct

from bibtool.readers.docx_package import Package, attribute, local
from bibtool.readers.docx_text import field_target
from bibtool.readers.hidden import prints
from bibtool.render.rewriting.addresses import printed_in
from bibtool.render.rewriting.package import zipped
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONSHIP = regex(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_ID = regex(rb"""\sId\s*=\s*("[^"]*"|'[^']*')""")
_TARGET = regex(rb"""(\sTarget\s*=\s*)("[^"]*"|'[^']*')""")
#: Why an address stays.
IN_TEXT = "it is printed in the running text"
_NOTES = frozenset({"footnotes", "endnotes"})
_APART = frozenset({"hyperlink", "fldSimple", "del", "moveFrom"})
_FIELD = "HYPERLINK"
_SHOWN = 80


class Led(Struct, frozen=True):
    """A link behind ``words`` to ``old``; it leads to ``new`` now, or stays because of ``why``."""

    words: str
    old: str
    new: str
    why: str = ""


def retargeted(data: bytes, name: str, new: Callable[[str], str]) -> tuple[bytes, tuple[Led, ...]]:
    """``data`` with what ``new`` says of the targets of links ("" for those that stay), and which links these are.

    Raises ReadError for what is no DOCX.
    """
    package = Package.open(data, name)
    changed: dict[str, bytes] = {}
    found: list[Led] = []
    main = package.main_part()
    for part in (main, *(target for kind, target, _ in package.relationships(main) if kind in _NOTES)):
        targets = {key: target for kind, target, key in package.relationships(part) if kind == "hyperlink"}
        root = package.xml(part)
        if root is None:
            continue
        ids: dict[str, str] = {}
        for key, led in _links(root, targets, new, in_text=part == main):
            found.append(led)
            if not led.why:
                ids[key] = led.new
        folder, file = posixpath.split(part)
        real = package.parts.get(posixpath.join(folder, "_rels", f"{file}.rels").lower())
        if ids and real is not None:
            changed[real] = _with_targets(package.content(real), ids)
    return (zipped(package, changed) if changed else data), tuple(found)


def _links(
    root: _Element, targets: dict[str, str], new: Callable[[str], str], *, in_text: bool
) -> Iterator[tuple[str, Led]]:
    for element in root.iter("{*}hyperlink", "{*}fldSimple", "{*}p"):
        if local(element) == "p":
            code = "".join(each.text or "" for each in element.iter("{*}instrText"))
            yield from _field(element, code, new)
        elif local(element) == "fldSimple":
            yield from _field(element, attribute(element, "instr") or "", new)
        else:
            key = next((value for name, value in element.attrib.items() if str(name).endswith("}id")), "")
            old, words = targets.get(str(key), ""), _words(element)
            led = new(old) if old and words else ""
            if led and not prints(words, old):
                yield str(key), Led(words, old, led)
            elif led and in_text:
                yield "", Led(words, old, led, IN_TEXT)


def _field(element: _Element, code: str, new: Callable[[str], str]) -> Iterator[tuple[str, Led]]:
    for each in code.split(_FIELD)[1:]:
        old = field_target(_FIELD + each)
        led = new(old) if old else ""
        if led:
            yield "", Led(_words(element), old, led, "its link is a field")


def printed_bare(data: bytes, name: str, addresses: Iterable[str]) -> frozenset[str]:
    """Those of ``addresses`` that the running text prints without a link.  Raises ReadError for what is no DOCX."""
    package = Package.open(data, name)
    root = package.xml(package.main_part())
    return frozenset() if root is None else printed_in("\n".join(map(_bare, root.iter("{*}p"))), addresses)


def _bare(paragraph: _Element) -> str:
    """The text of a paragraph, with a gap for each link, without what tracked changes took out."""
    out: list[str] = []
    for each in paragraph.iter("{*}t", "{*}br", "{*}tab", "{*}hyperlink", "{*}fldSimple", "{*}noBreakHyphen"):
        if local(each) != "t":
            out.append("-" if local(each) == "noBreakHyphen" else " ")
        elif not any(local(up) in _APART for up in each.iterancestors()):
            out.append(each.text or "")
    return "".join(out)


def _words(element: _Element) -> str:
    """What a link shows where tracked changes are accepted."""
    shown = "".join(
        each.text or "" for each in element.iter("{*}t") if not any(local(up) == "del" for up in each.iterancestors())
    )
    return " ".join(shown.split())[:_SHOWN]


def _with_targets(rels: bytes, targets: dict[str, str]) -> bytes:
    def other(found: re.Match[bytes]) -> bytes:
        key = _ID.search(found[0])
        target = targets.get(unescape(key[1][1:-1].decode("utf-8", "replace"))) if key else None
        if target is None:
            return found[0]
        return _TARGET.sub(lambda each: each[1] + quoteattr(target).encode(), found[0], count=1)

    return _RELATIONSHIP.sub(other, rels)
