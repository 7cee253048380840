"""``bibtool convert``: bibliographies in another format."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption, VerboseOption

ORDER = 26


class FailOn(StrEnum):
    """Values of :class:`bibtool.jobs.convert.FailOn`."""

    NEVER = "never"
    LOSS = "loss"
    WARNING = "warning"
    ERROR = "error"


def _formats(incomplete: str) -> list[str]:
    from bibtool.jobs.convert import names

    return [name for name in names() if name.startswith(incomplete)]


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN",
            help="Bibliographies of any kind, works of the library ('lib:author:trenin'); '-' is standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT", help="File to write; its ending decides the format."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="bibtex, biblatex, csl-json, csl-yaml, ris, jats, csv, wikipedia-pl, -ru, -uk, -be, -en; without -o "
            "to standard output.",
            autocompletion=_formats,
            show_default=False,
        ),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="Format of IN (default: detected).", show_default=False),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 for findings as bad as this, or for any loss.")
    ] = FailOn.ERROR,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Convert bibliographies to another format, or join several into one.

    Values that the new format cannot hold are reported with their entries. Entries that may be the same work are
    reported, too; none are merged.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.progress import working
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import convert as job
    from bibtool.jobs import files
    from bibtool.jobs.queries import Shelf

    if to is None and output is None:
        raise typer.BadParameter("name a format, or a file to write with --output", param_hint="--to")
    tongue = language(ui)
    with working(tongue, "reading", ", ".join(inputs)):
        done = job.convert(inputs, output, to, from_, Shelf(library))
    if output is None:
        sys.stdout.write(done.text)
    else:
        files.write(output, done.text)
    sys.stdout.flush()
    findings.show(done.findings, Sources({}, {}, [], {}), tongue, verbose)
    finish((), ui, done.exit(job.FailOn(fail_on.value)))
