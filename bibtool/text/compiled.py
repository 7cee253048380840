"""Compiled patterns, kept beside the compiled modules so that the next process has them.

To compile the two hundred patterns behind one note took a quarter of its command's time.  What :mod:`re` makes of a
source is a list of whole numbers, which depends on nothing but the source, the flags and the version of Python.  So it
is kept in ``__pycache__`` as Python keeps modules; where Python may write nothing there, or is another than CPython,
patterns are compiled each time.  A pattern that was kept equals that of :func:`re.compile`, which compares the numbers
(``tests/unit/text/test_compiled.py``).

:mod:`re` has no public way to give or take these numbers.  So its own functions are called, in the versions of Python
that the test is run on; in any other a pattern is compiled as usual.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, AnyStr, NamedTuple, cast
from zlib import crc32

# Numbers of a pattern from which on it is kept.  One that has fewer is compiled in less than a third of a millisecond,
# and there are some thousand of them.
_LEAST = 100
_MOST = 16 << 20  # bytes of the file, beyond which what earlier processes kept is dropped
_VERSIONS = ((3, 11), (3, 15))  # from the first, before the second
_CODE = "I"
_HEAD = 8  # bytes: the length of the index
_Key = tuple[int, int, int]
_Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # what _sre.compile takes behind the source

_new: dict[_Key, bytes] = {}


class _Kept(NamedTuple):
    """The file of kept patterns: where each stands in it."""

    data: bytes  # mapped: no more is read than is looked at
    start: int  # of what is kept
    places: dict[_Key, tuple[int, int]]

    def get(self, key: _Key) -> bytes | None:
        """What was kept by a key."""
        if key not in self.places:
            return None
        start, end = self.places[key]
        return self.data[self.start + start : self.start + end]


@cache
def compiled(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As :func:`re.compile`, for the patterns of bibtool itself; those that a user or a text gives are not to be kept.

    Each is made once.  Raises :class:`re.error`.
    """
    if _file() is None:
        return re.compile(source, flags)
    key = crc32(source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source), len(source), int(flags)
    kept = _kept().get(key)
    if kept is not None:
        known, parts = marshal.loads(kept)
        if known == source:
            return _pattern(source, parts)
    parts = _parts(source, flags)
    if len(parts[1]) >= _LEAST * array(_CODE).itemsize:
        if not _new:
            atexit.register(_keep)
        _new[key] = marshal.dumps((source, parts))
    return _pattern(source, parts)


def _parts(source: AnyStr, flags: int) -> _Parts:
    """What a pattern is made of: as ``re._compiler.compile``, which does not give it."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    code = _compiler._code(parsed, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, index in state.groupdict.items():
        names[index] = name
    return int(flags | state.flags), array(_CODE, code).tobytes(), state.groups - 1, state.groupdict, tuple(names)


def _pattern(source: AnyStr, parts: _Parts) -> re.Pattern[AnyStr]:
    import _sre  # type: ignore[import-not-found]

    flags, code, *groups = parts
    return cast("re.Pattern[AnyStr]", _sre.compile(source, flags, array(_CODE, code).tolist(), *groups))


@cache
def _file() -> Path | None:
    """Where patterns are kept; None where none can be."""
    if sys.implementation.name != "cpython" or sys.implementation.cache_tag is None:
        return None
    if not _VERSIONS[0] <= sys.version_info[:2] < _VERSIONS[1]:
        return None
    return Path(cache_from_source(__file__)).with_suffix(".patterns")


def _version() -> list[Any]:
    """What the numbers depend on."""
    import _sre

    return [sys.version, _sre.MAGIC, _sre.CODESIZE, sys.byteorder]


@cache
def _kept() -> _Kept:
    """The patterns that earlier processes kept."""
    return _read()


def _read() -> _Kept:
    """The patterns that are kept for this Python at this moment."""
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
    """Write what was compiled, beside what other processes have kept in the meantime."""
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
