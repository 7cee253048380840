"""Connections: kept and asked again, given up when stale, raced, closed in time; and what servers say on them."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any

import pytest

from bibtool.links import transport
from bibtool.links.client import Client, ClientSettings, opened
from bibtool.links.clock import SystemClock
from bibtool.links.fetched import Answer, FetchError, Request
from bibtool.links.limiter import UNLIMITED, Limiter, Rate
from bibtool.links.outcome import Outcome
from bibtool.links.resolver import Place, Resolver
from bibtool.links.uri import Uri
from bibtool.links.wire import Wire
from links.clocks import FakeClock
from links.servers import Exchange, Web, closed_port

Start = Callable[..., Web]
Work = Callable[[Client], Awaitable[Any]]


def with_client(
    work: Work,
    resolver: Resolver | None = None,
    rate: Rate = UNLIMITED,
    clock: SystemClock | None = None,
    **more: Any,
) -> Any:
    """What ``work`` gives with a client of its own."""
    clock = clock or SystemClock()

    async def run() -> Any:
        settings = ClientSettings("test", 60.0, allow_private=True, **more)
        async with opened(settings, resolver or Resolver(), Limiter(clock, rate), clock) as client:
            return await work(client)

    return asyncio.run(run())


def asked(*urls: str, **more: Any) -> list[Answer]:
    """The answers to addresses, asked one after the other by one client."""

    async def work(client: Client) -> list[Answer]:
        return [await client(Request(Uri.parse(url))) for url in urls]

    answers: list[Answer] = with_client(work, **more)
    return answers


def peer(x: Exchange) -> str:
    """The port that the client's end of the connection has."""
    return str(x.writer.get_extra_info("peername")[1])


async def who(x: Exchange) -> None:
    await x.send(200, peer(x))


async def who_and_close(x: Exchange) -> None:
    await x.send(200, peer(x), {"Connection": "close"})


async def who_and_hang_up(x: Exchange) -> None:
    await x.send(200, peer(x))
    x.close()


async def who_and_more(x: Exchange) -> None:
    """Says something that nobody asked for."""
    await x.send(200, peer(x))
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged")


def test_a_connection_is_kept(web: Start) -> None:
    base = web(fallback=who).base
    assert len({a.body for a in asked(*[f"{base}/{n}" for n in range(5)])}) == 1


def test_a_tls_connection_is_kept(web: Start, authority: Any) -> None:
    server = web(fallback=who, tls=authority.context("127.0.0.1"))
    answers = asked(*[f"{server.base}/{n}" for n in range(3)], ca_bundle=authority.bundle)
    assert len({a.body for a in answers}) == 1


def _idle(client: Client) -> list[tuple[float, Wire]]:
    return [row for rows in client._guarded._idle.values() for row in rows]


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("handler", [who_and_close, who_and_hang_up, who_and_more])
def test_a_connection_that_is_over_is_not_asked_again(web: Start, handler: Any) -> None:
    base = web(fallback=handler).base

    async def work(client: Client) -> list[bytes]:
        bodies = []
        for n in range(3):
            bodies.append((await client(Request(Uri.parse(f"{base}/{n}")))).body)
            await _until(lambda: not any(wire.fresh for _, wire in _idle(client)))  # what the server does then arrives
        return bodies

    bodies = with_client(work)
    assert len(set(bodies)) == 3
    assert b"forged" not in bodies


@pytest.mark.parametrize(("method", "asked_again"), [("GET", True), ("POST", False)])
def test_a_server_may_hang_up_on_an_idle_connection(web: Start, method: str, asked_again: bool) -> None:
    """It did so while the request was on its way: asked again, in its turn, if that changes nothing there."""
    seen: set[str] = set()

    async def page(x: Exchange) -> None:
        if peer(x) in seen:
            x.close()
            return
        seen.add(peer(x))
        await x.send(200, "page")

    clock = FakeClock()
    server = web(fallback=page, now=clock.monotonic)
    base = server.base

    async def work(client: Client) -> Outcome | bytes:
        await client(Request(Uri.parse(base)))
        data = {"a": "b"} if method == "POST" else None
        try:
            return (await client(Request(Uri.parse(base), method, data=data))).body
        except FetchError as error:
            return error.outcome

    assert with_client(work, rate=Rate(1, 0.2), clock=clock) == (b"page" if asked_again else Outcome.RESET)
    at = [entry.at for entry in server.log]
    assert len(at) == 2 + asked_again
    assert min(b - a for a, b in pairwise(at)) >= 0.2


def test_a_form_is_sent(web: Start) -> None:
    async def echo(x: Exchange) -> None:
        await x.send(200, x.headers["content-type"].encode() + b" " + x.body)

    base = web(fallback=echo).base

    async def work(client: Client) -> bytes:
        return (await client(Request(Uri.parse(base), "POST", data={"url": "http://a.test/ż"}))).body

    assert with_client(work) == b"application/x-www-form-urlencoded url=http%3A%2F%2Fa.test%2F%C5%BC"


def test_what_comes_before_an_answer_is_no_answer(web: Start) -> None:
    async def page(x: Exchange) -> None:
        await x.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")
        await x.send(200, "page")

    assert [(a.status, a.body) for a in asked(web(fallback=page).base)] == [(200, b"page")]


def test_a_body_without_a_length_ends_with_the_connection(web: Start) -> None:
    async def page(x: Exchange) -> None:
        await x.raw(b"HTTP/1.0 200 OK\n\nold ")
        await asyncio.sleep(0.05)
        await x.raw(b"server")
        x.close()

    assert asked(web(fallback=page).base)[0].body == b"old server"


def test_long_headers_are_read(web: Start) -> None:
    async def page(x: Exchange) -> None:
        await x.send(200, "page", {"Content-Security-Policy": "x" * 40_000})

    assert asked(web(fallback=page).base)[0].body == b"page"


#: Set where a client has taken bytes off the wire.
_HEARD = threading.Event()


class _Telling(Wire):
    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        _HEARD.set()


async def _reset_within(x: Exchange) -> None:
    """A reset takes back what the other end has not read yet, so that must have been read."""
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
    await asyncio.to_thread(_HEARD.wait, 60)
    x.reset()


async def _half_a_head(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-")
    x.close()


async def _bad_chunk(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx")


async def _no_http(x: Exchange) -> None:
    await x.raw(b"+OK POP3 ready")
    x.close()


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        (_reset_within, Outcome.TRUNCATED),
        (_half_a_head, Outcome.RESET),
        (_bad_chunk, Outcome.TRUNCATED),
        (_no_http, Outcome.SERVER_ERROR),
    ],
)
def test_broken_answers(web: Start, monkeypatch: pytest.MonkeyPatch, handler: Any, expected: Outcome) -> None:
    _HEARD.clear()
    monkeypatch.setattr(transport, "Wire", _Telling)
    with pytest.raises(FetchError) as error:
        asked(web(fallback=handler).base)
    assert error.value.outcome is expected


def test_a_cookie_goes_back_as_it_came(web: Start) -> None:
    """Decoded, this one holds an end of line, and behind it a header of the server's choice."""

    async def page(x: Exchange) -> None:
        if "cookie" in x.headers:
            await x.send(200, x.headers["cookie"] + ("!" if "x-forged" in x.headers else ""))
        else:
            await x.redirect("/b", headers={"Set-Cookie": r'a="1\015\012X-Forged: 1"; Path=/'})

    assert asked(web(fallback=page).base)[0].body == rb'a="1\015\012X-Forged: 1"'


def test_idle_connections_are_closed_in_time(web: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "KEPT", 0.1)
    bases = [web(fallback=who).base for _ in range(3)]

    async def work(client: Client) -> int:
        for base in bases:
            await client(Request(Uri.parse(base)))
        await asyncio.sleep(0.15)
        await client(Request(Uri.parse(bases[0])))
        return len(_idle(client))

    assert with_client(work) == 1


class Several(Resolver):
    """One name, several places."""

    def __init__(self, *places: Place) -> None:
        super().__init__()
        self.places = list(places)

    async def lookup(self, host: str, port: int) -> list[Place]:
        return self.places


def test_places_are_raced(web: Start) -> None:
    server = web(fallback=who)
    good, dead = Place("127.0.0.1", server.port), Place("127.0.0.1", closed_port())

    async def work(client: Client) -> Answer:
        return await client(Request(Uri.parse("http://many.test/")))

    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        # a full queue of connections: further ones get no answer at all
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for filler in (first, second):
            filler.setblocking(False)
            filler.connect_ex(deaf.getsockname())
        silent = Place("127.0.0.1", deaf.getsockname()[1])
        began = time.monotonic()
        assert with_client(work, Several(silent, dead, good)).status == 200
        # the silent place would be waited for until the time-out of a connection, 15 seconds
        assert time.monotonic() - began < 10
    with pytest.raises(FetchError) as error:
        with_client(work, Several(dead, Place("127.0.0.1", closed_port())))
    assert error.value.outcome is Outcome.REFUSED


def test_families_take_turns() -> None:
    six, four = [Place(f"2001:db8::{n}", 1) for n in range(2)], [Place(f"192.0.2.{n}", 1) for n in range(3)]
    assert transport._in_turns([*six, *four]) == [six[0], four[0], six[1], four[1], four[2]]
    assert transport._in_turns([*four, *six]) == [four[0], six[0], four[1], six[1], four[2]]


def test_an_address_that_cannot_be_asked_is_unsupported() -> None:
    async def work(client: Client) -> Outcome:
        with pytest.raises(FetchError) as error:
            await client(Request(Uri("http", "a:b", 80, "/")))
        return error.value.outcome

    assert with_client(work) is Outcome.UNSUPPORTED
