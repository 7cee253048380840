"""``bibtool lib list``: the works of the library."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption, Shape, ShapeOption
from bibtool.cli.options import UiOption

ORDER = 3


class What(StrEnum):
    """What is listed."""

    WORKS = "works"
    DOUBTFUL = "doubtful"
    ASIDE = "aside"
    TAGS = "tags"


def command(
    what: Annotated[
        What, typer.Argument(help="Works, those whose reading is doubtful, what could not be read, or tags.")
    ] = What.WORKS,
    to: ShapeOption = Shape.TABLE,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """List works, the newest first."""
    import sys

    from bibtool.cli.interface import language
    from bibtool.cli.library_table import asides_text, json_text, tags_text
    from bibtool.cli.table import print_table
    from bibtool.cli.words import word
    from bibtool.jobs import library as job

    as_json = to is Shape.JSON
    if what is What.ASIDE:
        sys.stdout.write(asides_text(job.asides(library), language(ui), as_json))
        return
    if what is What.TAGS:
        sys.stdout.write(tags_text(job.tags(library), as_json))
        return
    works = job.found("is:doubtful" if what is What.DOUBTFUL else "", library)
    if as_json:
        sys.stdout.write(json_text(works))
    elif works:
        print_table(job.entries(works, library), language(ui), sys.stdout)
    else:
        empty = "library_none_doubtful" if what is What.DOUBTFUL else "library_empty"
        print(word(empty, language(ui)), file=sys.stderr)
