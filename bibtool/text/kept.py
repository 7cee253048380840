"""What is worked out from data that comes with bibtool, kept beside the compiled modules for the next process.

To compile the two hundred patterns behind one note took a quarter of its command's time, to put their forms in order
another quarter.  What comes of it depends on nothing but what it is made from, the code and the version of Python.  So
it is kept in ``__pycache__`` as Python keeps modules; where Python may write nothing there, or is another than CPython,
it is made each time.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast
from zlib import crc32

_MOST = 16 << 20  # bytes of the file, beyond which what earlier processes kept is dropped
_VERSIONS = ((3, 11), (3, 15))  # from the first, before the second
_HEAD = 8  # bytes: the length of the index
_Key = tuple[str, int, int]
V = TypeVar("V")

_new: dict[_Key, bytes] = {}


class _Kept(NamedTuple):
    """The file of kept values: where each stands in it."""

    data: bytes  # mapped: no more is read than is looked at
    start: int  # of what is kept
    places: dict[_Key, tuple[int, int]]

    def get(self, key: _Key) -> bytes | None:
        """What was kept by a key."""
        if key not in self.places:
            return None
        start, end = self.places[key]
        return self.data[self.start + start : self.start + end]


def kept(kind: str, source: str | bytes, make: Callable[[], V], worth: Callable[[V], bool] = lambda _: True) -> V:
    """What ``make`` gives, or gave an earlier process, for a source; ``kind`` tells apart what is made of one source.

    The value is of what :mod:`marshal` writes, and made from nothing but the source and code that ``kind`` tells the
    state of (:func:`state_of`).  It is kept where it is ``worth`` it.  Whatever ``make`` raises is raised.
    """
    if not keeps():
        return make()
    written = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    key = kind, crc32(written), len(source)  # letters of a text, bytes of bytes
    found = _kept().get(key)
    if found is not None:
        known, value = marshal.loads(found)
        if known == source:
            return value  # type: ignore[no-any-return]  # what make gave then
    value = make()
    if worth(value):
        if not _new:
            atexit.register(_keep)
        _new[key] = marshal.dumps((source, cast("Any", value)))
    return value


def keeps() -> bool:
    """Whether values can be kept: by this Python."""
    return _file() is not None


def state_of(module: str) -> str | None:
    """What tells a module (its ``__file__``) from what it was before a change; None where that cannot be read."""
    with suppress(OSError):
        return f"{crc32(Path(module).read_bytes()):08x}"
    return None


@cache
def _file() -> Path | None:
    """Where values are kept; None where none can be."""
    if sys.implementation.name != "cpython" or sys.implementation.cache_tag is None:
        return None
    if not _VERSIONS[0] <= sys.version_info[:2] < _VERSIONS[1]:
        return None
    return Path(cache_from_source(__file__)).with_suffix(".values")


def _version() -> list[Any]:
    """What the form of the values depends on."""
    import _sre  # type: ignore[import-not-found]

    return [sys.version, _sre.MAGIC, _sre.CODESIZE, sys.byteorder]


@cache
def _kept() -> _Kept:
    """The values that earlier processes kept."""
    return _read()


def _read() -> _Kept:
    """The values that are kept for this Python at this moment."""
    from mmap import ACCESS_READ, mmap

    file = _file()
    if file is not None:
        with suppress(OSError, EOFError, ValueError, TypeError), file.open("rb") as opened:
            data = cast("bytes", mmap(opened.fileno(), 0, access=ACCESS_READ))
            start = _HEAD + int.from_bytes(data[:_HEAD], "little")
            version, index = marshal.loads(data[_HEAD:start])
            if version == _version():
                return _Kept(data, start, index)
    return _Kept(b"", 0, {})


def _keep() -> None:
    """Write what was made, beside what other processes have kept in the meantime."""
    file = _file()
    if file is None or sys.dont_write_bytecode:
        return
    before = _read()
    rows = {key: before.get(key) or b"" for key in before.places} if len(before.data) < _MOST else {}
    rows |= _new
    ends = list(accumulate(map(len, rows.values())))
    index = dict(zip(rows, pairwise([0, *ends]), strict=True))
    head = marshal.dumps((_version(), index))
    written = file.with_suffix(f"{file.suffix}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            written.write_bytes(b"".join([len(head).to_bytes(_HEAD, "little"), head, *rows.values()]))
            written.replace(file)
        finally:
            written.unlink(missing_ok=True)
