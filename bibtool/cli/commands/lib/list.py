"""``bibtool lib list``: the works of the library."""

from __future__ import annotations

from collections.abc import Sequence
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


#: What is said where there is nothing to list: a table without rows says nothing.
_EMPTY = {
    What.WORKS: "library_empty",
    What.DOUBTFUL: "library_none_doubtful",
    What.ASIDE: "library_none_aside",
    What.TAGS: "library_none_tags",
}


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
    found: Sequence[object]
    if what is What.ASIDE:
        found = asides = job.asides(library)
        sys.stdout.write(asides_text(asides, language(ui), as_json))
    elif what is What.TAGS:
        found = tags = job.tags(library)
        sys.stdout.write(tags_text(tags, as_json))
    else:
        found = works = job.found("is:doubtful" if what is What.DOUBTFUL else "", library)
        if as_json:
            sys.stdout.write(json_text(works))
        elif works:
            print_table(job.entries(works, library), language(ui), sys.stdout)
    if not found and not as_json:
        print(word(_EMPTY[what], language(ui)), file=sys.stderr)
