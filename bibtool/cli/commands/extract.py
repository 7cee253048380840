"""``bibtool extract``: citations and works of sources, in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bibtool.cli.options import (
    AnewOption,
    CorrectionsOption,
    DocumentTimeoutOption,
    EngineOption,
    FilesFromOption,
    FromOption,
    Hands,
    JobsOption,
    KeySchemeOption,
    ManySourcesArgument,
    SchedulerOption,
    SupplementOption,
    UiOption,
    VerboseOption,
)

if TYPE_CHECKING:
    from bibtool.cli.many import Asked

ORDER = 20


def _formats(incomplete: str) -> list[str]:
    from bibtool.jobs.export import names

    return [name for name in names() if name.startswith(incomplete)]


def _chosen(format: str | None, output: str | None, asked: Asked, names: list[str]) -> str:
    """The format: where none is named, many documents are done each by itself."""
    from bibtool.jobs import export

    lines = output is not None and output.lower().endswith((".jsonl", ".ndjson"))
    if format is None and ((output is None and asked.many(names)) or (lines and (asked.many(names) or len(names) > 1))):
        return export.DOCUMENTS
    return export.choose(format, output)


def command(
    sources: ManySourcesArgument = None,
    from_: FromOption = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="table, citations, documents (one line of JSON each), bibtex, biblatex, csl-json, csl-notes, ris or "
            "any format of 'bibtool convert' (default: by the ending of the -o file, or else table).",
            autocompletion=_formats,
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file (default: standard output)."),
    ] = None,
    cited_only: Annotated[
        bool, typer.Option("--cited-only", help="Leave out the article itself, which cites the works.")
    ] = False,
    supplement: SupplementOption = None,
    corrections: CorrectionsOption = None,
    key_scheme: KeySchemeOption = "pl",
    files_from: FilesFromOption = None,
    jobs: JobsOption = None,
    timeout: DocumentTimeoutOption = None,
    fresh: AnewOption = False,
    engine: EngineOption = Hands.PROCESSES,
    scheduler: SchedulerOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Find the works that SOURCE cites.

    The works (or the citations) go to standard output, findings to standard error. With folders, patterns and lists,
    each document is read on its own: a row in a table and, with -o FILE.jsonl, a line of JSON.
    """
    import sys

    from msgspec.structs import replace

    from bibtool.cli import findings
    from bibtool.cli.guard import finish
    from bibtool.cli.interface import language
    from bibtool.cli.left_out import print_left
    from bibtool.cli.many import Asked, Shown, documents, one_by_one, without_supplement
    from bibtool.cli.progress import progress
    from bibtool.cli.reading import read_all
    from bibtool.cli.table import print_table, table_text
    from bibtool.cli.words import word
    from bibtool.jobs import export, files
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.extract import check_scheme, extract
    from bibtool.jobs.finding_sources import sources_of
    from bibtool.jobs.gathered import expanded
    from bibtool.jobs.one_of_many import Product, Request
    from bibtool.jobs.side_by_side import processes_for
    from bibtool.jobs.sources import from_path

    if format is not None:
        export.choose(format, output)
    asked = Asked(files_from, jobs, timeout, fresh, engine is Hands.DASK, scheduler)
    names = asked.names(sources)
    files.check_output(output, (*names, supplement, files_from, corrections))
    chosen = _chosen(format, output, asked, names)
    check_scheme(key_scheme)
    tongue = language(ui)
    if chosen == export.DOCUMENTS:
        without_supplement(supplement)
        shown = Shown.LINES if format is not None and output is None else Shown.TABLE
        told = tongue if shown is Shown.TABLE and output is None else ui.value if ui else "en"
        request = Request(Product.CITATIONS, from_, key_scheme, ui=told)
        finish((), ui, documents(names, asked, request, output, shown, tongue, corrections=corrections))
        return
    one_by_one(asked)
    extra = from_path(supplement) if supplement is not None else None
    taken = expanded(names, (output,))
    print_left(taken.left, tongue)
    given, refused = read_all(taken.paths, from_)
    refused = [*taken.refused, *refused]
    with progress(tongue) as report:
        decided = gathered([source.name for source in given], corrections)
        passages = export.needs_passages(chosen)
        hands = processes_for(given)
        found = extract(given, extra, key_scheme, report, passages=passages, corrections=decided, processes=hands)
        if cited_only:
            found = replace(found, entries=found.cited)
    if found.documents:
        if output is None and chosen == export.TABLE:
            print_table(found.entries, tongue, sys.stdout)
        elif output is None:
            sys.stdout.write(export.text(chosen, found))
        else:
            files.write(
                output, table_text(found.entries, tongue) if chosen == export.TABLE else export.text(chosen, found)
            )
        sys.stdout.flush()
        findings.show(found.findings, sources_of(found), tongue, verbose)
        own = [entry.key for entry in found.entries if not entry.mentions]
        if output is not None and own and export.holds_works(chosen):
            print(word("own_written", tongue, path=output, keys=", ".join(own)), file=sys.stderr)
    finish([*refused, *(r.finding for r in found.refused)], ui)
