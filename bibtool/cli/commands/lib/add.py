"""``bibtool lib add``: articles, bibliographies and folders into the library."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption, VerboseOption

ORDER = 2


def command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE", help="Articles, bibliographies or folders; '-' is standard input.", show_default=False
        ),
    ],
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Add the works that articles cite and that bibliographies hold; what is there already is joined.

    Adding the same again changes nothing. What cannot be read is kept aside: 'bibtool lib list aside' shows it.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.progress import progress
    from bibtool.cli.words import word
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs.errors import Exit
    from bibtool.jobs.library import add
    from bibtool.library.adding import Became

    shown = language(ui)
    with progress(shown) as report:
        done = add(sources, library, report)
    figures = {became: done.count(became) for became in Became}
    sys.stdout.write(
        word(
            "library_added",
            shown,
            new=figures[Became.NEW] + figures[Became.ALIKE],
            joined=figures[Became.JOINED],
            same=figures[Became.SAME],
            aside=done.aside,
        )
        + "\n"
    )
    sys.stdout.flush()
    findings.show(done.findings, Sources({}, {}, [], {}), shown, verbose)
    finish((), ui, Exit.FOUND if done.aside or figures[Became.ALIKE] else Exit.DONE)
