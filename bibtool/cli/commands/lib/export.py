"""``bibtool lib export``: works of the library as a bibliography."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption, VerboseOption

ORDER = 6


def _formats(incomplete: str) -> list[str]:
    from bibtool.jobs.convert import names

    return [name for name in names() if name.startswith(incomplete)]


def command(
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]", help="Which works (default: all).", show_default=False),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="File to write; its ending decides the format.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="A format of 'bibtool convert'.", autocompletion=_formats),
    ] = None,
    cited_in: Annotated[
        list[str] | None,
        typer.Option(
            "--cited-in",
            metavar="PAPER",
            help="Only works that a paper cites by key (LaTeX, .aux, .bcf, Markdown); for articles with "
            "notes use in:NAME.",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Write works in any format of 'bibtool convert'.

    What a format cannot hold is reported.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.diagnostics.code import Code
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import files
    from bibtool.jobs.cited import cited
    from bibtool.jobs.errors import Exit, JobError
    from bibtool.jobs.library import library_path
    from bibtool.jobs.library_export import export
    from bibtool.jobs.queries import PREFIX, Shelf

    if to is None and output is None:
        raise typer.BadParameter("name a format, or a file to write with --output", param_hint="--to")
    asked = " ".join(query or ())
    files.check_output(output, [str(library_path(library))])
    if cited_in:
        part = cited(cited_in, [PREFIX + asked], output, to, Shelf(library))
        text, said, sources, code = part.text, part.findings, part.sources, part.exit
    else:
        done = export(asked, library, output, to)
        if asked and not done.entries:  # no file is emptied by a mistyped query
            raise JobError(Code.QUERY_WITHOUT_WORKS, Exit.NOTHING, path=asked, library=str(library_path(library)))
        text, said, sources, code = done.text, done.findings, Sources({}, {}, [], {}), Exit.DONE
    if output is None:
        sys.stdout.write(text)
    else:
        files.write(output, text)
    sys.stdout.flush()
    findings.show(said, sources, language(ui), verbose)
    finish((), ui, code)
