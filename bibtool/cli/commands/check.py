"""``bibtool check``: are the cited addresses alive, and what was archived of them?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import CorrectionsOption, DiffOption, FromOption, InPlaceOption, UiOption, VerboseOption
from bibtool.diagnostics.code import Code

ORDER = 35


class Shape(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


class FailOn(StrEnum):
    """Values of :class:`bibtool.links.outcome.Verdict`, and never."""

    DEAD = "dead"
    DEAD_NOW = "dead-now"
    SUSPECT = "suspect"
    UNREACHABLE = "unreachable"
    NEVER = "never"


Texts = list[str] | None


def command(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...",
            help="Articles, folders of them, bibliographies, lists of addresses or identifiers (one per line), "
            "addresses, works of the library ('lib:author:trenin'); '-' is stdin.",
            show_default=False,
        ),
    ] = None,
    from_: FromOption = None,
    corrections: CorrectionsOption = None,
    format: Annotated[
        Shape | None,
        typer.Option(
            "--format",
            help="Table for people, or JSON for programs (default: by the ending of --output, else the table).",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 for links as bad as this or worse.")
    ] = FailOn.DEAD_NOW,
    apply: Annotated[
        bool,
        typer.Option(
            "--apply",
            help="Correct addresses in the source and add archived copies (--output, --in-place or --diff).",
        ),
    ] = False,
    in_place: InPlaceOption = False,
    diff: DiffOption = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="File for the results; with --apply, the corrected source."
        ),
    ] = None,
    history: Annotated[
        str | None,
        typer.Option(
            "--history", metavar="FILE", help="File with the results of earlier checks (default: in your data folder)."
        ),
    ] = None,
    exclude: Annotated[
        Texts,
        typer.Option(
            "--exclude",
            metavar="PATTERN",
            help="Skip addresses that match this regular expression.",
            show_default=False,
        ),
    ] = None,
    accept: Annotated[
        Texts,
        typer.Option(
            "--accept",
            metavar="STATUS",
            help="Status codes that count as alive, as 403 or 500-599.",
            show_default=False,
        ),
    ] = None,
    cache: Annotated[
        str | None,
        typer.Option(
            "--cache",
            metavar="DAYS",
            help="Skip addresses found alive, blocked or dead in the last DAYS days; ask all others again.",
        ),
    ] = None,
    mark: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--mark",
            metavar="URL WORD",
            help="Mark an address yourself as alive or dead; 'none' removes the mark.",
            show_default=False,
        ),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="With --mark: the reason.", show_default=False)
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start again instead of continuing an interrupted check.")
    ] = False,
    archive: Annotated[
        Texts,
        typer.Option(
            "--archive",
            metavar="NAME[=URL]",
            help="Archives to ask, in this order: wayback, archive.today, arquivo.pt, or NAME=URL of a "
            "Memento archive; 'none' for none.",
            show_default=False,
        ),
    ] = None,
    control: Annotated[
        Texts,
        typer.Option(
            "--control",
            metavar="URL",
            help="An address that always answers, to test whether the network works (default: the archives).",
            show_default=False,
        ),
    ] = None,
    resolve: Annotated[
        Texts,
        typer.Option(
            "--resolve",
            metavar="HOST:PORT:ADDRESS",
            help="Use this address for a host; HOST:PORT:nxdomain if it should not exist.",
            show_default=False,
        ),
    ] = None,
    dns: Annotated[str | None, typer.Option("--dns", metavar="ADDRESS:PORT", help="Name server to use.")] = None,
    allow_private: Annotated[
        bool | None, typer.Option("--allow-private/--refuse-private", help="Check private addresses too.")
    ] = None,
    ca_bundle: Annotated[
        str | None, typer.Option("--ca-bundle", metavar="FILE", help="Certificates to trust (default: the system's).")
    ] = None,
    timeout: Annotated[
        str | None,
        typer.Option(
            "--timeout", metavar="SECONDS", help="Time limit for one request with its redirects (default: 30)."
        ),
    ] = None,
    concurrency: Annotated[
        str | None, typer.Option("--concurrency", metavar="N", help="Requests at a time (default: 32).")
    ] = None,
    jobs: Annotated[
        str | None,
        typer.Option("--jobs", metavar="N", help="Processes among which hosts are divided (default: 1)."),
    ] = None,
    per_host: Annotated[
        str | None,
        typer.Option(
            "--per-host",
            metavar="RATE",
            help="Most requests to one host, as 1/s or 20/min; 0 is no limit (default: 1/s).",
        ),
    ] = None,
    rate: Annotated[
        Texts,
        typer.Option(
            "--rate",
            metavar="NAME=RATE",
            help="Most requests to an archive (wayback=24/min) or to one of its endpoints (wayback:cdx=10/min).",
            show_default=False,
        ),
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option("--contact", metavar="TEXT", help="Your e-mail address or web page, sent to every server."),
    ] = None,
    user_agent: Annotated[
        str | None,
        typer.Option(
            "--user-agent", metavar="TEXT", help="User agent to send instead of bibtool's name and --contact."
        ),
    ] = None,
    retry_wait: Annotated[
        str | None, typer.Option("--retry-wait", metavar="SECONDS", help="Wait before the second try (default: 2).")
    ] = None,
    save: Annotated[
        bool | None,
        typer.Option(
            "--save/--no-save",
            help="Ask the Wayback Machine to save pages that no archive has (keys: BIBTOOL_SAVE_KEY, "
            "BIBTOOL_SAVE_SECRET). It publishes their addresses.",
        ),
    ] = None,
    save_all: Annotated[
        bool | None,
        typer.Option("--save-all/--no-save-all", help="Like --save, but also pages that are already archived."),
    ] = None,
    library: LibraryOption = None,
    verbose: VerboseOption = False,
    ui: UiOption = None,
) -> None:
    """Check whether links are alive, and find archived copies.

    A check that was interrupted continues where it stopped. Every setting can also be given in the environment
    (BIBTOOL_PER_HOST) or in bibtool.toml (per-host in the table "check"). The exit code is 1 if a link is as bad as
    --fail-on, a page could not be saved or a line of a list could not be read, and 3 if nothing could be checked.
    """
    import gc
    import sys

    # What is loaded and found is held until the end, so the collector walks ever more of it and frees nothing: 0.2 s of
    # the 1.6 s that 2,000 addresses take.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)

    from bibtool.cli import findings
    from bibtool.cli.effects import on_source
    from bibtool.cli.guard import finish
    from bibtool.cli.in_place import in_place_alone, rewrite
    from bibtool.cli.interface import language
    from bibtool.cli.left_out import print_left
    from bibtool.cli.link_progress import link_progress
    from bibtool.cli.link_table import plain_table, print_results, verdict_in
    from bibtool.cli.words import word
    from bibtool.diagnostics.shown import Sources
    from bibtool.jobs import files, link_report, link_settings
    from bibtool.jobs.check import check
    from bibtool.jobs.corrections import gathered
    from bibtool.jobs.errors import JobError
    from bibtool.jobs.gathered import expanded
    from bibtool.jobs.link_sources import load
    from bibtool.jobs.queries import Shelf
    from bibtool.jobs.wishes import mark as marked
    from bibtool.links.outcome import Verdict
    from bibtool.links.result import Result
    from bibtool.text.visible import visible

    tongue = language(ui)
    taken = expanded(list(sources or ()), (output,))
    named, unseen = list(taken.paths), list(taken.refused)
    print_left(taken.left, tongue)
    if not named and not unseen and mark is None:
        raise typer.BadParameter("name a file or an address", param_hint="SOURCE")
    if apply and output is None and not (in_place or diff):
        raise JobError(
            Code.BAD_LINK_SETTING,
            setting="--apply",
            reason="name the new file with --output, or give --diff or --in-place",
        )
    in_place_alone(in_place, output)
    told = link_settings.gathered(
        {
            "archive": archive,
            "control": control,
            "resolve": resolve,
            "dns": dns,
            "allow-private": allow_private,
            "ca-bundle": ca_bundle,
            "timeout": timeout,
            "concurrency": concurrency,
            "jobs": jobs,
            "per-host": per_host,
            "rate": rate,
            "contact": contact,
            "user-agent": user_agent,
            "retry-wait": retry_wait,
            "history": history,
            "save": save,
            "save-all": save_all,
            "exclude": exclude,
            "accept": accept,
            "cache": cache,
        }
    )
    shape = Shape(link_report.chosen(format.value if format else None, None if apply else output))
    settings = link_settings.settings(told)
    kept = link_settings.history_path(told)
    wished = link_settings.wished(told)
    shelf = Shelf(library)
    inputs = shelf.inputs(named)
    files.check_output(output, (*inputs, kept, ca_bundle, link_settings.FILE, corrections))
    files.check_output(kept, inputs)
    if mark is not None:
        known = marked(mark[0], mark[1], note or "", kept)
        words = ("link_marked", "link_unmarked")
        verdict = verdict_in(tongue, known.verdict) if known is not None else ""
        print(visible(word(words[known is None], tongue, url=mark[0], verdict=verdict)), file=sys.stderr)
        if not named:
            return
    given = load(named, from_, gathered(named, corrections), shelf)
    on_source(
        "check",
        ", ".join(named),
        {"--apply": apply, "--from": from_ is not None, "--corrections": corrections is not None},
        given.families,
    )
    if in_place:
        from bibtool.jobs.applying import editable

        if not any(map(editable, given.parts)):
            raise JobError(
                Code.BAD_LINK_SETTING,
                setting="--in-place",
                reason="no source is a .bib file, CSL-JSON, RIS, DOCX, ODT or Markdown",
            )
    if apply and output is not None:
        from bibtool.jobs.applying import check_target

        check_target(given.parts if len(named) == 1 else (), output)
    if settings.save or settings.save_all:
        print(word("link_publishes", tongue), file=sys.stderr)
    results_go = output if shape is Shape.JSONL and not apply else None
    with link_progress(tongue) as report, files.lines(results_go) as write:

        def told_at_once(result: Result, number: int, total: int) -> None:
            write(link_report.as_line(result))
            report(result, number, total)

        follow = told_at_once if shape is Shape.JSONL and not diff else report
        done = check(given, settings, kept, follow, fresh=fresh, wishes=wished)
    if shape is Shape.JSONL:
        text = None
    elif shape is Shape.TABLE:
        text = plain_table(done.results, tongue) if output is not None and not apply else None
    elif shape is Shape.JSON:
        text = link_report.as_json(done.results)
    elif shape is Shape.CSV:
        text = link_report.as_csv(done.results)
    else:
        text = link_report.as_html(done.results, done.findings, tongue)
    said = list(done.findings)
    if apply:  # only then: what edits files takes 20 ms to load
        from bibtool.jobs.applying import edited, new_text, same_kind

        changed = edited(done, given.parts, tongue)
        said += changed.findings
        if in_place or diff:
            rewrite(changed.changes, in_place, diff, tongue)
        if output is not None:
            whole = len(given.parts) == 1 and len(named) == 1 and same_kind(given.parts[0], output)
            files.write(output, changed.changes.changes[0].after if whole else new_text(done, output))
    if text is not None and output is not None and not apply:
        files.write(output, text)
    elif diff:
        pass  # standard output is the diff's alone
    elif text is not None:
        sys.stdout.write(text)
    elif done.results and shape is Shape.TABLE and text is None:
        print_results(done.results, tongue, sys.stdout)
    sys.stdout.flush()
    if done.results or said:
        apart = {(f.document, f.note_id) for f in said if f.note_id.startswith(("list-", "paragraph-", "text-"))}
        findings.show(said, Sources({}, apart=apart), tongue, verbose)
    fail_at = None if fail_on is FailOn.NEVER else Verdict(fail_on.value)
    finish([*unseen, *given.refused], ui, done.exit(fail_at))
