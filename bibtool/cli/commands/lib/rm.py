"""``bibtool lib rm``: works taken out."""

from __future__ import annotations

import typer

from bibtool.cli.library_options import KeysArgument, LibraryOption
from bibtool.cli.options import UiOption

ORDER = 8


def command(keys: KeysArgument, library: LibraryOption = None, ui: UiOption = None) -> None:
    """Remove works from the library.

    All that belongs to them goes as well; 'bibtool lib undo' brings it back.
    """
    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.jobs import library as job

    typer.echo(word("library_removed", language(ui), count=job.remove(keys, library)))
