"""Text laid out from a tree of markup: white space folded, blocks apart, italics and calls with their places.

Readers of markup say what each element is (:class:`Role`), which elements call notes and where those notes stand;
the layout is the same for all: the body, then the notes in the order of their calls, each behind its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import Enum, auto
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.document import Document, Link, SourceNote
from bibtool.readers.hidden import hidden_links
from bibtool.readers.reader import ReadError
from bibtool.readers.records import Embedded, outermost
from bibtool.text.mapped import EMPTY, Mapped
from bibtool.text.patterns import regex
from bibtool.text.spans import Span, merge

if TYPE_CHECKING:
    from lxml.etree import _Element

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# White space of markup; a no-break space is a letter of the text.
_SPACE = regex(r"[ \t\n\r\f]+")
_CLOSING = ",.;:)]?!”’»"
NOTHING: Mapping[Any, Any] = MappingProxyType({})
NOWHERE = Span(0, 0)


class Role(Enum):
    """What an element is to the layout."""

    INLINE = auto()
    BLOCK = auto()  # a paragraph of its own
    CELL = auto()  # a tab before it
    PART = auto()  # a space before it: the parts of a structured reference
    BREAK = auto()  # a line break
    TAB = auto()
    SPACES = auto()  # a space that is not folded (ODF's text:s)
    ITALIC = auto()
    UPRIGHT = auto()
    RAISED = auto()
    VERBATIM = auto()  # white space counts
    UNSEEN = auto()


class NoteSource(Struct, frozen=True):
    """A note of the markup: its printed number, its elements, what of them is no text of the note, and what calls it.

    ``call`` is None for a note that nothing calls; ``anew`` is where another article or chapter begins to count.
    """

    number: str
    elements: tuple[_Element, ...]
    unseen: frozenset[_Element] = frozenset()
    call: _Element | None = None
    numbered: bool = False  # the text itself may begin with the number
    origin: str = ""  # where it stands in a package
    anew: bool = False


class Sheet(Struct):
    """Text laid out so far; spans count from ``start``."""

    start: int = 0
    parts: list[str] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)
    calls: dict[_Element, Span] = field(default_factory=dict)
    places: dict[_Element, Span] = field(default_factory=dict)  # of the elements that are asked for
    length: int = 0
    _gap: str = ""
    _parted: bool = False  # the gap is between parts of a reference: none before a comma
    _labelled: int = -1  # where a label ended: the paragraph behind it stands on its line

    @property
    def text(self) -> str:
        """What was laid out."""
        return "".join(self.parts)

    @property
    def at(self) -> int:
        """The place behind the last character."""
        return self.start + self.length

    def gap(self, gap: str) -> None:
        """White space before what comes next, where something does and something was; the larger gap stays."""
        if self.length == self._labelled:
            return
        self._parted = False
        if len(gap) > len(self._gap) or (gap != self._gap and self._gap == " "):
            self._gap = gap

    def part(self) -> None:
        """White space between the parts of a structured reference, unless punctuation stands there."""
        if not self._gap:
            self.gap(" ")
            self._parted = True

    def label(self, words: str) -> None:
        """Print what stands before an item of a list, on the line of the item."""
        self.write(words)
        self._gap = " "
        self._labelled = self.length

    def write(self, text: str, italic: Role = Role.UPRIGHT, verbatim: Role = Role.INLINE) -> None:
        """Append text with its white space folded, or as it is."""
        if verbatim is Role.VERBATIM:
            self._append(text, italic)
            return
        folded = _SPACE.sub(" ", text)
        if folded.startswith(" "):
            self.gap(" ")
        if (rest := folded.strip(" ")) != "":
            self._append(rest, italic)
            if folded.endswith(" "):
                self.gap(" ")

    def _append(self, text: str, italic: Role) -> None:
        if not text:
            return
        if self._parted and text[0] in _CLOSING:
            self._gap = ""
        if self._gap and self.length:
            if italic is Role.ITALIC and self._gap == " " and self.italics and self.italics[-1].end == self.at:
                self.italics.append(Span(self.at, self.at + 1))
            self.parts.append(self._gap)
            self.length += len(self._gap)
        self._gap, self._parted = "", False
        begin = self.at
        self.parts.append(text)
        self.length += len(text)
        if italic is Role.ITALIC:
            self.italics.append(Span(begin, self.at))

    def call(self, element: _Element, number: str) -> None:
        """Print the number that calls a note: tight behind the text before it."""
        if self._gap == " ":
            self._gap = ""
        self._append("", Role.UPRIGHT)
        raised = number.translate(RAISED)
        self._append(raised, Role.UPRIGHT)
        self.calls[element] = Span(self.at - len(raised), self.at)


def lay(
    sheet: Sheet,
    root: _Element,
    role: Callable[[_Element], Role],
    calls: Mapping[_Element, str],
    unseen: Collection[_Element],
    label: Callable[[_Element], str] = lambda element: "",
    asked: Collection[_Element] = (),
) -> None:
    """Lay out an element without recursion: markup may be nested to any depth.

    ``calls`` are printed as their number instead of their text; ``label`` gives what is printed before an element;
    of ``asked`` the places are kept.
    """
    style, verbatim = [Role.UPRIGHT], [Role.INLINE]
    raised = 0
    for step, element, text in _walk(root, lambda e: e in unseen or e in calls or role(e) is Role.UNSEEN):
        if step == "text":
            if raised and text.strip().isdecimal() and text.isascii():
                text = text.translate(RAISED)
            sheet.write(text, style[-1], verbatim[-1])
            continue
        if step == "skipped":
            if element in calls and element not in unseen:
                sheet.call(element, calls[element])
            continue
        kind = role(element)
        if step == "start":
            if element in asked:
                sheet.places[element] = Span(sheet.at, sheet.at)
            style.append(kind if kind in (Role.ITALIC, Role.UPRIGHT) else style[-1])
            verbatim.append(kind if kind is Role.VERBATIM else verbatim[-1])
            raised += kind is Role.RAISED
            _before(sheet, kind)
            if words := label(element):
                sheet.label(words)
        else:
            if element in asked:
                sheet.places[element] = Span(sheet.places[element].start, sheet.at)
            style.pop()
            verbatim.pop()
            raised -= kind is Role.RAISED
            if kind in (Role.BLOCK, Role.VERBATIM):
                sheet.gap("\n\n")
            elif kind is Role.PART:
                sheet.part()


def _before(sheet: Sheet, kind: Role) -> None:
    gaps = {Role.BLOCK: "\n\n", Role.VERBATIM: "\n\n", Role.CELL: "\t", Role.PART: " ", Role.BREAK: "\n"}
    if kind in gaps:
        sheet.gap(gaps[kind])
    elif kind is Role.TAB:
        sheet.write("\t", verbatim=Role.VERBATIM)
    elif kind is Role.SPACES:
        sheet.write(" ")


def _walk(root: _Element, skip: Callable[[_Element], bool]) -> Iterator[tuple[str, _Element, str]]:
    from lxml import etree

    if skip(root):
        yield "skipped", root, ""
        return
    yield "start", root, ""
    if root.text:
        yield "text", root, root.text
    stack = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element, ""
            if stack and element.tail:
                yield "text", element, element.tail
            continue
        kind: object = child.tag
        if isinstance(kind, str):
            if not skip(child):
                yield "start", child, ""
                if child.text:
                    yield "text", child, child.text
                stack.append((child, iter(child)))
                continue
            yield "skipped", child, ""
        elif kind is etree.Entity:  # of a DTD that is not read: the names that HTML has too
            yield "text", child, unescape(child.text or "")
        if child.tail:
            yield "text", child, child.tail


def document(
    name: str,
    format: str,
    encoding: str,
    roots: Sequence[_Element],
    role: Callable[[_Element], Role],
    notes: Sequence[NoteSource],
    repeated: Mapping[_Element, str],
    findings: Sequence[Finding] = (),
    label: Callable[[_Element], str] = lambda element: "",
    cited: Mapping[_Element, Embedded] = NOTHING,
    links: Mapping[_Element, str] = NOTHING,
    listed: Collection[_Element] = (),
    beside: Mapping[_Element, str] = NOTHING,
    title: _Element | None = None,
    framing: Collection[_Element] = (),
    missing: Mapping[_Element, str] = NOTHING,
) -> Document:
    """The laid out document.  ``repeated`` are further calls of notes that were called before, ``cited`` what elements
    cite, whose places are found here, ``links`` where elements lead, which is told where it is not printed, ``beside``
    further links, which are not told, ``listed`` the entries of reference lists, ``title`` the heading of it all,
    ``framing`` what frames the text of a page, ``missing`` calls of notes that are not there.

    Raises ReadError for markup without text.
    """
    calls = {note.call: note.number for note in notes if note.call is not None} | dict(repeated)
    apart = {element for note in notes for element in note.elements} - calls.keys()
    asked = (
        cited.keys()
        | links.keys()
        | beside.keys()
        | missing.keys()
        | {*listed, *framing}
        | ({title} if title is not None else set())
    )
    tops = {element for note in notes for element in note.elements}

    def inner(element: _Element) -> str:
        """The number of an item of a list in a note; that of a note in a list of notes is printed before it."""
        return "" if element in tops else label(element)

    body = Sheet()
    for root in roots:
        body.gap("\n\n")
        lay(body, root, role, calls, apart, label, asked)
    parts = [body.text, "\n\n"]
    end = at = body.length + 2
    italics, places = list(body.italics), dict(body.places)
    found: list[SourceNote] = []
    order = {call: span.start for call, span in body.calls.items()}
    for note in _in_order(notes, order):
        sheet = Sheet(at)
        sheet.write(f"{note.number} ")
        head = len(note.number) + 1
        for element in note.elements:
            sheet.gap("\n\n" if sheet.length >= head else " ")
            lay(sheet, element, role, {}, note.unseen, inner, asked)
        # A call that prints its own note is the note itself: only its text was laid out here.
        text = sheet.text
        begin = head + _number_at(text[head:], note) if len(text) > head else len(text)
        marker = body.calls.get(note.call) if note.call is not None else None
        mapped = _verbatim(text[begin:], at + begin)
        found.append(SourceNote(note.number, mapped, marker, note.origin, note.anew))
        italics += sheet.italics
        places |= sheet.places
        parts += [text, "\n\n"]
        at += len(text) + 2
    source = "".join(parts)
    if not source.strip():
        raise ReadError(Code.EMPTY_INPUT, name=name)
    places = {element: _trimmed(source, span) for element, span in places.items()}
    told = [Link(span, links[e]) for e, span in places.items() if e in links]
    more = [Link(span, beside[e]) for e, span in places.items() if e in beside and e not in links]
    return Document(
        name,
        source,
        encoding,
        format,
        tuple(found) if found else None,
        (Span(0, end),) if found else (),
        merge(italics),
        (*findings, *hidden_links(source, told, name)),
        entries=tuple(sorted(span for e in listed if (span := places.get(e, NOWHERE)).end > span.start)),
        embedded=outermost(
            replace(cited[e], span=span) for e, span in places.items() if e in cited and span.end > span.start
        ),
        framing=merge(span for e in framing if (span := places.get(e, NOWHERE)).end > span.start),
        links=tuple(sorted((each for each in (*told, *more) if each.span.end > each.span.start), key=_place)),
        missing=tuple(
            sorted((span, mark) for e, mark in missing.items() if (span := places.get(e, NOWHERE)).end > span.start)
        )
        if found
        else (),
        title=places[title] if title in places and places[title].end > places[title].start else None,
    )


def _in_order(notes: Sequence[NoteSource], order: Mapping[_Element, int]) -> list[NoteSource]:
    """The notes in the order of their calls; one that nothing calls stands behind the note before it where it has the
    next number, else at the end."""
    rows: list[tuple[tuple[bool, int], NoteSource]] = []
    for note in notes:
        at = order.get(note.call) if note.call is not None else None
        if at is None and rows and note.call is None and _follows(rows[-1][1].number, note.number):
            rows.append((rows[-1][0], note))
        else:
            rows.append(((at is None, at or 0), note))
    return [note for _, note in sorted(rows, key=lambda row: row[0])]


def _follows(before: str, number: str) -> bool:
    return before.isdecimal() and number.isdecimal() and int(number) == int(before) + 1


def _place(link: Link) -> Span:
    return link.span


def _trimmed(text: str, span: Span) -> Span:
    """A stretch without the white space around it."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - len(words) + len(words.rstrip())))


_LEFT = regex(r"[\s.,:)\]↑^]*(?=[^\s.,:)\]↑^])")


def _number_at(text: str, note: NoteSource) -> int:
    """Where the note begins behind its own number and what belongs to that ("1.", "[1]", "¹")."""
    if note.numbered and note.number:
        either = "|".join({re.escape(note.number), re.escape(note.number.translate(RAISED))})
        match = re.match(rf"\s*(?:[\[(]\s*(?:{either})\s*[\])][.:]?|(?:{either})(?![\d\w])[.:)]?)\s*", text)
        if match is not None:
            return match.end()
    match = _LEFT.match(text) if note.unseen else re.match(r"\s*", text)
    return match.end() if match is not None else 0


def _verbatim(text: str, start: int) -> Mapped:
    from bibtool.text.mapped import Piece

    text = text.rstrip()
    return Mapped(text, (Piece(0, start, start + len(text), True),)) if text else EMPTY


def numbered(notes: Sequence[NoteSource]) -> list[NoteSource]:
    """The notes with a number each: one without is the next of its order, or a star where another note has that."""
    known = {note.number for note in notes}
    return [
        replace(note, number=note.number or (str(at) if str(at) not in known else "*"))
        for at, note in enumerate(notes, start=1)
    ]


def parsed_xml(data: bytes, name: str) -> _Element:
    """The root of an XML file; nothing outside it is read, and one that declares entities is refused."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError(Code.EMPTY_INPUT, name=name)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        what = (error.msg or "").partition(", line ")[0]
        raise ReadError(
            Code.BAD_XML_PART, name=name, part="XML", reason=f"no well-formed XML (line {error.lineno}): {what}"
        ) from None
    except ValueError as error:
        raise ReadError(Code.BAD_XML_PART, name=name, part="XML", reason=str(error)) from None
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise ReadError(Code.BAD_XML_PART, name=name, part="XML", reason="it declares entities")
    return root
