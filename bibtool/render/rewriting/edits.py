"""One note set again in its own XML: what the style prints takes the place of what it replaces, all else stays."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.readers.docx_package import child, local
from bibtool.readers.docx_text import Atom, Writer
from bibtool.render.documents.opc import Relationships
from bibtool.render.documents.wordml import Piece, W, made_of
from bibtool.render.rewriting.alignment import Gap
from bibtool.render.rewriting.fields import Holder, Sort, holders
from bibtool.render.rewriting.links import Segment, carried
from bibtool.render.rewriting.looks import dress, dress_link, face_of, link_style, looks_of
from bibtool.render.rewriting.notes import LeftAsPrinted
from bibtool.render.rewriting.revise import Pen
from bibtool.render.rewriting.smaller import smaller
from bibtool.render.rewriting.trees import ENDS, PLACES, STARTS, cut, local_parent, split_run

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements around runs that mean nothing for the text in them.
_TRANSPARENT = frozenset({"smartTag", "customXml", "dir", "bdo"})
_AROUND = _TRANSPARENT | {"hyperlink", "fldSimple", "sdt", "sdtContent"}
# What may stand between two letters that go: places without text, which stay.
_PLACES = PLACES | {"proofErr", "lastRenderedPageBreak", "commentReference"}


# What new text would print otherwise.
_NOT_PLAIN = frozenset({"p", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "softHyphen"})


class _Stretch(Struct, frozen=True):
    """What goes: atoms from the first to the last, in one paragraph."""

    atoms: list[Atom]
    elements: set[_Element]


class Editor:
    """Edits one note; offsets are those of its text as it was read, so edits go from the last to the first."""

    def __init__(self, note: _Element, text: str, targets: dict[str, str], links: Relationships, pen: Pen) -> None:
        writer = Writer()
        writer.blocks(note)
        begin = len(writer.text.rstrip()) - len(text)
        if begin < 0 or writer.text[begin : begin + len(text)] != text:
            raise LeftAsPrinted(Code.NOTE_NOT_CARRIED_OVER)
        self.note = note
        self.text = text
        self.head = writer.text[:begin]  # the mark
        self.atoms = [Atom(a.start - begin, a.end - begin, a.element) for a in writer.atoms]
        self.targets = targets
        self.links = links
        self.pen = pen
        self.holders = holders(note)

    def same(self, gap: Gap, pieces: Sequence[Piece]) -> bool:
        """Does the old text read and look as the new one?"""
        old = [(letter, looks) for letter, looks in self._letters(gap.old_start, gap.old_end) if not letter.isspace()]
        new = [(letter, looks_of(piece)) for piece in pieces for letter in piece.text if not letter.isspace()]
        words = "".join(piece.text for piece in pieces).split()
        return old == new and self.text[gap.old_start : gap.old_end].split() == words

    def trimmed(self, gap: Gap, pieces: Sequence[Piece]) -> Gap:
        """A gap without the words at its ends that are alike in both texts, where that cuts no field."""
        old = [*self._letters(gap.old_start, gap.old_end)]
        new = [(letter, looks_of(piece), bool(piece.link)) for piece in pieces for letter in piece.text]
        linked = self._linked(gap)
        if len(old) != gap.old_end - gap.old_start or len(new) != gap.new_end - gap.new_start:
            return gap

        def alike(one: int, other: int) -> bool:
            same = old[one] == new[other][:2] or (old[one][0].isspace() and new[other][0].isspace())
            return same and (not new[other][2] or one in linked)

        head = _common(old, new, alike, 1, 0)
        tail = _common(old, new, alike, -1, head)
        less = Gap(gap.old_start + head, gap.old_end - tail, gap.new_start + head, gap.new_end - tail)
        return gap if self._cuts(less) else less

    def divided(self, gap: Gap, pieces: Sequence[Piece]) -> list[Gap]:
        """A gap in the parts that differ, where no field, link or control is among what goes or comes."""
        old = [*self._letters(gap.old_start, gap.old_end)]
        new = [(letter, looks_of(piece)) for piece in pieces for letter in piece.text]
        if len(old) != gap.old_end - gap.old_start or len(new) != gap.new_end - gap.new_start:
            return [gap]
        touched = any(
            gap.old_start < atom.end and atom.start < gap.old_end and atom.element in holder.result
            for holder in self.holders
            for atom in self.atoms
        )
        if touched or any(piece.link for piece in pieces):
            return [gap]
        self.check(gap)
        return smaller(gap, old, new)

    def check(self, gap: Gap) -> None:
        """Raises LeftAsPrinted where something among the old text of a gap would be lost with it."""
        gone = [a for a in self.atoms if a.start < gap.old_end and a.end > gap.old_start]
        if gone:
            stretch = _Stretch(gone, {a.element for a in gone})
            self._look_at(stretch, self._inside(stretch))

    def links_at(self, start: int, end: int) -> bool:
        """Is any letter there part of a link?"""
        return bool(self._linked(Gap(start, end, start, end)))

    def _linked(self, gap: Gap) -> set[int]:
        links = [one for one in self.holders if one.sort is Sort.LINK]
        return {
            at - gap.old_start
            for atom in self.atoms
            if any(atom.element in one.result for one in links)
            for at in range(max(atom.start, gap.old_start), min(atom.end, gap.old_end))
        }

    def _cuts(self, gap: Gap) -> bool:
        """Does a gap take a part of what a field, link or control holds, and leave another?"""
        for holder in self.holders:
            own = [a for a in self.atoms if a.element in holder.result]
            inside = [gap.old_start <= a.start and a.end <= gap.old_end for a in own]
            touched = [gap.old_start < a.end and a.start < gap.old_end for a in own]
            if any(touched) and not all(inside):
                return True
        return False

    def managed(self) -> list[tuple[int, int]]:
        """Where the text of reference managers' fields stands."""
        rows = [[a for a in self.atoms if a.element in one.result] for one in self.holders if one.manager]
        return [(row[0].start, row[-1].end) for row in rows if row]

    def plain(self, start: int, end: int) -> bool:
        """Do words have nothing that new text would lack: one paragraph, one face, no field, no breaks?"""
        own = [a for a in self.atoms if a.start < end and a.end > start]
        runs = [a.element.getparent() for a in own]
        if any(local(a.element) in _NOT_PLAIN for a in own):
            return False
        if any(a.element in one.result for one in self.holders for a in own):
            return False
        rows = {_written(child(run, "rPr")) for run in runs}
        return len(rows) <= 1 and not any(looks_of(child(run, "rPr")) for run in runs)

    def _letters(self, start: int, end: int) -> Iterator[tuple[str, frozenset[str]]]:
        for atom in self.atoms:
            if atom.end <= start or atom.start >= end:
                continue
            run = atom.element.getparent()
            shown = looks_of(child(run, "rPr"))
            for at in range(max(atom.start, start), min(atom.end, end)):
                yield self.text[at], shown

    def replace(self, gap: Gap, pieces: Sequence[Piece], note: Sequence[Piece]) -> None:
        """Put ``pieces`` in the place of the old text of ``gap``; ``note`` is all of the new note.

        Raises LeftAsPrinted where something would be lost.
        """
        if gap.old_start == gap.old_end:
            self._insert(gap.old_start, pieces)
            return
        self._split(gap.old_start)
        self._split(gap.old_end)
        gone = [a for a in self.atoms if a.start >= gap.old_start and a.end <= gap.old_end and a.start >= 0]
        if not gone:
            raise LeftAsPrinted(Code.NOTE_NOT_CARRIED_OVER)
        stretch = _Stretch(gone, {a.element for a in gone})
        inside = self._inside(stretch)
        self._look_at(stretch, inside)
        segments = carried(
            pieces, note, inside, self.targets, self.links, self._shown, self.text[gap.old_start : gap.old_end]
        )
        first = self._first(stretch, inside)
        order = self._order()
        doomed = sorted(stretch.elements | {p for one in inside for p in one.parts}, key=lambda e: order[e])
        last = order[doomed[-1]]
        for element in [e for e in order if order[first] < order[e] < last and local(e) in STARTS]:
            cut(element)
            first.addprevious(element)
        runs = [_run(a.element) for a in gone]
        held = [one.result for one in self.holders if one.sort is Sort.LINK]
        links = [run for run in runs if any(run in result for result in held)]
        new = self._made(segments, face_of(runs, links), link_style(links))
        if self.pen.tracking is None:
            for one in new:
                first.addprevious(one)
            self.pen.remove(doomed)
            return
        # as Word writes it: what is gone, then what is new; places within stay around both
        ends = [e for e in order if order[first] < order[e] < last and local(e) in ENDS]
        self.pen.remove(doomed)
        place = self._behind(doomed[-1], inside)
        for one in ends:
            cut(one)
        for one in reversed([*self.pen.added(new), *ends]):
            place.addnext(one)

    def _behind(self, element: _Element, inside: Sequence[Holder]) -> _Element:
        """The element after which new text stands: the mark around what is gone, and links that go with it."""
        wrappers = [one.wrapper for one in inside if one.wrapper is not None]
        place = element
        at = element.getparent()
        while at is not None and (local(at) in ("r", "del", *_TRANSPARENT) or any(at is one for one in wrappers)):
            place, at = at, at.getparent()
        return place

    def _made(self, segments: Sequence[Segment], face: Sequence[_Element], link: str) -> list[_Element]:
        made: list[_Element] = []
        for pieces, wrapper in segments:
            content = made_of(pieces, self.links)
            for one in content:
                for run in one.iter(f"{{{W}}}r"):
                    dress(run, face)
                    if wrapper is not None or local(one) == "hyperlink":
                        dress_link(run, link)
            if wrapper is not None:
                wrapper.extend(content)
                content = [wrapper]
            made += content
        return made

    def _insert(self, at: int, pieces: Sequence[Piece]) -> None:
        """Text where nothing was: after what stands before it."""
        self._split(at)
        before = [a for a in self.atoms if a.end <= at and local(a.element) != "p"]
        after = [a.element for a in self.atoms if a.start >= at and local(a.element) != "p"]
        if not before:
            run = self._isolated(after[0])
            place = self._outside(run, after[0], None, end=False)
            add = place.addprevious
        else:
            # parts of the run that come after stay after
            element = before[-1].element
            following = element.getnext()
            if following is not None:
                self._isolated(following)
            run = _run(element)
            place = self._outside(run, element, after[0] if after else None, end=True)
            add = place.addnext
        new = self.pen.added(self._made([(pieces, None)], face_of([run]), ""))
        for one in reversed(new) if before else new:
            add(one)

    def _outside(self, place: _Element, element: _Element, other: _Element | None, *, end: bool) -> _Element:
        """The place behind (or before) the outermost field, link or control that holds an element, but not ``other``,
        which stands on the other side of the place."""
        for holder in self.holders:
            if element in holder.result and other not in holder.result:
                return holder.wrapper if holder.wrapper is not None else _run(holder.parts[-1 if end else 0])
        return place

    def _order(self) -> dict[_Element, int]:
        return {element: at for at, element in enumerate(self.note.iter())}

    def _shown(self, holder: Holder) -> str:
        return "".join(self.text[max(a.start, 0) : a.end] for a in self.atoms if a.element in holder.result)

    def _inside(self, stretch: _Stretch) -> list[Holder]:
        """The links that go with the text.  Raises LeftAsPrinted for other fields, and for what would be cut."""
        found: list[Holder] = []
        order = self._order()
        low, high = order[stretch.atoms[0].element], order[stretch.atoms[-1].element]
        for holder in self.holders:
            own = {a.element for a in self.atoms if a.element in holder.result}
            shared = own & stretch.elements
            if not own and holder.parts and any(low < order[p] < high for p in holder.parts if p in order):
                if all(low < order[p] < high for p in holder.parts) and not holder.begun:
                    continue  # an entry of an index shows nothing: it stays where it is
                raise LeftAsPrinted(Code.FIELD_IN_CITATION, field=holder.name)
            if not shared:
                continue
            linked = holder.sort is Sort.LINK and shared == own
            if not linked and not (holder.manager and self.pen.tracking):
                raise LeftAsPrinted(
                    Code.OBJECT_IN_CITATION if holder.sort is Sort.CONTROL else Code.FIELD_IN_CITATION, **_told(holder)
                )
            found.append(holder)
        return found

    def _look_at(self, stretch: _Stretch, inside: Sequence[Holder]) -> None:
        """Raises LeftAsPrinted for whatever stands among the letters that go and cannot be set again."""
        paragraphs = {id(_paragraph(a.element)) for a in stretch.atoms}
        if len(paragraphs) > 1 or any(local(a.element) == "p" for a in stretch.atoms):
            raise LeftAsPrinted(Code.PARAGRAPH_IN_CITATION)
        for atom in stretch.atoms:
            name = local(atom.element)
            if name in ("tab", "ptab", "br", "cr") or (name == "sym" and self.text[atom.start] == "\ufffd"):
                raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what=name)
            run = atom.element.getparent()
            if run is None or run.tag != f"{{{W}}}r":
                raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what=local(run) if run is not None else name)
            around = run.getparent()
            while around is not None and local(around) != "p":
                if local(around) not in _AROUND:
                    raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what=local(around))
                around = around.getparent()
        own = {p for one in self.holders for p in one.parts}
        wrappers = {one.wrapper for one in inside}
        order = self._order()
        low, high = order[stretch.atoms[0].element], order[stretch.atoms[-1].element]
        for element, at in order.items():
            if not low < at < high or element in stretch.elements or element in own or element in wrappers:
                continue
            name = local(element)
            if name in ("r", "", *_TRANSPARENT) or name in _PLACES or _is_property(element):
                continue
            if name == "t" and not element.text:
                continue
            raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what="vanish" if name == "t" else name)

    def _first(self, stretch: _Stretch, inside: Sequence[Holder]) -> _Element:
        """Before which element the new text stands."""
        first = self._isolated(stretch.atoms[0].element)
        for holder in inside:
            outer = holder.wrapper if holder.wrapper is not None else self._isolated(holder.parts[0])
            order = self._order()
            if order[outer] < order[first]:
                first = outer
        return first

    def _split(self, at: int) -> None:
        """Make two elements of the text that an edge runs through."""
        for place, atom in enumerate(self.atoms):
            if not atom.start < at < atom.end:
                continue
            element = atom.element
            if local(element) == "p":
                return
            if local(element) != "t" or local_parent(element) != "r":
                raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what=local(element))
            text = element.text or ""
            rest = copy.deepcopy(element)
            cut_at = at - atom.start
            for one, own in ((element, text[:cut_at]), (rest, text[cut_at:])):
                one.text = own
                one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            rest.tail, element.tail = element.tail, None
            element.addnext(rest)
            for holder in self.holders:
                if element in holder.result:
                    holder.result.add(rest)
            self.atoms[place : place + 1] = [Atom(atom.start, at, element), Atom(at, atom.end, rest)]
            self._isolated(rest)
            return

    def _isolated(self, element: _Element) -> _Element:
        """The run of an element, of which it is the first content: what comes before it stays in a run of its own."""
        run = _run(element)
        content = [one for one in run if local(one) != "rPr"]
        if content[0] is element:
            return run
        return split_run(run, element, [one.result for one in self.holders])


def _common(
    old: Sequence[tuple[str, frozenset[str]]],
    new: Sequence[tuple[str, frozenset[str], bool]],
    alike: Callable[[int, int], bool],
    step: int,
    taken: int,
) -> int:
    """How many letters are alike at the beginning, or (``step`` -1) at the end behind ``taken``, up to whole words."""
    most = min(len(old), len(new)) - taken
    count = 0
    while count < most:
        one, other = (count, count) if step > 0 else (len(old) - 1 - count, len(new) - 1 - count)
        if not alike(one, other):
            break
        count += 1

    def within(letters: Sequence[tuple[str, *tuple[object, ...]]]) -> bool:
        """Would a word be cut?"""
        edge = count if step > 0 else len(letters) - count
        return 0 < edge < len(letters) and letters[edge - 1][0].isalnum() and letters[edge][0].isalnum()

    while count and (within(old) or within(new)):
        count -= 1
    return count


def _run(element: _Element) -> _Element:
    run = element.getparent()
    if run is None or local(run) != "r":
        raise LeftAsPrinted(Code.OBJECT_IN_CITATION, what=local(element))
    return run


def _written(properties: _Element | None) -> tuple[object, ...]:
    rows = () if properties is None else properties
    return tuple(sorted((local(one), *sorted(one.attrib.items())) for one in rows))


def _told(holder: Holder) -> dict[str, str]:
    return {"what": holder.name} if holder.sort is Sort.CONTROL else {"field": holder.name}


def _paragraph(element: _Element) -> _Element | None:
    at: _Element | None = element
    while at is not None and local(at) != "p":
        at = at.getparent()
    return at


def _is_property(element: _Element) -> bool:
    at: _Element | None = element
    while at is not None and local(at) not in ("r", "p"):
        if local(at) in ("rPr", "pPr", "smartTagPr", "customXmlPr"):
            return True
        at = at.getparent()
    return False
