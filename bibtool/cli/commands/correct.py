"""``bibtool correct``: a person's decisions about the reading of a source, which last."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.options import CorrectionsOption, FromOption, SupplementOption, UiOption
from bibtool.diagnostics.code import Code

ORDER = 27


class Shape(StrEnum):
    """What the list is printed as."""

    TABLE = "table"
    JSON = "json"


def command(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The file to read; '-' is standard input.")],
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NOTE[.INDEX].FIELD=VALUE",
            help="A field as it should have been read, as 12.title=Mosty or 12.2.date=2011; may be given again. An "
            "empty value takes the field out.",
            show_default=False,
        ),
    ] = None,
    same: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--same", metavar="A B", help="Two citations, as 12 and 31.2, are of one work.", show_default=False
        ),
    ] = None,
    different: Annotated[
        tuple[str, str] | None,
        typer.Option("--different", metavar="A B", help="They are of two works.", show_default=False),
    ] = None,
    note: Annotated[
        list[str] | None,
        typer.Option(
            "--note",
            metavar="NUMBER",
            help="A note to open in the editor; may be given again. All notes without it.",
            show_default=False,
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the corrections, and what became of them.")] = False,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            "--remove",
            metavar="ID",
            help="Take back a correction by its id, or all of a note (12), a citation (12.2) or a field (12.title).",
            show_default=False,
        ),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would be kept, and keep nothing.")] = False,
    beside: Annotated[
        bool, typer.Option("--beside", help="Keep corrections in SOURCE.bibtool.toml, plain text for git.")
    ] = False,
    corrections: CorrectionsOption = None,
    supplement: SupplementOption = None,
    from_: FromOption = None,
    to: Annotated[Shape, typer.Option("--to", help="With --list: for people or for programs.")] = Shape.TABLE,
    ui: UiOption = None,
) -> None:
    """Correct how SOURCE was read: the notes open in your editor, or say it with --set, --same and --different.

    Every command that reads the text applies the corrections from then on, as long as the letters that they are about
    stand there, however the text is wrapped or its notes are numbered, and says how many.
    """
    import sys
    from datetime import UTC, datetime

    from bibtool.cli.corrected import edited, listing, print_change
    from bibtool.cli.findings import print_findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.decisions.applying import APPLIED
    from bibtool.decisions.decision import Act
    from bibtool.jobs.correct import Desk, Where
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.finding_sources import sources_of
    from bibtool.jobs.sources import from_path

    tongue = language(ui)
    extra = from_path(supplement) if supplement is not None else None
    found = gathered([source], corrections)
    desk = Desk(from_path(source, from_), found, extra)
    said = [
        f for f in desk.extraction.findings if Code.CORRECTED_LETTERS_CHANGED <= f.code <= Code.CORRECTIONS_NOT_YOURS
    ]
    if listed:
        sys.stdout.write(listing(desk, tongue, as_json=to is Shape.JSON))
        sys.stdout.flush()
        print_findings(
            [f for f in said if f.code >= Code.CORRECTIONS_OF_ANOTHER_TEXT],
            sources_of(desk.extraction),
            tongue,
            sys.stderr,
        )
        return
    assignments = [desk.assignment(each) for each in set_ or ()]
    pairs = [(Act.SAME, *same)] if same is not None else []
    pairs += [(Act.DIFFERENT, *different)] if different is not None else []
    text = None
    if not (assignments or pairs or remove):
        assignments, text = edited(desk, note or (), tongue)
    change = desk.change(assignments, pairs, remove or (), datetime.now(UTC))
    if not diff and (change.add or change.remove):
        where = desk.keep(change, Where.BESIDE if beside else Where.STORE, corrections)
        if text is not None:
            text.unlink()
        print_change(desk, change, where, tongue)
    elif diff:
        from bibtool.cli.corrected import difference

        sys.stdout.write(difference(desk, change))
    print_findings([f for f in said if f.code != APPLIED], sources_of(desk.extraction), tongue, sys.stderr)
    finish((), ui)
