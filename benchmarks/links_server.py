"""The server of the link benchmark: many loopback addresses, a fixed latency, requests counted where they arrive.

    python benchmarks/links_server.py HOSTS URLS MILLISECONDS PORT

Writes one line, ``ready``.  ``/links.html`` lists the addresses; ``/stats`` on the first address gives the counts since
it was last asked.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

PAGE = "<html><head><title>Page {0}</title></head><body><h1>Page {0}</h1><p>{1}</p></body></html>"
TEXT = "Caravans went from well to well. " * 20


def address(n: int) -> str:
    """The n-th loopback address."""
    return f"127.0.{1 + n // 250}.{1 + n % 250}"


class Server(asyncio.Protocol):
    """One connection; counts are the class's."""

    targets: dict[str, int] = {}  # noqa: RUF012  -- one server a process
    first = last = 0.0
    flying = most = 0
    urls: list[str] = []  # noqa: RUF012
    latency = 0.05

    def connection_made(self, transport: Any) -> None:
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
            close = b"connection: close" in head.lower()
            if target in {"/stats", "/links.html", "/robots.txt", "/alive"}:
                self._answer(method, self._special(target), close)
                continue
            now = time.monotonic()
            kind = type(self)
            kind.first = kind.first or now
            kind.flying += 1
            kind.most = max(kind.most, kind.flying)
            kind.targets[target] = kind.targets.get(target, 0) + 1
            body = PAGE.format(target.rpartition("/")[2], TEXT).encode()
            asyncio.get_running_loop().call_later(self.latency, self._page, method, body, close)

    def _page(self, method: str, body: bytes, close: bool) -> None:
        kind = type(self)
        kind.flying -= 1
        kind.last = time.monotonic()
        self._answer(method, body, close)

    def _special(self, target: str) -> bytes:
        kind = type(self)
        if target == "/links.html":
            return "".join(f'<a href="{url}">x</a>\n' for url in kind.urls).encode()
        if target == "/stats":
            told = {
                "requests": sum(kind.targets.values()),
                "urls": len(kind.targets),
                "seconds": kind.last - kind.first,
                "most": kind.most,
            }
            kind.targets, kind.first, kind.last, kind.most = {}, 0.0, 0.0, 0
            return json.dumps(told).encode()
        return b"ok"

    def _answer(self, method: str, body: bytes, close: bool) -> None:
        if self.transport.is_closing():
            return
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        head += "Connection: close\r\n\r\n" if close else "\r\n"
        self.transport.write(head.encode() + (b"" if method == "HEAD" else body))
        if close:
            self.transport.close()


async def main(hosts: int, urls: int, milliseconds: int, port: int) -> None:
    """Serve until killed."""
    Server.urls = [f"http://{address(n % hosts)}:{port}/page/{n}" for n in range(urls)]
    Server.latency = milliseconds / 1000
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(Server, address(n), port, backlog=1024) for n in range(hosts)]
    print("ready", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:5])))
