"""``bibtool lib persons link``: forms of a name are one person's."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 2


def command(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Forms of a name, each as 'Family, Given'.", show_default=False)
    ],
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Say that forms of a name are one person's.

    Nothing is renamed.
    """
    import sys

    from bibtool.cli.interface import language
    from bibtool.cli.library_pairs import persons_text
    from bibtool.jobs.library_persons import link

    sys.stdout.write(persons_text([link(names, library)], language(ui)))
