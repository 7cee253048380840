"""Real servers on loopback: HTTP that can misbehave at will, and DNS.  Each runs in a thread's own event loop."""

from __future__ import annotations

import asyncio
import atexit
import socket
import ssl
import struct
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


class Loop:
    """An event loop in a thread, for servers that outlive a test's own asyncio.run."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine: Any) -> Any:
        done: Future[Any] = asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        return done.result(30)

    def close(self) -> None:
        async def end() -> None:
            tasks = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0.01)  # transports that close need a turn

        self.run(end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


@dataclass
class Exchange:
    """One request and the way to answer it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    writer: asyncio.StreamWriter
    count: int  # how often this target was asked, this time included

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    async def send(
        self,
        status: int = 200,
        body: str | bytes = b"",
        headers: dict[str, str] | None = None,
        content_type: str = "text/html; charset=utf-8",
        length: int | None = None,
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(data) if length is None else length}"]
        if content_type:
            lines.append(f"Content-Type: {content_type}")
        lines += [f"{k}: {v}" for k, v in (headers or {}).items()]
        await self.raw("\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + data)

    async def page(self, title: str, text: str = "", status: int = 200, heading: str = "") -> None:
        await self.send(
            status,
            f"<html><head><title>{title}</title></head><body><h1>{heading or title}</h1><p>{text}</p></body></html>",
        )

    async def redirect(self, location: str, status: int = 302, headers: dict[str, str] | None = None) -> None:
        await self.send(status, b"", {"Location": location, **(headers or {})})

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def close(self) -> None:
        self.writer.close()

    def reset(self) -> None:
        """RST instead of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Handler = Callable[[Exchange], Awaitable[None]]


@dataclass
class Logged:
    at: float
    host: str
    method: str
    target: str
    headers: dict[str, str]


@dataclass
class Web:
    """An HTTP/1.1 server: ``routes`` by path, ``fallback`` for the rest (404 by default)."""

    loop: Loop
    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    routes: dict[str, Handler] = field(default_factory=dict)
    fallback: Handler | None = None
    log: list[Logged] = field(default_factory=list)
    port: int = 0
    now: Callable[[], float] = time.monotonic  # what the log's moments are told by
    open: int = 0  # connections that have not ended
    _server: asyncio.Server | None = None
    _counts: dict[str, int] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.address}:{self.port}"

    def start(self) -> Web:
        async def begin() -> asyncio.Server:
            return await asyncio.start_server(
                self._serve,
                self.address,
                self.port,
                ssl=self.tls,
                backlog=512,
                ssl_handshake_timeout=5 if self.tls else None,
            )

        server = self.loop.run(begin())
        self._server = server
        self.port = server.sockets[0].getsockname()[1]
        return self

    def close(self) -> None:
        async def end() -> None:
            if self._server is not None:
                self._server.close()

        self.loop.run(end())

    def wait_until_idle(self) -> None:
        """Wait until every connection has ended: what was on its way has arrived then."""
        deadline = time.monotonic() + 60
        while self.open:
            assert time.monotonic() < deadline, f"{self.open} connections are still open"
            time.sleep(0.01)

    def asked(self, path: str) -> int:
        """How often a target was asked."""
        return sum(1 for entry in self.log if entry.target == path)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            while True:
                start = await reader.readexactly(1)
                if start == b"\x16":  # TLS spoken to a plain server
                    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                    return
                head = start + await reader.readuntil(b"\r\n\r\n")
                first, *rest = head.decode("latin-1").split("\r\n")
                method, target, _ = first.split(" ", 2)
                headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in rest if line)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                self.log.append(Logged(self.now(), headers.get("host", ""), method, target, headers))
                asked = headers.get("host", "") + target
                self._counts[asked] = self._counts.get(asked, 0) + 1
                exchange = Exchange(method, target, headers, body, writer, self._counts[asked])
                handler = self.routes.get(exchange.path) or self.fallback or not_found
                await handler(exchange)
                if writer.is_closing():
                    return
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError, asyncio.LimitOverrunError):
            pass
        except asyncio.CancelledError:  # the end of the tests; asyncio.streams would report it
            return
        finally:
            self.open -= 1
            writer.close()


async def not_found(x: Exchange) -> None:
    await x.page("404 Not Found", status=404)


class Dns(asyncio.DatagramProtocol):
    """A DNS server: names to IPv4 addresses, or to a response code (3 NXDOMAIN, 2 SERVFAIL); -1 is silence."""

    def __init__(self, loop: Loop, zone: dict[str, list[str] | int]) -> None:
        self.loop, self.zone, self.port = loop, zone, 0
        self.asked: list[str] = []
        self.garble = False
        self.extra: dict[str, bytes] = {}  # a further record behind the answers, by name
        self.old = False  # answers FORMERR to what asks for more than RFC 1035 has

    def start(self) -> Dns:
        async def begin() -> Any:
            return await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))

        self.transport, _ = self.loop.run(begin())
        self.port = self.transport.get_extra_info("sockname")[1]
        return self

    def close(self) -> None:
        self.loop.loop.call_soon_threadsafe(self.transport.close)

    def connection_made(self, transport: Any) -> None:
        pass

    def datagram_received(self, data: bytes, addr: Any) -> None:
        at, labels = 12, []
        while data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode())
            at += 1 + data[at]
        name, kind = ".".join(labels), struct.unpack_from(">H", data, at + 1)[0]
        self.asked.append(name)
        found = self.zone.get(name, 3)
        if found == -1:
            return
        if self.old and data[10:12] != b"\0\0":
            self.transport.sendto(data[:2] + b"\x81\x81\0\1" + b"\0" * 6 + data[12 : at + 5], addr)
            return
        if self.garble:
            self.transport.sendto(data[:2] + b"\x81\x80\x00\x01\x00\x05garbage", addr)
            return
        rows = found if isinstance(found, list) and kind == 1 else []
        code = found if isinstance(found, int) else 0
        extra = self.extra.get(name, b"")
        out = data[:2] + struct.pack(">5H", 0x8180 | code, 1, len(rows), 0, bool(extra)) + data[12 : at + 5]
        for address in rows:
            out += struct.pack(">HHHIH", 0xC00C, 1, 1, 60, 4) + socket.inet_aton(address)
        self.transport.sendto(out + extra, addr)


@contextmanager
def loops() -> Iterator[Loop]:
    loop = Loop()
    try:
        yield loop
    finally:
        loop.close()


def closed_port() -> int:
    """A port on which nothing listens, and that nobody else is given while the tests run: it stays bound."""
    sock = socket.socket()
    atexit.register(sock.close)
    sock.bind(("127.0.0.1", 0))
    return int(sock.getsockname()[1])
