"""Bodies of answers: unpacked within a limit, and read as far as they came."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bibtool.links.framing import CutShortError

_GZIP = frozenset({"gzip", "x-gzip"})
#: Codings that change nothing, and what servers write there by mistake.
_PLAIN = frozenset({"", "identity", "none", "utf-8", "utf8", "binary", "8bit", "iso-8859-1", "windows-1251"})
#: A page that came so far can be read: browsers show it.
_SEEN = (b"</title>", b"</html>")
_LONGEST_HEADER = 70_000


class BadBodyError(ValueError):
    """A body that cannot be unpacked."""


@dataclass(frozen=True, slots=True)
class Read:
    """A body up to the limit (``cut``); ``short``: its announced end is missing, but nothing of the page."""

    data: bytes
    cut: bool = False
    short: bool = False


async def read_body(chunk: Callable[[], Awaitable[bytes]], coding: str, limit: int, *, streamed: bool = False) -> Read:
    """The body of an answer, as far as ``chunk`` gives it before TimeoutError.

    A gzip body without its trailer and a page that came as far as its title are read, whatever was announced;
    ``streamed`` ones (films, sounds, events) need not end.
    Raises :class:`~bibtool.links.framing.CutShortError`, :class:`BadBodyError`, OSError, and TimeoutError where nothing
    of use came in time.
    """
    unpack = _unpacker(coding)
    parts: list[bytes] = []
    size = raw = 0
    fault: CutShortError | TimeoutError | None = None
    try:
        while part := await chunk():
            raw += len(part)
            if unpack is not None:
                part = unpack(part, limit - size)
            parts.append(part)
            size += len(part)
            if size >= limit or raw >= 4 * limit:
                return Read(b"".join(parts)[:limit], cut=True)
            if unpack is not None and unpack.packed and unpack.whole:
                break  # what was announced beside it may never come: the length of the page, unpacked
    except (CutShortError, TimeoutError) as error:
        fault = error
    body = b"".join(parts)
    if streamed and body and isinstance(fault, TimeoutError):
        return Read(body, cut=True)
    short = fault is not None or (unpack is not None and bool(raw) and not unpack.whole)
    if short and not any(sign in body.lower() for sign in _SEEN):
        raise fault or BadBodyError("the compressed body ends before its end")
    return Read(body, short=short)


def _unpacker(coding: str) -> _Unpacker | None:
    names = [name.strip().lower() for name in coding.split(",")]
    names = [name for name in names if name not in _PLAIN]
    if not names:
        return None
    if len(names) > 2 or any(name not in _GZIP | {"deflate"} for name in names):
        raise BadBodyError(f"the body is packed as {coding[:40]!r}, which was not asked for")
    return _Unpacker(names[::-1])


class _Unpacker:
    """One or two codings, the outermost first.  A body that was never packed goes through as it is."""

    def __init__(self, names: list[str]) -> None:
        self._steps = [_Step(name) for name in names]
        self._plain: bool | None = None  # not seen yet

    def __call__(self, data: bytes, limit: int) -> bytes:
        if self._plain is None:
            self._plain = data.lstrip()[:1] == b"<"  # no packed body begins so
        if self._plain:
            return data
        for step in self._steps:
            data = step(data, max(limit, 1))
        return data

    @property
    def packed(self) -> bool:
        """Whether it was packed indeed."""
        return self._plain is False

    @property
    def whole(self) -> bool:
        """Whether the packed body came to its end; a missing check sum behind it is forgiven, as by browsers."""
        return bool(self._plain) or all(step.inflate is not None and step.inflate.eof for step in self._steps)


class _Step:
    """One coding.  The bare stream is inflated: zlib's own reading of gzip cannot tell a missing check sum from a
    missing half."""

    def __init__(self, name: str) -> None:
        self._gzip = name in _GZIP
        self._head = b""  # until the form is known
        self.inflate: Any = None

    def __call__(self, data: bytes, limit: int) -> bytes:
        if self.inflate is None:
            self._head += data
            # servers confuse the two names: the first bytes say which it is
            zipped = self._head[:2] == b"\x1f\x8b" or (self._gzip and not _zlib_header(self._head))
            length = _gzip_header(self._head) if zipped else _zlib_header(self._head)
            if length is None:
                if len(self._head) > _LONGEST_HEADER:
                    raise BadBodyError("a packed body whose header does not end")
                return b""
            self.inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            data, self._head = self._head[length:], b""
        try:
            unpacked: bytes = self.inflate.decompress(data, limit)
        except zlib.error as error:
            raise BadBodyError(str(error)) from None
        return unpacked


def _zlib_header(data: bytes) -> int | None:
    """The bytes of a zlib header (RFC 1950), 0 where "deflate" is bare, as from half the servers; None: more needed."""
    if len(data) < 2:
        return None
    return 2 if data[0] & 0x0F == 8 and (data[0] * 256 + data[1]) % 31 == 0 and not data[1] & 0x20 else 0


def _gzip_header(data: bytes) -> int | None:
    """The bytes of a gzip header (RFC 1952, 2.3); None where more is needed.  Raises :class:`BadBodyError`."""
    if not b"\x1f\x8b\x08".startswith(data[:3]):
        raise BadBodyError("the body is said to be gzip and is none")
    if len(data) < 10:
        return None
    flags, at = data[3], 10
    if flags & 4:
        if len(data) < at + 2:
            return None
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    for flag in (8, 16):  # a name, a comment, each up to a zero
        if flags & flag:
            end = data.find(b"\0", at)
            if end < 0:
                return None
            at = end + 1
    at += 2 if flags & 2 else 0
    return at if len(data) >= at else None
