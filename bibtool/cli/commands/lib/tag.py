"""``bibtool lib tag``: tags given and taken off."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import KeysArgument, LibraryOption
from bibtool.cli.options import UiOption

ORDER = 7


def command(
    keys: KeysArgument,
    add: Annotated[
        list[str] | None, typer.Option("--add", "-a", metavar="TAG", help="Tag to add; may be repeated.")
    ] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", "-r", metavar="TAG", help="Tag to remove; may be repeated.")
    ] = None,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Add tags to works, or remove them."""
    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.jobs import library as job

    if not add and not remove:
        raise typer.BadParameter("name a tag with --add or --remove", param_hint="--add")
    typer.echo(word("library_changed", language(ui), count=job.tag(keys, add or (), remove or (), library)))
