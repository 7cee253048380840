"""The library's mirror: written, and read back."""

from __future__ import annotations

from pathlib import Path

from bibtool.database import Access
from bibtool.diagnostics.code import Code
from bibtool.jobs import files, mirrors
from bibtool.jobs.errors import JobError
from bibtool.jobs.library import library_path, opened
from bibtool.jobs.mirrors import Keep
from bibtool.library.mirror import HEAD, MirrorError, Read, parse
from bibtool.library.mirror import read as read_mirror

#: The file of a mirror that is named by its folder.
NAME = "library.txt"


def path_of(target: str) -> Path:
    """The file of a mirror: itself, or that in its folder."""
    files.check_named(target)
    path = Path(target)
    return path / NAME if path.is_dir() else path


def is_mirror(path: str) -> bool:
    """Does a file hold a mirror?"""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(HEAD)) == HEAD.encode()
    except (OSError, ValueError):
        return False


def write(target: str, named: str | None, keep: Keep = Keep.AS_IS) -> Path:
    """Write the mirror.  Raises JobError BT704, BT950, BT957, and BT988 for a file that is no mirror of this library,
    or that was changed since it was written or read."""
    path = path_of(target)
    with opened(named, Access.READ) as store:
        mirrors.write(store, path, library_path(named), keep)
    return path


def read(target: str, named: str | None) -> Read:
    """Make the library what its mirror says, as one operation.  Raises JobError BT701 to BT703, BT950, BT989."""
    path = path_of(target)
    data = files.read(str(path))
    try:
        mirror = parse(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = str(data.count(b"\n", 0, error.start) + 1)
        raise JobError(Code.MIRROR_UNREADABLE, path=str(path), line=line, problem="no UTF-8") from None
    except MirrorError as error:
        raise JobError(Code.MIRROR_UNREADABLE, path=str(path), line=str(error.line), problem=error.problem) from None
    mirrors.remember_read(path, library_path(named), data)
    with opened(named, Access.WRITE) as store, store.operation(f"mirror {target}"[:200]):
        return read_mirror(store, mirror)
