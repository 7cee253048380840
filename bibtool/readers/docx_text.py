"""The visible text of WordprocessingML: runs, fields, tracked changes, text boxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from bibtool.readers.document import Link
from bibtool.readers.docx_lists import Lists
from bibtool.readers.docx_numbers import GONE, alternatives
from bibtool.readers.docx_package import attribute, child, local
from bibtool.readers.docx_styles import NO_STYLES, Look, Styles, look_of
from bibtool.readers.docx_symbols import mark_of, symbol
from bibtool.text.patterns import regex
from bibtool.text.spans import Span, merge

if TYPE_CHECKING:
    from lxml.etree import _Element

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SINGLE = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    "softHyphen": "\N{SOFT HYPHEN}",
}
# Properties, field codes, comments, phonetic guides, deleted text: not what the reader of the page sees.
_UNSEEN = GONE | {"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "instrText"}
_UNSEEN |= {"delText", "delInstrText", "rt", "fldData", "annotationRef", "ffData"}
_ATTACHED = frozenset(("altChunk", "subDoc"))  # 17.17.2: Word takes them in when it saves
_CITING = regex(r"ZOTERO_BREF_|Mendeley_Bookmark_")


class Coded(Struct, frozen=True):
    """What a field, a content control or a bookmark prints, its code, tag or name, and a field's data in base64."""

    span: Span
    code: str
    data: str = ""


class Atom(Struct, frozen=True):
    """What one element of a run (text, a tab, a break, a symbol), or the end of a paragraph, was laid out as."""

    start: int
    end: int
    element: _Element


class Writer(Struct):
    """Lays out text; ``length`` is its offset so far.

    ``marks``: the number to print for each reference element; ``calls``: where each was printed; ``atoms``: where the
    text of each element stands; ``lists``: what numbers the paragraphs.
    """

    styles: Styles = NO_STYLES
    marks: Mapping[_Element, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    length: int = 0
    lists: Lists | None = None
    taken: Mapping[str, str] = field(default_factory=dict)  # by their ids the texts of documents that are taken in
    parts: list[str] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    coded: list[Coded] = field(default_factory=list)
    calls: dict[_Element, Span] = field(default_factory=dict)
    atoms: list[Atom] = field(default_factory=list)
    listed: list[Span] = field(default_factory=list)  # paragraphs in the style of a bibliography's entries
    attached: list[tuple[str, int]] = field(default_factory=list)  # the ids of other documents, and where they stand
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[_Element] = field(default_factory=list)
    _bookmarks: dict[str, tuple[str, int]] = field(default_factory=dict)
    _custom: _Custom | None = None
    _joined: bool = False  # the mark of the paragraph before was deleted

    def write(self, text: str, element: _Element | None = None) -> None:
        """Append text, which is that of ``element``."""
        if text:
            if element is not None:
                self.atoms.append(Atom(self.length, self.length + len(text), element))
            self.parts.append(text)
            self.length += len(text)

    def blocks(self, element: _Element) -> None:
        """Lay out everything in an element: paragraphs with a blank line after each."""
        for part in alternatives(element):
            name = local(part)
            if name == "p":
                self._paragraph(part)
            elif name.startswith("bookmark"):
                self._bookmark(part, name)
            elif name in _ATTACHED:
                key = attribute(part, "id") or ""
                self.attached.append((key, self.length))
                if text := self.taken.get(key):
                    self.write(f"{text}\n\n")
            elif name not in _UNSEEN:
                start = self.length
                self.blocks(part)
                self._simple(start, part)

    def _paragraph(self, paragraph: _Element) -> None:
        style = attribute(child(paragraph, "pPr", "pStyle"), "val") or self.styles.usual
        # A paragraph mark that was deleted with track changes joins its paragraph to the next.
        ends = child(paragraph, "pPr", "rPr", "del") is None
        begin = self.length
        if self.lists is not None and not self._joined and (ends or _prints(paragraph)):
            label = self.lists.label(paragraph, style)
            self.write(f"{label} " if label else "")
        before = self.length
        self._inline(paragraph, self.styles.look(style))
        if style in self.styles.listing and self.length > before:
            self.listed.append(Span(begin, self.length))
        boxes, self._boxes = self._boxes, []
        self._joined = not ends and (self._joined or self.length > before)
        if ends:
            self.write("\n\n", paragraph)
        self._custom = None
        for box in boxes:
            self.blocks(box)

    def _inline(self, element: _Element, look: Look) -> None:
        for part in alternatives(element):
            name = local(part)
            if name in _UNSEEN:
                continue
            if name.startswith("bookmark"):
                self._bookmark(part, name)
            elif name == "r":
                self._run(part, look)
            elif name == "hyperlink":
                start = self.length
                self._inline(part, look)
                self._link(start, self.targets.get(attribute(part, "id") or "", ""))
            elif name == "txbxContent":
                self._boxes.append(part)
            elif name == "p":  # a paragraph inside inline markup: damaged, but readable
                self._inline(part, look)
            else:
                start = self.length
                self._inline(part, look)
                self._simple(start, part)

    def _run(self, run: _Element, look: Look) -> None:
        properties = child(run, "rPr")
        own = look_of(properties)
        style = attribute(child(properties, "rStyle"), "val") or "" if properties is not None else ""
        named = self.styles.look(style)
        if named.italic is False:
            named = Look(None, named.raised, named.hidden)  # an upright style in italics does not end them
        face = own.over(named).over(look)
        if face.hidden:
            return
        start = self.length
        self._content(run, bool(face.raised))
        self._mark_custom(start, (style, bool(own.raised)))
        if face.italic and self.length > start:
            self.italics.append(Span(start, self.length))

    def _content(self, element: _Element, raised: bool) -> None:
        for part in alternatives(element):
            name = local(part)
            if name == "fldChar":
                data = child(part, "fldData")
                self._field_char(attribute(part, "fldCharType") or "", data.text or "" if data is not None else "")
            elif name == "instrText" and self._fields:
                self._fields[-1].code += part.text or ""
            elif name in _UNSEEN or self._in_code():
                continue
            elif name == "t":
                text = part.text or ""
                # Typed note numbers are raised digits, as in a printed text.
                digits = raised and text.strip().isdecimal() and text.isascii()
                self.write(text.translate(RAISED) if digits else text, part)
            elif name in _SINGLE:
                self.write(_SINGLE[name], part)
            elif name == "sym":
                self.write(symbol(attribute(part, "char") or "", attribute(part, "font") or ""), part)
            elif name in {"footnoteReference", "endnoteReference"}:
                self._reference(part)
            elif name == "txbxContent":
                self._boxes.append(part)
            else:
                self._content(part, raised)

    def _reference(self, element: _Element) -> None:
        number = self.marks.get(element)
        if number is None:
            return
        start = self.length
        self.write(number.translate(RAISED))
        self.calls[element] = Span(start, self.length)
        self._custom = None if number else _Custom(element, start)

    def _mark_custom(self, start: int, face: tuple[str, bool]) -> None:
        """The text after a reference with a mark of the author's own is that mark.

        It ends with its run, or before the words of it ("* Title" in one run); runs in the same character style that
        hold nothing but more of it belong to it (Word writes "**" as two symbols in two runs).
        """
        custom = self._custom
        if custom is None:
            return
        text = self.text_from(max(start, custom.end))
        if not text.strip():
            return
        begun = self.calls[custom.element]
        if custom.face is not None and (custom.face != face or face == ("", False)):
            self._custom = None
            return
        mark = mark_of(text)
        if custom.face is None:
            lead = len(text) - len(text.lstrip())
            begun = Span(max(start, custom.end) + lead, max(start, custom.end) + lead)
        elif mark != text:
            self._custom = None
            return
        custom.end = begun.end + len(mark)
        custom.face = face
        self.calls[custom.element] = Span(begun.start, custom.end)
        if mark != text.lstrip():
            self._custom = None

    def text_from(self, start: int) -> str:
        """What was laid out from ``start`` on."""
        parts: list[str] = []
        at = self.length
        for part in reversed(self.parts):
            if at <= start:
                break
            at -= len(part)
            parts.append(part[max(start - at, 0) :])
        return "".join(reversed(parts))

    # Complex fields: begin, code, separate, result, end (ECMA-376-1, 17.16.18).  Only results are seen.
    def _field_char(self, kind: str, data: str = "") -> None:
        if kind == "begin":
            self._fields.append(_Field(data=data))
        elif kind == "separate" and self._fields:
            self._fields[-1].result = self.length
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            if done.result is not None:
                self._link(done.result, field_target(done.code))
                self._code(done.result, done.code, done.data)
            elif self._fields and done.data and not self._fields[-1].data:
                self._fields[-1].data = done.data  # a field without a result holds it for the field around it

    def _simple(self, start: int, element: _Element) -> None:
        """What was laid out of a field in one element, or of a content control (17.16.19, 17.5.2)."""
        if local(element) == "fldSimple":
            code = attribute(element, "instr") or ""
            self._link(start, field_target(code))
            self._code(start, code)
        elif local(element) == "sdt":
            self._code(start, attribute(child(element, "sdtPr", "tag"), "val") or "")

    def _bookmark(self, part: _Element, name: str) -> None:
        """The ranges of the bookmarks by which reference managers cite (Zotero's and Mendeley's other mode)."""
        key = attribute(part, "id") or ""
        if name == "bookmarkStart" and _CITING.match(label := attribute(part, "name") or ""):
            self._bookmarks[key] = (label, self.length)
        elif name == "bookmarkEnd" and key in self._bookmarks:
            label, start = self._bookmarks.pop(key)
            self._code(start, label)

    def _code(self, start: int, code: str, data: str = "") -> None:
        if self.length > start and code.strip():
            self.coded.append(Coded(Span(start, self.length), code.strip(), data))

    def _in_code(self) -> bool:
        return any(f.result is None for f in self._fields)

    def _link(self, start: int, target: str) -> None:
        if self.length > start and target.lower().startswith(("http://", "https://")):
            self.links.append(Link(Span(start, self.length), target))

    @property
    def text(self) -> str:
        """What was laid out."""
        return "".join(self.parts)

    @property
    def italic_spans(self) -> tuple[Span, ...]:
        """Italics, joined where they touch."""
        return merge(self.italics)


class _Custom(Struct):
    """A reference whose own mark is being read: to where, and in which character style (None before it begins)."""

    element: _Element
    end: int
    face: tuple[str, bool] | None = None


class _Field(Struct):
    code: str = ""
    data: str = ""  # w:fldData, in base64
    result: int | None = None  # where the result begins, None while the code is read


# The switches of HYPERLINK with an argument of their own: a place, a tip, a frame (ECMA-376-1, 17.16.5.25).
_WORD = regex(r"\\(?P<switch>\w)|[\"“”](?P<quoted>[^\"“”]*)[\"“”]|(?P<bare>[^\s\"“”]+)")
_ARGUED = frozenset("lost")


def field_target(code: str) -> str:
    """Where a field leads, "" where it is no link to an address."""
    words = iter(_WORD.finditer(code))
    first = next(words, None)
    if first is None or (first["bare"] or "").upper() != "HYPERLINK":
        return ""
    for word in words:
        if word["switch"] is None:
            return "".join((word["quoted"] or word["bare"] or "").split())
        if word["switch"].lower() in _ARGUED:
            next(words, None)
    return ""


def _prints(element: _Element) -> bool:
    """Whether anything of an element stays when tracked changes are accepted."""
    return any(
        (local(part) == "r" and any(local(e) not in _UNSEEN for e in part)) or _prints(part)
        for part in element
        if local(part) not in _UNSEEN
    )
