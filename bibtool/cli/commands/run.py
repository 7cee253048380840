"""``bibtool run``: the whole job."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.options import (
    CorrectionsOption,
    FromOption,
    KeySchemeOption,
    SupplementOption,
    UiOption,
    VerboseOption,
)

ORDER = 10


def command(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The article to read; '-' is standard input.")],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR", help="Folder to write to; it is created if necessary.")
    ] = "output",
    no_check: Annotated[bool, typer.Option("--no-check", help="Do not check the links.")] = False,
    from_: FromOption = None,
    supplement: SupplementOption = None,
    corrections: CorrectionsOption = None,
    key_scheme: KeySchemeOption = "pl",
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="What makes the bibliographies: bibtool or citeproc-py.")
    ] = "bibtool",
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite", help="Replace files in DIR even if they were edited or bibtool did not write them."
        ),
    ] = False,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Read an article and write everything that bibtool can make of it.

    Writes into the folder DIR: citations.jsonl, bibliography.bib (BibLaTeX), bibliography.bibtex.bib,
    bibliography.csl.json, bibliography.ris, findings.txt, report.html (everything on one page) and a bibliography in
    each style. Then it checks the links. A file in DIR that has been edited since an earlier run is left as it is, and
    the exit code is 1.
    """
    import sys
    from pathlib import Path

    from bibtool.cli import findings
    from bibtool.cli.guard import stop
    from bibtool.cli.interface import language
    from bibtool.cli.link_progress import link_progress
    from bibtool.cli.progress import progress
    from bibtool.cli.summary import print_summary
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.errors import Exit
    from bibtool.jobs.finding_sources import sources_of
    from bibtool.jobs.manifest import LEFT, Edited
    from bibtool.jobs.run import run
    from bibtool.jobs.run_links import check_links
    from bibtool.jobs.sources import from_path

    tongue = language(ui)
    edited = Edited.OVERWRITTEN if overwrite else Edited.LEFT
    extra = from_path(supplement) if supplement is not None else None
    given = from_path(source, from_)
    decided = gathered([source], corrections)
    with progress(tongue) as report:
        # the files must not depend on the reader's locale
        done = run(given, output, extra, key_scheme, ui or "en", report, engine, edited, decided)
    links = None
    if not no_check:
        with link_progress(tongue) as told:
            links = check_links(done.extraction, Path(output), tongue, told, edited, done.redrawn)
    print_summary(done, links, tongue, sys.stdout)
    sys.stdout.flush()
    doubts = (*done.findings, *(links.findings if links else ()))
    findings.show(doubts, sources_of(done.extraction), tongue, verbose)
    if any(finding.code == LEFT for finding in doubts):
        stop(Exit.FOUND)
