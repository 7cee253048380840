"""Works and citations as text in a format."""

from __future__ import annotations

from pathlib import PurePath

from bibtool.diagnostics.code import Code
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.extract import Extraction

TABLE = "table"
DOCUMENTS = "documents"  # a line a document (jobs/document_line.py)


def names() -> list[str]:
    """All formats that can be asked for, the table first, then a line of JSON a document."""
    from bibtool.formats.registry import formats

    return [TABLE, DOCUMENTS, *formats()]


def choose(format: str | None, output: str | None) -> str:
    """The format by its name, else by the ending of the output file, else the table.

    Raises :class:`~bibtool.jobs.errors.JobError` BT705 with the nearest names.
    """
    from bibtool.formats.registry import UnknownFormat, for_suffix

    if format is not None:
        known = names()
        if format.lower() not in known:
            raise JobError(Code.UNKNOWN_OUTPUT_FORMAT, name=format, near=near(format, known), known=", ".join(known))
        return format.lower()
    if output is None or PurePath(output).suffix.lower() == ".txt":
        return TABLE
    path = PurePath(output)
    try:
        return for_suffix("".join(path.suffixes) or path.name).name
    except UnknownFormat:
        raise JobError(
            Code.UNKNOWN_OUTPUT_FORMAT, name=path.suffix or path.name, near="", known=", ".join(names())
        ) from None


def needs_passages(format: str) -> bool:
    """Whether a format holds notes: :func:`bibtool.jobs.extract.extract` has to be asked for their passages."""
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import formats

    return format not in (TABLE, DOCUMENTS) and format in formats() and formats()[format].takes is Takes.NOTES


def holds_works(format: str) -> bool:
    """Whether a format is a bibliography, which holds the article itself beside what it cites."""
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import formats

    return format not in (TABLE, DOCUMENTS) and formats()[format].takes is Takes.ENTRIES


def text(format: str, extraction: Extraction) -> str:
    """The extraction in a format of :mod:`bibtool.formats`."""
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import get

    chosen = get(format)
    if chosen.takes is Takes.NOTES:
        return chosen.write(extraction.apparatus)
    return chosen.write(extraction.citations if chosen.takes is Takes.CITATIONS else extraction.entries)
