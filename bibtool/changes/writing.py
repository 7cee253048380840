"""A file is written whole or not at all: beside its place under a name of its own, then moved there.

The name tells whose it is (``.NAME.bibtool-HOST-PROCESS-RANDOM.tmp``), so that what a killed process left is known for
what it is and goes when somebody next writes into that folder.  Everything here raises OSError or ValueError.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from zlib import crc32

from bibtool.text.patterns import regex

_TEMPORARY = regex(r"\..+\.bibtool-([0-9a-f]{8})-([1-9][0-9]{0,9})-[0-9a-f]{12}\.tmp", re.DOTALL)
# A file takes seconds to write.  After a day its number belongs to another process, and one of another computer (the
# folder may be shared) will not be asked for again.
_OLD = 24 * 60 * 60


class Existing(Enum):
    """What is done with a file that is there."""

    REPLACED = "replaced"
    KEPT = "kept"  # FileExistsError


def write(
    path: Path, content: bytes | Iterable[bytes], existing: Existing = Existing.REPLACED, mode: int | None = None
) -> None:
    """Write ``content``, or pieces of it one after the other; what is there is replaced at once or stays.  Its mode and
    symbolic links stay; ``mode`` is that of a new file, if not the usual one."""
    pieces = (content,) if isinstance(content, bytes) else content
    if path.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    if path.exists() and not path.is_file():  # /dev/stdout, a named pipe: a rename would replace it
        with path.open("wb") as out:
            out.writelines(pieces)
        return
    target = Path(os.path.realpath(path))  # through a link, so that the link stays
    if target.exists():
        mode = target.stat().st_mode & 0o777
        if not os.access(target, os.W_OK):  # a rename asks the folder only
            raise PermissionError(13, os.strerror(13))
    swept(target.parent)
    beside = target.parent / _name(target.name)
    try:
        with beside.open("xb") as out:
            out.writelines(pieces)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(mode if mode is not None else 0o666 & ~_umask())
        if existing is Existing.KEPT:
            _link(beside, target)
        else:
            beside.replace(target)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            beside.unlink()
        raise


def _link(beside: Path, target: Path) -> None:
    """Give a finished file its name where that is free: a rename would take the place of another."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a disk without links (FAT): not as safe against a second process
        with target.open("xb"):
            pass
        beside.replace(target)
        return
    beside.unlink()


def swept(folder: Path) -> list[Path]:
    """Remove what killed processes left in a folder, and tell what it was.

    Only regular files of this user with a name of ours whose process is dead, or that are a day old.
    """
    gone: list[Path] = []
    try:
        with os.scandir(folder) as rows:
            found = [row.path for row in rows if row.name.endswith(".tmp") and _TEMPORARY.fullmatch(row.name)]
    except OSError:
        return gone
    for path in found:
        with suppress(OSError):
            if _left(path, time.time()):
                Path(path).unlink()
                gone.append(Path(path))
    return gone


def _left(path: str, now: float, alive: Callable[[int], bool] | None = None) -> bool:
    told = _TEMPORARY.fullmatch(Path(path).name)
    seen = os.lstat(path)
    if told is None or not _regular(seen):
        return False
    if now - seen.st_mtime > _OLD:
        return True
    return told[1] == _host() and not (alive or _alive)(int(told[2]))


def _regular(seen: os.stat_result) -> bool:
    import stat

    mine = not hasattr(os, "getuid") or seen.st_uid == os.getuid()
    return mine and stat.S_ISREG(seen.st_mode)


def _alive(process: int) -> bool:
    """Does a process run?  Where that cannot be told it is taken to."""
    if os.name == "nt":  # os.kill would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _name(name: str) -> str:
    # a name has at most 255 bytes on most disks: twenty letters are at most eighty
    return f".{name[:20]}.bibtool-{_host()}-{os.getpid()}-{os.urandom(6).hex()}.tmp"


def _host() -> str:
    if hasattr(os, "uname"):
        name = os.uname().nodename
    else:
        import socket  # slow to load

        name = socket.gethostname()
    return f"{crc32(name.encode('utf-8', 'replace')):08x}"


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
