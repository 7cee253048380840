"""``bibtool lib undo``: what was done to the library, taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 10


def command(
    number: Annotated[
        int | None,
        typer.Argument(metavar="[NUMBER]", help="Number in 'bibtool lib log' (default: the last).", show_default=False),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--since", metavar="TIME", help="Undo everything since this time (UTC).", show_default=False),
    ] = None,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Undo the last change of the library.

    Or an operation by its number, or everything since a time; papers with new keys are changed back too. An undo is
    itself an operation: undo it by its number to restore what it undid.
    """
    import sys
    from datetime import UTC

    from bibtool.changes.change import ChangeSet
    from bibtool.changes.diff import unified
    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.library_undone import undone_text
    from bibtool.cli.lines import room
    from bibtool.cli.words import word
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import library_log as job
    from bibtool.jobs.errors import Exit
    from bibtool.jobs.library_keys import papers_back
    from bibtool.library.undoing import Undone

    if number is not None and since is not None:
        raise typer.BadParameter("give a number or a time, not both", param_hint="--since")
    moment = since.replace(tzinfo=since.tzinfo or UTC) if since else None
    shown = language(ui)
    done: list[Undone] = []
    try:
        job.undo(number, moment, library, done.append)
    finally:  # an error leaves what was undone before it
        sys.stdout.write(undone_text(done, shown, room(sys.stdout)))
        sys.stdout.flush()
    papers = papers_back([each.operation.id for each in done], library)
    for path in papers.done:
        print(word("change_put_back", shown, path=path), file=sys.stderr)
    sys.stdout.write(unified(ChangeSet("lib undo", papers.patches)))
    sys.stdout.flush()
    if papers.findings:
        findings.show(papers.findings, Sources({}), shown, False)
    finish((), ui, Exit.FOUND if papers.findings else Exit.DONE)
