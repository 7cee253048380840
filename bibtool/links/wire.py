"""One connection and what is said on it: HTTP/1.1 by h11, one exchange at a time."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Iterable
from typing import cast

import h11

#: Bytes of status line and headers together.  Large policies and cookies come to a quarter of this; h11's own 16 kB
#: would call their servers broken.
MOST_HEAD = 65_536


class NoHttpError(Exception):
    """What came is no HTTP."""


class CutShortError(Exception):
    """The body ended before its end."""


class Wire(asyncio.Protocol):
    """A connection, made by an event loop's ``create_connection``.  Reads no further than somebody waits for."""

    def __init__(self) -> None:
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEAD)
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future[None] | None = None
        self._resting = False  # does not read: nobody waits
        self._heard = False  # anything since the last request
        self._ended = False
        self._error: Exception | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The event loop's call."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """The event loop's call."""
        self._heard = True
        self._h11.receive_data(data)
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
            if exc is None:
                self._h11.receive_data(b"")  # the end of a body of unknown length, a fault everywhere else
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _more(self) -> None:
        """Wait until something has come.  Raises what broke the connection."""
        if self._error is not None:
            raise self._error
        if self._resting:
            self._resting = False
            self._transport.resume_reading()
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def ask(self, method: bytes, target: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        """Send a request.  Raises ValueError for one that cannot be sent."""
        self._heard = False
        try:
            said = self._h11.send(h11.Request(method=method, target=target, headers=list(headers)))
            if body:
                said += self._h11.send(h11.Data(data=body))
            said += self._h11.send(h11.EndOfMessage())
        except h11.LocalProtocolError as error:
            raise ValueError(str(error)) from None
        self._transport.write(said)

    async def head(self) -> h11.Response:
        """Status and headers.  Raises :class:`NoHttpError`, and OSError where the connection ends before them."""
        while True:
            try:
                event = self._h11.next_event()
            except h11.RemoteProtocolError as error:
                begun = self._h11.trailing_data[0]
                if self._ended and (not self._heard or begun.startswith(b"HTTP/")):
                    raise ConnectionResetError(errno.ECONNRESET, "the server hung up without an answer") from None
                raise NoHttpError(str(error)) from None
            if isinstance(event, h11.Response):
                return event
            if event is h11.NEED_DATA:  # else 100 or 103: they come before the answer
                await self._more()

    async def chunk(self) -> bytes:
        """The next part of the body, empty at its end.  Raises :class:`CutShortError`."""
        try:
            while not isinstance(event := self._h11.next_event(), h11.EndOfMessage):
                if isinstance(event, h11.Data):
                    return bytes(event.data)
                await self._more()
        except (h11.RemoteProtocolError, OSError) as error:
            raise CutShortError(str(error)) from error
        return b""

    def again(self) -> bool:
        """Whether another request may follow.  What is left of a body is read as far as it has come already."""
        try:
            while isinstance(self._h11.next_event(), h11.Data):
                pass
            self._h11.start_next_cycle()
        except h11.ProtocolError:
            return False
        return self.fresh

    @property
    def fresh(self) -> bool:
        """Whether since the last exchange nobody has hung up or said a word."""
        return not self._ended and self._h11.trailing_data == (b"", False)

    @property
    def heard(self) -> bool:
        """Whether anything has come since the last request."""
        return self._heard

    def close(self) -> None:
        """Close at once."""
        self._transport.abort()
