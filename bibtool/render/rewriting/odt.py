"""An ODT with its notes set again: only what the style prints in them is another, all else stays to the byte.

The author's own words keep their spans and links.  A note of several paragraphs, or with anything but text, spans and
links in it, stays as printed.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.readers.docx_package import Package, attribute
from bibtool.readers.elements import tag
from bibtool.readers.odt import CONTENT, note_bodies
from bibtool.render.documents.fragment import uri
from bibtool.render.documents.odt import looks_of, style, style_name, text_of
from bibtool.render.documents.wordml import Piece, pieces
from bibtool.render.rewriting.alignment import align, gaps, stretches
from bibtool.render.rewriting.links import cut_pieces
from bibtool.render.rewriting.notes import Left, LeftAsPrinted, NewNote, Rewritten
from bibtool.render.rewriting.package import NotRewritable, why_not, zipped
from bibtool.render.rewriting.splice import Place, frame, in_utf8, spliced, tag_end
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_XLINK = "http://www.w3.org/1999/xlink"
_AROUND = ("span", "a")
_CHANGES = ("change", "change-start", "change-end")
_MANAGERS = regex(r"ZOTERO|CSL_CITATION|Mendeley|JABREF|BIB", re.IGNORECASE)
_SPACE = " \t\n\r"


class _Letter(NamedTuple):
    """A letter of the old note with the elements around it, from the outermost."""

    letter: str
    around: tuple[_Element, ...]


def obstacles(data: bytes, name: str, origins: Collection[str], attempt: Attempt = direct) -> dict[str, Left]:
    """The notes that cannot be set again whatever their new text is, and why.  Raises as :func:`rewritten`."""
    bodies = note_bodies(_content(Package.open(data, name, "ODT")))
    found: dict[str, Left] = {}
    for origin in origins:
        why = why_not(attempt, partial(_check, bodies[_number(origin) - 1]))
        if why is not None:
            found[origin] = why
    return found


def rewritten(data: bytes, name: str, notes: Mapping[str, NewNote], attempt: Attempt = direct) -> Rewritten:
    """``data`` with other notes, by origin (:class:`bibtool.readers.document.SourceNote`).

    Raises ReadError for what is no ODT, :class:`~bibtool.render.rewriting.package.NotRewritable`.
    """
    from lxml import etree

    package = Package.open(data, name, "ODT")
    root = _content(package)
    real = package.parts[CONTENT]
    content = in_utf8(package.content(real), root)
    places = _places(content)
    if len(places) != len(note_bodies(root)):
        raise NotRewritable(CONTENT)
    opening, closing = frame(content)
    prefix = next(f"Bibtool{'x' * count}" for count in range(99) if f'"Bibtool{"x" * count}'.encode() not in content)
    used: set[tuple[str, ...]] = set()
    changes: dict[Place, bytes] = {}
    left: dict[str, Left] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

    def write(place: Place, new: NewNote) -> None:
        made = etree.fromstring(opening + content[place.start : place.end] + closing, parser)
        own: set[tuple[str, ...]] = set()
        if _set(made[0], new, prefix, own):
            again = etree.tostring(made, encoding="UTF-8")
            changes[place] = again[len(frame(again)[0]) + again.index(frame(again)[0]) : again.rindex(b"</")]
            used.update(own)

    for origin, new in notes.items():
        why = why_not(attempt, partial(write, places[_number(origin) - 1], new))
        if why is not None:
            left[origin] = why
    if not changes:
        return Rewritten(data, left)
    if used:
        changes |= _styles(content, "".join(style(looks, prefix) for looks in sorted(used)).encode())
    made = spliced(content, changes)
    try:
        etree.fromstring(made, parser)
    except etree.XMLSyntaxError:  # prefixes of another writer
        raise NotRewritable(CONTENT) from None
    return Rewritten(zipped(package, {real: made}), left)


def _check(body: _Element) -> None:
    _paragraph(body)


def _content(package: Package) -> _Element:
    root = package.xml(CONTENT)
    if root is None:
        raise NotRewritable(CONTENT)
    return root


def _number(origin: str) -> int:
    return int(origin.rpartition("#")[2])


def _paragraph(body: _Element) -> _Element:
    """The one paragraph of a note.  Raises LeftAsPrinted for a note that holds more than can be carried over."""
    for element in body.iter():
        kind = tag(element)
        if kind in _CHANGES:
            raise LeftAsPrinted(Code.NOTE_WITH_TRACKED_CHANGES)
        if kind.startswith(("reference-mark", "bookmark", "bibliography-mark")):
            if kind == "bibliography-mark" or _MANAGERS.search(attribute(element, "name") or ""):
                raise LeftAsPrinted(
                    Code.NOTE_OF_REFERENCE_MANAGER, program="Zotero" if "mark-" in kind else "LibreOffice"
                )
            raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what=kind)
        if kind not in ("note-body", "p", "s", "tab", "line-break", "soft-page-break", *_AROUND):
            raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what=kind or "comment")
    if len(body) != 1 or tag(body[0]) != "p" or (body.text or "").strip():
        raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what="p")
    return body[0]


def _set(body: _Element, new: NewNote, prefix: str, used: set[tuple[str, ...]]) -> bool:
    """Set one note again; False where it reads as it should already."""
    paragraph = _paragraph(body)
    old = list(_letters(paragraph))
    if "".join(one.letter for one in old) != new.text:
        raise LeftAsPrinted(Code.NOTE_NOT_CARRIED_OVER)
    rows = pieces(new.html)
    text = "".join(piece.text for piece in rows)
    found = align(stretches(new.passages, new.start, new.cited), new.text, text)
    for stretch in found.lost:
        if any(one.around for one in old[stretch.start : stretch.end]):
            raise LeftAsPrinted(Code.WORDS_WITHOUT_PLACE, words=" ".join(new.text[stretch.start : stretch.end].split()))
    made: list[_Letter | Piece] = []
    at = 0
    touched = False
    for gap in gaps(found.kept, new.text, text):
        made += old[at : gap.old_start]
        at = gap.old_end
        own = cut_pieces(rows, gap.new_start, gap.new_end)
        if _same(old[gap.old_start : gap.old_end], own):
            made += old[gap.old_start : gap.old_end]
        else:
            made += own
            touched = True
    made += old[at:]
    if touched:
        _fill(paragraph, made, prefix, used)
        expected = "".join(one.text if isinstance(one, Piece) else one.letter for one in made)
        if "".join(one.letter for one in _letters(paragraph)).split() != expected.split():
            raise LeftAsPrinted(Code.NOTE_NOT_CARRIED_OVER)
    return touched


def _same(old: Sequence[_Letter], new: Sequence[Piece]) -> bool:
    """Whether the old text reads as the new one, and neither has a look of its own."""
    if any(one.around for one in old) or any(looks_of(piece) or piece.link for piece in new):
        return False
    return "".join(one.letter for one in old).split() == "".join(piece.text for piece in new).split()


def _letters(paragraph: _Element) -> Iterator[_Letter]:
    """The letters of a paragraph as the reader lays them out: white space folded, none at the ends."""
    waiting: _Letter | None = None
    begun = False
    for letter in _raw(paragraph, ()):
        if letter.letter == " ":
            waiting = waiting or letter
            continue
        if waiting is not None and begun:
            yield waiting
        waiting, begun = None, True
        yield letter


def _raw(element: _Element, around: tuple[_Element, ...]) -> Iterator[_Letter]:
    yield from (_Letter(" " if one in _SPACE else one, around) for one in element.text or "")
    for child in element:
        kind = tag(child)
        if kind in _AROUND:
            yield from _raw(child, (*around, child))
        elif kind == "s":
            yield _Letter(" ", around)
        elif kind == "tab":
            yield _Letter("\t", around)
        elif kind == "line-break":
            yield _Letter("\n", around)
        yield from (_Letter(" " if one in _SPACE else one, around) for one in child.tail or "")


def _fill(paragraph: _Element, made: Sequence[_Letter | Piece], prefix: str, used: set[tuple[str, ...]]) -> None:
    """Give a paragraph its new content."""
    from lxml import etree

    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.text = None

    def around(one: _Letter | Piece) -> tuple[_Element, ...] | Piece:
        return one if isinstance(one, Piece) else one.around

    for key, group in groupby(made, around):
        if isinstance(key, Piece):
            home: _Element = paragraph
            if key.link:
                link = {f"{{{_XLINK}}}type": "simple", f"{{{_XLINK}}}href": uri(key.link)}
                home = etree.SubElement(home, f"{{{_TEXT}}}a", link)
            if looks := looks_of(key):
                used.add(looks)
                home = etree.SubElement(home, f"{{{_TEXT}}}span", {f"{{{_TEXT}}}style-name": style_name(looks, prefix)})
            _write(home, "".join(one.text for one in group if isinstance(one, Piece)))
            continue
        home = paragraph
        for element in key:
            home.append(shell := copy.copy(element))
            for child in list(shell):
                shell.remove(child)
            shell.text = shell.tail = None
            home = shell
        _write(home, "".join(one.letter for one in group if isinstance(one, _Letter)))


def _write(home: _Element, words: str) -> None:
    """Put text behind what an element holds."""
    from lxml import etree

    made = etree.fromstring(f'<x xmlns:text="{_TEXT}">{text_of(words)}</x>')
    if len(home):
        home[-1].tail = (home[-1].tail or "") + (made.text or "")
    else:
        home.text = (home.text or "") + (made.text or "")
    home.extend(list(made))


def _places(data: bytes) -> list[Place]:
    """Where the texts of notes stand, in order."""
    found: dict[int, Place] = {}
    opened: list[tuple[int, int]] = []
    parser: Any = expat.ParserCreate()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == "note-body":
            found[len(found)] = Place(parser.CurrentByteIndex, 0)
            opened.append((len(found) - 1, parser.CurrentByteIndex))

    def end(name: str) -> None:
        if name.rpartition(":")[2] == "note-body":
            at, begun = opened.pop()
            found[at] = Place(begun, tag_end(data, max(parser.CurrentByteIndex, begun)))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return list(found.values())


_AUTOMATIC = regex(rb"</(?P<name>[\w.-]*:?automatic-styles)\s*>")
_NO_AUTOMATIC = regex(rb"<(?P<name>[\w.-]*:?automatic-styles)(?P<rest>[^<>]*)/>")


def _styles(data: bytes, new: bytes) -> dict[Place, bytes]:
    """The automatic styles with some more.  Raises NotRewritable where there is no place for them."""
    if (match := _AUTOMATIC.search(data)) is not None:
        return {Place(match.start(), match.start()): new}
    if (match := _NO_AUTOMATIC.search(data)) is not None:
        name = match["name"]
        return {Place(*match.span()): b"<" + name + match["rest"] + b">" + new + b"</" + name + b">"}
    raise NotRewritable(CONTENT)
