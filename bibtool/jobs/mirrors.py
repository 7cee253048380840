"""Which files are mirrors of which library, and what was last written in them or read from them.

It stands in the user's data folder: a library that came from somebody else cannot have files written.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from msgspec import Struct

from bibtool.changes import writing
from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.data import data_folder
from bibtool.jobs.errors import Exit, JobError
from bibtool.library.mirror import write as mirror_text
from bibtool.library.store import Store


class Keep(Enum):
    """Is a mirror written whenever the library changes?"""

    AS_IS = "as-is"
    ALWAYS = "always"
    NEVER = "never"


class _Known(Struct, frozen=True):
    library: str
    sum: str
    always: bool


def follow(store: Store, library: Path, keep: Keep = Keep.ALWAYS) -> None:
    """Write the mirrors of a library that are kept up with it; with ``keep`` AS_IS all that are known.

    Raises JobError BT704 and BT988; the library is changed all the same.
    """
    own = str(library.resolve())
    for path, known in _known().items():
        if known.library == own and (known.always or keep is Keep.AS_IS) and Path(path).exists():
            write(store, Path(path), library, Keep.AS_IS)


def write(store: Store, path: Path, library: Path, keep: Keep) -> None:
    """Write one mirror of the library at ``library``, and remember it.

    Raises JobError BT704, and BT988 for a file that is no mirror of this library or was changed since.
    """
    own = str(library.resolve())
    known = _known()
    place = str(path.resolve())
    there = known.get(place)
    if path.exists():
        data = files.read(str(path))
        ours = there is not None and there.library == own and there.sum == _sum(data)
        if not ours and data != _text(store):
            raise JobError(Code.MIRROR_NOT_OVERWRITTEN, Exit.FOUND, path=str(path))
    data = _text(store)
    files.write(path, data)
    always = there.always if there is not None and keep is Keep.AS_IS else keep is Keep.ALWAYS
    _remember({**known, place: _Known(own, _sum(data), always)})


def remember_read(path: Path, library: Path, data: bytes) -> None:
    """``data`` was read from a mirror into the library: it is no stranger's change to the file any more."""
    known = _known()
    own, place = str(library.resolve()), str(path.resolve())
    there = known.get(place)
    always = there is not None and there.library == own and there.always
    _remember({**known, place: _Known(own, _sum(data), always)})


def _text(store: Store) -> bytes:
    return "".join(mirror_text(store)).encode("utf-8", "backslashreplace")


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _place() -> Path:
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
