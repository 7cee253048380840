"""Works from anything that holds them: an article, a bibliography that can be read back, notes, the library."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.jobs import files
from bibtool.jobs.corrections import NONE, Corrections
from bibtool.jobs.errors import JobError
from bibtool.jobs.progress import Progress
from bibtool.jobs.queries import IN_USE, Shelf, is_query
from bibtool.jobs.sources import Source
from bibtool.readers.kinds import Family
from bibtool.readers.reader import ReadError

if TYPE_CHECKING:
    from bibtool.entries.apparatus import CitedNote
    from bibtool.formats.format import ReadResult, Takes
    from bibtool.jobs.extract import Extraction


class Works(Struct, frozen=True):
    """What a source holds.  ``notes`` is None where it has none (a bibliography); ``extraction`` is there where it was
    read from a text, ``source`` are that text's bytes; ``title`` is that of the text, ``name`` that of the file."""

    entries: tuple[Entry, ...]
    notes: tuple[CitedNote, ...] | None = None
    findings: tuple[Finding, ...] = ()
    extraction: Extraction | None = None
    title: str = ""
    source: Source | None = None
    name: str = ""

    @property
    def family(self) -> Family:
        """What the source is: an article, a bibliography, or notes by key."""
        if self.extraction is not None:
            return Family.ARTICLE
        return Family.BIBLIOGRAPHY if self.notes is None else Family.CITED_NOTES


def load(
    name: str,
    format: str | None = None,
    works: str | None = None,
    progress: Progress | None = None,
    corrections: Corrections = NONE,
    shelf: Shelf = IN_USE,
) -> Works:
    """Read one source; ``works`` names the bibliography that goes with notes in the format csl-notes.

    ``format`` is a reader's or a format's name; None where the file tells.  ``corrections`` are a person's on the
    reading of texts.  Queries of the library (``lib:QUERY``) are answered by ``shelf``.  Raises
    :class:`~bibtool.jobs.errors.JobError` BT701 to BT703, BT715 (notes without works), BT960 and ReadError.
    """
    from bibtool.entries.parents import works as printable
    from bibtool.formats.format import Takes

    if is_query(name):
        return Works(tuple(printable(shelf.entries(name))), name=name)
    data = files.read(name)
    read = read_back(name, data, format, Takes.ENTRIES, Takes.NOTES)
    if read is None:
        return _text(Source(name, data, format), progress, corrections)
    takes, result = read
    if takes is Takes.ENTRIES:
        return Works(tuple(printable(result.entries)), None, result.findings, name=name)
    if works is None:
        raise JobError(Code.NOTES_WITHOUT_WORKS, path=name)
    beside = _beside(works, shelf)
    findings = (*result.findings, *beside.findings)
    return Works(beside.entries, tuple(result.entries), findings, name=name)


def _beside(name: str, shelf: Shelf) -> Works:
    """The works that go with notes.  Raises JobError BT742 where they are notes themselves."""
    from bibtool.formats.format import Takes
    from bibtool.jobs.references import recognised

    if is_query(name):
        return load(name, shelf=shelf)
    data = files.read(name)
    chosen = recognised(name, data)
    if chosen is not None and chosen.takes is Takes.NOTES:
        raise JobError(Code.NOTES_ARE_NO_ARTICLE, name=name, kind=chosen.name)
    return load(name)


def _text(source: Source, progress: Progress | None, corrections: Corrections) -> Works:
    from bibtool.jobs.extract import extract

    extraction = extract([source], progress=progress, passages=True, corrections=corrections)
    for refused in extraction.refused:
        raise ReadError(refused.finding.code, **dict(refused.finding.args))
    found = extraction.documents[0]
    title = (found.own.get("title") if found.own else "") or PurePath(source.name).name
    works = extraction.cited or extraction.entries
    return Works(works, extraction.apparatus, extraction.findings, extraction, title, source, source.name)


def read_back(name: str, data: bytes, format: str | None, *kinds: Takes) -> tuple[Takes, ReadResult[Any]] | None:
    """What a file of a format of :mod:`bibtool.formats` holds, where it is one of ``kinds``; None for another file.

    The content tells the format, unless ``format`` does.  Raises JobError BT703 for a file that is not of its format.
    """
    from bibtool.formats.registry import UnknownFormat, get
    from bibtool.jobs.references import parsed, recognised

    try:
        chosen = get(format) if format else recognised(name, data)
    except UnknownFormat:
        return None
    if chosen is None or chosen.takes not in kinds:
        return None
    return chosen.takes, parsed(name, data, chosen)
