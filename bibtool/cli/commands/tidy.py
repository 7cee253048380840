"""``bibtool tidy``: a .bib file put in order, and nothing else in it changed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.options import DiffOption, InPlaceOption, PapersOption, UiOption, VerboseOption
from bibtool.diagnostics.code import Code

ORDER = 29


class SortBy(StrEnum):
    """Values of :class:`bibtool.jobs.tidying.Order`."""

    KEY = "key"
    AUTHOR = "author"
    YEAR = "year"
    TITLE = "title"
    TYPE = "type"


def command(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A .bib file; '-' is standard input.")],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to this file (default: standard output).", show_default=False
        ),
    ] = None,
    keys: Annotated[bool, typer.Option("--keys", help="Make new keys from name and year (lis2001).")] = False,
    fields: Annotated[
        bool,
        typer.Option("--fields", help="Field names in lower case and in the usual order; empty fields are removed."),
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help="Encoding to write, as utf-8 or cp1250 (default: as it is).",
            show_default=False,
        ),
    ] = None,
    sort: Annotated[SortBy | None, typer.Option("--sort", help="Order of the entries.", show_default=False)] = None,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="Join entries of the same work, unless they contradict each other.")
    ] = False,
    urls: Annotated[bool, typer.Option("--urls", help="Remove TeX and resolvers from addresses and DOIs.")] = False,
    case: Annotated[
        bool, typer.Option("--case", help="Put braces around words that must keep their capitals.")
    ] = False,
    papers: PapersOption = None,
    in_place: InPlaceOption = False,
    diff: DiffOption = False,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Put a .bib file in order and change nothing else.

    It does only what you ask for; everything else stays byte for byte, and without options the file is unchanged.
    Papers are written together with the file, and 'bibtool undo' reverses both.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.in_place import in_place_alone, rewrite
    from bibtool.cli.interface import language
    from bibtool.cli.progress import working
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import files
    from bibtool.jobs.errors import JobError
    from bibtool.jobs.tidy import Asked, tidy
    from bibtool.jobs.tidying import Order

    in_place_alone(in_place, output)
    files.check_output(output, (source, *(papers or ())))
    if in_place and source == files.STDIN:
        raise JobError(Code.STANDARD_INPUT_IN_PLACE)
    tongue = language(ui)
    order = Order(sort.value) if sort is not None else None
    with working(tongue, "reading", source):
        done = tidy(source, Asked(keys, fields, duplicates, urls, case, order, encoding), papers or ())
    if in_place or diff:
        rewrite(done.changes, in_place, diff, tongue)
    if output is not None:
        files.write(output, done.data)
    elif not (in_place or diff):
        sys.stdout.flush()
        sys.stdout.buffer.write(done.data)
    sys.stdout.flush()
    if done.findings:
        findings.show(done.findings, Sources({}), tongue, verbose)
    finish((), ui, done.exit)
