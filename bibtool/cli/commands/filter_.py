"""``bibtool filter``: the citations of a pandoc document; ``pandoc -F bibtool`` runs it."""

from __future__ import annotations

from typing import Annotated

import typer

from bibtool.cli.options import UiOption

ORDER = 28


def command(
    format: Annotated[
        str, typer.Argument(metavar="FORMAT", help="Pandoc's output format, as pandoc tells its filters.")
    ] = "",
    ui: UiOption = None,
) -> None:
    """Format the citations of a pandoc document, as a pandoc filter.

    Pandoc runs this itself: pandoc -F bibtool PAPER.md -o PAPER.docx. The document (JSON) is read from standard input
    and written to standard output. A key that is in no bibliography is printed in bold with a question mark and
    reported on standard error; the exit code stays 0, or pandoc would write nothing.
    """
    import os
    import sys

    from bibtool.cli.guard import complain
    from bibtool.jobs import files
    from bibtool.jobs.errors import JobError
    from bibtool.jobs.pandoc import REPORT, report, report_failure
    from bibtool.jobs.paper import filter_paper

    try:
        done = filter_paper(files.read(files.STDIN), format)
    except JobError as error:
        if os.environ.get(REPORT):
            report_failure(os.environ[REPORT], error)
        raise
    sys.stdout.write(done.text)
    if os.environ.get(REPORT):  # 'bibtool cite' waits for it, and tells the lines too
        report(os.environ[REPORT], done)
        return
    for finding in done.findings:
        complain(finding, ui)
