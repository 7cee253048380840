"""``bibtool lib undo``: what was done to the library, taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 10


def command(
    number: Annotated[
        int | None,
        typer.Argument(metavar="[NUMBER]", help="Of 'bibtool lib log'; default: the last.", show_default=False),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--since", metavar="TIME", help="Everything from this moment on (UTC).", show_default=False),
    ] = None,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Undo the last command, an operation by its number, or all since a moment.

    An undoing is an operation, too: undo it by its number, and what it undid stands again.
    """
    from datetime import UTC

    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.jobs import library as job

    if number is not None and since is not None:
        raise typer.BadParameter("a number or a moment, not both", param_hint="--since")
    moment = since.replace(tzinfo=since.tzinfo or UTC) if since else None
    done = job.undo(number, moment, library)
    typer.echo(word("library_undone", language(ui), numbers=", ".join(map(str, done))))
