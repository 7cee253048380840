"""``bibtool inspect``: why a note was read as it was."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.options import FromOption, UiOption

ORDER = 28


class Shape(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


def command(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="The file to read; '-' is standard input.", show_default=False)
    ],
    note: Annotated[
        list[str] | None,
        typer.Option(
            "--note",
            metavar="NUMBER",
            help="A note by its number, an entry of a list by its id (list-1); may be given again. All without it.",
            show_default=False,
        ),
    ] = None,
    from_: FromOption = None,
    to: Annotated[Shape, typer.Option("--to", help="For people or for programs.")] = Shape.TEXT,
    ui: UiOption = None,
) -> None:
    """Show why the notes of SOURCE were read as they were.

    Of each note: its text, what was found in it, where it was cut, and the readings of each citation with the terms of
    their scores, the best first.
    """
    import json
    import sys

    from bibtool.cli.findings import print_findings
    from bibtool.cli.inspected import shown
    from bibtool.cli.interface import language
    from bibtool.diagnostics.findings import Finding
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs.inspect import inspect, to_dict
    from bibtool.jobs.sources import from_path
    from bibtool.text.visible import in_json

    notes = inspect(from_path(source, from_), note or ())
    if to is Shape.JSON:
        text = json.dumps([to_dict(each) for each in notes], ensure_ascii=False, indent=1)
        sys.stdout.write(in_json(text) + "\n")
        return
    tongue = language(ui)
    if not notes:
        print_findings([Finding("BT202", {"name": source}, document=source)], Sources({}), tongue, sys.stderr)
    for number, each in enumerate(notes):
        sys.stdout.write(("\n" if number else "") + shown(each, tongue))
