"""``bibtool lib search``: works found by words in any script, and by fields."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption, Shape, ShapeOption
from bibtool.cli.options import UiOption

ORDER = 4


def command(
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY",
            help='Words, "phrases", beginnings*, -without; author: title: year:2016..2022 lang: type: tag: in: note: '
            "key: has: is: doi: isbn: url:.",
            show_default=False,
        ),
    ],
    most: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="Show at most N works.")] = 20,
    to: ShapeOption = Shape.TABLE,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Find works in any script and spelling.

    Accents, scripts and romanisations do not matter; exact spellings come first. 'trenin' finds Тренин and Trienin,
    'lodz' finds Łódź.
    """
    import sys

    from bibtool.cli.guard import stop
    from bibtool.cli.interface import language
    from bibtool.cli.library_table import json_text, print_found
    from bibtool.cli.words import word
    from bibtool.jobs import library as job
    from bibtool.jobs.errors import Exit
    from bibtool.text.visible import visible

    asked = " ".join(f'"{word}"' if " " in word and ":" not in word and '"' not in word else word for word in query)
    works = job.found(asked, library, most + 1)
    more, works = len(works) > most, works[:most]
    if to is Shape.JSON:
        sys.stdout.write(json_text(works))
    elif works:
        print_found(job.entries(works, library), asked, language(ui), sys.stdout)
    else:
        print(visible(word("library_not_found", language(ui), query=asked)), file=sys.stderr)
    sys.stdout.flush()
    if more:
        print(word("library_more", language(ui), shown=most), file=sys.stderr)
    if not works:
        stop(Exit.FOUND)
