"""What is known while a note is read: of its document, and of where its citations stand."""

from __future__ import annotations

from msgspec import Struct

from bibtool.citations.citation import Reference, Where
from bibtool.citations.fields.work_language import Background
from bibtool.citations.readings.chain import Weights
from bibtool.citations.resolve import Registry
from bibtool.citations.scan.repair import Repaired
from bibtool.citations.scan.small_capitals import Capitals
from bibtool.citations.segment.labels import Numbered
from bibtool.notes.note import Note
from bibtool.readers.records import Embedded
from bibtool.text.vocabulary import Vocabulary


class Context(Struct, frozen=True):
    """What all notes of a document share while they are read, one after the other."""

    words: Vocabulary
    capitals: Capitals
    registry: Registry
    background: Background
    numbered: Numbered  # whether notes repeat their numbers
    embedded: dict[str, list[Embedded]]  # citations with records, by the id of their note
    recorded: dict[str, Reference]  # where each record of the document is cited first
    weights: Weights | None = None
    where: Where = Where.NOTE
    dashed: frozenset[str] = frozenset()  # entries whose dash stands for the names of the one before
    family_first: bool = False  # names in full stand so, without a comma


class Place(Struct, frozen=True):
    """Where a citation stands while its note is read."""

    note: Note
    repaired: Repaired
    source: str
    document: str
