"""One connection and what is said on it: HTTP/1.1, one exchange at a time."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from bibtool.links.framing import Body, CutShortError, Head, Header, NoHttpError, kept_alive, take_head
from bibtool.text.patterns import regex

#: A server may send so many 1xx before its answer.
_INTERIM = 50
_SENDABLE = regex(rb"[\x21-\x7e]+")
_VALUE = regex(rb"[^\x00-\x08\x0a-\x1f\x7f]*")


@lru_cache(maxsize=256)  # most headers are the same in all requests
def _line(name: bytes, value: bytes) -> bytes:
    """A header as it is sent.  Raises ValueError for one that cannot be."""
    if not _SENDABLE.fullmatch(name) or not _VALUE.fullmatch(value):
        raise ValueError(f"the header {name!r} cannot be sent")
    return b"%b: %b\r\n" % (name, value)


class Wire(asyncio.Protocol):
    """A connection, made by an event loop's ``create_connection``.  Reads no further than somebody waits for."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._body: Body | None = None
        self._keeps = False
        self._interim = 0
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future[None] | None = None
        self._resting = False  # does not read: nobody waits
        self._heard = False  # anything since the last request
        self._ended = False
        self._error: Exception | None = None
        self._deadline: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The event loop's call."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """The event loop's call."""
        self._heard = True
        self._buffer += data
        if self._waiter is None:
            self._transport.pause_reading()
            self._resting = True
        self._wake()

    def eof_received(self) -> None:
        """The event loop's call."""
        self.connection_lost(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """The event loop's call."""
        if not self._ended:
            self._ended, self._error = True, exc
        self._silence()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _more(self) -> None:
        """Wait until something has come.  Raises what broke the connection, and TimeoutError at the deadline."""
        if self._error is not None:
            raise self._error
        if self._ended:
            raise ConnectionResetError(errno.ECONNRESET, "the server hung up without an answer")
        if self._resting:
            self._resting = False
            self._transport.resume_reading()
        if self._deadline is not None:
            if self._loop.time() >= self._deadline:  # who sends without a pause never lets the timer ring
                raise TimeoutError
            if self._timer is None or self._timer.when() > self._deadline:
                self._ring(self._deadline)
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _ring(self, at: float) -> None:
        """Set the timer.  One serves all waits of a connection: it is set later when it rings too early."""
        self._silence()
        self._timer = self._loop.call_at(at, self._late)

    def _silence(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self._timer = None
        if self._waiter is None or self._waiter.done() or self._deadline is None:
            return
        if self._deadline > self._loop.time():
            self._ring(self._deadline)
        else:
            self._waiter.set_exception(TimeoutError())

    def ask(
        self, method: bytes, target: bytes, headers: Iterable[Header], body: bytes, deadline: float | None = None
    ) -> None:
        """Send a request, whose answer is waited for until ``deadline`` (the event loop's time; None: for ever).

        Raises ValueError for one that cannot be sent.
        """
        self._heard, self._interim, self._deadline = False, 0, deadline
        said = [b"%b %b HTTP/1.1\r\n" % (method, target)]
        if not _SENDABLE.fullmatch(target):
            raise ValueError("the address cannot be sent")
        said += [_line(name, value) for name, value in headers]
        if body:
            said.append(b"Content-Length: %d\r\n" % len(body))
        said += [b"\r\n", body]
        self._body = None
        self._transport.write(b"".join(said))

    async def head(self) -> Head:
        """Status and headers.  Raises :class:`NoHttpError`, OSError where the connection ends before them, and
        TimeoutError."""
        while True:
            head = take_head(self._buffer, ended=self._ended and self._error is None)
            if head is None:
                await self._more()
                continue
            if 100 <= head.status < 200 and head.status != 101:  # they come before the answer
                self._interim += 1
                if self._interim > _INTERIM:
                    raise NoHttpError("it answers 1xx without an end")
                continue
            self._body = Body(head)
            self._keeps = kept_alive(head)
            return head

    async def chunk(self) -> bytes:
        """The next part of the body, empty at its end.  Raises :class:`CutShortError` and TimeoutError."""
        body = self._body
        while body is not None:
            part = body.take(self._buffer)
            if part or body.done:
                return part
            if self._ended and self._error is None:
                body.end()
                return b""
            try:
                await self._more()
            except TimeoutError:
                raise
            except OSError as error:
                raise CutShortError(str(error)) from error
        return b""

    def again(self) -> bool:
        """Whether another request may follow.  What is left of a body is read as far as it has come already."""
        body = self._body
        if body is None or not self._keeps:
            return False
        try:
            while not body.done and body.take(self._buffer):
                pass
        except CutShortError:
            return False
        return body.done and self.fresh

    @property
    def fresh(self) -> bool:
        """Whether since the last exchange nobody has hung up or said a word."""
        return not self._ended and not self._buffer

    @property
    def heard(self) -> bool:
        """Whether anything has come since the last request."""
        return self._heard

    def close(self) -> None:
        """Close at once."""
        self._silence()
        self._transport.abort()
