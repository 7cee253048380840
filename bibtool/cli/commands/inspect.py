"""``bibtool inspect``: why a note was read as it was."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.options import FromOption, UiOption
from bibtool.diagnostics.code import Code

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
            help="A note by its number, an entry of a list by its id (list-1); may be repeated (default: all).",
            show_default=False,
        ),
    ] = None,
    page: Annotated[
        int | None,
        typer.Option("--page", metavar="N", min=1, help="Of a PDF, the notes on this page.", show_default=False),
    ] = None,
    from_: FromOption = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A page to look at: .html, the source with all that was seen in colour; .png, one page of a PDF.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[Shape, typer.Option("--to", help="Table for people, or JSON for programs.")] = Shape.TEXT,
    ui: UiOption = None,
) -> None:
    """Show how the notes of SOURCE were read, and why.

    For each note: its text, what was found in it, where it was cut, and the possible readings of each citation with
    their scores, the best first. With -o FILE.html: the whole source with everything found in it in colour, each with
    the rule that found it.
    """
    import json
    import sys

    from bibtool.cli.findings import print_findings
    from bibtool.cli.inspected import drawn_as, itself, shown
    from bibtool.cli.interface import language
    from bibtool.cli.lines import room
    from bibtool.cli.progress import working
    from bibtool.diagnostics.findings import Finding
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import files
    from bibtool.jobs.inspect import inspect, look, to_dict
    from bibtool.jobs.sources import from_path
    from bibtool.text.visible import in_json

    tongue = language(ui)
    if output is not None:
        files.check_output(output, (source,))
        drawn = drawn_as(output)
        with working(tongue, "reading", source):
            data = drawn(look(from_path(source, from_), note or (), page), tongue)
        files.write(output, data)
        return
    with working(tongue, "reading", source):
        seen = inspect(from_path(source, from_), note or (), page)
    notes = seen.notes
    if to is Shape.JSON:
        text = json.dumps([to_dict(each) for each in notes], ensure_ascii=False, indent=1)
        sys.stdout.write(in_json(text) + "\n")
        return
    told = list(seen.findings) if note is None and page is None else []
    if not notes and not any(finding.code == Code.NO_NOTES_FOUND for finding in told):
        told.append(Finding(Code.NO_NOTES_FOUND, {"name": source}, document=source))
    if told:
        print_findings(told, Sources({}), tongue, sys.stderr)
    if seen.own is not None and note is None and page is None:
        sys.stdout.write(itself(seen.own, tongue, room(sys.stdout)) + ("\n" if notes else ""))
    for number, each in enumerate(notes):
        sys.stdout.write(("\n" if number else "") + shown(each, tongue, room(sys.stdout)))
