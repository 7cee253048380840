"""What one note cites, with the place and the rule of every value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct, field

from bibtool.items.item import Item
from bibtool.text.certainty import Certainty
from bibtool.text.members import members
from bibtool.text.spans import Span
from bibtool.text.urls import UrlCandidate


class Kind(Enum):
    """How a citation names its work."""

    __hash__ = object.__hash__

    FULL = "full"  # in full
    SHORT = "short"  # by a short title, "dz. cyt.", "op. cit."
    IBID = "ibid"  # "tamże", "ibidem", "там же"
    AUTHOR_DATE = "author-date"  # in the running text: "(Zawada 2011, s. 45)", "[12, s. 45]"


KIND = members(Kind)


class Where(Enum):
    """Where a citation stands."""

    __hash__ = object.__hash__

    NOTE = "note"
    LIST = "list"  # it is an entry of a reference list
    TEXT = "text"


WHERE = members(Where)


#: The rule of a value that a person decided.
DECIDED = "decision"


class Field(NamedTuple):
    """One value of a citation: ``raw`` is the source at ``spans``; ``rule`` names what found it.

    ``inferred`` marks a value that is not printed (a language, a year completed from "15"); it may have no spans.
    """

    spans: tuple[Span, ...]
    raw: str
    rule: str
    inferred: bool = False


class Reference(Struct, frozen=True):
    """Points to the ``index``-th citation (1-based) of a note."""

    note: str
    index: int
    note_id: str


class Confidence(Struct, frozen=True):
    """How sure a citation's reading is.

    ``probability`` that all its fields are right, None where the notation leaves one reading; ``alternatives`` are what
    close readings say otherwise: variable -> value, empty where they have none.
    """

    certainty: Certainty
    probability: float | None = None
    alternatives: tuple[Mapping[str, str], ...] = ()


NO_FIELDS: Mapping[str, Field] = MappingProxyType({})


class Citation(Struct, frozen=True):
    """One citation.  ``item`` holds what this citation itself prints; ``fields`` is keyed by CSL variable, and by
    ``locator``, ``signal`` and ``comment``.  ``note_id`` and ``note`` are those of the entry where it stands in a list;
    in the text ``note_id`` is "text-1", "text-2" ... and ``note`` is empty."""

    document: str
    note_id: str
    note: str
    index: int
    kind: Kind
    item: Item
    spans: tuple[Span, ...]
    refers_to: Reference | None = None
    locator: str = ""
    label: str = ""  # a CSL locator label: page, volume, chapter, ...
    locator_rest: str = ""  # what follows the pages: "i n.", "passim", "przyp. 12"
    signal: str = ""
    comment: str = ""
    fields: Mapping[str, Field] = field(default_factory=lambda: NO_FIELDS)
    urls: tuple[UrlCandidate, ...] = ()  # the best first; more than one where a line break leaves a choice
    findings: tuple[str, ...] = ()  # codes
    unread: tuple[Span, ...] = ()  # letters of the citation that were read as nothing
    key: str = ""  # of the work, once there are works
    confidence: Confidence | None = None  # None: read from lines that did not tell
    where: Where = Where.NOTE

    @property
    def is_exact(self) -> bool:
        """Whether ``item`` is a record that the document holds."""
        return "record" in self.fields

    @property
    def place(self) -> Reference:
        """How other citations refer to this one."""
        return Reference(self.note, self.index, self.note_id)

    @property
    def called(self) -> str:
        """How findings name its note: by the number as printed; an entry of a list and a place in the text by their
        ids, since their numbers are those of notes too."""
        return self.note if self.where is Where.NOTE else self.note_id
