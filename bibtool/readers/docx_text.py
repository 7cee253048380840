"""The visible text of WordprocessingML: runs, fields, tracked changes, text boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bibtool.readers.docx_numbers import GONE, alternatives
from bibtool.readers.docx_package import attribute, child, local
from bibtool.readers.docx_symbols import mark_of, symbol
from bibtool.text.spans import Span, merge

if TYPE_CHECKING:
    from lxml.etree import _Element

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
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


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: the span of its visible text and where it leads."""

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Coded:
    """What a field or a content control prints, and its code or tag."""

    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class Atom:
    """What one element of a run (text, a tab, a break, a symbol), or the end of a paragraph, was laid out as."""

    start: int
    end: int
    element: _Element


@dataclass(slots=True)
class Writer:
    """Lays out text; ``length`` is its offset so far.

    ``marks``: the number to print for each reference element; ``calls``: where each was printed; ``atoms``: where the
    text of each element stands.
    """

    styles: Mapping[str, bool]
    marks: Mapping[_Element, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    length: int = 0
    parts: list[str] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    coded: list[Coded] = field(default_factory=list)
    calls: dict[_Element, Span] = field(default_factory=dict)
    atoms: list[Atom] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[_Element] = field(default_factory=list)
    _custom: _Custom | None = None

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
            elif name not in _UNSEEN:
                start = self.length
                self.blocks(part)
                self._simple(start, part)

    def _paragraph(self, paragraph: _Element) -> None:
        style = attribute(child(paragraph, "pPr", "pStyle"), "val")
        self._inline(paragraph, self.styles.get(style or "", False))
        boxes, self._boxes = self._boxes, []
        # A paragraph mark that was deleted with track changes joins its paragraph to the next.
        if child(paragraph, "pPr", "rPr", "del") is None:
            self.write("\n\n", paragraph)
        self._custom = None
        for box in boxes:
            self.blocks(box)

    def _inline(self, element: _Element, italic: bool) -> None:
        for part in alternatives(element):
            name = local(part)
            if name in _UNSEEN:
                continue
            if name == "r":
                self._run(part, italic)
            elif name == "hyperlink":
                start = self.length
                self._inline(part, italic)
                self._link(start, self.targets.get(attribute(part, "id") or "", ""))
            elif name == "txbxContent":
                self._boxes.append(part)
            elif name == "p":  # a paragraph inside inline markup: damaged, but readable
                self._inline(part, italic)
            else:
                start = self.length
                self._inline(part, italic)
                self._simple(start, part)

    def _run(self, run: _Element, italic: bool) -> None:
        properties = child(run, "rPr")
        if _on(child(properties, "vanish")):
            return
        style = attribute(child(properties, "rStyle"), "val")
        italic = self.styles.get(style or "", italic) or italic
        own = child(properties, "i")
        if own is not None:
            italic = _on(own)
        raised = attribute(child(properties, "vertAlign"), "val") == "superscript"
        start = self.length
        self._content(run, raised)
        self._mark_custom(start, (style or "", raised))
        if italic and self.length > start:
            self.italics.append(Span(start, self.length))

    def _content(self, element: _Element, raised: bool) -> None:
        for part in alternatives(element):
            name = local(part)
            if name == "fldChar":
                self._field_char(attribute(part, "fldCharType") or "")
            elif name == "instrText" and self._fields:
                self._fields[-1].code += part.text or ""
            elif name in _UNSEEN or self._in_code():
                continue
            elif name == "t":
                text = part.text or ""
                # Typed note numbers are raised digits, as in a printed text.
                digits = raised and text.strip().isdecimal() and text.isascii()
                self.write(text.translate(_SUPERSCRIPT) if digits else text, part)
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
        self.write(number.translate(_SUPERSCRIPT))
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
    def _field_char(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = self.length
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            if done.result is not None:
                self._link(done.result, done.target)
                self._code(done.result, done.code)

    def _simple(self, start: int, element: _Element) -> None:
        """What was laid out of a field in one element, or of a content control (17.16.19, 17.5.2)."""
        if local(element) == "fldSimple":
            self._code(start, attribute(element, "instr") or "")
        elif local(element) == "sdt":
            self._code(start, attribute(child(element, "sdtPr", "tag"), "val") or "")

    def _code(self, start: int, code: str) -> None:
        if self.length > start and code.strip():
            self.coded.append(Coded(Span(start, self.length), code.strip()))

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


@dataclass(slots=True)
class _Custom:
    """A reference whose own mark is being read: to where, and in which character style (None before it begins)."""

    element: _Element
    end: int
    face: tuple[str, bool] | None = None


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: int | None = None  # where the result begins, None while the code is read

    @property
    def target(self) -> str:
        words = self.code.split()
        if words and words[0].upper() == "HYPERLINK" and len(words) > 1 and not words[1].startswith("\\"):
            return words[1].strip('"“”')
        return ""


def _on(element: _Element | None) -> bool:
    return element is not None and (attribute(element, "val") or "1") not in {"0", "false", "off", "none"}


def italic_styles(root: _Element | None) -> dict[str, bool]:
    """Style ids that print italics, through what they are based on."""
    own: dict[str, tuple[bool | None, str]] = {}
    for style in root if root is not None else ():
        if local(style) == "style":
            mark = child(style, "rPr", "i")
            base = attribute(child(style, "basedOn"), "val") or ""
            own[attribute(style, "styleId") or ""] = (None if mark is None else _on(mark), base)
    found: dict[str, bool] = {}
    for name in own:
        at, seen = name, set[str]()
        while at in own and at not in seen and own[at][0] is None:
            seen.add(at)
            at = own[at][1]
        found[name] = bool(own[at][0]) if at in own else False
    return found
