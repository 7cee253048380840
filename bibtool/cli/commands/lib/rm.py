"""``bibtool lib rm``: works taken out."""

from __future__ import annotations

import typer

from bibtool.cli.library_options import KeysArgument, LibraryOption
from bibtool.cli.options import UiOption

ORDER = 8


def command(keys: KeysArgument, library: LibraryOption = None, ui: UiOption = None) -> None:
    """Take works out of the library, with all that belongs to them; 'bibtool lib undo' brings them back."""
    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.jobs import library as job

    typer.echo(word("library_removed", language(ui), count=job.remove(keys, library)))
