"""``bibtool cited``: the works that a paper cites, and the keys that nobody knows."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 27


def command(
    papers: Annotated[
        list[str],
        typer.Argument(metavar="PAPER", help="LaTeX, its .aux or .bcf file, or Markdown.", show_default=False),
    ],
    bib: Annotated[
        list[str] | None,
        typer.Option(
            "--bib",
            metavar="REFS",
            help="A bibliography, or 'lib:' (default: those that the paper names).",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file (default: standard output)."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="bibtex, biblatex, csl-json, ris or any format of 'bibtool convert' (default: by the "
            "ending of -o or REFS).",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Write only the works that PAPER cites.

    Works that they refer to are included. Unknown keys are reported with their places and the nearest keys; the rest is
    written all the same, and the exit code is 1.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import stop
    from bibtool.cli.interface import language
    from bibtool.jobs import files
    from bibtool.jobs.cited import cited
    from bibtool.jobs.errors import Exit
    from bibtool.jobs.queries import Shelf

    done = cited(papers, bib or (), output, format, Shelf(library))
    if output is None:
        sys.stdout.write(done.text)
    else:
        files.write(output, done.text)
    sys.stdout.flush()
    if done.findings:
        findings.print_findings(done.findings, done.sources, language(ui), sys.stderr)
    if done.exit is not Exit.DONE:
        stop(done.exit)
