"""``bibtool lib dedupe``: works of the library that may be one."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption, Shape, ShapeOption
from bibtool.cli.options import UiOption, VerboseOption

ORDER = 13


def command(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUERY]", help="Only pairs with a work that QUERY finds (default: all).", show_default=False
        ),
    ] = None,
    different: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--different", metavar="KEY KEY", help="Remember that two works are different.", show_default=False
        ),
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help="Merge sure pairs, each into its older work.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="With --merge: show what would change, and change nothing.")
    ] = False,
    to: ShapeOption = Shape.TABLE,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """List works that may be duplicates, with the evidence.

    Sure pairs come first. Scripts, romanisations, initials, misprints and missing subtitles do not matter; another
    edition, a chapter, a volume, a review or a translation is another work. The exit code is 1 if there are pairs.
    """
    import sys

    from bibtool.changes.diff import unified
    from bibtool.cli import findings
    from bibtool.cli.guard import stop
    from bibtool.cli.interface import language
    from bibtool.cli.library_pairs import merged_text, pairs_json, pairs_text
    from bibtool.cli.lines import room
    from bibtool.cli.progress import progress
    from bibtool.cli.words import word
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import library_merging as job
    from bibtool.jobs.errors import Exit

    shown = language(ui)
    if different is not None and (merge or query):
        raise typer.BadParameter("it takes two keys, and no query", param_hint="--different")
    if diff and not merge:
        raise typer.BadParameter("it needs --merge", param_hint="--diff")
    if different is not None:
        typer.echo(word("library_apart", shown, count=job.different(different, library)))
        return
    asked = " ".join(query or ())
    if not merge:
        with progress(shown) as report:
            rows = job.pairs(asked, library, report)
        sys.stdout.write(pairs_json(rows) if to is Shape.JSON else pairs_text(rows, shown, room(sys.stdout)))
        sys.stdout.flush()
        if rows:
            stop(Exit.FOUND)
        return
    with progress(shown) as report:
        done = job.merge_sure(asked, library, not diff, report)
    if diff:
        sys.stdout.write(unified(done.changes))
    else:
        sys.stdout.write(merged_text(done, shown, room(sys.stdout)))
        count = sum(len(each.gone) for each in done.merged)
        sys.stdout.write(word("library_merged_count", shown, count=count, left=len(done.left)) + "\n")
    sys.stdout.flush()
    if done.findings:
        findings.show(done.findings, Sources({}, {}, [], {}), shown, verbose)
    if done.left:
        stop(Exit.FOUND)
