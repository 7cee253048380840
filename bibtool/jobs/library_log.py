"""What was done to the library, for commands: listed and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bibtool.database import Access
from bibtool.diagnostics.code import Code
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.library import changing, opened
from bibtool.library.log import Operation, UndoError, last, since
from bibtool.library.undoing import Undone, foreseen

#: In Polish: ``diagnostics/reasons.toml``.
_NOT_UNDONE = {
    "unknown": "there is no such operation",
    "undone": "operation {} undid it already",
    "purged": "it took values out for good",
    "changed-since": "operation {} changed what it wrote",
}


def operations(named: str | None) -> list[Operation]:
    """Everything that was done, the newest first."""
    with opened(named, Access.READ) as store:
        return store.operations()


def undo(
    number: int | None,
    moment: datetime | None,
    named: str | None,
    told: Callable[[Undone], None] = lambda undone: None,
) -> list[int]:
    """Undo one operation, or all since a moment, or the last; gives the numbers of what was undone.

    ``told`` gets each of them once it is undone: an error at one leaves those before it undone.  Raises JobError BT956,
    BT957, BT963 (nothing to undo).
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
            undone = foreseen(store, each)
            try:
                store.undo(each)
            except UndoError as error:
                problem = _NOT_UNDONE[error.reason].format(error.later or "–")
                raise JobError(Code.OPERATION_NOT_UNDONE, number=str(each), problem=problem) from None
            if undone is not None:
                told(undone)
        return chosen
