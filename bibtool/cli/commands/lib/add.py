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
        bool, typer.Option("--offline", help="Stay off the network: a DOI, an ISBN or an address is then an error.")
    ] = False,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Add works to the library.

    They come from articles, which cite them, and from bibliographies; a work that is already there is joined. A DOI is
    looked up at the agency that registered it, an ISBN at Open Library; for an address, the page itself is read. Adding
    the same again changes nothing. What cannot be read is set aside: see 'bibtool lib list aside'.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.progress import progress
    from bibtool.cli.words import word
    from bibtool.diagnostics.catalogue import Severity
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs.errors import Exit
    from bibtool.jobs.library_intake import add
    from bibtool.jobs.library_lookup import Network
    from bibtool.jobs.library_lookup import isbn as checked
    from bibtool.jobs.selection import at_least
    from bibtool.library.adding import Became

    given = [*(sources or ()), *(f"isbn:{checked(each).value}" for each in isbn or ())]
    if not given:
        raise typer.BadParameter("name what to add", param_hint="SOURCE")
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
    doubts = done.aside or figures[Became.ALIKE] or at_least(done.findings, Severity.ERROR)
    finish((), ui, Exit.FOUND if doubts else Exit.DONE)
