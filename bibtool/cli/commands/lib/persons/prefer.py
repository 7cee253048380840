"""``bibtool lib persons prefer``: the form of a name that goes out."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 4


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A linked form, as 'Family, Given'.", show_default=False)],
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Choose the form of a person's name to export.

    Works keep their own forms in the library.
    """
    import sys

    from bibtool.cli.interface import language
    from bibtool.cli.library_pairs import persons_text
    from bibtool.jobs.library_persons import prefer

    sys.stdout.write(persons_text([prefer(name, library)], language(ui)))
