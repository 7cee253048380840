"""``bibtool lib backup``: a copy of the library."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 11


def command(
    target: Annotated[str, typer.Argument(metavar="FILE", help="The copy; it must not exist yet.")],
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Copy the library into FILE.

    The copy is whole even if other programs are writing to the library.
    """
    from bibtool.jobs.library import backup

    typer.echo(backup(target, library))
