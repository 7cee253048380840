"""The library for commands: where it lies, what is added, found, exported, undone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bibtool.database import Access
from bibtool.diagnostics.catalogue import Severity, sentence, severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files
from bibtool.jobs.data import data_folder
from bibtool.jobs.errors import Exit, JobError, near
from bibtool.jobs.progress import Progress, Step
from bibtool.library.adding import Added, Became
from bibtool.library.log import Operation, UndoError, last, since, stamp
from bibtool.library.query import FIELDS, HAS, IS, QueryError, parse
from bibtool.library.schema import LibraryError
from bibtool.library.store import Details, Store
from bibtool.library.work import Work

if TYPE_CHECKING:
    from bibtool.entries.entry import Entry
    from bibtool.jobs.convert import Converted
    from bibtool.jobs.library_lookup import Network
    from bibtool.jobs.works import Works

VARIABLE = "BIBTOOL_LIBRARY"
#: A project's own library, in its folder.
OWN = Path(".bibtool", "library.sqlite")
#: In Polish: ``diagnostics/reasons.toml``.
_NOT_UNDONE = {
    "unknown": "there is no such operation",
    "undone": "operation {} undid it already",
    "purged": "it took values out for good",
    "changed-since": "operation {} changed what it wrote",
}
_READABLE = 40  # letters of a text that is kept aside


def library_path(named: str | None, environment: Mapping[str, str] = os.environ, here: Path | None = None) -> Path:
    """The library in use: ``named``, else that of the environment, else the project's own (in this folder or one
    above it), else the user's."""
    if named is not None or environment.get(VARIABLE):
        return Path(named if named is not None else environment[VARIABLE])
    start = (here or Path.cwd()).absolute()
    for folder in (start, *start.parents):
        if (folder / OWN).is_file():
            return folder / OWN
    return data_folder(environment) / "library.sqlite"


@contextmanager
def opened(named: str | None, access: Access) -> Iterator[Store]:
    """The library in use; what is changed in it, its mirrors follow.  Raises JobError BT950, BT957 where there is none
    to look into, BT704 and BT988 for a mirror."""
    path = library_path(named)
    if access is Access.READ and not path.exists():
        raise JobError(Code.LIBRARY_ABSENT, Exit.NOTHING, path=str(path))
    try:
        with Store(path, access) as store:
            before = store.db.total_changes
            try:
                yield store
            except BaseException:  # what was done before it stays, also in the mirrors
                with suppress(JobError):
                    _mirrored(store, path, before)
                raise
            _mirrored(store, path, before)
    except LibraryError as error:
        raise JobError(Code.LIBRARY_UNUSABLE, files.exit_for(error), reason=str(error)) from None


def _mirrored(store: Store, path: Path, before: int) -> None:
    if store.db.total_changes != before:
        from bibtool.jobs.library_mirror import follow

        follow(store, path)


@contextmanager
def changing(named: str | None) -> Iterator[Store]:
    """The library in use, to change what is in it.  Raises JobError BT950, BT957."""
    path = library_path(named)
    if not path.exists():
        raise JobError(Code.LIBRARY_ABSENT, Exit.NOTHING, path=str(path))
    with opened(named, Access.WRITE) as store:
        yield store


def init(folder: str) -> Path:
    """A library of its own for the project in ``folder``.  Raises JobError BT950, BT958."""
    path = Path(folder, OWN)
    if path.exists():
        raise JobError(Code.LIBRARY_THERE, path=str(path))
    with opened(str(path), Access.WRITE):
        return path


@dataclass(slots=True)
class Report:
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
    command = _command("add", sources)
    with opened(named, Access.WRITE) as store:
        for number, path in enumerate(paths):
            if progress is not None:
                progress(Step("reading_into_library", path, number, len(paths)))
            works = _read(path, path in sources, network)
            with store.operation(command, report.operation) as operation:
                _take(store, path, works, report)
            report.operation = report.operation or operation.number
    return report


def add_entries(entries: Sequence[Entry], doubtful: frozenset[str], named: str | None) -> Report:
    """Add works that no file holds; ``doubtful`` are the keys of those whose reading is.  Raises JobError BT950."""
    from bibtool.library.adding import add as add_to

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


def _take(store: Store, path: str, works: Works | Finding, report: Report) -> None:
    from bibtool.jobs.references import uncollected
    from bibtool.library.adding import add as add_entries

    document = path if path == files.STDIN else str(Path(path).absolute())
    if isinstance(works, Finding):
        _aside(store, report, document, Finding(Code.SOURCE_KEPT_ASIDE), sentence(works))
        return
    for finding in works.findings:
        if severity(finding) is Severity.ERROR and works.extraction is None:
            _aside(store, report, document, finding, sentence(finding))
    entries = [_of_document(entry, document) for entry in works.entries]
    with uncollected():
        added = add_entries(store, entries, _doubtful(works), stamp(datetime.now(UTC)))
    if works.extraction is not None:
        store.only_mentions(document, {(m.place.note_id, m.place.index) for e in entries for m in e.mentions})
    report.added += added
    report.findings += _told(added)


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


def _told(added: Sequence[Added]) -> Iterator[Finding]:
    for each in added:
        if each.became is Became.JOINED and (each.filled or each.differing):
            values = {"filled": ", ".join(each.filled) or "–", "differing": ", ".join(each.differing) or "–"}
            yield Finding(Code.WORK_JOINED, {"key": each.entry.key or each.work.key, "other": each.other, **values})
        elif each.became is Became.ALIKE:
            title = each.work.item.get("title")[:80]
            yield Finding(Code.WORK_PERHAPS_THERE, {"key": each.work.key, "other": each.other, "title": title})


def _files(sources: Sequence[str]) -> Iterator[str]:
    """Files as they are named, folders as the files in them, sorted; hidden ones are passed over."""
    for source in dict.fromkeys(sources):
        if source == files.STDIN or not Path(source).is_dir():
            yield source
            continue
        for folder, names, found in os.walk(source):
            names[:] = sorted(name for name in names if not name.startswith("."))
            yield from (str(Path(folder, name)) for name in sorted(found) if not name.startswith("."))


def found(query: str, named: str | None, most: int | None = None) -> list[Work]:
    """The works that a query finds, all for an empty one.  Raises JobError BT950, BT952, BT957."""
    from bibtool.library.search import search

    try:
        asked = parse(query)
    except QueryError as error:
        years = ("2016", "2016..2022", "2016..", "..2022")
        known = {"field": FIELDS, "has": HAS, "is": IS, "year": years}[error.problem]
        raise JobError(
            Code.QUERY_NOT_UNDERSTOOD,
            problem=error.problem,
            value=error.value + near(error.value, known),
            known=", ".join(known),
        ) from None
    with opened(named, Access.READ) as store:
        return search(store, asked, most, _dead_links() if asked.dead_links else None)


def _dead_links() -> Callable[[Work], bool]:
    """Whether the newest look at an address of a work, in the user's history of links, found it dead."""
    from bibtool.jobs import link_settings
    from bibtool.jobs.history import history
    from bibtool.links.outcome import Verdict

    path = link_settings.history_path(link_settings.gathered({}))

    def is_dead(work: Work) -> bool:
        try:
            return bool(work.item.get("URL")) and history(work.item.get("URL"), path)[-1].verdict is Verdict.DEAD
        except JobError as error:
            if error.finding.code == Code.ADDRESS_NEVER_CHECKED:  # never checked
                return False
            raise

    return is_dead


def asides(named: str | None) -> list[tuple[str, str, str, str]]:
    """What could not be read: source, line, text, reason."""
    with opened(named, Access.READ) as store:
        return store.asides()


def tags(named: str | None) -> list[tuple[str, int]]:
    """The tags, each with the number of works that have it."""
    with opened(named, Access.READ) as store:
        return store.tags()


def export(query: str, named: str | None, output: str | None, to: str | None) -> Converted:
    """The works that a query finds in the format ``to``, or that which the ending of ``output`` tells.

    Nothing is written.  Raises JobError BT705, BT950, BT952, BT957.
    """
    from bibtool.jobs.convert import target, written
    from bibtool.jobs.library_persons import with_preferred

    chosen = target(to, output)
    works = sorted(found(query, named), key=lambda work: work.id)
    entries, said = with_preferred((work.entry() for work in works), named)
    done = written(entries, chosen)
    return replace(done, findings=(*said, *done.findings))


def work(store: Store, key: str) -> Work:
    """The work of a key, also of one that went when works were merged.  Raises JobError BT951."""
    from bibtool.library.former import by_key

    found = store.by_key(key) or by_key(store, key)
    if found is None:
        raise JobError(Code.WORK_UNKNOWN, key=key, near=near(key, store.every_key()))
    return found


def shown(keys: Sequence[str], named: str | None) -> list[tuple[Work, Details]]:
    """Works by their keys, with what belongs to them.  Raises JobError BT950, BT951, BT957."""
    with opened(named, Access.READ) as store:
        return [(each, store.details(each.id)) for each in [work(store, key) for key in keys]]


def tag(keys: Sequence[str], added: Sequence[str], removed: Sequence[str], named: str | None) -> int:
    """Give tags and take tags off; how many works have others now."""
    with opened(named, Access.WRITE) as store, store.operation(_command("tag", keys)):
        changed = 0
        for each in [work(store, key) for key in keys]:
            done = [store.belonging("tag", each.id, name) for name in added]
            done += [store.without("tag", each.id, name) for name in removed]
            changed += any(done)
        return changed


def remove(keys: Sequence[str], named: str | None) -> int:
    """Take works out; how many."""
    with opened(named, Access.WRITE) as store, store.operation(_command("rm", keys)):
        chosen = {each.id: each for each in [work(store, key) for key in keys]}
        for number in chosen:
            store.remove(number)
        return len(chosen)


def operations(named: str | None) -> list[Operation]:
    """Everything that was done, the newest first."""
    with opened(named, Access.READ) as store:
        return store.operations()


def undo(number: int | None, moment: datetime | None, named: str | None) -> list[int]:
    """Undo one operation, or all since a moment, or the last; gives the numbers of what was undone.

    Raises JobError BT956, BT957, BT963 (nothing to undo).
    """
    with changing(named) as store:
        if number is not None:
            chosen = [number]
        elif moment is not None:
            chosen = since(store.db, moment)
        else:
            chosen = last(store.db)
        if not chosen:
            raise JobError(Code.LIBRARY_AS_IT_WAS, Exit.NOTHING)
        for each in chosen:
            try:
                store.undo(each)
            except UndoError as error:
                problem = _NOT_UNDONE[error.reason].format(error.later or "–")
                raise JobError(Code.OPERATION_NOT_UNDONE, number=str(each), problem=problem) from None
        return chosen


def backup(target: str, named: str | None) -> Path:
    """A copy of the library, whole also while others write.  Raises JobError BT950, BT958."""
    path = Path(target)
    if path.exists():
        raise JobError(Code.LIBRARY_THERE, path=target)
    with opened(named, Access.READ) as store:
        store.copy(path)
    return path


def doctor(named: str | None) -> int:
    """Look for damage; gives the number of works.  Raises JobError BT959."""
    with opened(named, Access.READ) as store:
        faults = store.faults()
        if faults:
            raise JobError(Code.LIBRARY_DAMAGED, Exit.FOUND, reason="; ".join(faults[:3]))
        return store.count()


def _command(name: str, words: Sequence[str]) -> str:
    return " ".join([name, *words])[:200]
