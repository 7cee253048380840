"""The library for Python programs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from bibtool.api.functions import Path, as_path
from bibtool.api.values import Converted, Finding, Reading, Work, entries_of, findings

if TYPE_CHECKING:
    from bibtool.diagnostics.findings import Finding as Found
    from bibtool.jobs.library_intake import Report
    from bibtool.library.log import Operation
    from bibtool.library.store import Details
    from bibtool.library.work import Work as Kept


class Added(Struct, frozen=True):
    """What adding did.  ``became`` says of each work, by the key that it has in the library, whether it is ``new``, was
    the ``same`` already, was ``joined`` with one that is there, or is new and ``alike`` another; ``aside`` counts what
    could not be read and is kept with its reason."""

    became: tuple[tuple[str, str], ...]
    aside: int = 0
    findings: tuple[Finding, ...] = ()

    def keys(self, *kinds: str) -> tuple[str, ...]:
        """The keys of works that became one of ``kinds``; of all where none is named."""
        return tuple(key for key, became in self.became if not kinds or became in kinds)


class Library:
    """A library file: a collection of works by key.  Each call opens the file for itself, so that threads and other
    programs may use it at the same time; what a call changed is kept when it returns, and can be undone."""

    def __init__(self, path: Path) -> None:
        """See :meth:`open`."""
        self.path = FilePath(path)

    @classmethod
    def open(cls, path: Path | None = None, *, create: bool = True) -> Library:
        """The library in a file, made where it is missing, or (without ``path``) the one in use: that of
        ``BIBTOOL_LIBRARY``, else the project's, else the user's.

        Raises :class:`bibtool.Error` for another file, and for a missing one without ``create``.
        """
        from bibtool.database import Access
        from bibtool.jobs.library import library_path, opened

        found = library_path(os.fspath(path) if path is not None else None)
        with opened(str(found), Access.WRITE if create and not found.exists() else Access.READ):
            return cls(found)

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open between calls."""

    def __repr__(self) -> str:
        return f"<Library {self.path}>"

    # reading

    def __len__(self) -> int:
        from bibtool.database import Access
        from bibtool.jobs.library import opened

        with opened(str(self.path), Access.READ) as store:
            return store.count()

    def __iter__(self) -> Iterator[Work]:
        """All works, the oldest first."""
        return iter(sorted_by_age(self._found("", None)))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __getitem__(self, key: str) -> Work:
        """The work of a key, in any case, with its mentions.  Raises KeyError."""
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str) -> Work | None:
        """The same; None where there is none."""
        from bibtool.database import Access
        from bibtool.jobs.library import opened

        with opened(str(self.path), Access.READ) as store:
            kept = store.by_key(key)
            return Work(kept.entry(store.details(kept.id).mentions), kept.certainty) if kept is not None else None

    def details(self, key: str) -> Details:
        """Mentions, tags, remarks and attachments of a work.  Raises :class:`bibtool.Error` for an unknown key."""
        from bibtool.jobs.library import shown

        return shown([key], str(self.path))[0][1]

    def search(self, query: str = "", limit: int | None = None) -> list[Work]:
        """The works that a query finds, the best first: words in any script or romanisation, ``author:``,
        ``year:2016..`` and the other fields of ``bibtool lib search``.  Raises :class:`bibtool.Error`."""
        return list(map(_work, self._found(query, limit)))

    def export(self, query: str = "", to: str = "biblatex") -> Converted:
        """The works that a query finds, the oldest first, in a format of :func:`bibtool.convert`."""
        from bibtool.jobs.library_export import export

        done = export(query, str(self.path), None, to)
        return Converted(done.text, done.format, findings(done.findings))

    def log(self) -> list[Operation]:
        """What was done, the newest first."""
        from bibtool.jobs.library_log import operations

        return operations(str(self.path))

    def _found(self, query: str, limit: int | None) -> list[Kept]:
        from bibtool.jobs.library import found

        return found(query, str(self.path), limit)

    # writing

    def add(self, *sources: Path | Work | Reading | Mapping[str, Any]) -> Added:
        """Add what files and folders hold (articles, bibliographies), readings, works, or CSL-JSON.

        What is there already takes what it lacks.  Raises :class:`bibtool.Error` for a file that is not there; what
        cannot be read in a folder is kept aside.
        """
        from bibtool.jobs import library_intake as job

        paths = [as_path(each) for each in sources if isinstance(each, (str, os.PathLike))]
        reports = [job.add(paths, str(self.path))] if paths else []
        said: list[Found] = []
        rows: list[Work | Mapping[str, Any]] = []
        for each in sources:
            if isinstance(each, Reading):
                rows += each.works
            elif not isinstance(each, (str, os.PathLike)):
                rows.append(each)
        if rows:
            entries, said = entries_of(rows)
            doubtful = frozenset(each.key for each in rows if isinstance(each, Work) and each.certainty != "sure")
            reports.append(job.add_entries(entries, doubtful, str(self.path)))
        return _added(reports, findings(said))

    def correct(self, key: str, values: Mapping[str, str], *, checked: bool = True) -> Work:
        """Put values into a work, as ``bibtool lib edit`` does: CSL's variables or the names that people have for them,
        values as a person writes them ("2012-05", "Lis, Anna; Kos, Jan"); "" takes one out.  Its sources know it still.

        Raises :class:`bibtool.Error` for a value that cannot be (``checked=False``: only for one that cannot be kept),
        TypeError for one that is no text.
        """
        for field, value in values.items():
            if not isinstance(value, str):
                raise TypeError(f"{field}: a value is written as text (str), not {type(value).__name__}")
        from bibtool.jobs.library_editing import Edit, edit

        edit([key], "", Edit(tuple(values.items()), unchecked=not checked), str(self.path))
        return self[key]

    def merge(self, keep: str, *others: str, force: bool = False) -> Work:
        """Make one work of several, which are then one with all that was said of each: what ``keep`` lacks is filled,
        what the others say otherwise becomes variants, mentions, tags, remarks and attachments go with it.

        Raises :class:`bibtool.Error` for works that are evidently different (BT995), unless by ``force``.
        """
        from bibtool.jobs.library_merging import merge_works

        merge_works([keep, *others], str(self.path), force=force)
        return self[keep]

    def tag(self, keys: str | Iterable[str], *tags: str, remove: Iterable[str] = ()) -> int:
        """Give works tags, and take those in ``remove`` off; how many works have others now."""
        from bibtool.jobs.library import tag

        return tag(_keys(keys), tags, list(remove), str(self.path))

    def remove(self, *keys: str) -> int:
        """Take works out with all that belongs to them; how many.  Raises :class:`bibtool.Error` for an unknown key."""
        from bibtool.jobs.library import remove

        return remove(keys, str(self.path))

    def undo(self, number: int | None = None, *, since: datetime | None = None) -> list[int]:
        """Undo the last operation, or one by its number (an undoing, too), or all since a moment; the numbers of what
        was undone.  Raises :class:`bibtool.Error` (BT956, BT963), and then nothing is changed by that operation;
        TypeError for a moment that is no datetime."""
        if since is not None and not isinstance(since, datetime):
            raise TypeError(f"since is a datetime, not {type(since).__name__}")
        from bibtool.jobs.library_log import undo

        moment = since.astimezone(UTC) if since is not None else None
        return undo(number, moment, str(self.path))


def sorted_by_age(works: Iterable[Kept]) -> list[Work]:
    """The oldest first."""
    return [_work(each) for each in sorted(works, key=lambda work: work.id)]


def _work(kept: Kept) -> Work:
    return Work(kept.entry(), kept.certainty)


def _keys(keys: str | Iterable[str]) -> list[str]:
    return [keys] if isinstance(keys, str) else list(keys)


def _added(reports: Iterable[Report], said: tuple[Finding, ...]) -> Added:
    became: list[tuple[str, str]] = []
    aside = 0
    for report in reports:
        became += [(each.work.key, each.became.value) for each in report.added]
        aside += report.aside
        said += findings(report.findings)
    return Added(tuple(became), aside, said)
