"""The lines of an output that grows: those of an earlier run that still hold, and those of this one.

What this run makes goes to a file beside the output, ``NAME.part``, a whole line at once; a run that was cut off leaves
it, and the next goes on from there.  In the end the output is put together in order and takes its place.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Self

from msgspec import Struct

from bibtool.changes import writing
from bibtool.jobs import files
from bibtool.jobs.document_line import head_of


class _Line(Struct, frozen=True):
    file: BinaryIO
    start: int
    length: int
    sha256: str = ""


class Kept:
    """Lines by the number of their document.  A context: its files are closed when it ends."""

    def __init__(self, output: str | None, made: Mapping[str, Any], fresh: bool = False) -> None:
        """``output`` is None where nothing is kept for another run.  ``fresh`` forgets what earlier runs made; lines
        that were not ``made`` so are forgotten anyway.  Raises JobError BT704."""
        self._output = Path(output) if output is not None else None
        self._made = made
        self._open = ExitStack()
        self._old: dict[str, _Line] = {}
        self._lines: dict[int, _Line] = {}
        try:
            if self._output is None or (self._output.exists() and not self._output.is_file()):  # /dev/stdout
                self._part: BinaryIO = self._open.enter_context(TemporaryFile())  # noqa: SIM115
            else:
                self._part = self._take_up(self._output, fresh)
        except (OSError, ValueError) as error:  # ValueError: a null character in the path
            self._open.close()
            raise files.cannot_write(output or "", error) from None
        self._end = self._part.seek(0, os.SEEK_END)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        if self._output is not None and not self._end:  # nothing to go on from
            with suppress(OSError):
                part_of(self._output).unlink(missing_ok=True)

    def _take_up(self, output: Path, fresh: bool) -> BinaryIO:
        part = part_of(output)
        if not fresh:
            with suppress(FileNotFoundError):
                self._index(self._open.enter_context(output.open("rb")))
        file = self._open.enter_context(part.open("a+b", buffering=0))
        _lock(file)
        if fresh:
            file.truncate(0)
        else:
            file.truncate(self._index(file))
        return file

    def _index(self, file: BinaryIO) -> int:
        """Note the lines of a file that still hold; the place behind its last whole line."""
        file.seek(0)
        start = 0
        with open(file.fileno(), "rb", closefd=False) as buffered:
            for text in buffered:
                if not text.endswith(b"\n"):
                    break
                head = head_of(text)
                if head is not None and head.sha256 and head.made == self._made:
                    self._old[head.document] = _Line(file, start, len(text), head.sha256)
                start += len(text)
        return start

    def known(self, name: str) -> str:
        """The SHA-256 of a document whose line still holds; empty for none."""
        found = self._old.get(name)
        return found.sha256 if found is not None else ""

    def keep(self, number: int, name: str) -> bytes:
        """Take over the earlier line of a document; gives it."""
        found = self._lines[number] = self._old[name]
        return _text(found)

    def add(self, number: int, line: bytes) -> None:
        """Add a line.  Raises JobError BT704."""
        try:
            self._part.seek(0, os.SEEK_END)
            written = 0
            while written < len(line):  # an unbuffered file may take a part
                written += self._part.write(line[written:])
        except OSError as error:
            raise files.cannot_write(self._output or "-", error) from None
        self._lines[number] = _Line(self._part, self._end, len(line))
        self._end += len(line)

    def line(self, number: int) -> bytes:
        """The line of a document; empty where it has none."""
        found = self._lines.get(number)
        return _text(found) if found is not None else b""

    def finish(self) -> None:
        """Write the output in the order of the numbers, at once, and forget the part.  Raises JobError BT704."""
        if self._output is None:
            return
        try:
            writing.write(self._output, self._all())
            self._open.close()
            part_of(self._output).unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            raise files.cannot_write(self._output, error) from None

    def _all(self) -> Iterator[bytes]:
        for number in sorted(self._lines):
            yield _text(self._lines[number])


def part_of(output: str | Path) -> Path:
    """Where the lines of a run are until it ends."""
    return Path(f"{output}.part")


def _lock(file: BinaryIO) -> None:
    """Two runs that write one output would cut each other's lines: OSError for the second, if the system can tell."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OSError(errno.EBUSY, "another run is writing it") from None


def _text(line: _Line) -> bytes:
    line.file.seek(line.start)
    text = b""
    while len(text) < line.length:
        more = line.file.read(line.length - len(text))
        if not more:
            raise OSError(0, "a line of the output is gone")
        text += more
    return text
