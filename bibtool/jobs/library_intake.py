"""Works on their way into the library, for commands: from articles, bibliographies, registries, other libraries."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.database import Access, is_of_kind
from bibtool.diagnostics.catalogue import Severity, sentence, severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.library import command_of, found, library_path, opened
from bibtool.jobs.progress import Progress, Step, nobody, one_by_one
from bibtool.jobs.queries import PREFIX, is_query
from bibtool.library.adding import Added, Became
from bibtool.library.adding import add as add_to
from bibtool.library.keywords import tagged
from bibtool.library.log import stamp
from bibtool.library.schema import KIND
from bibtool.library.store import Store

if TYPE_CHECKING:
    from bibtool.entries.entry import Entry
    from bibtool.items.item import Item
    from bibtool.jobs.library_lookup import Network
    from bibtool.jobs.works import Works

_READABLE = 40  # letters of a text that is kept aside


class Report(Struct):
    """What adding did: what became of each entry, and the findings."""

    added: list[Added] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    aside: int = 0
    operation: int = 0

    def count(self, became: Became) -> int:
        """How many entries became that."""
        return sum(each.became is became for each in self.added)


def add(
    sources: Sequence[str], named: str | None, progress: Progress | None = None, network: Network | None = None
) -> Report:
    """Add what articles, bibliographies and folders hold, and the records of DOIs, ISBNs and addresses; each source is
    one step, all are one operation.

    A file that cannot be read, and an entry that is broken, is kept aside with its reason.  Raises JobError BT701 and
    its like where a source that was named is not there, BT950.
    """
    paths = list(_files(sources))
    report = Report()
    command = command_of("add", sources)
    tell = progress or nobody
    with opened(named, Access.WRITE) as store:
        for number, path in enumerate(paths):
            tell(Step("reading_into_library", path, number, len(paths)))
            other = _other_library(path, path in sources, named)
            if other is not None:
                with store.operation(command, report.operation) as operation:
                    _take_library(store, other, path, report)
                report.operation = report.operation or operation.number
                continue
            if _is_itself(path, store):
                continue  # it lies in a folder that is added
            works = _read(path, path in sources, network)
            with store.operation(command, report.operation) as operation:
                # of one source its works are counted, else the sources
                _take(store, path, works, report, tell if len(paths) == 1 else nobody)
            report.operation = report.operation or operation.number
    return report


def _other_library(path: str, alone: bool, named: str | None) -> Path | None:
    """The library that a source is: a file, or for ``lib:QUERY`` that in use when ``named`` is another.  Raises
    JobError BT964 for the one that is added to."""
    if alone and is_query(path):
        found_there = library_path(None)
    elif path != files.STDIN and is_of_kind(path, KIND):
        found_there = Path(path)
    else:
        return None
    target = library_path(named)
    if os.path.realpath(found_there) == os.path.realpath(target):
        if not alone:
            return None
        raise JobError(Code.LIBRARY_INTO_ITSELF, path=path, library=str(target))
    return found_there


def _is_itself(path: str, store: Store) -> bool:
    return path != files.STDIN and os.path.realpath(path) == os.path.realpath(store.path)


def _take_library(store: Store, other: Path, path: str, report: Report) -> None:
    """Works of another library with what belongs to them; its persons, corrections and log stay there."""
    works = sorted(found(path.removeprefix(PREFIX) if is_query(path) else "", str(other)), key=lambda each: each.id)
    if not works and is_query(path):
        raise JobError(Code.QUERY_WITHOUT_WORKS, Exit.NOTHING, path=path, library=str(other))
    with opened(str(other), Access.READ) as theirs:
        belonging = [theirs.details(each.id) for each in works]
    entries = [
        each.with_item(tagged(each.item, details.tags)).entry(details.mentions)
        for each, details in zip(works, belonging, strict=True)
    ]
    doubtful = frozenset(each.key for each in works if each.certainty != "sure")
    added = add_to(store, entries, doubtful, stamp(datetime.now(UTC)))
    for each, details in zip(added, belonging, strict=True):
        for text in details.remarks:
            store.belonging("remark", each.work.id, text)
        for attached in details.attachments:
            store.belonging("attachment", each.work.id, attached)
    report.added += added
    report.findings += _told(added)


def add_entries(entries: Sequence[Entry], doubtful: frozenset[str], named: str | None) -> Report:
    """Add works that no file holds; ``doubtful`` are the keys of those whose reading is.  Raises JobError BT950."""
    report = Report()
    with opened(named, Access.WRITE) as store, store.operation("add") as operation:
        report.added = add_to(store, entries, doubtful, stamp(datetime.now(UTC)))
        report.findings = list(_told(report.added))
    report.operation = operation.number
    return report


def _read(path: str, alone: bool, network: Network | None) -> Works | Finding:
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.library_lookup import Network, look_up, recognised
    from bibtool.jobs.library_mirror import is_mirror
    from bibtool.jobs.works import load
    from bibtool.readers.reader import ReadError

    asked = recognised(path) if alone else None
    if asked is not None:
        return look_up(asked, network or Network.ASKED)
    try:
        if is_mirror(path):
            reason = f"a mirror of a library: 'bibtool lib mirror {path} --read' reads it"
            raise JobError(Code.CANNOT_READ, path=path, reason=reason)
        return load(path, corrections=gathered([path]))
    except (JobError, ReadError) as error:
        if alone:
            raise
        return error.finding


def _take(store: Store, path: str, works: Works | Finding, report: Report, tell: Progress) -> None:
    from bibtool.jobs.collector import uncollected

    document = path if path == files.STDIN else os.path.realpath(path)
    if isinstance(works, Finding):
        _aside(store, report, document, Finding(Code.SOURCE_KEPT_ASIDE), sentence(works))
        return
    keys = {entry.key for entry in works.entries}
    for finding in works.findings if works.extraction is None else ():
        level = severity(finding)
        if level is Severity.ERROR and finding.args.get("key") not in keys:
            _aside(store, report, document, finding, sentence(finding))
        elif level in (Severity.ERROR, Severity.WARNING) or finding.code == Code.TEXT_OUTSIDE_ENTRIES:
            report.findings.append(finding)
    entries = [_of_document(entry, document) for entry in works.entries]
    misread = _misread(path, works)
    counted = one_by_one(entries, tell, Step("reading_into_library", path))
    with uncollected():
        added = add_to(store, counted, _doubtful(works), stamp(datetime.now(UTC)), misread)
    if works.extraction is not None:
        store.only_mentions(document, {(m.place.note_id, m.place.index) for e in entries for m in e.mentions})
    report.added += added
    report.findings += _told(added, frozenset(misread))


def _misread(path: str, works: Works) -> dict[str, Item]:
    """What the places of entries were read as before a person's corrections, by the keys of these entries; of entries
    that nothing corrected there is none."""
    from bibtool.decisions.applying import State
    from bibtool.jobs.works import load

    documents = works.extraction.documents if works.extraction is not None else ()
    if path == files.STDIN or not any(o.state is State.APPLIED for each in documents for o in each.outcomes):
        return {}
    found: dict[str, Item] = {}
    places = {entry.key: _places(entry) for entry in works.entries}
    of_place = {place: key for key, row in places.items() for place in row}
    items = {entry.key: entry.item for entry in works.entries}
    for before in load(path).entries:
        keys = {of_place.get(place) for place in _places(before)}
        key = keys.pop() if len(keys) == 1 else None
        if key is not None and before.item != items[key]:
            found.setdefault(key, before.item)
    return found


def _places(entry: Entry) -> list[tuple[str, int]]:
    return [(mention.place.note_id, mention.place.index) for mention in entry.mentions]


def _of_document(entry: Entry, document: str) -> Entry:
    if not entry.mentions:
        return entry
    return replace(entry, mentions=tuple(replace(mention, document=document) for mention in entry.mentions))


def _aside(store: Store, report: Report, source: str, finding: Finding, reason: str) -> None:
    line = finding.args.get("line", "")
    text = finding.args.get("key", "")[:_READABLE]
    store.aside(source, line, text, reason)
    report.aside += 1
    report.findings.append(
        Finding(Code.SOURCE_KEPT_ASIDE, {"source": Path(source).name, "line": line, "reason": reason})
    )


def _doubtful(works: Works) -> frozenset[str]:
    """The keys of works none of whose full citations was read for sure."""
    from bibtool.citations.citation import Kind
    from bibtool.text.certainty import Certainty

    if works.extraction is None:
        return frozenset()
    sure: set[str] = set()
    every: set[str] = set()
    for citation in works.extraction.citations:
        if citation.kind is Kind.FULL and citation.confidence is not None:
            every.add(citation.key)
            if citation.confidence.certainty is Certainty.SURE:
                sure.add(citation.key)
    return frozenset(every - sure)


def _told(added: Sequence[Added], corrected: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """What is worth telling; of a work that a person corrected (by its key in the source) its values shall stay."""
    for each in added:
        if each.became is Became.JOINED and (each.filled or each.differing):
            values = {"filled": ", ".join(each.filled) or "–", "differing": ", ".join(each.differing) or "–"}
            yield Finding(Code.WORK_JOINED, {"key": each.entry.key or each.work.key, "other": each.other, **values})
        elif each.became is Became.ALIKE:
            title = each.work.item.get("title")[:80] or "–"
            keys: tuple[str, ...] = (each.other, each.work.key)
            if each.entry.key in corrected:  # what was corrected contradicts what was read before
                keys = (each.work.key, each.other, "--force")
            told = {"key": each.work.key, "other": each.other, "title": title, "keys": " ".join(keys)}
            yield Finding(Code.WORK_PERHAPS_THERE, told)


def _files(sources: Sequence[str]) -> Iterator[str]:
    """Files as they are named, folders as the files in them, sorted; hidden ones are passed over."""
    for source in dict.fromkeys(sources):
        if source == files.STDIN or not Path(source).is_dir():
            yield source
            continue
        for folder, names, here in os.walk(source):
            names[:] = sorted(name for name in names if not name.startswith("."))
            yield from (str(Path(folder, name)) for name in sorted(here) if not name.startswith("."))
