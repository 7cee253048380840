"""``bibtool format``: works or notes set in a style."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import (
    CorrectionsOption,
    DiffOption,
    FromOption,
    InPlaceOption,
    SchemeOption,
    Script,
    UiOption,
    VerboseOption,
)
from bibtool.diagnostics.code import Code

ORDER = 25


class Shape(StrEnum):
    """Values of :class:`bibtool.jobs.format.Shape`."""

    BIBLIOGRAPHY = "bibliography"
    NOTES = "notes"


class Sort(StrEnum):
    """Values of :class:`bibtool.render.setting.Sort`."""

    STYLE = "style"
    LATIN_FIRST = "latin-first"
    CYRILLIC_FIRST = "cyrillic-first"
    BY_LANGUAGE = "by-language"
    TRANSLITERATED = "transliterated"


class Spaces(StrEnum):
    """Values of :class:`bibtool.render.setting.Spaces`."""

    PLAIN = "plain"
    NON_BREAKING = "non-breaking"


class Sections(StrEnum):
    """Values of :class:`bibtool.render.setting.Sections`."""

    NONE = "none"
    SCRIPT = "script"
    LANGUAGE = "language"
    TYPE = "type"


def _styles(incomplete: str) -> list[str]:
    from bibtool.render.processing import known_styles

    return [name for name in known_styles() if name.startswith(incomplete)]


def command(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="An article, a .bib, CSL-JSON, RIS, or notes; works of the library ('lib:author:trenin'); '-' is "
            "standard input.",
        ),
    ],
    style: Annotated[
        str,
        typer.Option(
            "--style", metavar="NAME", help="Name of a style, or path of a .csl file.", autocompletion=_styles
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to this file (default: standard output).", show_default=False
        ),
    ] = None,
    shape: Annotated[
        Shape, typer.Option("--as", help="A list of the works, or the article's notes rewritten.")
    ] = Shape.BIBLIOGRAPHY,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="KIND",
            help="text, html, markdown, latex, docx or odt (default: by the ending of FILE).",
            show_default=False,
        ),
    ] = None,
    locale: Annotated[
        str,
        typer.Option(
            "--locale", metavar="TAG", help="Language of terms and headings (default: the style's).", show_default=False
        ),
    ] = "",
    entry_language: Annotated[
        str | None,
        typer.Option(
            "--entry-language",
            metavar="own|TAG",
            help="Language of terms, dates and quotation marks: each entry's own, or a locale.",
            show_default=False,
        ),
    ] = None,
    script: Annotated[Script, typer.Option("--script", help="Script of the entries.")] = Script.ORIGINAL,
    scheme: SchemeOption = None,
    translations: Annotated[
        bool, typer.Option("--translations", help="Add the translated title in brackets where a work has one.")
    ] = False,
    scopus: Annotated[
        bool, typer.Option("--scopus", help="Two lists: original scripts, then Latin letters with translations.")
    ] = False,
    sort: Annotated[Sort, typer.Option("--sort", help="Order of the list.")] = Sort.STYLE,
    sections: Annotated[Sections, typer.Option("--sections", help="Divide the list, with headings.")] = Sections.NONE,
    spaces: Annotated[
        Spaces, typer.Option("--spaces", help="Keep one-letter words, labels and initials from ending a line.")
    ] = Spaces.PLAIN,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="What makes the list: own or citeproc-py.")
    ] = "own",
    works: Annotated[
        str | None,
        typer.Option(
            "--works", metavar="FILE", help="The bibliography of notes in the format csl-notes.", show_default=False
        ),
    ] = None,
    gender: Annotated[
        list[str] | None,
        typer.Option(
            "--gender",
            metavar="NAME=m|f",
            help="Gender of an author for 'the same' (tenże, taż), by name or key of a work; the source has priority.",
            show_default=False,
        ),
    ] = None,
    also: Annotated[
        str | None,
        typer.Option(
            "--also",
            metavar="NOTE,…",
            help="Notes to rewrite although their reading is doubtful; no word is lost even so.",
            show_default=False,
        ),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar="FILE", help="What became of each note, and why, as JSON.", show_default=False
        ),
    ] = None,
    unlink: Annotated[
        bool,
        typer.Option(
            "--unlink", help="Rewrite notes with fields of Zotero and the like too; the fields become plain text."
        ),
    ] = False,
    accept_changes: Annotated[
        bool, typer.Option("--accept-changes", help="Rewrite notes with tracked changes too; the changes are accepted.")
    ] = False,
    track: Annotated[bool, typer.Option("--track", help="Write the new notes of a DOCX as tracked changes.")] = False,
    comments: Annotated[
        bool | None,
        typer.Option(
            "--comments/--no-comments",
            help="In a DOCX, comments that say why a note was left as printed (default: yes).",
            show_default=False,
        ),
    ] = None,
    corrections: CorrectionsOption = None,
    in_place: InPlaceOption = False,
    diff: DiffOption = False,
    from_: FromOption = None,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Print the works or the notes of SOURCE in a CSL style.

    Notes keep the author's comments and signal words; a work is given in full the first time, then as the style says.
    """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path

    from bibtool.cli import findings
    from bibtool.cli.effects import on_source
    from bibtool.cli.guard import finish
    from bibtool.cli.in_place import in_place_alone, rewrite
    from bibtool.cli.interface import language
    from bibtool.cli.progress import progress, working
    from bibtool.cli.words import word
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import files
    from bibtool.jobs import format as job
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.errors import JobError
    from bibtool.jobs.finding_sources import sources_of
    from bibtool.jobs.in_place import Comments, Manner
    from bibtool.jobs.queries import Shelf
    from bibtool.jobs.works import load
    from bibtool.render import setting as settings
    from bibtool.render.rewriting.notes import Changes, Fields, Tracking, Ways

    rewrites = in_place or diff
    in_place_alone(in_place, output)
    shelf = Shelf(library)
    shelf.check_asked((source, works), from_)
    for written in (output, report):
        files.check_output(written, (*shelf.inputs((source, works)), style, corrections))
    if report is not None and output is not None and Path(report).resolve() == Path(output).resolve():
        raise typer.BadParameter("it names the same file as --output", param_hint="--report")
    own = {".odt": "odt", ".md": "markdown", ".markdown": "markdown"}.get(Path(source).suffix.lower(), "docx")
    kind = job.kind_of(to or (own if rewrites else None), output)
    tongue = language(ui)
    ways = Ways(
        Fields.UNLINK if unlink else Fields.KEEP,
        Changes.ACCEPT if accept_changes else Changes.KEEP,
        Tracking(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")) if track else None,
    )
    said = {None: Comments.DEFAULT, True: Comments.WRITE, False: Comments.NONE}[comments]
    manner = Manner(ways, said, tongue)
    chosen = settings.Setting(
        style,
        locale,
        entry_language,
        settings.Script(script.value),
        job.schemes_of(scheme or ()),
        translations,
        settings.Sort(sort.value),
        settings.Sections(sections.value),
        spaces=settings.Spaces(spaces.value),
    )
    numbers = tuple(number.strip() for number in (also or "").split(",") if number.strip())
    if also is not None and not numbers:
        raise typer.BadParameter("no note is named", param_hint="--also")
    request = job.Request(
        chosen, job.Shape(shape.value), kind.name, engine, scopus, numbers, manner, tuple(gender or ())
    )
    job.check(request)
    with progress(tongue) as stage:
        given = load(source, from_, works, stage, gathered([source], corrections), shelf)
    on_source(
        "format",
        source,
        {
            "--works": works is not None,
            "--also": bool(also),
            "--report": report is not None,
            "--corrections": corrections is not None,
        },
        (given.family,),
    )
    with working(tongue, "rendering", style):
        done = job.format_works(given, request)
    if rewrites:
        rewrite(job.changed(given, done), in_place, diff, tongue)
    if output is not None:
        files.write(output, done.data)
    elif rewrites:
        pass
    elif not kind.media_type.startswith("text/"):
        if sys.stdout.isatty():
            raise JobError(Code.BINARY_TO_TERMINAL, kind=kind.name)
        sys.stdout.buffer.write(done.data)
    else:
        sys.stdout.write(done.data.decode("utf-8"))
    sys.stdout.flush()
    known = sources_of(given.extraction) if given.extraction else Sources({}, {}, [], {})
    findings.show(done.findings, known, tongue, verbose)
    if done.restyled is not None:
        if report is not None:
            files.write(report, done.restyled.to_json())
        print(word("restyled", tongue, **done.restyled.figures()), file=sys.stderr)
    finish((), ui, done.exit)
