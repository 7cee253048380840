"""Works of the library on their way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bibtool.database import Access
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.library import found, opened
from bibtool.jobs.library_persons import with_preferred
from bibtool.library.keywords import tagged
from bibtool.library.work import Work

if TYPE_CHECKING:
    from bibtool.entries.entry import Entry
    from bibtool.jobs.convert import Converted


def outgoing(works: Sequence[Work], named: str | None) -> tuple[list[Entry], list[Finding]]:
    """Works as the formats take them: with their tags among their keywords, and the forms of names that a person
    prefers, which is told (BT974)."""
    with opened(named, Access.READ) as store:
        tags = store.tags_of_all()
    return with_preferred((each.with_item(tagged(each.item, tags.get(each.id, ()))).entry() for each in works), named)


def export(query: str, named: str | None, output: str | None, to: str | None) -> Converted:
    """The works that a query finds in the format ``to``, or that which the ending of ``output`` tells.

    Nothing is written.  Raises JobError BT705, BT950, BT952, BT957.
    """
    from bibtool.jobs.convert import target, written

    chosen = target(to, output)
    works = sorted(found(query, named), key=lambda work: work.id)
    entries, said = outgoing(works, named)
    done = written(entries, chosen)
    return replace(done, findings=(*said, *done.findings))
