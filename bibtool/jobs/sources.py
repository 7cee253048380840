"""What a job reads: bytes with a name."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.errors import JobError
from bibtool.readers.document import Document, SourceNote


class Source(Struct, frozen=True):
    """``format`` is a reader's name; None where the bytes and the name tell."""

    name: str
    data: bytes
    format: str | None = None


def from_path(path: str, format: str | None = None) -> Source:
    """Read a file, or standard input for ``-``.  Raises :class:`~bibtool.jobs.errors.JobError`."""
    return Source(path, files.read(path), format)


def once(paths: Sequence[str]) -> list[str]:
    """``paths`` without repetitions: a document read twice would cite everything twice."""
    return list(dict.fromkeys(paths))


def supplement_notes(source: Source) -> tuple[Document, tuple[SourceNote, ...]]:
    """A supplement and its notes: those of a notes file or DOCX, or those found in a text.

    Raises :class:`~bibtool.readers.reader.ReadError`.
    """
    from bibtool.notes.find import find_notes
    from bibtool.readers.registry import read_bytes

    document = read_bytes(source.data, source.name, source.format)
    if document.notes is not None:
        return document, document.notes
    return document, tuple(SourceNote(note.number, note.text) for note in find_notes(document).notes)


def check_supplement(count: int) -> None:
    """A supplement goes with one source; raises JobError BT709."""
    if count != 1:
        raise JobError(Code.SUPPLEMENT_NEEDS_ONE_SOURCE, count=str(count))
