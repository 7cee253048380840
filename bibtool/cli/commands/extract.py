"""``bibtool extract``: citations and works of sources, in any format."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.options import (
    FromOption,
    KeySchemeOption,
    SourcesArgument,
    SupplementOption,
    UiOption,
    VerboseOption,
)

ORDER = 20


def _formats(incomplete: str) -> list[str]:
    from bibtool.jobs.export import names

    return [name for name in names() if name.startswith(incomplete)]


def command(
    sources: SourcesArgument,
    from_: FromOption = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="table, citations, bibtex, biblatex, csl-json, csl-notes, ris or another of convert's; else by the "
            "ending of the -o file, else table.",
            autocompletion=_formats,
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to standard output.")
    ] = None,
    supplement: SupplementOption = None,
    key_scheme: KeySchemeOption = "pl",
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Find the citations in SOURCES and join them to works.

    The works (or the citations) go to standard output, what is doubtful to standard error.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.progress import progress
    from bibtool.cli.reading import read_all
    from bibtool.cli.table import print_table, table_text
    from bibtool.jobs import export, files
    from bibtool.jobs.extract import check_scheme, extract
    from bibtool.jobs.sources import from_path
    from bibtool.jobs.view import sources_of

    files.check_output(output, (*sources, supplement))
    chosen = export.choose(format, output)
    check_scheme(key_scheme)
    tongue = language(ui)
    extra = from_path(supplement) if supplement is not None else None
    given, refused = read_all(sources, from_)
    with progress(tongue) as report:
        found = extract(given, extra, key_scheme, report, passages=export.needs_passages(chosen))
    if found.documents:
        if output is None and chosen == export.TABLE:
            print_table(found.entries, tongue, sys.stdout)
        elif output is None:
            sys.stdout.write(export.text(chosen, found))
        else:
            files.write(
                output, table_text(found.entries, tongue) if chosen == export.TABLE else export.text(chosen, found)
            )
        sys.stdout.flush()
        findings.show(found.findings, sources_of(found), tongue, verbose)
    finish([*refused, *(r.finding for r in found.refused)], ui)
