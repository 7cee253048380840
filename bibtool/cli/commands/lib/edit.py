"""``bibtool lib edit``: works of the library corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bibtool.cli.library_options import LibraryOption
from bibtool.cli.options import UiOption
from bibtool.diagnostics.code import Code

if TYPE_CHECKING:
    from pathlib import Path

ORDER = 15


def command(
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]", help="Keys of works.", show_default=False)
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Set a field, as title=Mosty or date=2011-05; may be repeated.",
            show_default=False,
        ),
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", metavar="FIELD", help="Remove a field; may be repeated.", show_default=False),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option("--where", metavar="QUERY", help="Edit all works that QUERY finds.", show_default=False),
    ] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Confirm the reading; it is no longer doubtful.")] = False,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Accept an identifier, address or language even if it is not valid.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change, and change nothing.")] = False,
    library: LibraryOption = None,
    ui: UiOption = None,
) -> None:
    """Change works: one in your editor, or several with options.

    What changes is shown. Types, dates (EDTF), check digits of ISBN and ISSN, DOIs, addresses and languages are
    checked.
    """
    import sys

    from bibtool.changes.diff import unified
    from bibtool.cli.editor import in_editor
    from bibtool.cli.interface import language
    from bibtool.cli.words import word
    from bibtool.jobs import library_editing as job
    from bibtool.jobs.errors import JobError
    from bibtool.library.editing import NotUnderstoodError

    shown = language(ui)
    if not keys and not (where or "").strip():
        raise typer.BadParameter("name works by their keys, or with --where", param_hint="KEY")
    asked = job.Edit(job.assignments(set_ or (), unset or ()), unchecked, confirm)
    if asked.values or where or len(keys or ()) != 1 or confirm:
        if not asked.values and not confirm:
            raise typer.BadParameter("use --set and --unset to edit several works", param_hint="--set")
        done = job.edit(keys or (), where or "", asked, library, keep=not diff)
    else:
        written: list[Path] = []

        def ask(text: str) -> str:
            after, path = in_editor(text)
            written.append(path)
            return after

        try:
            done = job.edit_text((keys or [""])[0], library, ask, word("library_edit_help", shown), asked, not diff)
        except NotUnderstoodError as error:
            raise JobError(
                Code.EDITED_TEXT_NOT_UNDERSTOOD, path=str(written[-1]), line=str(error.line), reason=error.reason
            ) from None
        for path in written:
            path.unlink(missing_ok=True)
    sys.stdout.write(unified(done.changes))
    if not diff:
        sys.stdout.write(word("library_changed", shown, count=len(done.works)) + "\n")
    sys.stdout.flush()
