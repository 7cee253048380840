"""Word comments at the references of notes and over paragraphs of the body (ECMA-376-1, 17.13.4).

Word allows no comments in footnotes, so a comment on a note stands at the note's reference in the body.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from bibtool.readers.docx_package import Package, attribute, local
from bibtool.render.documents.opc import OFFICE, Relationships, xml_bytes
from bibtool.render.documents.wordml import W
from bibtool.render.markup import printable
from bibtool.render.rewriting.package import NotRewritable, free_ids, zipped
from bibtool.render.rewriting.splice import STRICT, Place, appended, in_utf8, is_word, spliced, strict, tag_end

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_AUTHOR = "bibtool"
_INITIALS = "bt"
_REFERENCES = {"footnotes": "footnoteReference", "endnotes": "endnoteReference"}
# A reference that was deleted shows nothing; of alternatives only the first is the text.
_HIDDEN = ("del", "moveFrom", "Fallback")


class Anchor(Struct, frozen=True):
    """The child of a paragraph that holds a reference; ``own`` says that a mark of the author's own follows it."""

    place: Place
    prefix: str
    own: bool


class _Open(Struct):
    """An element while its end is awaited; of a paragraph the places of its content and its letters."""

    name: str
    start: int
    called: list[tuple[tuple[str, str], str, bool]] = field(default_factory=list)
    content: list[Place] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)


#: A paragraph with letters (white space taken out) and the place of all that stands in it.
Line = tuple[str, Anchor]


def commented(
    data: bytes,
    name: str,
    comments: Mapping[str, Sequence[str]],
    paragraphs: Sequence[tuple[str, str]] = (),
) -> bytes:
    """``data`` with comments (their texts) at the reference of each note, by the note's origin, and over paragraphs of
    the body: (a line of the paragraph, the comment's text), in their order; a line that no paragraph has, or "", is the
    first one with letters.

    Of the body only the anchors are new; a comment that stands there already is not written again.  Raises ReadError
    for what is no DOCX, :class:`~bibtool.render.rewriting.package.NotRewritable`.
    """
    package = Package.open(data, name)
    main = package.main_part()
    root = package.xml(main)
    if root is None or not is_word(root):
        raise NotRewritable(main)
    in_strict = str(root.tag).startswith(f"{{{STRICT}}}")
    related = {kind: target for kind, target, _ in package.relationships(main)}
    body = in_utf8(package.content(package.parts[main.lower()]), root)
    found, lines = anchors(body)
    part = related.get("comments", "")
    known = _known(package, part)
    ids = free_ids(package)
    changes: dict[Place, bytes] = {}
    rows: list[str] = []
    wanted: list[tuple[Anchor | None, str]] = []
    for origin, texts in comments.items():
        file, _, identity = origin.rpartition("#")
        kind = next((kind for kind in _REFERENCES if related.get(kind, f"word/{kind}.xml").lower() == file.lower()), "")
        wanted += [(found.get((_REFERENCES.get(kind, ""), identity)), text) for text in texts]
    wanted += zip(_over(lines, [line for line, _ in paragraphs]), (text for _, text in paragraphs), strict=True)
    for anchor, text in wanted:
        if anchor is None or _stands(body, anchor, text, known):
            continue
        number = next(ids)
        for place, mark in _marks(anchor, number):
            changes[place] = changes.get(place, b"") + mark
        rows.append(_comment(number, text))
    if not rows or (_TYPES not in package.parts and part.lower() not in package.parts):
        return data  # a package that names no types has no place for a new part
    files = {package.parts[main.lower()]: spliced(body, changes)}
    files |= _added(package, main, part, "".join(rows).encode(), strict if in_strict else bytes)
    return zipped(package, files)


def anchors(body: bytes) -> tuple[dict[tuple[str, str], Anchor], list[Line]]:
    """Where each note is called, by the name of the reference and the id of the note (the first call counts), and the
    paragraphs with letters."""
    found: dict[tuple[str, str], Anchor] = {}
    lines: list[Line] = []
    stack: list[_Open] = []
    parser: Any = expat.ParserCreate()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        stack.append(_Open(name, parser.CurrentByteIndex))
        short = name.rpartition(":")[2]
        hidden = any(one.name.rpartition(":")[2] in _HIDDEN for one in stack)
        if short not in _REFERENCES.values() or hidden:
            return
        values = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        own = values.get("customMarkFollows", "0") in ("1", "true", "on")
        for at in range(len(stack) - 1, 0, -1):
            if stack[at - 1].name.rpartition(":")[2] == "p":
                stack[at].called.append(((short, values.get("id", "")), name.rpartition(":")[0], own))
                return

    def end(name: str) -> None:
        closed = stack.pop()
        place = Place(closed.start, max(tag_end(body, parser.CurrentByteIndex), closed.start))
        for key, prefix, own in closed.called:
            found.setdefault(key, Anchor(place, prefix, own))
        prefix, _, short = name.rpartition(":")
        if short == "p" and closed.content:
            letters = "".join("".join(closed.letters).split())
            if letters:
                whole = Place(closed.content[0].start, closed.content[-1].end)
                lines.append((letters, Anchor(whole, prefix, False)))
        elif stack and stack[-1].name.rpartition(":")[2] == "p" and short not in ("pPr", "commentRangeStart"):
            stack[-1].content.append(place)

    def text(letters: str) -> None:
        if stack and stack[-1].name.rpartition(":")[2] == "t":
            paragraph = next((one for one in reversed(stack) if one.name.rpartition(":")[2] == "p"), None)
            if paragraph is not None:
                paragraph.letters.append(letters)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(body, True)
    return found, lines


def _over(lines: Sequence[Line], wanted: Sequence[str]) -> Iterator[Anchor | None]:
    """The paragraph of each line, searched for onwards from the last one that was found, then from the start."""
    at = 0
    for line in wanted:
        letters = "".join(line.split())
        order = [*range(at, len(lines)), *range(at)] if letters else []
        at = next((place for place in order if letters in lines[place][0]), at)
        known = bool(letters) and bool(lines) and letters in lines[at][0]
        yield lines[at if known else 0][1] if lines else None


def _marks(anchor: Anchor, number: int) -> Sequence[tuple[Place, bytes]]:
    p = f"{anchor.prefix}:" if anchor.prefix else ""
    before, after = (Place(at, at) for at in (anchor.place.start, anchor.place.end))
    reference = f'<{p}r><{p}commentReference {p}id="{number}"/></{p}r>'
    if anchor.own:  # nothing may come between a reference and its mark
        return [(before, reference.encode())]
    start, end = (f'<{p}commentRange{edge} {p}id="{number}"/>' for edge in ("Start", "End"))
    return [(before, start.encode()), (after, f"{end}{reference}".encode())]


def _known(package: Package, part: str) -> dict[str, str]:
    """The texts of bibtool's comments that stand there, by id."""
    root = package.xml(part) if part else None
    found: dict[str, str] = {}
    for row in root if root is not None else ():
        if local(row) == "comment" and attribute(row, "author") == _AUTHOR:
            found[attribute(row, "id") or ""] = "".join(t.text or "" for t in row.iter() if local(t) == "t")
    return found


def _stands(body: bytes, anchor: Anchor, text: str, known: Mapping[str, str]) -> bool:
    """Does such a comment stand at the reference?"""
    beside = body[anchor.place.end : anchor.place.end + 2000] if not anchor.own else body[: anchor.place.start][-2000:]
    ids = re.findall(rb"commentReference[^>]*?:id=[\"'](\d+)[\"']", beside)
    nearest = ids[-1:] if anchor.own else ids
    return any(known.get(one.decode()) == printable(text) for one in nearest)


def _comment(number: int, text: str) -> str:
    words = f'<w:r><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
    who = f'w:id="{number}" w:author={quoteattr(_AUTHOR)} w:initials={quoteattr(_INITIALS)}'
    return f'<w:comment xmlns:w="{W}" {who}><w:p><w:r><w:annotationRef/></w:r>{words}</w:p></w:comment>'


_TYPES = "[content_types].xml"


def _added(package: Package, main: str, part: str, rows: bytes, spelled: Callable[[bytes], bytes]) -> dict[str, bytes]:
    """The part of the comments with more of them; where there is none, a new one, named where it has to be."""
    if part and part.lower() in package.parts:
        real = package.parts[part.lower()]
        root = package.xml(part)
        if root is None:
            raise NotRewritable(part)
        return {real: appended(in_utf8(package.content(real), root), spelled(rows))}
    folder, file = posixpath.split(main)
    names = (f"comments{n or ''}.xml" for n in range(len(package.parts) + 1))
    new = next(name for name in names if posixpath.join(folder, name).lower() not in package.parts)
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    made = f'<w:comments xmlns:w="{W}">'.encode() + rows + b"</w:comments>"
    files = {posixpath.join(folder, new): head + spelled(made)}
    types = package.parts[_TYPES]
    override = f'<Override PartName="/{posixpath.join(folder, new)}" ContentType="{_TYPE}"/>'
    files[types] = appended(package.content(types), override.encode())
    where = posixpath.join(folder, "_rels", f"{file}.rels")
    real = package.parts.get(where.lower(), "")
    taken = {key for _, _, key in package.relationships(main)}
    key = next(key for key in (f"rIdComments{n or ''}" for n in range(len(taken) + 1)) if key not in taken)
    if not real:
        links = Relationships(prefix="rIdComments")
        links.id(f"{OFFICE}/comments", new)
        return {**files, where: spelled(xml_bytes(links.xml()))}
    row = f'<Relationship Id="{key}" Type="{OFFICE}/comments" Target="{new}"/>'
    return {**files, real: appended(package.content(real), spelled(row.encode()))}
