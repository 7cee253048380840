"""``bibtool lib log``: what was done to the library."""

from __future__ import annotations

from bibtool.cli.library_options import LibraryOption, Shape, ShapeOption
from bibtool.cli.options import UiOption

ORDER = 9


def command(to: ShapeOption = Shape.TABLE, library: LibraryOption = None, ui: UiOption = None) -> None:
    """List what was done to the library, the newest first.

    'bibtool lib undo' takes the numbers shown.
    """
    import sys

    from bibtool.cli.interface import language
    from bibtool.cli.library_table import log_text
    from bibtool.jobs import library_log as job

    sys.stdout.write(log_text(job.operations(library), language(ui), as_json=to is Shape.JSON))
