"""``bibtool lib merge``: works that are one."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import KeysArgument, LibraryOption
from bibtool.cli.options import UiOption, VerboseOption

ORDER = 14


def command(
    keys: KeysArgument,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change, and change nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Merge works also if they are evidently different.")] = False,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Merge works into the first one.

    Its values stay, it takes over what it lacks, and other forms are kept beside them. Mentions, tags, remarks and
    files go along; the keys of the others lead to it from then on. What differs is shown; works that contradict each
    other are merged only with --force.
    """
    import sys

    from bibtool.changes.diff import unified
    from bibtool.cli import findings
    from bibtool.cli.guard import stop
    from bibtool.cli.interface import language
    from bibtool.cli.library_pairs import merged_text
    from bibtool.cli.lines import room
    from bibtool.diagnostics.code import Code
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import library_merging as job
    from bibtool.jobs.errors import Exit

    shown = language(ui)
    done = job.merge_works(keys, library, keep=not diff, force=force)
    sys.stdout.write(unified(done.changes) if diff else merged_text(done, shown, room(sys.stdout)))
    sys.stdout.flush()
    if done.findings:
        findings.show(done.findings, Sources({}, {}, [], {}), shown, verbose)
    if any(each.code == Code.EVIDENTLY_DIFFERENT for each in done.findings):
        stop(Exit.BAD_INPUT)
