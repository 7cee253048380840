"""``bibtool lib purge``: values taken out for good."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption, VerboseOption
from bibtool.diagnostics.code import Code

ORDER = 9


def command(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY[.FIELD]", help="Works, or single values of them: nowak2001.note.", show_default=False
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask: I know that it cannot be undone.")] = False,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Take works or single values out for good: from the log, the index and the bytes of the file, too.

    Nothing brings them back. Copies that were made with 'bibtool lib backup' still hold them.
    """
    import sys

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs.errors import Exit, JobError
    from bibtool.jobs.library_purge import purge

    shown = language(ui)
    if not yes:
        asked = word("library_purge_asked", shown, targets=", ".join(targets))
        if not sys.stdin or not sys.stdin.isatty() or not typer.confirm(asked, err=True):
            raise JobError(Code.PURGE_UNCONFIRMED)
    done = purge(targets, library)
    sys.stdout.write(
        word("library_purged", shown, count=len(done.purged), rows=sum(p.rows for p in done.purged)) + "\n"
    )
    sys.stdout.flush()
    if done.findings:
        findings.show(done.findings, Sources({}, {}, [], {}), shown, verbose)
    finish((), ui, Exit.FOUND if done.findings else Exit.DONE)
