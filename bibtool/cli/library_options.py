"""Options that the commands of the library share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Shape(StrEnum):
    """How works are printed."""

    TABLE = "table"
    JSON = "json"


def _keys(incomplete: str) -> list[str]:
    from bibtool.database import Access
    from bibtool.jobs.errors import JobError
    from bibtool.jobs.library import opened

    try:
        with opened(None, Access.READ) as store:
            return [key for key in store.every_key() if key.lower().startswith(incomplete.lower())]
    except JobError:
        return []


LibraryOption = Annotated[
    str | None,
    typer.Option("--library", metavar="FILE", help="The library (default: the project's, or else your own)."),
]
KeysArgument = Annotated[
    list[str], typer.Argument(metavar="KEY", help="Keys of works.", autocompletion=_keys, show_default=False)
]
ShapeOption = Annotated[Shape, typer.Option("--to", help="Table for people, or JSON for programs.")]
