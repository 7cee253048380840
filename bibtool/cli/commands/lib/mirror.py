"""``bibtool lib mirror``: the library as plain text."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 11


def command(
    target: Annotated[
        str, typer.Argument(metavar="FILE", help="The mirror, or the folder for it.", show_default=False)
    ],
    read: Annotated[bool, typer.Option("--read", help="Make the library match the mirror.")] = False,
    always: Annotated[bool, typer.Option("--always", help="From now on write it with every change.")] = False,
    never: Annotated[bool, typer.Option("--never", help="From now on write it only on request.")] = False,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Write the whole library as plain text, or read it back.

    One value per line, for people and for version control. A mirror that somebody else changed is not overwritten: read
    it first.
    """
    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.jobs import library_mirror as job
    from bibtool.jobs.mirrors import Keep

    if read + always + never > 1:
        raise typer.BadParameter("use one of --read, --always and --never", param_hint="--read")
    shown = language(ui)
    if read:
        done = job.read(target, library)
        typer.echo(word("library_mirror_read", shown, new=done.new, changed=done.changed, gone=done.gone))
        return
    keep = Keep.ALWAYS if always else Keep.NEVER if never else Keep.AS_IS
    typer.echo(str(job.write(target, library, keep)))
