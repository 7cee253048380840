"""``bibtool history``: what was seen of an address, and when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.options import UiOption

ORDER = 36


class Shape(StrEnum):
    """How the history is printed."""

    TABLE = "table"
    JSON = "json"


def command(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address, in any spelling.")],
    format: Annotated[Shape, typer.Option("--format", help="Table for people, or JSON for programs.")] = Shape.TABLE,
    history: Annotated[
        str | None,
        typer.Option("--history", metavar="FILE", help="File with the results of earlier checks (default: your own)."),
    ] = None,
    ui: UiOption = None,
) -> None:
    """Show what earlier checks of an address found.

    The oldest comes first; below them is what you said of the address yourself (check --mark).
    The exit code is 3 if there were none.
    """
    import json
    import sys

    from bibtool.cli.interface import language
    from bibtool.cli.link_table import print_history
    from bibtool.jobs import link_settings
    from bibtool.jobs.history import history as seen_of
    from bibtool.jobs.history import marks

    told = link_settings.gathered({"history": history})
    path = link_settings.history_path(told)
    rows = seen_of(url, path)
    if format is Shape.JSON:
        json.dump([dict(row.result) for row in rows], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        print_history(rows, marks(url, path), language(ui), sys.stdout)
