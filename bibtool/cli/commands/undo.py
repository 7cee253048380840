"""``bibtool undo``: a change of files taken back."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.options import UiOption

ORDER = 38


class Shape(StrEnum):
    """How the journal is printed."""

    TABLE = "table"
    JSON = "json"


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Undo or list the changes of these files, or of files in these folders (default: the current folder).",
            show_default=False,
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List what was changed, the newest first.")] = False,
    everywhere: Annotated[bool, typer.Option("--all", help="With --list: the changes of all folders.")] = False,
    format: Annotated[
        Shape, typer.Option("--format", help="With --list: table for people, or JSON for programs.")
    ] = Shape.TABLE,
    ui: UiOption = None,
) -> None:
    """Undo the last command that wrote files of the current folder in place.

    Every file gets back the bytes it had. A file that has been edited since is left as it is and reported, and the exit
    code is 2; it is 3 if there is nothing to undo.
    """
    import os
    import sys

    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.undone import listing, print_undone, refusals
    from bibtool.jobs import changes

    if listed:
        asked = () if everywhere else paths or (os.curdir,)
        found = changes.listed(asked)
        elsewhere = not found and bool(asked) and bool(changes.listed())
        shown = listing(found, language(ui), as_json=format is Shape.JSON, paths=paths or (), elsewhere=elsewhere)
        sys.stdout.write(shown)
        return
    done = changes.undo(paths or ())
    print_undone(done, language(ui), sys.stdout)
    sys.stdout.flush()
    finish(refusals(done), ui)
