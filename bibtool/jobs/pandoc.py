"""Pandoc run with the filter: a paper in, a document out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.paper import FilteredPaper
from bibtool.jobs.queries import IN_USE, Shelf, is_query
from bibtool.jobs.references import read
from bibtool.text.patterns import regex

#: The environment variable that tells the filter where to leave what it found for :func:`cite`.
REPORT = "BIBTOOL_FILTER_REPORT"
# Pandoc's own option for the format of what it reads: then the user has said what the paper is.
_READS = ("-f", "-r", "--from", "--read")
_NOT_FOR_PANDOC = frozenset("notes aux bcf erudit tei pdf doc djvu mobi mhtml html-zip word-xml".split())
# Endings of what pandoc writes as a fragment unless it is told otherwise (manual, "--standalone").
_WHOLE = frozenset(".html .htm .xhtml .tex .latex .ltx .rtf .typ .texi .xml .dbk .tei".split())
_STANDALONE = ("-s", "--standalone")
_UNTITLED = regex(r"\[WARNING\] This document format requires a nonempty <title> element\.\n(?:  .*\n)*")
# What pandoc adds to the words of a filter that ended, and to its own about a wrong option.
_OF_NO_HELP = ("Error running filter", "Filter returned error status", "Try pandoc --help")
_LINES = frozenset({".md", ".markdown", ".txt"})  # sources whose lines can be told


class CitedPaper(Struct, frozen=True):
    """How many citations were formatted, and what is wrong; ``messages`` are pandoc's own, ``data`` is the document
    where no output was named."""

    citations: int
    findings: tuple[Finding, ...]
    messages: str = ""
    data: bytes = b""

    @property
    def exit(self) -> Exit:
        """1 where a key is unknown, else 0."""
        return Exit.FOUND if any(each.code == Code.KEY_UNKNOWN for each in self.findings) else Exit.DONE


def cite(
    paper: str,
    output: str | None = None,
    bibliographies: Sequence[str] = (),
    style: str | None = None,
    options: Sequence[str] = (),
    shelf: Shelf = IN_USE,
) -> CitedPaper:
    """Convert ``paper`` with pandoc, its citations formatted by bibtool.

    ``bibliographies`` and ``style`` go before what the paper's metadata say; ``options`` are pandoc's.  The output is
    written whole or not at all.  Raises JobError BT701 to BT704, BT760, BT748 (a bibliography that is none), BT750 (a
    paper that is none), BT906 (no pandoc; exit code 3) and BT907 (pandoc's own error).
    """
    for path in bibliographies:
        if is_query(path) or (path != files.STDIN and Path(path).exists()):  # else it may lie in pandoc's data folder
            read(path, shelf)
    if paper != files.STDIN:
        data = files.read(paper)  # a message with near names; pandoc would say less
        if not any(each.startswith(_READS) for each in options):
            _for_pandoc(paper, data)
    output, options = _output(output, options)
    values = [option.partition("=")[2] or option for option in options]
    files.check_output(output, (paper, *shelf.inputs(bibliographies), style, *values))
    program = find_pandoc()
    command = [program, paper, *options]
    command += [f"--metadata=bibliography={path}" for path in bibliographies]
    command += [f"--metadata=csl={style}"] if style else []
    with TemporaryDirectory(prefix="bibtool-") as folder:
        found = Path(folder, "report.json")
        # written whole or not at all, and only where the paper does not name it as its bibliography
        made = Path(folder, "made", Path(output).name) if output else None
        if made is not None:
            made.parent.mkdir()
            command += ["-o", str(made)]
            if made.suffix.lower() in _WHOLE and not any(each.startswith(_STANDALONE) for each in options):
                command.append("--standalone")
        command += [f"--filter={_launcher(Path(folder))}"]
        try:
            environment = {**os.environ, REPORT: str(found), **shelf.environment()}
            done = subprocess.run(command, env=environment, capture_output=True, check=False)
        except (OSError, ValueError) as error:  # ValueError: a null character in an argument
            raise JobError(Code.PANDOC_FAILED, status="-", reason=files.reason(error)) from None
        messages = _UNTITLED.sub("", done.stderr.decode("utf-8", "replace"))
        if done.returncode:
            _raise_filters_own(found)
            raise JobError(Code.PANDOC_FAILED, status=str(done.returncode), reason=_pandocs_own(messages) or "-")
        result, sources = _read_report(found, paper)
        if output and made is not None:
            files.check_output(output, sources)
            _deliver(made, output)
        return replace(result, messages=messages, data=done.stdout)


def _for_pandoc(paper: str, data: bytes) -> None:
    """Raises JobError BT750 for a paper that pandoc would read as something else, or not at all."""
    from bibtool.readers.detection import detect
    from bibtool.readers.kinds import Family

    kind = detect(data, paper).kind
    if kind.family not in (Family.LATEX, Family.ARTICLE, Family.DOCUMENT) or kind.name in _NOT_FOR_PANDOC:
        raise JobError(Code.SOURCE_IS_NO_PROSE, path=paper, kind=kind.label)


def find_pandoc() -> str:
    """Pandoc's program: on the path, or that of the package pypandoc_binary.  Raises JobError BT906."""
    from shutil import which

    found = which("pandoc")
    if found:
        return found
    try:
        import pypandoc
    except ImportError:
        raise JobError(Code.PANDOC_MISSING, exit=Exit.NOTHING) from None
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise JobError(Code.PANDOC_MISSING, exit=Exit.NOTHING) from None


def report(path: str, done: FilteredPaper) -> None:
    """What the filter found, for :func:`cite`."""
    rows = [{"code": each.code, "args": dict(each.args), "document": each.document} for each in done.findings]
    files.write(path, json.dumps({"citations": done.citations, "findings": rows, "read": list(done.read)}))


def report_failure(path: str, error: JobError) -> None:
    """Why the filter stopped, for :func:`cite`: pandoc passes on only that it did."""
    finding = error.finding
    failed = {"code": finding.code, "args": dict(finding.args), "document": finding.document, "exit": int(error.exit)}
    files.write(path, json.dumps({"failed": failed}))


def _raise_filters_own(path: Path) -> None:
    """Raises the JobError for which the filter stopped, where that is why pandoc did."""
    if not path.exists():
        return
    row = json.loads(path.read_text(encoding="utf-8")).get("failed")
    if row is not None:
        raise JobError(row["code"], exit=Exit(row["exit"]), **row["args"])


def _pandocs_own(messages: str) -> str:
    """Pandoc's message on one line."""
    lines = [line for line in messages.splitlines() if not line.startswith(_OF_NO_HELP)]
    return " ".join(" ".join(lines).split()).rstrip(".")


def _launcher(folder: Path) -> str:
    """A program for pandoc that runs this bibtool: pandoc looks for "bibtool" on a path that may hold another."""
    if os.name == "nt":
        path = folder / "bibtool_filter.bat"
        path.write_text(f'@"{sys.executable}" -m bibtool.cli.app filter %*\r\n', encoding="utf-8")
        return str(path)
    from shlex import quote

    path = folder / "bibtool_filter"
    path.write_text(f'#!/bin/sh\nexec {quote(sys.executable)} -m bibtool.cli.app filter "$@"\n', encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def _output(output: str | None, options: Sequence[str]) -> tuple[str | None, list[str]]:
    """The output, also where it stands among pandoc's own options, and the other options; "-" is none."""
    rest: list[str] = []
    left = iter(options)
    for option in left:
        if option in ("-o", "--output"):
            output = next(left, output)
        elif option.startswith("--output="):
            output = option.partition("=")[2]
        elif option.startswith("-o") and not option.startswith("--"):
            output = option[2:]
        else:
            rest.append(option)
    return (None if output == files.STDIN else output), rest


def _deliver(made: Path, output: str) -> None:
    """Put what pandoc made in its place; some of its formats are folders.  Raises JobError BT704."""
    if not made.is_dir():
        files.write(output, made.read_bytes())
        return
    try:
        if Path(output).exists():
            raise FileExistsError(17, os.strerror(17))
        shutil.move(made, output)
    except OSError as error:
        raise files.cannot_write(output, error) from None


def _read_report(path: Path, paper: str) -> tuple[CitedPaper, list[str]]:
    """What the filter did, and which files it read."""
    if not path.exists():  # pandoc ended well, and never ran the filter
        return CitedPaper(0, ()), []
    data = json.loads(path.read_text(encoding="utf-8"))
    findings = [Finding(row["code"], row["args"], document=row["document"]) for row in data["findings"]]
    return CitedPaper(int(data["citations"]), tuple(_with_lines(findings, paper))), data["read"]


def _with_lines(findings: Sequence[Finding], paper: str) -> list[Finding]:
    """Unknown keys with the line of the source: the nth finding of a key stands at its nth place there."""
    if Path(paper).suffix.lower() not in _LINES:
        return list(findings)
    from bibtool.jobs.cited import located

    return located(findings, paper, files.read(paper).decode("utf-8-sig", "replace"))
