"""Files in and out: bytes with clear errors, and writing that leaves nothing half-written."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bibtool.changes import writing
from bibtool.diagnostics.code import Code
from bibtool.jobs.errors import Exit, JobError, near

STDIN = "-"
#: Why the path "", which pathlib takes for the current folder, is neither read nor written.
UNNAMED = "no file is named"
#: What the system says of a disk, or a share of it, that is full.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WAITED, _PAUSE = 5.0, 0.05  # seconds for whoever writes into a pipe
_SQLITE_FULL = (10, 13)  # SQLITE_IOERR, SQLITE_FULL: some full disks are said to be the first


def read(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises :class:`~bibtool.jobs.errors.JobError` (BT701, BT702, BT703, BT711, and BT760 where standard output is that
    very file).
    """
    if path == STDIN:
        if sys.stdin is None or sys.stdin.isatty():
            raise JobError(Code.STANDARD_INPUT_IS_TERMINAL)
        try:
            return sys.stdin.buffer.read()
        except OSError as error:  # a folder, a disk that fails
            raise JobError(Code.CANNOT_READ, path=path, reason=reason(error)) from None
    if not path:
        raise JobError(Code.CANNOT_READ, path="''", reason=UNNAMED)
    file = Path(path)
    _check_standard_output(file)
    try:
        return _from_pipe(file) if file.is_fifo() else file.read_bytes()
    except FileNotFoundError:
        raise JobError(Code.FILE_MISSING, path=path, near=_neighbours(file)) from None
    except IsADirectoryError:
        raise JobError(Code.SOURCE_IS_FOLDER, path=path.rstrip("/")) from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        if isinstance(error, PermissionError) and file.is_dir():  # what Windows says of a folder
            raise JobError(Code.SOURCE_IS_FOLDER, path=path.rstrip("/")) from None
        raise JobError(Code.CANNOT_READ, path=path, reason=reason(error)) from None


def _from_pipe(file: Path) -> bytes:
    """What a program writes into a named pipe; one that nothing writes into is not waited for.

    Raises OSError.
    """
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as pipe:
        until = time.monotonic() + _WAITED
        while (first := pipe.read(1)) == b"" and time.monotonic() < until:  # None: somebody is about to write
            time.sleep(_PAUSE)
        if first == b"":
            raise OSError(errno.EPIPE, "it is a pipe, and nothing writes into it")
        os.set_blocking(pipe.fileno(), True)
        return (first or b"") + pipe.read()


def write(path: str | Path, data: str | bytes) -> None:
    """Write a file whole or not at all (:mod:`bibtool.changes.writing`).

    Raises JobError BT704; exit code 3 where a disk is full.
    """
    try:
        writing.write(Path(path), encoded(data))
    except (OSError, ValueError) as error:
        raise cannot_write(path, error) from None


@contextmanager
def lines(path: str | None) -> Iterator[Callable[[str], None]]:
    """A function that writes one whole line at once, to a file or (None) standard output: what was written stays
    whatever happens afterwards.  Raises JobError BT704."""
    if path is None:

        def show(line: str) -> None:
            sys.stdout.write(line)
            sys.stdout.flush()

        yield show
        return
    try:
        with Path(path).open("wb", buffering=0) as file:

            def put(line: str) -> None:
                file.write(encoded(line))

            yield put
    except (OSError, ValueError) as error:
        raise cannot_write(path, error) from None


def encoded(data: str | bytes) -> bytes:
    """Text as it is written: UTF-8, its line ends as they are; half of a surrogate pair, which no encoding has, as its
    escape."""
    return data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data


def cannot_write(path: str | Path, error: OSError | ValueError) -> JobError:
    """BT704, with the exit code for what the system says."""
    return JobError(Code.CANNOT_WRITE, exit_for(error), path=str(path), reason=reason(error))


def exit_for(error: BaseException | None) -> Exit:
    """3 where what the system or SQLite says comes of a full disk, else 2; what an error was raised from counts too."""
    if error is None:
        return Exit.BAD_INPUT
    if getattr(error, "errno", None) in FULL or getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_FULL:
        return Exit.NOTHING
    return exit_for(error.__cause__)


def check_output(output: str | Path | None, inputs: Iterable[str | Path | None]) -> None:
    """No output may be an input, whatever it is called: raises JobError BT760 before anything is written.

    The same file is told by its number on its disk, so that links, and letters that the disk does not tell apart,
    deceive nobody.  None stands for an option that was not given, "-" for standard input.
    """
    if output is None:
        return
    check_named(output)
    written = _identity(output)
    if written is None:
        return
    for path in inputs:
        if path is not None and _identity(path) == written:
            raise JobError(Code.OUTPUT_IS_INPUT, path=str(output), source=str(path))


def check_named(output: str | Path) -> None:
    """Raises JobError BT704 for "" and "-", which name no file or folder to write."""
    if output in ("", STDIN):
        raise JobError(
            Code.CANNOT_WRITE, path=str(output) or "''", reason=f"{STDIN} is standard input" if output else UNNAMED
        )


def _check_standard_output(file: Path) -> None:
    """``>> FILE`` would write into what is read."""
    try:
        seen = os.fstat(1)
    except OSError:
        return
    if stat.S_ISREG(seen.st_mode) and _identity(file) == (seen.st_dev, seen.st_ino):
        raise JobError(Code.OUTPUT_IS_INPUT, path=str(file), source=str(file))


def _identity(path: str | Path) -> tuple[int, int] | None:
    """Disk and number of a regular file; None for another thing, or nothing."""
    try:
        seen = os.fstat(sys.stdin.fileno()) if str(path) == STDIN else Path(path).stat()
    except (OSError, ValueError, AttributeError):  # AttributeError: standard input is closed
        return None
    return (seen.st_dev, seen.st_ino) if stat.S_ISREG(seen.st_mode) else None


def make_folder(path: str | Path) -> Path:
    """The folder, made where it is missing; raises JobError BT704."""
    check_named(path)
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise cannot_write(path, error) from None
    return folder


def reason(error: Exception) -> str:
    """What the system says, without number and path."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def _neighbours(file: Path) -> str:
    try:
        # a link to nowhere has the very name that was asked for
        names = [entry.name for entry, _ in zip(file.parent.iterdir(), range(2000), strict=False) if entry.exists()]
    except OSError:
        return ""
    return near(file.name, names)
