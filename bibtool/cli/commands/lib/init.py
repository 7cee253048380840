"""``bibtool lib init``: a library of a project's own."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.options import UiOption

ORDER = 1


def command(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="The project's folder; default: this one.")] = ".",
    trust: Annotated[
        bool, typer.Option("--trust", help="The library is there already: apply the corrections that it holds.")
    ] = False,
    ui: UiOption = None,
) -> None:
    """Make a library for the project in FOLDER.

    Commands that run in the folder or below it use this library.
    """
    from bibtool.jobs.library import init

    typer.echo(init(folder, trust))
