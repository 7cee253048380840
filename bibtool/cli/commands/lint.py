"""``bibtool lint``: what is doubtful in sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import (
    AnewOption,
    CorrectionsOption,
    DocumentTimeoutOption,
    EngineOption,
    FilesFromOption,
    FromOption,
    Hands,
    JobsOption,
    ManySourcesArgument,
    SchedulerOption,
    SchemeOption,
    Script,
    SupplementOption,
    UiOption,
)
from bibtool.diagnostics.code import Code

ORDER = 30


class Shape(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    DIFF = "diff"


class Level(StrEnum):
    """Values of :class:`bibtool.diagnostics.catalogue.Severity`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def command(
    sources: ManySourcesArgument = None,
    from_: FromOption = None,
    format: Annotated[
        Shape,
        typer.Option(
            "--format", help="Text for people, JSON for programs, or printed and expected forms side by side (diff)."
        ),
    ] = Shape.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", metavar="CODES", help="Only these codes, names or families (BT3).", show_default=False
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="Leave out these codes, names or families.", show_default=False),
    ] = None,
    fail_level: Annotated[
        Level, typer.Option("--fail-level", help="Exit with 1 for findings as bad as this or worse.")
    ] = Level.WARNING,
    style: Annotated[
        str | None,
        typer.Option(
            "--style", metavar="NAME", help="Show where the notes depart from this CSL style.", show_default=False
        ),
    ] = None,
    consistency: Annotated[
        bool,
        typer.Option("--consistency", help="Show forms that the text mixes, as (dostęp and [dostęp, or - and –."),
    ] = False,
    locale: Annotated[
        str,
        typer.Option(
            "--locale", metavar="TAG", help="Language of the style's terms (default: its own).", show_default=False
        ),
    ] = "",
    entry_language: Annotated[
        str | None,
        typer.Option(
            "--entry-language",
            metavar="own|TAG",
            help="Judge the terms, dates and quotes of each entry by its own language, or by another.",
            show_default=False,
        ),
    ] = None,
    script: Annotated[Script, typer.Option("--script", help="Script that the works should be in.")] = Script.ORIGINAL,
    scheme: SchemeOption = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write: a line of JSON per document; FILE.docx is the document with its findings as comments, "
            "FILE.html a page of its notes and findings.",
            show_default=False,
        ),
    ] = None,
    track: Annotated[
        bool,
        typer.Option("--track", help="With -o FILE.docx and --style: write safe corrections as tracked changes."),
    ] = False,
    supplement: SupplementOption = None,
    files_from: FilesFromOption = None,
    jobs: JobsOption = None,
    timeout: DocumentTimeoutOption = None,
    fresh: AnewOption = False,
    engine: EngineOption = Hands.PROCESSES,
    scheduler: SchedulerOption = None,
    corrections: CorrectionsOption = None,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """List everything doubtful in SOURCE.

    The exit code is 1 if a finding is as bad as the fail level. For works of the library ('lib:author:trenin') it
    reports doubtful readings, wrong identifiers and likely duplicates. With folders, patterns and lists, each document
    is judged on its own; with -o its findings are a line of JSON.
    """
    import json
    import sys

    from bibtool.cli import findings
    from bibtool.cli.comparison import print_comparison
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.left_out import print_left
    from bibtool.cli.many import Asked, Shown, documents, one_by_one, without_supplement
    from bibtool.cli.progress import progress
    from bibtool.cli.reading import read_all
    from bibtool.diagnostics.catalogue import Severity
    from bibtool.jobs import files
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.errors import Exit, JobError
    from bibtool.jobs.finding_sources import sources_of
    from bibtool.jobs.format import schemes_of
    from bibtool.jobs.gathered import expanded
    from bibtool.jobs.lint import Habits, check_asked, lint, records
    from bibtool.jobs.one_of_many import Product, Request, style_file
    from bibtool.jobs.queries import Shelf, is_query
    from bibtool.jobs.report import of_findings
    from bibtool.jobs.review import Review, Tracking, review_of, reviewed
    from bibtool.jobs.selection import at_least, chosen
    from bibtool.jobs.sources import from_path
    from bibtool.render import setting as settings

    chosen([*(select or []), *(ignore or [])])
    if format is Shape.DIFF and style is None:
        raise JobError(Code.NOTHING_TO_COMPARE_WITH)
    tongue = language(ui)
    asked = Asked(files_from, jobs, timeout, fresh, engine is Hands.DASK, scheduler)
    names = asked.names(sources)
    shelf = Shelf(library)
    shelf.check_asked(names, from_)
    files.check_output(output, (*shelf.inputs(names), supplement, files_from, corrections))
    queries, names = [name for name in names if is_query(name)], [name for name in names if not is_query(name)]
    if queries and style is not None and not names:
        raise JobError(Code.OPTION_WITHOUT_EFFECT, option="--style", other=queries[0])
    level = Severity(fail_level.value)
    letters, schemes = settings.Script(script.value), schemes_of(scheme or ())
    plain: dict[tuple[str, str], str] = {}
    setting = (
        settings.Setting(style, locale, entry_language, letters, dict(schemes), genders=plain)
        if style is not None
        else None
    )
    review = review_of(output)
    recorded = output is not None and review is None
    if track and review is not Review.COMMENTS:
        raise JobError(Code.OPTION_NEEDS_ANOTHER, option="--track", needed="-o FILE.docx")
    if review is not None:
        if queries or format is not Shape.TEXT:
            ending = f"-o FILE{review.value}"
            raise JobError(Code.OPTION_WITHOUT_EFFECT, option=queries[0] if queries else "--format", other=ending)
        one_by_one(asked)
        if asked.many(names):
            raise JobError(Code.REVIEW_OF_ONE, path=", ".join(names))
    if consistency and (recorded or asked.many(names)):
        raise JobError(
            Code.OPTION_WITHOUT_EFFECT, option="--consistency", other="--output" if output is not None else "SOURCE…"
        )
    if (recorded or asked.many(names)) and format is not Shape.DIFF:
        if queries:
            raise JobError(
                Code.OPTION_WITHOUT_EFFECT, option=queries[0], other="--output" if output is not None else "SOURCE…"
            )
        without_supplement(supplement)
        check_asked(select or (), ignore or (), setting)
        request = Request(
            Product.FINDINGS,
            from_,
            select=tuple(select or ()),
            ignore=tuple(ignore or ()),
            style=setting,
            style_file=style_file(style),
            ui=ui.value if ui else "en" if output is not None else tongue,
        )
        written = {Shape.TEXT: Shown.FINDINGS, Shape.JSON: Shown.JSON}[format]
        shown = Shown.TABLE if output is not None else written
        finish((), ui, documents(names, asked, request, output, shown, tongue, level, corrections))
        return
    one_by_one(asked)
    extra = from_path(supplement) if supplement is not None else None
    taken = expanded(names)
    print_left(taken.left, tongue)
    given, refused = read_all(taken.paths, from_)
    refused = [*taken.refused, *refused]
    with progress(tongue) as report:
        decided = gathered([source.name for source in given], corrections)
        habits = Habits.COMPARED if consistency else Habits.UNASKED
        found = lint(given, select or (), ignore or (), extra, report, setting, decided, queries, shelf, habits)
    if output is not None and found.extraction.documents:
        way = Tracking.CHANGE if track else Tracking.COMMENT
        page = of_findings(found, tongue) if review is Review.PAGE else reviewed(found, given, tongue, way)
        files.write(output, page)
        findings.print_lines([findings.summary(found.findings, tongue)], sys.stderr)
    elif format is Shape.JSON:
        json.dump(records(found, tongue), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif format is Shape.DIFF:
        print_comparison(found.compared, tongue, sys.stdout)
        sys.stdout.flush()
    elif found.extraction.documents or queries:
        findings.print_findings(found.findings, sources_of(found.extraction), tongue, sys.stdout)
        sys.stdout.flush()
        findings.print_lines([findings.summary(found.findings, tongue)], sys.stderr)
    failed = at_least(found.findings, level)
    finish([*refused, *(r.finding for r in found.extraction.refused)], ui, Exit.FOUND if failed else Exit.DONE)
