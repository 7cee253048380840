"""Many documents on the command line: a line of JSON and a row of a table for each, and what became of all."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from pathlib import PurePath
from typing import TextIO

from msgspec import Struct
from msgspec.structs import replace

from bibtool.cli.findings import is_terminal
from bibtool.cli.guard import complain
from bibtool.cli.left_out import print_left
from bibtool.cli.progress import progress
from bibtool.cli.words import word
from bibtool.diagnostics.catalogue import Severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files
from bibtool.jobs.corrections import gathered as decided
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.gathered import Gathered, gather, listed, several
from bibtool.jobs.lines_kept import Kept, part_of
from bibtool.jobs.many import SECONDS, Hands, many
from bibtool.jobs.one_of_many import Become, Done, Request, Task
from bibtool.jobs.pool import processors
from bibtool.jobs.sources import Source
from bibtool.text.visible import visible

_COLUMNS = ("notes", "citations", "doubtful", "findings", "seconds", "document", "error")
_WIDTHS = (6, 9, 8, 8, 8)


class Shown(Enum):
    """What standard output gets; the table goes there where nothing else does, else to standard error."""

    TABLE = "table"
    LINES = "lines"  # a line of JSON a document
    FINDINGS = "findings"
    JSON = "json"  # one array of findings


class Asked(Struct, frozen=True):
    """What the command line says of many documents; None and False where it says nothing.  With ``dask`` a cluster does
    them."""

    files_from: str | None = None
    jobs: int | None = None
    timeout: float | None = None
    fresh: bool = False
    dask: bool = False
    scheduler: str | None = None

    def given(self) -> dict[str, bool]:
        """Which options are given that say how many documents are done."""
        return {
            "--jobs": self.jobs is not None,
            "--timeout": self.timeout is not None,
            "--fresh": self.fresh,
            "--engine": self.dask,
        }

    def names(self, sources: Sequence[str] | None) -> list[str]:
        """The arguments, then what the list names.  Raises JobError BT734 where there is neither."""
        names = [*(sources or ()), *(listed(self.files_from) if self.files_from is not None else ())]
        if not names:
            raise JobError(Code.NOTHING_TO_READ)
        return list(dict.fromkeys(names))

    def many(self, names: Sequence[str]) -> bool:
        """Whether any number of documents is meant, however many it happens to be."""
        return self.files_from is not None or self.jobs is not None or any(map(several, names))

    def hands(self) -> Hands:
        """Who works.  Raises JobError BT755 for the address of a scheduler that is not to be asked."""
        if self.dask:
            from bibtool.jobs.cluster import check

            check(self.scheduler or "")
        return Hands(self.jobs or processors(), self.timeout or SECONDS, self.scheduler or "")


def one_by_one(asked: Asked) -> None:
    """Options that say how many documents are done are refused where all are done together: raises JobError BT752."""
    for option, is_given in asked.given().items():
        if is_given:
            raise JobError(Code.OPTION_NEEDS_ANOTHER, option=option, needed="--format documents | --output FILE.jsonl")


def without_supplement(supplement: str | None) -> None:
    """The texts of missing notes are those of one document: raises JobError BT751."""
    if supplement is not None:
        raise JobError(Code.OPTION_WITHOUT_EFFECT, option="--supplement", other="--format documents")


def documents(
    names: Sequence[str],
    asked: Asked,
    request: Request,
    output: str | None,
    shown: Shown,
    ui: str,
    fail_level: Severity | None = None,
    corrections: str | None = None,
) -> Exit:
    """Do every document; the exit code: 2 where something cannot be read, else 1 where a document failed or has
    findings as bad as ``fail_level`` (None: never).  ``corrections`` names a file of a person's decisions."""
    hands = asked.hands()
    gathered = gather(names, (output, part_of(output) if output else None))
    request = replace(request, corrections=decided(gathered.paths, corrections))
    tasks = [_task(number, path, names, request.from_) for number, path in enumerate(gathered.paths)]
    table = _Table(sys.stdout if shown is Shown.TABLE else sys.stderr, ui)
    total = _Total(ui, fail_level)
    array = _Array() if shown is Shown.JSON else None
    for finding in gathered.refused:
        complain(finding, ui)
    if not tasks:
        return Exit.BAD_INPUT
    with Kept(output, request.made(), asked.fresh) as kept:
        with progress(ui) as report:
            for number, done in enumerate(many(tasks, request, hands, kept, report, shown is Shown.FINDINGS)):
                total.add(done)
                if done.become is Become.LEFT:
                    continue
                table.row(done)
                if shown is Shown.LINES:
                    sys.stdout.write(kept.line(number).decode("utf-8", "surrogateescape"))
                elif shown is Shown.FINDINGS:
                    sys.stdout.write(done.shown)
                elif array is not None:
                    array.add(kept.line(number))
                sys.stdout.flush()
        kept.finish()
    if array is not None:
        array.end()
    total.say(gathered)
    return total.exit(gathered.refused)


def _task(number: int, path: str, names: Sequence[str], from_: str | None) -> Task:
    if path == files.STDIN:
        return Task(number, path, data=Source(path, files.read(path), from_).data)
    return Task(number, path, named=path in names)


class _Table:
    """The rows, written as they come: in columns on a terminal, else with a tab between cells."""

    def __init__(self, out: TextIO, ui: str) -> None:
        self._out = out
        self._ui = ui
        self._begun = False
        self.seen = is_terminal(out)

    def row(self, done: Done) -> None:
        """The row of a document; before the first one the names of the columns."""
        if not self._begun:
            self._begun = True
            self._write([word(f"column_{name}", self._ui) for name in _COLUMNS])
        counts = done.counts
        numbers = (counts.notes, counts.citations, counts.doubtful, counts.findings)
        cells = ["–"] * len(numbers) if done.error else [str(number) for number in numbers]
        kept = done.become is Become.UNCHANGED
        cells.append(word("kept", self._ui) if kept else f"{done.seconds:.2f}")
        self._write([*cells, done.path, f"{done.error['code']} {done.error['message']}" if done.error else ""])
        if done.error is not None and self._out is sys.stdout and not self.seen:
            print(visible(f"bibtool: {' '.join(done.error['message'].split())}"), file=sys.stderr)

    def _write(self, cells: Sequence[str]) -> None:
        clean = [visible(" ".join(cell.split())) for cell in cells]
        if self.seen:
            numbers = "  ".join(cell.rjust(width) for cell, width in zip(clean, _WIDTHS, strict=False))
            line = "  ".join(filter(None, [numbers, *clean[len(_WIDTHS) :]]))
        else:
            line = "\t".join(clean)
        self._out.write(line + "\n")
        self._out.flush()


class _Total:
    """What became of all."""

    def __init__(self, ui: str, fail_level: Severity | None) -> None:
        self._ui = ui
        self._start = time.monotonic()
        self._became: Counter[Become] = Counter()
        self._left: Counter[str] = Counter()
        self._notes = self._citations = self._doubtful = 0
        self._bad = False
        self._levels = [level for level in Severity if fail_level is not None and level.rank <= fail_level.rank]

    def add(self, done: Done) -> None:
        """One more."""
        self._became[done.become] += 1
        if done.become is Become.LEFT:
            self._left[PurePath(done.path).suffix.lower()] += 1
        counts = done.counts
        self._notes += counts.notes
        self._citations += counts.citations
        self._doubtful += counts.doubtful
        found = {Severity.ERROR: counts.errors, Severity.WARNING: counts.warnings, Severity.INFO: counts.infos}
        self._bad |= any(found[level] for level in self._levels)

    def say(self, gathered: Gathered) -> None:
        """Lines on standard error."""
        ui, became = self._ui, self._became
        read = became[Become.READ] + became[Become.UNCHANGED]
        parts = [word("documents_read", ui, count=read)]
        for become, key in (
            (Become.UNCHANGED, "documents_unchanged"),
            (Become.REFUSED, "documents_refused"),
            (Become.FAILED, "documents_failed"),
        ):
            if became[become]:
                parts.append(word(key, ui, count=became[become]))
        found = word("documents_found", ui, notes=self._notes, citations=self._citations, doubtful=self._doubtful)
        took = word("documents_took", ui, seconds=f"{time.monotonic() - self._start:.1f}")
        print("; ".join([", ".join(parts), found, took]), file=sys.stderr)
        print_left(self._left + Counter(gathered.left), ui)

    def exit(self, refused: Sequence[Finding]) -> Exit:
        """As :func:`documents` says."""
        if refused or self._became[Become.REFUSED]:
            return Exit.BAD_INPUT
        return Exit.FOUND if self._became[Become.FAILED] or self._bad else Exit.DONE


class _Array:
    """Findings of all documents as one array of JSON, an object a line."""

    def __init__(self) -> None:
        sys.stdout.write("[")
        self._begun = False

    def add(self, line: bytes) -> None:
        """The findings in the line of a document."""
        import json

        from bibtool.text.visible import in_json

        for finding in json.loads(line)["findings"] if line else ():
            sys.stdout.write((",\n" if self._begun else "\n") + in_json(json.dumps(finding, ensure_ascii=False)))
            self._begun = True

    def end(self) -> None:
        """Close it."""
        sys.stdout.write("\n]\n" if self._begun else "]\n")
