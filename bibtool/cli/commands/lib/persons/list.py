"""``bibtool lib persons list``: forms of one name."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption, Shape, ShapeOption
from bibtool.cli.options import UiOption

ORDER = 1


def command(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]", help="Part of a name, in any script (default: all).", show_default=False),
    ] = None,
    to: ShapeOption = Shape.TABLE,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """List persons whose name has several forms.

    Those you linked come first, then those that may be one person.
    """
    import sys

    from bibtool.cli.interface import language
    from bibtool.cli.library_pairs import persons_json, persons_text
    from bibtool.jobs.library_persons import listed

    rows = listed(" ".join(name or ()), library)
    sys.stdout.write(persons_json(rows) if to is Shape.JSON else persons_text(rows, language(ui)))
