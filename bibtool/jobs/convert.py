"""Bibliographies in one format as one bibliography in another, with an account of what that loses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.catalogue import Severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.jobs import files
from bibtool.jobs.errors import Exit, JobError, near
from bibtool.jobs.queries import IN_USE, Shelf, is_query
from bibtool.jobs.references import parsed, read_data
from bibtool.jobs.selection import at_least
from bibtool.text.excerpt import excerpt

if TYPE_CHECKING:
    from bibtool.formats.format import Format

LOST = Code.LOST_IN_CONVERSION
_INHERITING = "biblatex"  # the one format that holds what an entry inherits as it is written
_LONGEST = 80
_SHORT = 100  # bytes: a mark and some white space
_BOOKKEEPING = "custom/tex"  # which variables hold TeX: reading has told what TeX that is


class FailOn(Enum):
    """From what on the exit code is 1: a loss, or a finding as bad as this."""

    NEVER = "never"
    LOSS = "loss"
    WARNING = "warning"
    ERROR = "error"


class Converted(Struct, frozen=True):
    """The bibliography in ``format``, its entries, and what is doubtful about them or lost."""

    text: str
    format: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]

    def exit(self, fail_on: FailOn) -> Exit:
        """1 where something is as bad as ``fail_on``."""
        match fail_on:
            case FailOn.NEVER:
                found = False
            case FailOn.LOSS:
                found = any(finding.code == LOST for finding in self.findings)
            case _:
                found = at_least(self.findings, Severity(fail_on.value))
        return Exit.FOUND if found else Exit.DONE


def convert(
    inputs: Sequence[str],
    output: str | None = None,
    to: str | None = None,
    from_: str | None = None,
    shelf: Shelf = IN_USE,
) -> Converted:
    """The works of all ``inputs``, in order, in the format ``to``, or that which the ending of ``output`` tells.

    ``from_`` is the format of the inputs where their content shall not tell it.  Nothing is written.  Raises JobError
    BT701 to BT703, BT705, BT748, BT751, BT752, BT760, BT905, BT960.
    """
    shelf.check_asked(inputs, from_)
    chosen = target(to, output)
    files.check_output(output, shelf.inputs(inputs))
    findings: list[Finding] = []
    entries: list[Entry] = []
    origins: list[str] = []
    for path in inputs:
        found, doubts = (shelf.entries(path), []) if is_query(path) else _read(path, from_)
        if not found:
            doubts.append(Finding(Code.BIBLIOGRAPHY_EMPTY, {"path": path}, document=path))
        doubts += _orphans(found, path)
        if chosen.name != _INHERITING:
            found, lost = _printable(found, chosen)
            doubts += lost
        entries += found
        findings += doubts
        origins += [path] * len(found)
    if len(inputs) > 1:
        findings += _alike(entries, origins)
    entries, renamed = _own_keys(entries, origins)
    findings += renamed
    done = written(entries, chosen)
    return replace(done, findings=(*findings, *done.findings))


def written(entries: Sequence[Entry], chosen: Format[Entry]) -> Converted:
    """Entries with keys of their own in a format, with what is doubtful about them there or lost."""
    text = chosen.write(entries)
    return Converted(text, chosen.name, tuple(entries), (*chosen.check(entries), *_losses(entries, text, chosen)))


def names() -> list[str]:
    """The formats that a bibliography can be written in."""
    from bibtool.formats.format import Takes
    from bibtool.formats.registry import formats

    return [name for name, each in formats().items() if each.takes is Takes.ENTRIES]


def target(to: str | None, output: str | None) -> Format[Entry]:
    """The format by its name, else by the ending of the file.  Raises JobError BT705."""
    from bibtool.formats.registry import UnknownFormat, for_suffix, get

    known = names()
    if to is not None:
        if to.lower() not in known:
            raise JobError(Code.UNKNOWN_OUTPUT_FORMAT, name=to, near=near(to, known), known=", ".join(known))
        return get(to)
    path = PurePath(output or "")
    try:
        chosen = for_suffix("".join(path.suffixes) or path.name)
    except UnknownFormat:
        chosen = None
    if chosen is None or chosen.name not in known:
        raise JobError(
            Code.UNKNOWN_OUTPUT_FORMAT, name=path.suffix or path.name or "''", near="", known=", ".join(known)
        )
    return chosen


def _read(path: str, from_: str | None) -> tuple[list[Entry], list[Finding]]:
    from bibtool.formats.registry import get
    from bibtool.readers.detection import detect

    data = files.read(path)
    chosen: Format[Entry] | None = None
    if _is_blank(data):
        return [], []
    if from_ is not None:
        known = [name for name in names() if get(name).readable]
        if from_.lower() not in known:
            raise JobError(Code.UNKNOWN_OUTPUT_FORMAT, name=from_, near=near(from_, known), known=", ".join(known))
        chosen = get(from_)
    elif detect(data, path).kind.name == "jats":  # an article: its list of references
        chosen = get("jats")
    if chosen is None:
        entries, findings, _ = read_data(path, data)
        return entries, findings
    result = parsed(path, data, chosen)
    return list(result.entries), list(result.findings)


def _is_blank(data: bytes) -> bool:
    """Is there nothing to be read, in any encoding?"""
    from bibtool.text.decoding import NotTextError, decode

    try:
        return not data.strip() or (len(data) < _SHORT and not decode(data).text.strip("\ufeff \t\r\n"))
    except NotTextError:
        return False


def _printable(entries: list[Entry], chosen: Format[Entry]) -> tuple[list[Entry], list[Finding]]:
    """The works with what they inherit; what is no work (``@xdata``) goes, and is told where no work has its data."""
    from bibtool.entries.parents import named_by, orphans, works

    missing = {key for _, key in orphans(entries)}
    kept = [_whole(entry, missing) for entry in works(entries)]
    if len(kept) == len(entries):
        return kept, []
    stays = {entry.key for entry in kept}
    used = {key for entry in entries for key in named_by(entry)}
    gone = [entry for entry in entries if entry.key not in stays | used]
    return kept, [
        _about(LOST, entry, custom.get("entrytype", ""), ", ".join(values) or custom.get("entryset", ""), chosen)
        for entry in gone
        for custom, values in [(entry.item.custom, entry.item.text.values())]
    ]


def _whole(entry: Entry, missing: set[str]) -> Entry:
    """A work that has what it inherited names its parent (``xref``) and takes nothing from it again."""
    custom = dict(entry.item.custom)
    for field in ("crossref", "xdata"):
        if field in custom and not missing.intersection(re.split(r"\s*,\s*", custom[field].strip())):
            value = custom.pop(field)
            if field == "crossref":
                custom.setdefault("xref", value)
    return entry if custom == entry.item.custom else replace(entry, item=replace(entry.item, custom=custom))


def _orphans(entries: Sequence[Entry], path: str) -> Iterator[Finding]:
    from bibtool.entries.parents import orphans

    for entry, key in orphans(entries):
        yield Finding(Code.PARENT_MISSING, {"key": entry.key, "parent": key, "path": path}, document=path)


def _alike(entries: Sequence[Entry], origins: Sequence[str]) -> Iterator[Finding]:
    """Entries that may be one work; nothing is merged."""
    from bibtool.entries.grouping import likely_the_same
    from bibtool.entries.members import Member

    members = [Member.of(entry.item, "", order) for order, entry in enumerate(entries)]
    for later, earlier in likely_the_same(members):
        yield Finding(
            Code.ENTRIES_ALIKE,
            {
                "key": entries[later.order].key,
                "path": origins[later.order],
                "other": entries[earlier.order].key,
                "elsewhere": origins[earlier.order],
                "title": excerpt(later.item.get("title"), _LONGEST),
            },
        )


def _own_keys(entries: Sequence[Entry], origins: Sequence[str]) -> tuple[list[Entry], list[Finding]]:
    """Two entries of one key are two works: the second one gets another key, for no format keeps both."""
    given = {entry.key.casefold() for entry in entries}
    if len(given) == len(entries):
        return list(entries), []
    taken: set[str] = set()
    kept: list[Entry] = []
    findings: list[Finding] = []
    for entry, origin in zip(entries, origins, strict=True):
        key, number = entry.key, 2
        while key.casefold() in taken or (key != entry.key and key.casefold() in given):
            key, number = f"{entry.key}-{number}", number + 1
        taken.add(key.casefold())
        if key != entry.key:
            findings.append(Finding(Code.KEY_GIVEN_ANEW, {"key": entry.key, "path": origin, "renamed": key}))
            entry = replace(entry, key=key)
        kept.append(entry)
    return kept, findings


def _losses(entries: Sequence[Entry], text: str, chosen: Format[Entry]) -> Iterator[Finding]:
    """What of each entry is not in the text, and what other programs do not see there."""
    from bibtool.formats.canonical import canonical
    from bibtool.formats.format import nothing_lost
    from bibtool.formats.remainder import lost

    told: list[Mapping[str, str]]
    if chosen.lost is nothing_lost and chosen.aside is nothing_lost:
        return
    if chosen.lost is not None:
        told = [chosen.lost(entry) for entry in entries]
    else:
        # the text is the judge: whatever a writer forgot shows here
        back = chosen.read(text).entries
        if len(back) != len(entries):
            yield from _missing(entries, {entry.key for entry in back}, chosen)
            return
        told = [lost(canonical(one.item), other.item) for one, other in zip(entries, back, strict=True)]
    for entry, gone in zip(entries, told, strict=True):
        for code, values in ((LOST, gone), (Code.KEPT_ASIDE, chosen.aside(entry))):
            for variable, value in values.items():
                if variable != _BOOKKEEPING:
                    yield _about(code, entry, variable, value, chosen)


def _missing(entries: Sequence[Entry], back: set[str], chosen: Format[Entry]) -> Iterator[Finding]:
    for entry in entries:
        if entry.key not in back:
            yield _about(LOST, entry, "title", entry.item.get("title"), chosen)


def _about(code: str, entry: Entry, variable: str, value: str, chosen: Format[Entry]) -> Finding:
    name = variable.removeprefix("custom/")
    told = excerpt(value, _LONGEST)
    return Finding(code, {"key": entry.key, "variable": name, "value": told, "format": chosen.title})
