"""Standard output and error that fail in one way: a full disk or a closed stream is told once, a closed pipe is none.

Python's own streams fail where something happens to be written, fail again when it flushes them at its end, and are
None where the caller closed them, so that the next file opened gets their number.  Nothing heavy is imported here:
``bibtool --version`` passes through.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STANDARD = (0, 1, 2)


class Broken(Enum):
    """Why nothing can be written any more."""

    CLOSED_PIPE = "closed pipe"  # whoever reads has enough ("| head")
    FULL = "full"


class StreamFailed(Exception):  # noqa: N818  -- what the stream is, not a fault of the program
    """Standard output takes no more.  No OSError: several libraries have their own ideas about those."""

    def __init__(self, broken: Broken, reason: str) -> None:
        self.broken = broken
        self.reason = reason
        super().__init__(reason)


class _Raw(io.RawIOBase):
    """The bytes of a stream.  After its first failure it takes everything and keeps nothing, so that what Python still
    holds does not fail once more at its end."""

    def __init__(self, raw: io.RawIOBase | None, number: int, said: bool) -> None:
        """``raw`` is None for a stream that the caller closed; ``said`` whether a failure is raised."""
        self._raw = raw
        self._number = number
        self._said = said
        self.failed: StreamFailed | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def isatty(self) -> bool:
        return self._raw is not None and self._raw.isatty()

    def write(self, data: ReadableBuffer, /) -> int | None:
        length = memoryview(data).nbytes
        if self.failed is not None or not length:
            return length
        try:
            if self._raw is not None:
                return self._raw.write(data)
            self.failed = StreamFailed(Broken.FULL, "closed")
        except BrokenPipeError:
            self.failed = StreamFailed(Broken.CLOSED_PIPE, "closed pipe")
        except OSError as error:
            self.failed = StreamFailed(Broken.FULL, (error.strerror or str(error)).lower())
        if self._said:
            raise self.failed
        return length


class Stream(io.TextIOWrapper):
    """Text to a terminal has every character that a terminal would obey as an escape; what is drawn there by rich,
    which writes such characters on purpose, goes past (it looks for ``rich_proxied_file``)."""

    def __init__(self, raw: _Raw) -> None:
        # data is UTF-8 whatever the locale; a byte of a file name that is none shows as an escape
        super().__init__(io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace")
        self._bytes = raw
        self._terminal = raw.isatty()

    @property
    def failed(self) -> StreamFailed | None:
        """Why something that was written did not arrive."""
        return self._bytes.failed

    @property
    def rich_proxied_file(self) -> Drawn:
        """The stream for what a terminal shall obey."""
        return Drawn(self)

    def write(self, text: str, /) -> int:
        """Write; on a terminal with what cannot be seen as an escape."""
        if self._terminal:
            from bibtool.text.visible import visible

            text = visible(text)
        return super().write(text)

    def draw(self, text: str) -> int:
        """Write as it is."""
        return super().write(text)


class Drawn:
    """A :class:`Stream` for rich.  No io.TextIOBase: that flushes when it is thrown away, and hides what happens."""

    encoding = "utf-8"

    def __init__(self, stream: Stream) -> None:
        self.write = stream.draw
        self.flush = stream.flush
        self.isatty = stream.isatty
        self.fileno = stream.fileno


@contextmanager
def streams() -> Iterator[Stream | None]:
    """Standard output and error replaced by streams of this kind while the program runs; gives that of messages.

    A stream that is not the process's own (a program runs commands, a test) stays; None for the one of messages then.
    """
    closed = _opened()
    before = sys.stdout, sys.stderr
    out = _replacement(before[0], sys.__stdout__, 1, 1 in closed)
    messages = _replacement(before[1], sys.__stderr__, 2, 2 in closed)
    sys.stdout, sys.stderr = out or before[0], messages or before[1]
    try:
        yield messages
    finally:
        for stream in (out, messages):
            if stream is not None:
                with suppress(StreamFailed):
                    stream.flush()
        sys.stdout, sys.stderr = before


def _opened() -> set[int]:
    """Numbers of standard streams that the caller closed; they stand for nothing now, and for no file opened later."""
    closed: set[int] = set()
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            closed.add(number)
            if os.open(os.devnull, os.O_RDWR) != number:
                break  # the lowest free number is taken: another cannot come
    return closed


def _replacement(stream: TextIO | None, own: TextIO | None, number: int, closed: bool) -> Stream | None:
    said = number == 1
    if stream is None:
        made = Stream(_Raw(None, number, said))
    elif stream is own and type(stream) is io.TextIOWrapper and (raw := _raw(stream)) is not None:
        with suppress(OSError):
            stream.flush()
        made = Stream(_Raw(None if closed else raw, number, said))
    else:
        if isinstance(stream, io.TextIOWrapper):  # a console of Windows
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return None
    at_once = number == 2 or made.isatty() or (stream is not None and _unbuffered(stream))
    made.reconfigure(line_buffering=at_once)
    return made


def _unbuffered(stream: TextIO) -> bool:
    """Was Python told to keep nothing (PYTHONUNBUFFERED)?"""
    return isinstance(stream.buffer, io.FileIO)


def _raw(stream: io.TextIOWrapper) -> io.FileIO | None:
    raw = getattr(stream.buffer, "raw", stream.buffer)
    return raw if isinstance(raw, io.FileIO) else None
