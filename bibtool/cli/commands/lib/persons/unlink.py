"""``bibtool lib persons unlink``: a form is another person's after all."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 3


def command(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Forms of a name, each as 'Family, Given'.", show_default=False)
    ],
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Separate forms of a name from their person."""
    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.jobs.library_persons import unlink

    typer.echo(word("library_unlinked", language(ui), count=unlink(names, library)))
