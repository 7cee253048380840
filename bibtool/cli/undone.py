"""The journal of changes for people and programs, and what an undo did."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TextIO

from bibtool.changes.journal import Entry
from bibtool.changes.store import State, Undone
from bibtool.cli.lines import moment
from bibtool.cli.table import Column, Room, fitted_text
from bibtool.cli.words import word
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.text.visible import visible

_KEYS = ("id", "at", "command", "path", "state", "backup")


def listing(
    entries: Sequence[tuple[Entry, State]],
    ui: str,
    *,
    as_json: bool,
    paths: Sequence[str] = (),
    elsewhere: bool = False,
) -> str:
    """The newest first; a sentence where a table would be empty, about ``paths`` if some were named.

    ``elsewhere``: there are changes of other files.  Paths in the current folder are printed from there, in JSON whole.
    """
    rows = [(str(e.change_set), e.at, e.command, e.path, state.value, e.backup) for e, state in entries]
    if as_json:
        objects = [{"schema": 1, **dict(zip(_KEYS, row, strict=True))} for row in rows]
        return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
    told = [(*row[:3], _short(row[3]), word(f"change_{row[4].replace('-', '_')}", ui), _short(row[5])) for row in rows]
    rooms = (Room.WHOLE, Room.WHOLE, Room.WHOLE, Room.WRAPPED, Room.WHOLE, Room.WRAPPED)
    worth = (9, 3, 2, 9, 9, 1)
    columns = [
        Column(word(f"change_{key}", ui), room, worth=each) for key, room, each in zip(_KEYS, rooms, worth, strict=True)
    ]
    if rows:
        return fitted_text(columns, told, sys.stdout)
    if elsewhere:
        said = word("change_none_there", ui, paths=", ".join(paths)) if paths else word("change_none_here", ui)
    else:
        said = word("change_none", ui)
    return visible(said) + "\n"


def _short(path: str) -> str:
    """A path from the current folder on, where it lies in it."""
    here = os.path.realpath(os.curdir)
    return os.path.relpath(path, here) if path and Path(path).is_relative_to(here) else path


def print_undone(done: Undone, ui: str, out: TextIO) -> None:
    """Each command that was undone, with its time, and the files that are as they were before it."""
    for _, entries in groupby(done.done, key=lambda entry: entry.change_set):
        rows = list(entries)
        out.write(visible(word("change_undone_of", ui, command=rows[0].command, at=moment(rows[0].at))) + "\n")
        for entry in rows:
            out.write(visible(word("change_put_back", ui, path=_short(entry.path))) + "\n")


def refusals(done: Undone) -> list[Finding]:
    """Why files were left."""
    found: list[Finding] = []
    for entry, state in done.left:
        code = Code.FILE_GONE_SINCE if state is State.MISSING else Code.EDITED_SINCE
        found.append(Finding(code, {"path": entry.path, "backup": entry.backup or "-"}, document=entry.path))
    return found
