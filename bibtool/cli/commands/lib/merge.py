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
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Merge works into the first one.

    Its values stay, it takes over what it lacks, and other forms are kept beside them. Mentions, tags, remarks and
    files go along; the keys of the others lead to it from then on.
    """
    import sys

    from bibtool.changes.diff import unified
    from bibtool.cli import findings
    from bibtool.cli.interface import language
    from bibtool.cli.library_pairs import merged_text
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import library_merging as job

    shown = language(ui)
    done = job.merge_works(keys, library, keep=not diff)
    sys.stdout.write(unified(done.changes) if diff else merged_text(done, shown))
    sys.stdout.flush()
    if done.findings:
        findings.show(done.findings, Sources({}, {}, [], {}), shown, verbose)
