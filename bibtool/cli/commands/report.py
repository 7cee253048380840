"""``bibtool report``: everything about a source on one page."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import CorrectionsOption, FromOption, UiOption

ORDER = 29


def command(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="An article, a bibliography, or works of the library (lib:QUERY); '-' is standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="The page to write; '-' is standard output.")
    ] = "report.html",
    style: Annotated[
        list[str] | None,
        typer.Option(
            "--style",
            "-s",
            metavar="NAME",
            help="A style for the bibliographies; may be repeated (default: those of 'bibtool run').",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check the links first (default: show what earlier checks found).")
    ] = False,
    history: Annotated[
        str | None,
        typer.Option(
            "--history",
            metavar="FILE",
            help="File with the results of earlier checks (default: your own).",
            show_default=False,
        ),
    ] = None,
    from_: FromOption = None,
    corrections: CorrectionsOption = None,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Write one page about SOURCE to look at and to share.

    It shows notes in colour, findings, works, links and bibliographies, with downloads. The page needs nothing outside
    itself and sends nothing anywhere. It holds all the notes of the article.
    """
    import sys
    from pathlib import Path

    from bibtool.cli.interface import language
    from bibtool.cli.link_progress import link_progress
    from bibtool.cli.progress import progress, working
    from bibtool.cli.words import word
    from bibtool.jobs import files, link_settings
    from bibtool.jobs.check import check as check_links
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.link_sources import of_works
    from bibtool.jobs.queries import Shelf
    from bibtool.jobs.report import report
    from bibtool.jobs.styles import usable
    from bibtool.jobs.works import load
    from bibtool.text.visible import visible

    if output is not None and Path(output).suffix.lower() not in ("", ".html", ".htm"):
        raise typer.BadParameter("a report is a page: name a file that ends in .html", param_hint="--output")
    tongue = language(ui)
    for name in style or ():
        usable(name)
    shelf = Shelf(library)
    shelf.check_asked((source,), from_)
    if output is not None:
        files.check_output(output, shelf.inputs((source, corrections)))
    told = link_settings.gathered({"history": history})
    path = link_settings.history_path(told)
    with progress(tongue) as step:
        works = load(source, from_, None, step, gathered([source], corrections), shelf)
    results = None
    if check:
        asked = of_works(works.entries, works.extraction)
        with link_progress(tongue) as seen:
            results = check_links(asked, link_settings.settings(told), path, seen).results
    with working(tongue, "rendering", source):
        page = report(works, tongue, style or (), results, path)
    if output is None:
        sys.stdout.write(page)
    else:
        files.write(output, page)
        print(visible(word("report_written", tongue, path=output)), file=sys.stderr)
