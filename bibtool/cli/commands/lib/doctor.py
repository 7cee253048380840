"""``bibtool lib doctor``: is the library sound?"""

from __future__ import annotations

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption

ORDER = 12


def command(library: LibraryOption = None, ui: UiOption = None) -> None:
    """Check the library for damage.

    The exit code is 1 if there is some.
    """
    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.jobs import library as job

    typer.echo(word("library_sound", language(ui), count=job.doctor(library)))
