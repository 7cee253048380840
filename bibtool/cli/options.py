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
    typer.Option("--ui", help="Language of messages and help (default: that of the locale).", show_default=False),
]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Show all findings, not only the worst.")]
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
        "--files-from", metavar="LIST", help="A file with more sources, one path per line.", show_default=False
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help="How many documents to read at a time (default: one per processor).",
        show_default=False,
    ),
]
DocumentTimeoutOption = Annotated[
    float | None,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0.1, help="Time limit for one document (default: 300).", show_default=False
    ),
]
AnewOption = Annotated[bool, typer.Option("--fresh", help="Read every document again, even if it has not changed.")]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="With --engine dask: the cluster, as tls://HOST:PORT.",
        show_default=False,
    ),
]


class Hands(StrEnum):
    """Who does many documents."""

    PROCESSES = "processes"
    DASK = "dask"


EngineOption = Annotated[
    Hands,
    typer.Option("--engine", help="Where to read many documents: in processes on this machine, or on a Dask cluster."),
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
        help="Format of the source, as text, notes or docx (default: detected).",
        autocompletion=_readers,
        show_default=False,
    ),
]
SupplementOption = Annotated[
    str | None,
    typer.Option(
        "--supplement",
        metavar="FILE",
        help="A file with the texts of notes missing from the source (notes, DOCX or text).",
        show_default=False,
    ),
]
KeySchemeOption = Annotated[
    str,
    typer.Option(
        "--key-scheme",
        metavar="SCHEME",
        help="Transliteration for keys of works in Cyrillic.",
        autocompletion=_schemes,
    ),
]
SchemeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--scheme",
        metavar="[LANG=]NAME",
        help="Transliteration for a language, or for all (default: iso9).",
        show_default=False,
    ),
]
PapersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--papers",
        metavar="FILE",
        help="A .tex, .md or .qmd file in which to replace the keys, also in files it includes.",
        show_default=False,
    ),
]
InPlaceOption = Annotated[
    bool,
    typer.Option("--in-place", help="Write to SOURCE itself and keep a backup beside it; 'bibtool undo' reverses it."),
]
DiffOption = Annotated[
    bool, typer.Option("--diff", help="Show what would change in SOURCE; write only with --in-place or --output.")
]
CorrectionsOption = Annotated[
    str | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help="Apply the corrections in this file too (see 'bibtool correct --beside').",
        show_default=False,
    ),
]
