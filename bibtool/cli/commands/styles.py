"""``bibtool styles``: styles listed, searched and shown."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.options import UiOption

ORDER = 34
_SHOW = "show"


class Shape(StrEnum):
    """How styles are printed."""

    TABLE = "table"
    JSON = "json"


def _words(incomplete: str) -> list[str]:
    from bibtool.render.processing import known_styles

    return [name for name in (_SHOW, *known_styles()) if name.startswith(incomplete)]


def command(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUERY | show NAME|FILE]",
            help="Words from the name, title, field, class or language; or 'show' and a style.",
            autocompletion=_words,
            show_default=False,
        ),
    ] = None,
    format: Annotated[Shape, typer.Option("--format", help="Table for people, or JSON for programs.")] = Shape.TABLE,
    locale: Annotated[
        str,
        typer.Option(
            "--locale", metavar="TAG", help="Language of the samples (default: the style's).", show_default=False
        ),
    ] = "",
    ui: UiOption = None,
) -> None:
    """List styles, or show one with samples.

    Without QUERY it lists all, bibtool's own first; 'show NAME' prints what a style is, with samples. The words of
    QUERY may be in any order; case, accents and script do not matter.
    """
    import json
    import sys

    from bibtool.cli.guard import complain, finish
    from bibtool.cli.interface import language
    from bibtool.cli.style_table import print_style, print_styles
    from bibtool.jobs.styles import found_styles, shown_style

    words = query or []
    if words[:1] == [_SHOW]:
        if len(words) != 2:
            raise typer.BadParameter("show wants one NAME or FILE", param_hint="QUERY")
        shown = shown_style(words[1], locale)
        if format is Shape.JSON:
            sys.stdout.write(json.dumps(shown.to_json(), ensure_ascii=False, indent=2) + "\n")
        else:
            print_style(shown, language(ui), sys.stdout)
        sys.stdout.flush()
        for finding in shown.doubts:
            complain(finding, ui)
        finish(shown.defects, ui)
        return
    found = found_styles(words)
    if format is Shape.JSON:
        sys.stdout.write(json.dumps([info.to_json() for info in found], ensure_ascii=False, indent=2) + "\n")
    else:
        print_styles(found, language(ui), sys.stdout)
