"""``bibtool lib add``: articles, bibliographies and folders into the library."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption, VerboseOption

ORDER = 2


def command(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Articles, bibliographies or folders, '-' for standard input; a DOI, an ISBN or an address; another "
            "library, or lib:QUERY.",
            show_default=False,
        ),
    ] = None,
    isbn: Annotated[
        list[str] | None,
        typer.Option("--isbn", metavar="ISBN", help="A book by its ISBN (Open Library).", show_default=False),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask nobody: a DOI, an ISBN or an address is an error.")
    ] = False,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Add the works that articles cite and that bibliographies hold; what is there already is joined.

    The record of a DOI is asked of the agency that registered it, that of an ISBN of Open Library; of an address what
    its page says of itself. Adding the same again changes nothing. What cannot be read is kept aside: 'bibtool lib
    list aside' shows it.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.progress import progress
    from bibtool.cli.words import word
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs.errors import Exit
    from bibtool.jobs.library_intake import add
    from bibtool.jobs.library_lookup import Network
    from bibtool.jobs.library_lookup import isbn as checked
    from bibtool.library.adding import Became

    given = [*(sources or ()), *(f"isbn:{checked(each).value}" for each in isbn or ())]
    if not given:
        raise typer.BadParameter("name what is to be added", param_hint="SOURCE")
    shown = language(ui)
    with progress(shown) as report:
        done = add(given, library, report, Network.OFF if offline else Network.ASKED)
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
