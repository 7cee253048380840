"""``bibtool lib keys``: keys given anew, in papers, too."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import KeySchemeOption, PapersOption, UiOption

ORDER = 7


def command(
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="With --pattern: only these works.", show_default=False),
    ] = None,
    pattern: Annotated[
        str | None,
        typer.Option(
            "--pattern",
            metavar="PATTERN",
            help="Pattern of the keys, as '{family}{year}{title:1}'.",
            show_default=False,
        ),
    ] = None,
    rename: Annotated[
        tuple[str, str] | None,
        typer.Option("--rename", metavar="OLD NEW", help="Rename one key.", show_default=False),
    ] = None,
    papers: PapersOption = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change, and change nothing.")] = False,
    key_scheme: KeySchemeOption = "pl",
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Give works new keys by a pattern, or one work another key.

    Papers that cite them can be changed as well. A key that already fits the pattern stays, so a second run changes
    nothing. 'bibtool lib undo' reverses it, in the papers too.
    """
    import sys

    from bibtool.changes.diff import unified
    from bibtool.cli.interface import language
    from bibtool.cli.table import plain_table
    from bibtool.cli.words import word
    from bibtool.jobs.extract import check_scheme
    from bibtool.jobs.library_keys import Asked, planned
    from bibtool.jobs.library_keys import rename as renamed
    from bibtool.text.visible import visible

    if (pattern is None) == (rename is None):
        raise typer.BadParameter("name a --pattern, or a key to --rename", param_hint="--pattern")
    if query and rename is not None:
        raise typer.BadParameter("a query needs --pattern", param_hint="--rename")
    check_scheme(key_scheme)
    shown = language(ui)
    pairs = (rename,) if rename is not None else ()
    asked = Asked(" ".join(query or ()), pattern or "", key_scheme, pairs, tuple(papers or ()))
    done = planned(asked, library) if diff else renamed(asked, library)
    rows = [(visible(old), "→", visible(new)) for old, new in done.keys.items()]
    sys.stdout.write(plain_table(rows) if rows else "")
    if diff:
        sys.stdout.write(unified(done.papers))
        return
    sys.stdout.write(word("library_changed", shown, count=len(rows)) + "\n")
    sys.stdout.flush()
    for file in done.written:
        print(word("library_paper_written", shown, path=file.path, backup=file.backup), file=sys.stderr)
