"""``bibtool cite``: a paper through pandoc, its citations formatted."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption
from bibtool.diagnostics.code import Code

ORDER = 26


def command(
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="What pandoc can read, for example Markdown.")],
    options: Annotated[
        list[str] | None,
        typer.Argument(metavar="[-- PANDOC-OPTIONS]", help="Options for pandoc itself.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write there (docx, html, tex, pdf), else to standard output."
        ),
    ] = None,
    bib: Annotated[
        list[str] | None,
        typer.Option(
            "--bib", metavar="REFS", help="A bibliography (.bib, .json, .ris), or 'lib:'.", show_default=False
        ),
    ] = None,
    style: Annotated[
        str | None,
        typer.Option("--style", metavar="STYLE", help="A style by name, or a .csl file.", show_default=False),
    ] = None,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Convert PAPER with pandoc, its citations formatted by bibtool: 'pandoc -F bibtool' in one command.

    A key that no bibliography has is printed in bold with a question mark, told with its line, and the exit code is 1;
    without pandoc it is 3.
    """
    import sys

    from bibtool.cli.guard import complain, stop
    from bibtool.jobs.errors import Exit, JobError
    from bibtool.jobs.pandoc import cite
    from bibtool.jobs.queries import Shelf

    done = cite(paper, output, bib or (), style, options or (), Shelf(library))
    if sys.stdout.isatty() and b"\0" in done.data:
        raise JobError(Code.BINARY_TO_TERMINAL, kind="this format")
    if done.data:
        sys.stdout.flush()
        sys.stdout.buffer.write(done.data)
        sys.stdout.flush()
    sys.stderr.write(done.messages)
    for finding in done.findings:
        complain(finding, ui)
    if done.exit is not Exit.DONE:
        stop(done.exit)
