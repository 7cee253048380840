"""``bibtool translit``: Cyrillic in Latin letters by a published scheme, and back."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.options import UiOption
from bibtool.diagnostics.code import Code

ORDER = 35


class Shape(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


def _schemes(incomplete: str) -> list[tuple[str, str]]:
    from bibtool.language.translit import schemes

    return [(scheme.name, scheme.title) for scheme in schemes() if scheme.name.startswith(incomplete)]


def command(
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT", help="Text; '-' is standard input, line by line.", show_default=False),
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            "--from", metavar="LANGUAGE", help="Language of the text: ru, uk, be, bg or kk (default: detected)."
        ),
    ] = "",
    scheme: Annotated[
        str, typer.Option("--scheme", metavar="NAME", help="Scheme to use; --list shows all.", autocompletion=_schemes)
    ] = "pl",
    reverse: Annotated[
        bool, typer.Option("--reverse", help="Convert back to Cyrillic, if the scheme allows it.")
    ] = False,
    shape: Annotated[Shape, typer.Option("--format", help="Plain text, or JSON lines.")] = Shape.TEXT,
    listed: Annotated[bool, typer.Option("--list", help="List the schemes and the languages they serve.")] = False,
    ui: UiOption = None,
) -> None:
    """Transliterate Cyrillic by a published scheme, or back.

    The default is the Polish transcription.
    """
    import sys

    if listed:
        from bibtool.cli.interface import language as of_messages
        from bibtool.cli.lines import filled, room
        from bibtool.cli.words import word
        from bibtool.language.translit import schemes

        for each in schemes():
            said = [*each.languages, *([word("scheme_reversible", of_messages(ui))] if each.reversible else [])]
            told = f"{each.title_in(of_messages(ui))} ({', '.join(said)})"
            print(filled(told, room(sys.stdout), f"{each.name:<12} "))
        return
    if not text:
        raise typer.BadParameter("give a TEXT, or - for standard input", param_hint="TEXT")
    import json

    from bibtool.cli.guard import complain
    from bibtool.jobs.errors import JobError
    from bibtool.jobs.translit import Direction, decoded, transliteration

    direction = Direction.BACK if reverse else Direction.TO_LATIN
    if text == ["-"] and sys.stdin is None:
        raise JobError(Code.STANDARD_INPUT_IS_TERMINAL)
    lines = decoded(sys.stdin.buffer.read()).splitlines() if text == ["-"] else [" ".join(text)]
    for line in lines:
        if not line.strip():
            typer.echo(line)
            continue
        done = transliteration(line, language, scheme, direction)
        typer.echo(json.dumps(done.to_json(), ensure_ascii=False) if shape is Shape.JSON else done.text)
        for finding in done.findings:
            complain(finding, ui)
