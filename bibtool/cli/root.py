"""Options that stand before a command: bibtool's own, and those of a group of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool import __version__
from bibtool.cli.options import UiOption


def _version(value: bool) -> None:
    if value:
        typer.echo(f"bibtool {__version__}")
        raise typer.Exit


def bibtool(
    show: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version and exit."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an unexpected error (also BIBTOOL_DEBUG=1).")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress (also BIBTOOL_QUIET=1).")] = False,
    ui: UiOption = None,
) -> None:
    """What is given before the command; the guard of commands and ``without_switches`` look at it."""


def group(ui: UiOption = None) -> None:
    """What is given between a group and its command."""
