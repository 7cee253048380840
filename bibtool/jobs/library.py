"""The library for commands: where it lies, what is found in it, tagged, taken out, copied."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec.structs import replace

from bibtool.csl import variables as csl
from bibtool.database import Access
from bibtool.diagnostics.code import Code
from bibtool.entries.entry import Entry
from bibtool.jobs import files
from bibtool.jobs.data import PROJECT_LIBRARY, data_folder, project_library
from bibtool.jobs.errors import Exit, JobError, near
from bibtool.library.former import remember
from bibtool.library.keywords import KEYWORD, is_tag, without_keywords
from bibtool.library.query import FIELDS, HAS, IS, TYPES, QueryError, parse
from bibtool.library.schema import LibraryError
from bibtool.library.store import Details, Store
from bibtool.library.work import Work

VARIABLE = "BIBTOOL_LIBRARY"
_FILES = (".sqlite", ".sqlite3", ".db", ".bib", ".json")
#: Why a value of a query is none; in Polish: ``diagnostics/reasons.toml``.
_IDENTIFIERS = {
    "doi": "a DOI begins with 10., as in 10.1000/182",
    "isbn": "{} is not an ISBN of 10 or 13 digits with a valid check digit",
}


def library_path(named: str | None, environment: Mapping[str, str] = os.environ, here: Path | None = None) -> Path:
    """The library in use: ``named``, else that of the environment, else the project's own (in this folder or one
    above it), else the user's."""
    if named is not None or environment.get(VARIABLE):
        return Path(named if named is not None else environment[VARIABLE])
    return project_library(here) or data_folder(environment) / "library.sqlite"


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
        from bibtool.jobs.mirrors import follow

        follow(store, path)


@contextmanager
def changing(named: str | None) -> Iterator[Store]:
    """The library in use, to change what is in it.  Raises JobError BT950, BT957."""
    path = library_path(named)
    if not path.exists():
        raise JobError(Code.LIBRARY_ABSENT, Exit.NOTHING, path=str(path))
    with opened(named, Access.WRITE) as store:
        yield store


def init(folder: str, trust: bool = False) -> Path:
    """A library of its own for the project in ``folder``, whose corrections apply to what is read there; with ``trust``
    those of the library that is there already.  Raises JobError BT921, BT950, BT958, BT994 (a file's name)."""
    from bibtool.jobs.corrections import trust_library

    if Path(folder).suffix in _FILES and not Path(folder).is_dir():
        raise JobError(Code.NOT_A_FOLDER, path=folder)
    path = Path(folder, PROJECT_LIBRARY)
    if path.exists() and not trust:
        raise JobError(Code.LIBRARY_THERE, path=str(path))
    with opened(str(path), Access.READ if path.exists() else Access.WRITE):
        trust_library(path)
    return path


def mirrored(path: Path) -> None:
    """Write the mirrors that follow a library, which something else than :func:`opened` has changed.  Raises JobError
    BT704, BT950, BT988."""
    from bibtool.jobs.mirrors import follow

    with opened(str(path), Access.READ) as store:
        follow(store, path)


def found(query: str, named: str | None, most: int | None = None) -> list[Work]:
    """The works that a query finds, all for an empty one; if it finds none and is the key of a work, that one.  Raises
    JobError BT950, BT952, BT957."""
    from bibtool.library.search import search

    try:
        asked = parse(query.removeprefix("lib:"))  # as all other commands name the works of a query
    except QueryError as error:
        if error.problem in _IDENTIFIERS:
            reason = _IDENTIFIERS[error.problem].format(error.value)
            raise JobError(
                Code.VALUE_DOES_NOT_FIT, field=error.problem.upper(), value=error.value, reason=reason
            ) from None
        types = tuple(sorted({*TYPES, *csl.TYPES}))
        years = ("2016", "2016..2022", "2016..", "..2022")
        known = {"field": FIELDS, "type": types, "has": HAS, "is": IS, "year": years}[error.problem]
        raise JobError(
            Code.QUERY_NOT_UNDERSTOOD,
            problem=error.problem,
            value=error.value + near(error.value, known),
            known=", ".join(known),
        ) from None
    if query.strip() and asked == parse(""):
        return []  # nothing but punctuation: no word to search for, and not every work
    with opened(named, Access.READ) as store:
        works = search(store, asked, most, _dead_links() if asked.dead_links else None)
        # a key is no word of a work, but whoever types one alone means it
        keyed = store.by_key(query.removeprefix("lib:").strip()) if not works else None
        return works if keyed is None else [keyed]


def entries(works: Sequence[Work], named: str | None) -> list[Entry]:
    """Works as the formats take them, with their mentions.  Raises JobError BT950, BT957."""
    with opened(named, Access.READ) as store:
        cited = store.mentions([each.id for each in works])
    return [each.entry(tuple(cited.get(each.id, ()))) for each in works]


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
    """Give tags and take tags off; how many works have others now.  Raises JobError BT950, BT951, BT957, BT993 (a text
    that is no tag)."""
    for text in added:
        if not is_tag(text):
            raise JobError(Code.NOT_A_TAG, tag=text)
    added = [each.strip() for each in added]
    with changing(named) as store, store.operation(command_of("tag", keys)):
        changed = 0
        for each in [work(store, key) for key in keys]:
            done = [store.belonging("tag", each.id, name) for name in added]
            done += [store.without("tag", each.id, name) for name in removed]
            changed += any([*done, _without_keywords(store, each, removed)])
        return changed


def _without_keywords(store: Store, work: Work, names: Sequence[str]) -> bool:
    """Take tags off that are keywords of the work, too; the source that says them still is of this work."""
    before = work.item.get(KEYWORD)
    after = without_keywords(before, names)
    if after == before:
        return False
    remember(store, work.id, work.key, work.item)
    text = {**work.item.text, KEYWORD: after}
    if not after:
        del text[KEYWORD]
    store.change(work.with_item(replace(work.item, text=text)))
    return True


def remove(keys: Sequence[str], named: str | None) -> int:
    """Take works out; how many.  Raises JobError BT950, BT951, BT957."""
    with changing(named) as store, store.operation(command_of("rm", keys)):
        chosen = {each.id: each for each in [work(store, key) for key in keys]}
        for number in chosen:
            store.remove(number)
        return len(chosen)


def backup(target: str, named: str | None) -> Path:
    """A copy of the library, whole also while others write.  Raises JobError BT704 (a folder that is not there), BT950,
    BT958."""
    path = Path(target)
    if path.exists():
        raise JobError(Code.LIBRARY_THERE, path=target)
    try:
        path.touch()  # SQLite would not say which of the two files it cannot open
        path.unlink()
    except (OSError, ValueError) as error:
        raise files.cannot_write(target, error) from None
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


def command_of(name: str, words: Sequence[str]) -> str:
    """A command as the log names it."""
    return " ".join([name, *words])[:200]
