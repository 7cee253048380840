"""``--in-place`` and ``--diff``, the same for every command that changes a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bibtool.cli.words import word
from bibtool.diagnostics.code import Code
from bibtool.jobs.errors import JobError

if TYPE_CHECKING:
    from bibtool.changes.change import ChangeSet


def in_place_alone(in_place: bool, output: str | None) -> None:
    """``--in-place`` names the file that is written, so does ``--output``; raises JobError BT767 for both."""
    if in_place and output is not None:
        raise JobError(Code.TWO_OUTPUTS, path=output)


def rewrite(change_set: ChangeSet, in_place: bool, diff: bool, ui: str) -> None:
    """Show a change set on standard output where ``diff`` asks for it; then write it where ``in_place`` does, and say
    on standard error where the backups are."""
    if diff:
        from bibtool.changes.diff import unified

        sys.stdout.write(unified(change_set))
        sys.stdout.flush()
    if not in_place:
        return
    from bibtool.jobs.changes import write_in_place

    written = write_in_place(change_set)
    for file in written:
        print(word("change_in_place", ui, path=file.path, backup=file.backup or "-"), file=sys.stderr)
    for change in change_set.changes:
        if change.path not in {file.path for file in written}:
            print(word("change_nothing", ui, path=change.path), file=sys.stderr)
