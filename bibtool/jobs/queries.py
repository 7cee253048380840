"""``lib:QUERY`` in the place of a file: works of the library as a source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import Exit, JobError

if TYPE_CHECKING:
    from bibtool.entries.entry import Entry
    from bibtool.library.work import Work

PREFIX = "lib:"


class Shelf(Struct, frozen=True):
    """Where queries are answered; ``library`` None: the one in use."""

    library: str | None = None

    def works(self, name: str) -> list[Work]:
        """The works that ``lib:QUERY`` finds, in the order in which they came in.

        Raises JobError BT950, BT952, BT957, and BT960 (exit code 3) where there is none.
        """
        from bibtool.jobs.library import found, library_path

        query = name.removeprefix(PREFIX)
        works = sorted(found(query, self.library), key=lambda work: work.id)
        if not works:
            raise JobError(Code.QUERY_WITHOUT_WORKS, Exit.NOTHING, path=name, library=str(library_path(self.library)))
        return works

    def entries(self, name: str) -> list[Entry]:
        """The same as the formats take them, with their tags, and the forms of names that a person prefers."""
        return outgoing(self.works(name), self.library)[0]

    def inputs(self, names: Iterable[str | None]) -> list[str | None]:
        """``names`` as the files that are read for them: no output may be one of these."""
        rows = list(names)
        if not any(name is not None and is_query(name) for name in rows):
            return rows
        from bibtool.jobs.library import library_path

        return [str(library_path(self.library)) if name is not None and is_query(name) else name for name in rows]

    def environment(self) -> dict[str, str]:
        """What tells another process which library to ask."""
        if self.library is None:
            return {}
        from bibtool.jobs.library import VARIABLE

        return {VARIABLE: self.library}

    def check_asked(self, names: Iterable[str | None], format: str | None = None) -> None:
        """Raises JobError BT752 for a library that no source asks, BT751 for the format of works of a library."""
        queries = [name for name in names if name is not None and is_query(name)]
        if self.library is not None and not queries:
            raise JobError(Code.OPTION_NEEDS_ANOTHER, option="--library", needed=f"{PREFIX}QUERY")
        if format is not None and queries:
            raise JobError(Code.OPTION_WITHOUT_EFFECT, option="--from", other=queries[0])


IN_USE = Shelf()


def outgoing(works: Iterable[Work], library: str | None) -> tuple[list[Entry], list[Finding]]:
    """Works of a library as the formats take them: with their tags among their keywords, and the forms of names that a
    person prefers, which is reported (BT974)."""
    from bibtool.database import Access
    from bibtool.jobs.library import opened
    from bibtool.jobs.library_persons import with_preferred
    from bibtool.library.keywords import tagged

    with opened(library, Access.READ) as store:
        tags = store.tags_of_all()
    return with_preferred((each.with_item(tagged(each.item, tags.get(each.id, ()))).entry() for each in works), library)


def is_query(name: str) -> bool:
    """Whether a source is a query of the library; a file of such a name is called ``./lib:…``."""
    return name.startswith(PREFIX)


def judged(name: str, shelf: Shelf) -> list[Finding]:
    """What is doubtful about the works that the query ``name`` finds: readings that nobody confirmed, keys that no
    ``.bib`` file takes, identifiers with a wrong check digit, works that may be another one.  Raises JobError as
    :meth:`Shelf.works`."""
    from bibtool.formats.registry import get
    from bibtool.jobs.library_merging import pairs

    works = shelf.works(name)
    said = [
        Finding(Code.WORK_UNCONFIRMED, {"key": work.key, "title": _title(work)})
        for work in works
        if work.certainty != "sure"
    ]
    said += get("biblatex").check([work.entry() for work in works])
    for pair in pairs(name.removeprefix(PREFIX), shelf.library):
        said.append(
            Finding(
                Code.WORKS_PERHAPS_THE_SAME, {"key": pair.other.key, "other": pair.one.key, "title": _title(pair.other)}
            )
        )
    return [replace(finding, document=name) for finding in said]


def _title(work: Work) -> str:
    return work.item.get("title")[:80]
