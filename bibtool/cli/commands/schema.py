"""``bibtool schema``: the JSON Schema of what other programs read."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.options import UiOption

ORDER = 45


def _names(incomplete: str) -> list[str]:
    from bibtool.jobs.schemas import names

    return [name for name in names() if name.startswith(incomplete)]


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="citations, csl-notes, findings, restyled or style; without a name, list all.",
            autocompletion=_names,
        ),
    ] = None,
    ui: UiOption = None,
) -> None:
    """Print the JSON Schema of a format that other programs read.

    Without a name it lists the schemas. 'citations', for example, is a line of 'extract --format citations'.
    """
    from bibtool.jobs.schemas import names, schema

    typer.echo("\n".join(names()) if name is None else schema(name).rstrip("\n"))
