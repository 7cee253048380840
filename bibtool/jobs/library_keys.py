"""Keys of the library given anew, in the papers that cite them, too; and taken back there when that is undone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from bibtool.changes import store as written_files
from bibtool.changes.change import Change, ChangeSet
from bibtool.changes.journal import Entry, Journal
from bibtool.changes.store import Written
from bibtool.database import Access, DatabaseError
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.key_patterns import FIELDS, WAYS, PatternError, is_key, parse
from bibtool.jobs import changes, files
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.key_changes import renamed
from bibtool.jobs.library import changing, found, library_path, opened
from bibtool.jobs.library import work as work_of
from bibtool.library import keys
from bibtool.library.store import Store


class Asked(Struct, frozen=True):
    """Which keys shall be others: those of a query by a pattern (and a scheme of transcription), or pairs of an old key
    and a new one; and the papers that shall follow."""

    query: str = ""
    pattern: str = ""
    scheme: str = "pl"
    pairs: tuple[tuple[str, str], ...] = ()
    papers: tuple[str, ...] = ()


class Renamed(Struct, frozen=True):
    """Old keys with their new ones, and what becomes of the papers."""

    keys: dict[str, str]
    papers: ChangeSet
    written: tuple[Written, ...] = ()


def planned(asked: Asked, named: str | None) -> Renamed:
    """What would become of keys and papers; nothing is written.

    Raises JobError BT950 to BT952, BT957, BT979 (a pattern), BT980 (no key, or one that is taken), and BT701 to BT703,
    BT773, BT774 and BT908 for papers.
    """
    with opened(named, Access.READ) as store:
        return _planned(store, asked, named)


def rename(asked: Asked, named: str | None) -> Renamed:
    """Give the keys and write the papers: all of it or nothing.  Raises as :func:`planned`, BT704, BT763, BT764."""
    with changing(named) as store, store.operation("keys") as operation:
        plan = _planned(store, asked, named)
        if not plan.keys:
            return plan
        keys.rename(store, plan.keys)
        papers = ChangeSet(_command(operation.number, named), plan.papers.changes)
        # with the papers written first and the commit behind, a process that is killed leaves papers that
        # 'bibtool undo' takes back, never a library whose old keys nobody knows
        written = changes.write_in_place(papers) if papers.changes else ()
        return Renamed(plan.keys, papers, written)


def _planned(store: Store, asked: Asked, named: str | None) -> Renamed:
    renames = _pairs(store, asked.pairs) if asked.pairs else _by_pattern(store, asked, named)
    papers = renamed(asked.papers, renames)
    return Renamed(renames, ChangeSet("lib keys", tuple(change for change in papers if change.changes)))


def _by_pattern(store: Store, asked: Asked, named: str | None) -> dict[str, str]:
    try:
        pattern = parse(asked.pattern, asked.scheme)
    except PatternError as error:
        known = (*FIELDS, *(f"|{way}" for way in WAYS), "|3")
        part = error.part + near(error.part, known)
        raise JobError(
            Code.KEY_PATTERN_NOT_UNDERSTOOD, pattern=asked.pattern, part=part, known=", ".join(known)
        ) from None
    works = found(asked.query, named) if asked.query else list(store.works())
    return keys.by_pattern(works, pattern, store.every_key())


def _pairs(store: Store, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    renames: dict[str, str] = {}
    for old, new in pairs:
        if not is_key(new):
            raise JobError(
                Code.KEY_NOT_GIVEN, key=new, problem="no key: letters and digits, and : . _ / + - between them"
            )
        renames[work_of(store, old).key] = new
    moving = {old.casefold() for old in renames}
    wanted: set[str] = set()
    for new in renames.values():
        there = store.by_key(new)
        if new.casefold() in wanted or (there is not None and there.key.casefold() not in moving):
            raise JobError(Code.KEY_NOT_GIVEN, key=new, problem="another work's")
        wanted.add(new.casefold())
    return {old: new for old, new in renames.items() if old != new}


def _command(operation: int, named: str | None) -> str:
    return f"lib keys {operation} {library_path(named).resolve()}"


class PapersBack(Struct, frozen=True):
    """What an undoing of keys did with papers: files that follow, and for those that were edited since the change that
    would make them follow, to be looked at."""

    done: tuple[str, ...] = ()
    patches: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


def papers_back(undone: Sequence[int], named: str | None, journal: Path | None = None) -> PapersBack:
    """Let papers follow operations that were just undone (by their numbers), where their bytes are those that bibtool
    wrote; else nothing is written.  Raises JobError BT764 and BT704."""
    path = journal or changes.journal_path()
    if not path.exists():
        return PapersBack()
    done: list[str] = []
    patches: list[Change] = []
    findings: list[Finding] = []
    with opened(named, Access.READ) as store:
        operations = {operation.id: operation for operation in store.operations()}
        for number in undone:
            root = number
            while operations[root].undoes:
                root = operations[root].undoes
            renames = keys.renamed(store, operations[number].undone_by)
            for entry in _papers_of(root, named, path) if renames else ():
                outcome = _followed(entry, renames, _command(root, named), path)
                if outcome is None:
                    done.append(entry.path)
                elif isinstance(outcome, Finding):
                    findings.append(outcome)
                elif outcome.changes:
                    patches.append(outcome)
                    findings.append(Finding(Code.PAPER_EDITED_SINCE, {"path": entry.path}, document=entry.path))
    return PapersBack(tuple(done), tuple(patches), tuple(findings))


def _papers_of(operation: int, named: str | None, journal: Path) -> list[Entry]:
    """The newest change of each paper that an operation of this library wrote."""
    wanted = _command(operation, named)
    found: dict[str, Entry] = {}
    for entry, _ in changes.listed((), journal):
        if entry.command == wanted:
            found.setdefault(entry.path, entry)
    return list(found.values())


def _followed(entry: Entry, renames: dict[str, str], command: str, journal: Path) -> Change | Finding | None:
    """None where the paper follows; else the change that it would need, or why it cannot be told."""
    try:
        (change,) = [each for each in renamed([entry.path], renames) if each.path == entry.path]
    except JobError as error:
        return error.finding
    if written_files.state(entry) is written_files.State.WRITTEN:
        with _opened(journal) as book:
            return None if written_files.undo(book, [entry.path], datetime.now(UTC)).done else change
    if change.before is not None and hashlib.sha256(change.before).hexdigest() == entry.before:
        changes.write_in_place(ChangeSet(command, (change,)), journal)  # the undoing was undone
        return None
    return change


def _opened(journal: Path) -> Journal:
    try:
        return Journal(journal)
    except DatabaseError as error:
        raise JobError(Code.JOURNAL_UNUSABLE, files.exit_for(error), reason=str(error)) from None
