"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Ui(StrEnum):
    """Languages of messages (values of diagnostics.catalogue.UI_LANGUAGES)."""

    EN = "en"
    PL = "pl"


UiOption = Annotated[
    Ui | None,
    typer.Option("--ui", help="Language of messages; else that of the locale.", show_default=False),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Show every finding, not only the worst.")]
SourcesArgument = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE...", help="Files to read; '-' is standard input.", show_default=False),
]
