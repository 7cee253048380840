"""A DOCX with its notes set again: the document stays as it is, only what the style prints in its notes is another.

The author's own words keep their runs, and with them italics, links, fields and comments; a note in which something
cannot be carried over stays as printed, to the byte.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import posixpath
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.docx_package import Package, attribute
from bibtool.readers.docx_text import Writer
from bibtool.render.documents.opc import DATE, Relationships, xml_bytes
from bibtool.render.documents.wordml import Piece, pieces
from bibtool.render.rewriting.alignment import Gap, Kept, align, gaps, stretches
from bibtool.render.rewriting.edits import Editor
from bibtool.render.rewriting.fields import holders, managed, unlink
from bibtool.render.rewriting.links import cut_pieces
from bibtool.render.rewriting.notes import Changes, Fields, Left, LeftAsPrinted, NewNote, Rewritten, Swap, Ways
from bibtool.render.rewriting.revise import Pen
from bibtool.render.rewriting.revisions import accept, tracked
from bibtool.render.rewriting.smaller import smaller
from bibtool.render.rewriting.splice import (
    STRICT,
    Place,
    appended,
    children,
    frame,
    in_utf8,
    is_word,
    spliced,
    strict,
    transitional,
)
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_FAULT = Code.NOTE_NOT_WRITTEN
_ID = regex(rb""":id\s*=\s*["'](\d{1,10})["']""")
_NOTE_ID = regex(rb"""<(?:[\w.-]+:)?(?:foot|end)note\s[^>]*?:id\s*=\s*["'](\d{1,10})["']""")
_MOST_IDS = 2**31 - 1  # ids are signed numbers of 32 bits


class NotRewritable(ValueError):  # noqa: N818  -- a file of another kind, not a fault
    """The package has no part of the notes that can be written."""


def obstacles(
    data: bytes, name: str, origins: Collection[str], ways: Ways, attempt: Attempt = direct
) -> dict[str, Left]:
    """The notes that cannot be set again whatever their new text is, and why: fields of reference managers and tracked
    changes that nobody allowed to touch.  Raises as :func:`rewritten`."""
    package = Package.open(data, name)
    found: dict[str, Left] = {}
    for part, identities in _by_part(origins).items():
        for element in _root(package, part):
            identity = attribute(element, "id") or ""
            if identity in identities:
                why = why_not(attempt, partial(_check, element, ways))
                if why is not None:
                    found[f"{part}#{identity}"] = why
    return found


def why_not(attempt: Attempt, work: Callable[[], None]) -> Left | None:
    """Why a note stays as printed, where ``work`` finds that it does; a fault of the program is a reason too."""

    def tried() -> Left | None:
        try:
            work()
        except LeftAsPrinted as error:
            return Left(error.code, error.given)
        return None

    found = attempt(tried, Finding(_FAULT))
    return Left(found.code, found.args) if isinstance(found, Finding) else found


def holds(data: bytes, name: str, origins: Collection[str]) -> tuple[bool, bool]:
    """Does any note hold a reference manager's field, and does any hold a tracked change?"""
    package = Package.open(data, name)
    fields = changes = False
    for part, identities in _by_part(origins).items():
        for element in _root(package, part):
            if (attribute(element, "id") or "") in identities:
                changes = changes or tracked(element)
                with contextlib.suppress(LeftAsPrinted):
                    fields = fields or bool(managed(element, holders(element)))
    return fields, changes


def rewritten(
    data: bytes, name: str, notes: Mapping[str, NewNote | Swap], ways: Ways, attempt: Attempt = direct
) -> Rewritten:
    """``data`` with other notes, or other words in them, by origin (:class:`bibtool.readers.document.SourceNote`).

    Every other part, and all of the notes' part that is not of these notes, is byte for byte what it was; so is a note
    that is left.  Raises ReadError for what is no DOCX, :class:`NotRewritable`.
    """
    package = Package.open(data, name)
    ids = free_ids(package)
    changed: dict[str, bytes] = {}
    left: dict[str, Left] = {}
    for part, identities in _by_part(notes).items():
        rows = {identity: notes[f"{part}#{identity}"] for identity in identities}
        files, stays = _part(package, part, rows, ways, ids, attempt)
        changed |= files
        left |= {f"{part}#{identity}": why for identity, why in stays.items()}
    return Rewritten(zipped(package, changed), left)


def _by_part(origins: Collection[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for origin in origins:
        part, _, identity = origin.rpartition("#")
        found.setdefault(part, set()).add(identity)
    return found


def _root(package: Package, part: str) -> _Element:
    root = package.xml(part)
    if root is None or not is_word(root):
        raise NotRewritable(part)
    return root


def _check(element: _Element, ways: Ways) -> None:
    if ways.changes is Changes.KEEP and tracked(element):
        raise LeftAsPrinted(Code.NOTE_WITH_TRACKED_CHANGES)
    if ways.fields is Fields.KEEP:
        program = managed(element, holders(element))
        if program:
            raise LeftAsPrinted(Code.NOTE_OF_REFERENCE_MANAGER, program=program)


def _part(
    package: Package, part: str, notes: Mapping[str, NewNote | Swap], ways: Ways, ids: Iterator[int], attempt: Attempt
) -> tuple[dict[str, bytes], dict[str, Left]]:
    from lxml import etree

    root = _root(package, part)
    in_strict = str(root.tag).startswith(f"{{{STRICT}}}")
    real = package.parts[part.lower()]
    data = in_utf8(package.content(real), root)
    opening, closing = frame(data)
    folder, file = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{file}.rels")
    targets = {key: target for kind, target, key in package.relationships(part) if kind == "hyperlink"}
    links = Relationships(prefix=_prefix({key for _, _, key in package.relationships(part)}))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    changes: dict[Place, bytes] = {}
    left: dict[str, Left] = {}
    for identity, place in children(data).items():
        new = notes.get(identity)
        if new is None:
            continue
        before = dict(links.rows)

        def write(identity: str = identity, place: Place = place, new: NewNote | Swap = new) -> None:
            made = etree.fromstring(transitional(opening + data[place.start : place.end]) + closing, parser)
            change = _swap if isinstance(new, Swap) else _set
            if change(made[0], new, ways, targets, links, Pen(ways.tracking, ids)):  # type: ignore[arg-type]
                again = etree.tostring(made, encoding="UTF-8")
                found = children(again)[identity]
                written = again[found.start : found.end]
                changes[place] = strict(written) if in_strict else written

        why = why_not(attempt, write)
        if why is not None:
            left[identity] = why
            links.rows = before
    if not changes:
        return {}, left
    files = {real: spliced(data, changes)}
    if links.rows:
        files |= _related(package, where, links, in_strict)
    return files, left


def _prefix(taken: Collection[str]) -> str:
    return next(
        prefix
        for prefix in itertools.chain(["rIdNote"], (f"rIdNote{n}x" for n in itertools.count(1)))
        if not any(one.startswith(prefix) for one in taken)
    )


def _related(package: Package, where: str, links: Relationships, in_strict: bool) -> dict[str, bytes]:
    real = package.parts.get(where.lower())
    if real is None:
        made = xml_bytes(links.xml())
        return {where: strict(made) if in_strict else made}
    rows = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(target)}"
        f"{' TargetMode=' + quoteattr('External') if external else ''}/>"
        for (kind, target, external), key in links.rows.items()
    )
    new = rows.encode()
    return {real: appended(package.content(real), strict(new) if in_strict else new)}


def _set(element: _Element, new: NewNote, ways: Ways, targets: dict[str, str], links: Relationships, pen: Pen) -> bool:
    """Set one note again; False where it reads as it should already."""
    _check(element, ways)
    touched = False
    if tracked(element):
        accept(element)
        touched = True
    if managed(element, holders(element)):
        unlink(element, whole=pen.tracking is None)
        touched = True
    editor = Editor(element, new.text, targets, links, pen)
    rows = pieces(new.html)
    text = "".join(piece.text for piece in rows)
    kept = _kept(editor, new, text)
    expected: list[str] = []
    at = 0
    found = list(gaps(kept, new.text, text))
    for gap in found:
        expected += [new.text[at : gap.old_start], text[gap.new_start : gap.new_end]]
        at = gap.old_end
    expected.append(new.text[at:])
    for gap in reversed(found):
        own: list[Piece] = cut_pieces(rows, gap.new_start, gap.new_end)
        managed_here = any(a < gap.old_end and gap.old_start < b for a, b in editor.managed())
        if not managed_here:
            if editor.same(gap, own):
                continue
            gap = editor.trimmed(gap, own)
            own = cut_pieces(rows, gap.new_start, gap.new_end)
        divided = [gap] if managed_here or pen.tracking is None else editor.divided(gap, own)
        for part in reversed(divided):
            editor.replace(part, cut_pieces(rows, part.new_start, part.new_end), rows)
        touched = True
    _read_back(element, editor.head + "".join(expected))
    return touched


def _swap(element: _Element, new: Swap, ways: Ways, targets: dict[str, str], links: Relationships, pen: Pen) -> bool:
    """Replace words of one note; an address that is a link becomes a link to the new one."""
    _check(element, ways)
    editor = Editor(element, new.text, targets, links, pen)
    expected: list[str] = []
    at = 0
    for start, end, words in new.words:
        expected += [new.text[at:start], words]
        at = end
    expected.append(new.text[at:])
    for start, end, words in reversed(new.words):
        linked = start < end and editor.links_at(start, end)
        piece = Piece(words, link=words if linked else "")
        gap = Gap(start, end, 0, len(words))
        divided = [gap]
        if pen.tracking is not None and not linked:
            editor.check(gap)
            divided = _divided(gap, new.text[start:end], words)
        for part in reversed(divided):
            own = [piece] if part == gap else [Piece(words[part.new_start : part.new_end])]
            # a link to what is replaced goes with it; one that leads elsewhere has no place, and the note stays
            editor.replace(part, own, [piece, Piece(new.text[start:end])])
    _read_back(element, editor.head + "".join(expected))
    return bool(new.words)


def _divided(gap: Gap, old: str, new: str) -> list[Gap]:
    return smaller(gap, [(letter, "") for letter in old], [(letter, "") for letter in new])


def _kept(editor: Editor, new: NewNote, text: str) -> list[Kept]:
    """The author's stretches that stay.  Raises LeftAsPrinted where one has no sure place and cannot be set anew."""
    found = align(stretches(new.passages, new.start, new.cited), new.text, text)
    for stretch in found.lost:
        if not editor.plain(stretch.start, stretch.end):
            raise LeftAsPrinted(Code.WORDS_WITHOUT_PLACE, words=" ".join(new.text[stretch.start : stretch.end].split()))
    fields = editor.managed()
    return [one for one in found.kept if not any(a < one.old_end and one.old_start < b for a, b in fields)]


def _read_back(element: _Element, expected: str) -> None:
    """The note reads as it should, and its fields have an end."""
    writer = Writer()
    writer.blocks(element)
    holders(element)
    if "".join(writer.text.split()) != "".join(expected.split()):
        raise LeftAsPrinted(Code.NOTE_NOT_CARRIED_OVER)


def free_ids(package: Package) -> Iterator[int]:
    """Numbers that no annotation of the package has as its id, from above the ids of its notes.

    LibreOffice 7.4 takes a comment with a smaller id, if it stands before the second note, for one of the notes: these
    are then empty, or stand under each other's marks.
    """
    parts = [real for name, real in package.parts.items() if name.startswith("word/") and name.endswith(".xml")]
    contents = [package.content(real) for real in parts]
    taken = {int(one) for content in contents for one in _ID.findall(content)}
    notes = [int(one) for content in contents for one in _NOTE_ID.findall(content)]
    highest = max((one for one in notes if one < _MOST_IDS), default=0)
    for number in itertools.chain(range(highest + 1, _MOST_IDS), itertools.count(1)):
        if number not in taken:
            yield number


def zipped(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with other parts, in its order; new ones come last."""
    out = io.BytesIO()
    names = package.archive.infolist()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for info in names:
            new = changed.get(info.filename)
            made.writestr(info, package.content(info.filename) if new is None else new)
        for name in sorted(changed.keys() - {info.filename for info in names}):
            made.writestr(zipfile.ZipInfo(name, DATE), changed[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


__all__ = ["NotRewritable", "holds", "obstacles", "rewritten", "why_not", "zipped"]
