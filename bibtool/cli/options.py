"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Ui(StrEnum):
    """Languages of messages (values of diagnostics.catalogue.UI_LANGUAGES)."""

    EN = "en"
    PL = "pl"


class Script(StrEnum):
    """Values of :class:`bibtool.render.setting.Script`."""

    ORIGINAL = "original"
    LATIN = "latin"
    BOTH = "both"


UiOption = Annotated[
    Ui | None,
    typer.Option("--ui", help="Language of messages; else that of the locale.", show_default=False),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Show every finding, not only the worst.")]
SourcesArgument = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files to read; '-' is standard input.", show_default=False),
]

ManySourcesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE...", help="Files, folders and patterns ('*.pdf'); '-' is standard input.", show_default=False
    ),
]
FilesFromOption = Annotated[
    str | None,
    typer.Option(
        "--files-from", metavar="LIST", help="A file of further sources, one path a line.", show_default=False
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help="Of many documents, so many at a time; else one a processor.",
        show_default=False,
    ),
]
DocumentTimeoutOption = Annotated[
    float | None,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0.1, help="For one of many documents; else 300.", show_default=False
    ),
]
AnewOption = Annotated[
    bool, typer.Option("--fresh", help="Do every document, also those that the output has and that did not change.")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="With --engine dask: tls://HOST:PORT of the cluster.", show_default=False
    ),
]


class Hands(StrEnum):
    """Who does many documents."""

    PROCESSES = "processes"
    DASK = "dask"


EngineOption = Annotated[
    Hands, typer.Option("--engine", help="Who does many documents: processes of this machine, or a cluster of dask's.")
]


def _readers(incomplete: str) -> list[str]:
    from bibtool.readers.registry import readers

    return [name for name in readers() if name.startswith(incomplete)]


def _schemes(incomplete: str) -> list[tuple[str, str]]:
    from bibtool.language.translit import schemes

    return [(scheme.name, scheme.title) for scheme in schemes() if scheme.name.startswith(incomplete)]


FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FORMAT",
        help="Format of the sources (text, notes, docx); else told by the file.",
        autocompletion=_readers,
        show_default=False,
    ),
]
SupplementOption = Annotated[
    str | None,
    typer.Option(
        "--supplement",
        metavar="FILE",
        help="Texts of notes that the source lacks: a notes file, a DOCX or a text.",
        show_default=False,
    ),
]
KeySchemeOption = Annotated[
    str,
    typer.Option(
        "--key-scheme",
        metavar="SCHEME",
        help="Transliteration for the keys of works in Cyrillic.",
        autocompletion=_schemes,
    ),
]
SchemeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--scheme",
        metavar="[LANG=]NAME",
        help="Transliteration of a language, or of all; else iso9.",
        show_default=False,
    ),
]
PapersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--papers",
        metavar="FILE",
        help="A .tex, .md or .qmd file whose cites get the new keys, with what it reads.",
        show_default=False,
    ),
]
InPlaceOption = Annotated[
    bool,
    typer.Option("--in-place", help="Write into SOURCE itself; a backup lies beside it, 'bibtool undo' takes it back."),
]
DiffOption = Annotated[
    bool, typer.Option("--diff", help="Show what would change in SOURCE; written only with --in-place or --output.")
]
CorrectionsOption = Annotated[
    str | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help="Apply the corrections in this file too, as 'bibtool correct --beside' writes them.",
        show_default=False,
    ),
]
