"""The library's mirror: written, read back, and kept up with the library where the user says so.

Which files are mirrors of which library, and what was last written in them or read from them, stands in the user's data
folder: a library that came from somebody else cannot have files written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from bibtool.changes import writing
from bibtool.database import Access
from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.data import data_folder
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.library import library_path, opened
from bibtool.library.mirror import HEAD, MirrorError, Read, parse
from bibtool.library.mirror import read as read_mirror
from bibtool.library.mirror import write as mirror_text
from bibtool.library.store import Store

#: The file of a mirror that is named by its folder.
NAME = "library.txt"


class Keep(Enum):
    """Is a mirror written whenever the library changes?"""

    AS_IS = "as-is"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class _Known:
    library: str
    sum: str
    always: bool


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
        _write(store, path, str(library_path(named).resolve()), keep)
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
    library = str(library_path(named).resolve())
    known = _known()
    before = known.get(str(path.resolve()))
    # what is read now is no stranger's change to it any more
    always = before.always if before is not None and before.library == library else False
    _remember({**known, str(path.resolve()): _Known(library, _sum(data), always)})
    with opened(named, Access.WRITE) as store, store.operation(f"mirror {target}"[:200]):
        return read_mirror(store, mirror)


def follow(store: Store, library: Path, keep: Keep = Keep.ALWAYS) -> None:
    """Write the mirrors of a library that are kept up with it; with ``keep`` AS_IS all that are known.

    Raises JobError BT704 and BT988; the library is changed all the same.
    """
    own = str(library.resolve())
    for path, known in _known().items():
        if known.library == own and (known.always or keep is Keep.AS_IS) and Path(path).exists():
            _write(store, Path(path), own, Keep.AS_IS)


def _write(store: Store, path: Path, library: str, keep: Keep) -> None:
    known = _known()
    place = str(path.resolve())
    there = known.get(place)
    if path.exists():
        data = files.read(str(path))
        ours = there is not None and there.library == library and there.sum == _sum(data)
        if not ours and data != _text(store):
            raise JobError(Code.MIRROR_NOT_OVERWRITTEN, Exit.FOUND, path=str(path))
    data = _text(store)
    files.write(path, data)
    always = there.always if there is not None and keep is Keep.AS_IS else keep is Keep.ALWAYS
    _remember({**known, place: _Known(library, _sum(data), always)})


def _text(store: Store) -> bytes:
    return "".join(mirror_text(store)).encode("utf-8", "backslashreplace")


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _place() -> Path:
    import os

    return data_folder(os.environ) / "mirrors.json"


def _known() -> dict[str, _Known]:
    """Every mirror that is known, by its path; none where the file that says so cannot be read."""
    try:
        rows: Any = json.loads(_place().read_bytes())
        return {path: _Known(row["library"], row["sum"], bool(row["always"])) for path, row in rows.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _remember(known: Mapping[str, _Known]) -> None:
    rows = {
        path: {"library": each.library, "sum": each.sum, "always": each.always} for path, each in sorted(known.items())
    }
    place = _place()
    files.make_folder(place.parent)
    try:
        writing.write(place, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise files.cannot_write(place, error) from None
