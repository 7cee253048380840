"""What a reader makes of bytes."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from bibtool.diagnostics.findings import Finding
from bibtool.items.item import Item
from bibtool.readers.records import Embedded
from bibtool.text.mapped import Mapped
from bibtool.text.spans import Span


class SourceNote(Struct, frozen=True):
    """A note that the format itself marks as one (DOCX footnotes, the lines of a notes file).

    ``marker`` is the place of its number in the body, where the format tells it.  ``origin`` is where the note stands
    in a package: the part and the id in it (``word/footnotes.xml#3``).  ``anew`` is whether another article or chapter
    begins to count its notes with it.
    """

    number: str
    text: Mapped
    marker: Span | None = None
    origin: str = ""
    anew: bool = False


class Link(Struct, frozen=True):
    """A link of the markup: the span of its visible words and the address that it leads to."""

    span: Span
    target: str


class Place(Struct, frozen=True):
    """Where letters stand on a page (the first is 1): a box in points from its lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class Document(Struct, frozen=True, eq=False):
    """A decoded source.

    ``text`` is the decoded source that all spans refer to: of a text or notes file the characters of the file
    itself, of a DOCX the text that the reader lays out (body, then notes).  ``notes`` is None where notes have to
    be found in the text.  ``headers`` are the running headers and footers, ``entries`` the entries of reference lists
    that the format marks as such, ``places`` leads a span back to the pages of a format that has pages.  ``embedded``
    are the citations whose records the file holds, sorted by their places, ``own`` is the work that the document itself
    is, as its markup says.  ``links`` are the links of the markup that lead to other sites, in the order of their
    words; those of a page's frame (menus, headers, footers) are left out, whose letters are ``framing``.  ``title`` is
    where the text's own title stands, if the markup tells it from what else is printed.  ``missing`` are the marks that
    call notes which are not in the file, with their places, where the markup tells that they call.
    """

    name: str
    text: str
    encoding: str
    format: str
    notes: tuple[SourceNote, ...] | None = None
    body: tuple[Span, ...] = ()  # the running text, where the format tells it from the notes
    italics: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()
    headers: tuple[Span, ...] = ()
    entries: tuple[Span, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    own: Item | None = None
    links: tuple[Link, ...] = ()
    framing: tuple[Span, ...] = ()
    places: Callable[[Span], tuple[Place, ...]] | None = None
    title: Span | None = None
    missing: tuple[tuple[Span, str], ...] = ()

    def __eq__(self, other: object) -> bool:
        """Whether all is the same but how places are found."""
        if not isinstance(other, Document):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__struct_fields__ if name != "places")
