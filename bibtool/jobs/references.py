"""Bibliographies in the formats that can be read back: those that a paper names, and any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import TypeVar

from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.format import Format, ReadResult
from bibtool.jobs import files
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import JobError
from bibtool.jobs.paths import exists, is_file

T = TypeVar("T")


def read_all(paths: Sequence[str], folders: Sequence[Path] = ()) -> tuple[list[Entry], list[Finding]]:
    """The works of all files in order; a path that is not there is looked for in ``folders``.

    Raises JobError BT701 to BT703 and BT905.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    for path in paths:
        chosen = format_of(path)
        found = [folder / path for folder in folders if is_file(folder / path)]
        where = path if exists(path) or not found else str(found[0])
        more, doubts = read(where, chosen)
        entries += more
        findings += doubts
    return entries, findings


def format_of(path: str) -> Format[Entry]:
    """The format that a bibliography's ending tells.  Raises JobError BT905."""
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import UnknownFormat, for_suffix, formats

    try:
        chosen = for_suffix("".join(PurePath(path).suffixes))
        if chosen.takes is Takes.ENTRIES:
            return chosen
    except UnknownFormat:
        pass
    known = sorted({end for each in formats().values() if each.takes is Takes.ENTRIES for end in each.suffixes})
    raise JobError("BT905", path=path, known=", ".join(known))


def read(path: str, chosen: Format[Entry]) -> tuple[list[Entry], list[Finding]]:
    """The works of one file.  Raises JobError BT701 to BT703."""
    result = parsed(path, files.read(path), chosen)
    return list(result.entries), list(result.findings)


def parsed(name: str, data: bytes, chosen: Format[T]) -> ReadResult[T]:
    """What a file of a format holds, its findings with the file's name.  Raises JobError BT703 for what is none."""
    from bibtool.formats.format import FormatError

    attempt = boundary()
    text = data.decode("utf-8-sig", "replace")
    try:
        result = attempt(
            partial(chosen.read, text, attempt), Finding("BT703", {"path": name, "reason": "", "problem": ""})
        )
    except FormatError as error:
        raise JobError("BT703", path=name, reason=str(error)) from None
    if isinstance(result, Finding):
        raise JobError("BT703", path=name, reason=result.args["problem"])
    return replace(result, findings=tuple(replace(each, document=each.document or name) for each in result.findings))
