"""Files in and out: bytes with clear errors, and writing that leaves nothing half-written."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from bibtool.jobs.errors import JobError, near

STDIN = "-"


def read(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises :class:`~bibtool.jobs.errors.JobError` (BT701, BT702, BT703, BT711).
    """
    if path == STDIN:
        if sys.stdin is None or sys.stdin.isatty():
            raise JobError("BT711")
        return sys.stdin.buffer.read()
    file = Path(path)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise JobError("BT701", path=path, near=_neighbours(file)) from None
    except IsADirectoryError:
        raise JobError("BT702", path=path.rstrip("/")) from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        if isinstance(error, PermissionError) and file.is_dir():  # what Windows says of a folder
            raise JobError("BT702", path=path.rstrip("/")) from None
        raise JobError("BT703", path=path, reason=reason(error)) from None


def write(path: str | Path, data: str | bytes) -> None:
    """Write a file whole or not at all: a temporary file in the same folder, then a rename.

    Raises JobError BT704.  Text is written as UTF-8 with ``\\n``.
    """
    file = Path(path)
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        if file.is_dir():
            raise IsADirectoryError(21, os.strerror(21))
        if file.exists() and not file.is_file():  # /dev/stdout, a named pipe: a rename would replace it
            file.write_bytes(content)
            return
        target = Path(os.path.realpath(file))  # through a link, so that the link stays
        mode = target.stat().st_mode & 0o777 if target.exists() else None
        with NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name[:40]}.", delete=False) as out:
            try:
                out.write(content)
                out.close()
                Path(out.name).chmod(mode if mode is not None else 0o666 & ~_umask())
                Path(out.name).replace(target)
            except BaseException:  # Ctrl-C too
                out.close()
                with suppress(OSError):
                    Path(out.name).unlink()
                raise
    except (OSError, ValueError) as error:
        raise JobError("BT704", path=str(path), reason=reason(error)) from None


def make_folder(path: str | Path) -> Path:
    """The folder, made where it is missing; raises JobError BT704."""
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise JobError("BT704", path=str(path), reason=reason(error)) from None
    return folder


def reason(error: Exception) -> str:
    """What the system says, without number and path."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _neighbours(file: Path) -> str:
    try:
        names = [entry.name for entry, _ in zip(file.parent.iterdir(), range(2000), strict=False)]
    except OSError:
        return ""
    return near(file.name, names)
