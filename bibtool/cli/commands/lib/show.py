"""``bibtool lib show``: everything about some works."""

from __future__ import annotations

from bibtool.cli.library_options import KeysArgument, LibraryOption, Shape, ShapeOption
from bibtool.cli.options import UiOption

ORDER = 5


def command(
    keys: KeysArgument, to: ShapeOption = Shape.TABLE, library: LibraryOption = None, ui: UiOption = None
) -> None:
    """Show everything about works.

    That is their values, other forms, the notes that cite them, and tags.
    """
    import sys

    from bibtool.cli.interface import language
    from bibtool.cli.library_table import details_json, details_text
    from bibtool.cli.lines import room
    from bibtool.jobs import library as job

    shown = job.shown(keys, library)
    sys.stdout.write(details_json(shown) if to is Shape.JSON else details_text(shown, language(ui), room(sys.stdout)))
