"""Bibliographies in the formats that can be read back: those that a paper names, and any other."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePath
from typing import Any, TypeVar

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.format import Format, ReadResult
from bibtool.jobs import files
from bibtool.jobs.boundary import boundary
from bibtool.jobs.collector import uncollected
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.paths import exists, is_file
from bibtool.jobs.queries import IN_USE, Shelf, is_query

T = TypeVar("T")
#: The format that works of a library have where nobody names one.
_AS_WRITTEN = "biblatex"


def read_all(paths: Sequence[str], folders: Sequence[Path] = ()) -> tuple[list[Entry], list[Finding]]:
    """The works of all files in order; a path that is not there is looked for in ``folders``.

    Raises JobError as :func:`read` does.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    for path in paths:
        found = [folder / path for folder in folders if is_file(folder / path)]
        more, doubts, _ = read(path if exists(path) or is_query(path) or not found else str(found[0]))
        entries += more
        findings += doubts
    return entries, findings


def format_by_ending(path: str) -> Format[Entry]:
    """The format that the ending of a file to be written tells.  Raises JobError BT905."""
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import UnknownFormat, for_suffix, formats

    try:
        chosen = for_suffix("".join(PurePath(path).suffixes))
        if chosen.takes is Takes.ENTRIES:
            return chosen
    except UnknownFormat:
        pass
    known = sorted({end for each in formats().values() if each.takes is Takes.ENTRIES for end in each.suffixes})
    raise JobError(Code.BIBLIOGRAPHY_FORMAT_UNKNOWN, path=path, known=", ".join(known))


def recognised(name: str, data: bytes) -> Format[Any] | None:
    """The format that reads a file, by its content: of a bibliography, or of notes by key; None for another file."""
    from bibtool.formats.dialects import NEW, dialect
    from bibtool.formats.registry import UnknownFormat, for_suffix, get
    from bibtool.readers.detection import detect
    from bibtool.readers.kinds import Family, by_ending

    kind = detect(data, name).kind
    if kind.family not in (Family.BIBLIOGRAPHY, Family.CITED_NOTES):
        return None
    ending = "".join(PurePath(name).suffixes).lower()
    chosen = get(kind.format)
    if by_ending(name) is kind and ending != kind.endings[0]:  # .bib may be either dialect, .bibtex is one
        with suppress(UnknownFormat):
            chosen = for_suffix(ending)
    return get(dialect(_text(data))) if chosen.name == NEW else chosen


def _text(data: bytes) -> str:
    from bibtool.text.decoding import NotTextError, decode

    try:
        return decode(data).text
    except NotTextError:
        return ""


def read(path: str, shelf: Shelf = IN_USE) -> tuple[list[Entry], list[Finding], Format[Entry]]:
    """The works of a bibliography or of a query of the library, what is doubtful, and its format.

    Raises JobError BT701 to BT703, BT905 for a name that is no bibliography's and not there, and for a file of another
    kind what reads it; BT960 for a query without works.
    """
    if is_query(path):
        from bibtool.formats.registry import get

        return shelf.entries(path), [], get(_AS_WRITTEN)
    if path != files.STDIN and not Path(path).exists():
        format_by_ending(path)
    return read_data(path, files.read(path))


def read_data(path: str, data: bytes) -> tuple[list[Entry], list[Finding], Format[Entry]]:
    """The works of a bibliography that was read.  Raises JobError as :func:`read` does."""
    from bibtool.formats.format import Takes
    from bibtool.readers.detection import detect
    from bibtool.readers.kinds import Family
    from bibtool.readers.refusal import refused

    chosen = recognised(path, data)
    if chosen is not None and chosen.takes is Takes.ENTRIES:
        result = parsed(path, data, chosen)
        return list(result.entries), list(result.findings), chosen
    kind = detect(data, path).kind
    if kind.family in (Family.ARTICLE, Family.LATEX, Family.DOCUMENT):
        if detect(data, "").kind.name == "text" and data.strip() and not _text(data):
            raise JobError(Code.BINARY_BIBLIOGRAPHY, path=path)
        raise JobError(Code.ARTICLE_IS_NO_BIBLIOGRAPHY, path=path, kind=kind.label)
    error = refused(kind, path, data).finding
    raise JobError(error.code, Exit.BAD_INPUT, **error.args)


def parsed(name: str, data: bytes, chosen: Format[T]) -> ReadResult[T]:
    """What a file of a format holds, its findings with the file's name.  Raises JobError BT703 for what is none,
    BT776 for binary data."""
    from bibtool.formats.format import FormatError
    from bibtool.readers.decoded import decoded
    from bibtool.readers.reader import ReadError

    doubts: tuple[Finding, ...] = ()
    try:
        text, _, doubts = decoded(data, name)
    except ReadError as error:
        if error.finding.code == Code.BINARY_INPUT:
            raise JobError(Code.BINARY_BIBLIOGRAPHY, path=name) from None
        if error.finding.code != Code.EMPTY_INPUT:
            raise JobError(error.finding.code, Exit.BAD_INPUT, **error.finding.args) from None
        text = ""  # the format says what an empty file is
    attempt = boundary()
    try:
        with uncollected():
            result = attempt(
                partial(chosen.read, text, attempt),
                Finding(Code.CANNOT_READ, {"path": name, "reason": "", "problem": ""}),
            )
    except FormatError as error:
        raise JobError(Code.CANNOT_READ, path=name, reason=str(error)) from None
    if isinstance(result, Finding):
        raise JobError(Code.CANNOT_READ, path=name, reason=result.args["problem"])
    found = tuple(replace(each, document=each.document or name) for each in result.findings)
    return replace(result, findings=(*doubts, *found))
