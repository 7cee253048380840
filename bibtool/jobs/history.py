"""What was seen of an address, and when."""

from __future__ import annotations

from pathlib import Path

from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.paths import exists
from bibtool.links.history import Decision, Seen
from bibtool.links.plan import complete
from bibtool.links.uri import page_key


def history(url: str, path: Path | str) -> list[Seen]:
    """Every check of the address in any spelling, the oldest first.

    Raises JobError BT516 for a history that cannot be used, BT519 (nothing to be done) for an address
    that was neither checked nor marked.
    """
    from bibtool.database import Access, DatabaseError
    from bibtool.links.history import History

    found: list[Seen] = []
    if exists(path):
        try:
            with History(path, Access.READ) as store:
                found = store.like(complete(url))
        except DatabaseError as error:
            raise JobError(Code.HISTORY_UNUSABLE, files.exit_for(error), reason=str(error)) from None
    if not found and not marks(url, path):
        raise JobError(Code.ADDRESS_NEVER_CHECKED, Exit.NOTHING, url=url)
    return found


def marks(url: str, path: Path | str) -> list[Decision]:
    """What a person said of the address in any spelling (``check --mark``), by the spelling.

    Raises JobError BT516 for a history that cannot be used.
    """
    from bibtool.database import Access, DatabaseError
    from bibtool.links.history import History

    if not exists(path):
        return []
    try:
        with History(path, Access.READ) as store:
            known = store.decisions()
    except DatabaseError as error:
        raise JobError(Code.HISTORY_UNUSABLE, files.exit_for(error), reason=str(error)) from None
    key = page_key(complete(url))
    return [known[each] for each in sorted(known) if page_key(each) == key]
