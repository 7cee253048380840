"""``bibtool explain``: what a finding means."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.options import UiOption

ORDER = 40


def _codes(incomplete: str) -> list[tuple[str, str]]:
    from bibtool.diagnostics.catalogue import rules

    return [(code, rule.name) for code, rule in rules().items() if code.startswith(incomplete.upper())]


def command(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="BT401, its name, or a family (BT4).", autocompletion=_codes),
    ] = None,
    ui: UiOption = None,
) -> None:
    """Explain a finding, or list all of them.

    It says what the finding means and why it matters, with an example.
    """
    import sys

    from bibtool.cli.explained import explain, listing
    from bibtool.cli.interface import language
    from bibtool.cli.lines import room
    from bibtool.diagnostics.catalogue import rules
    from bibtool.jobs.selection import chosen

    if code is None:
        typer.echo(listing(rules().values(), language(ui)))
        return
    found = [rules()[name] for name in sorted(chosen([code]))]
    if len(found) == 1:
        typer.echo(explain(found[0], language(ui), room(sys.stdout)))
    else:
        typer.echo(listing(found, language(ui)))
