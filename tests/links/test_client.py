"""The client against servers that misbehave: every failure has its own outcome, every attack ends."""

from __future__ import annotations

import asyncio
import errno
import gzip
import os
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from bibtool.links import titles
from bibtool.links.client import Client, ClientSettings, opened
from bibtool.links.clock import SystemClock
from bibtool.links.cookies import Jar
from bibtool.links.fetched import Answer, FetchError, Request
from bibtool.links.limiter import UNLIMITED, Limiter, Rate
from bibtool.links.outcome import DnsFault, Outcome
from bibtool.links.resolver import Pin, Place, Resolver
from bibtool.links.uri import Uri
from links.clocks import FakeClock
from links.servers import Dns, Exchange, Web, closed_port

Start = Callable[..., Web]


def ask(
    url: str,
    *,
    pins: tuple[str, ...] = (),
    dns: Dns | None = None,
    allow_private: bool = True,
    timeout: float = 60.0,
    limit: int = 100_000,
    lane: str = "",
    **more: Any,
) -> Answer | FetchError:
    """One request in a client of its own."""

    async def run() -> Answer | FetchError:
        clock = SystemClock()
        settings = ClientSettings("test", timeout, allow_private=allow_private, **more)
        resolver = Resolver(tuple(map(Pin.parse, pins)), ("127.0.0.1", dns.port) if dns else None)
        async with opened(settings, resolver, Limiter(clock, UNLIMITED), clock) as client:
            try:
                return await client(Request(Uri.parse(url), limit=limit, lane=lane))
            except FetchError as error:
                return error

    return asyncio.run(run())


def outcome(url: str, **options: Any) -> Outcome:
    result = ask(url, **options)
    assert isinstance(result, FetchError), result
    return result.outcome


def test_an_answer(web: Start) -> None:
    async def page(x: Exchange) -> None:
        assert x.headers["user-agent"] == "test"
        await x.page("Tytuł")

    server = web(routes={"/a": page})
    answer = ask(server.base + "/a?q=ł#part")
    assert isinstance(answer, Answer)
    assert (answer.status, answer.hops, answer.cut) == (200, (), False)
    assert "Tytuł".encode() in answer.body
    assert server.log[0].target == "/a?q=%C5%82"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw"])
def test_compressed(web: Start, coding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": gzip.compress(b"x" * 500),
        "deflate": zlib.compress(b"x" * 500),
        "raw": raw.compress(b"x" * 500) + raw.flush(),
    }

    async def page(x: Exchange) -> None:
        await x.send(200, bodies[coding], {"Content-Encoding": "gzip" if coding == "gzip" else "deflate"})

    answer = ask(web(fallback=page).base)
    assert isinstance(answer, Answer)
    assert answer.body == b"x" * 500


def test_a_decompression_bomb_is_cut(web: Start) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)

    async def page(x: Exchange) -> None:
        await x.send(200, bomb, {"Content-Encoding": "gzip"})

    answer = ask(web(fallback=page).base)
    assert isinstance(answer, Answer)
    assert (len(answer.body), answer.cut) == (100_000, True)


def test_an_endless_body_is_cut(web: Start) -> None:
    async def page(x: Exchange) -> None:
        await x.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not x.writer.is_closing():
            await x.raw(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    answer = ask(web(fallback=page).base)
    assert isinstance(answer, Answer)
    assert (len(answer.body), answer.cut) == (100_000, True)


async def _reset(x: Exchange) -> None:
    x.reset()


async def _silent_close(x: Exchange) -> None:
    x.close()


async def _never(x: Exchange) -> None:
    await asyncio.sleep(60)


async def _drip(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not x.writer.is_closing():
        await x.raw(b"x")
        await asyncio.sleep(0.05)


async def _short(x: Exchange) -> None:
    await x.send(200, b"half", length=1000)
    x.close()


async def _short_chunk(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\nhalf")
    x.close()


async def _short_gzip(x: Exchange) -> None:
    await x.send(200, gzip.compress(bytes(range(256)) * 20)[:-40], {"Content-Encoding": "gzip"})


async def _bad_gzip(x: Exchange) -> None:
    await x.send(200, b"no gzip at all", {"Content-Encoding": "gzip"})


async def _garbage(x: Exchange) -> None:
    await x.raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n\x00\x01\x02")
    x.close()


async def _header_flood(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\n")
    while not x.writer.is_closing():
        await x.raw(b"".join(b"X-%d: y\r\n" % n for n in range(500)))


async def _long_header(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not x.writer.is_closing():
        await x.raw(b"y" * 4096)


async def _loop(x: Exchange) -> None:
    await x.redirect("/")


async def _endless_redirect(x: Exchange) -> None:
    await x.redirect(f"{x.target}x")


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        (_reset, Outcome.RESET),
        (_silent_close, Outcome.RESET),
        (_never, Outcome.TIMEOUT),
        (_drip, Outcome.TIMEOUT),
        (_short, Outcome.TRUNCATED),
        (_short_chunk, Outcome.TRUNCATED),
        (_short_gzip, Outcome.TRUNCATED),
        (_bad_gzip, Outcome.TRUNCATED),
        (_garbage, Outcome.SERVER_ERROR),
        (_header_flood, Outcome.SERVER_ERROR),
        (_long_header, Outcome.SERVER_ERROR),
        (_loop, Outcome.REDIRECT_LOOP),
        (_endless_redirect, Outcome.REDIRECT_LOOP),
    ],
    ids=lambda v: getattr(v, "__name__", str(v)),
)
def test_misbehaviour(web: Start, handler: Any, expected: Outcome) -> None:
    # only what waits for the time-out has a short one: a busy machine may take long over the rest
    timeout = 0.7 if expected is Outcome.TIMEOUT else 60.0
    assert outcome(web(fallback=handler).base + "/", timeout=timeout) is expected


def test_refused_and_names(dns: Callable[..., Dns]) -> None:
    port = closed_port()
    assert outcome(f"http://127.0.0.1:{port}/") is Outcome.REFUSED
    server = dns({"fail.test": 2, "empty.test": [], "deaf.test": 2})
    for host, fault in (
        ("no.test", DnsFault.UNKNOWN_HOST),
        ("fail.test", DnsFault.SERVER_FAILURE),
        ("empty.test", DnsFault.NO_ADDRESS),
    ):
        result = ask(f"http://{host}/", dns=server)
        assert isinstance(result, FetchError)
        assert (result.outcome, result.dns) == (Outcome.DNS, fault)
    server.garble = True
    assert outcome("http://any.test/", dns=server) is Outcome.DNS
    assert outcome("http://any.test/", pins=("any.test:80:nxdomain",)) is Outcome.DNS


def extended(code: int, text: str = "") -> bytes:
    """An OPT record with an extended error (RFC 8914)."""
    said = struct.pack(">H", code) + text.encode()
    option = struct.pack(">2H", 15, len(said)) + said
    return struct.pack(">BHHIH", 0, 41, 1232, 0, len(option)) + option


def start_of(zone: str) -> bytes:
    """The SOA of a zone."""
    name = b"".join(bytes([len(label)]) + label for label in zone.encode().split(b".")) + b"\0"
    data = b"\0\0" + bytes(20)
    return name + struct.pack(">HHIH", 6, 1, 60, len(data)) + data


@pytest.mark.parametrize(
    ("found", "extra", "fault"),
    [
        (3, extended(15), DnsFault.BLOCKED),
        (3, extended(16, "court order\x1b[2J 12"), DnsFault.BLOCKED),
        (5, extended(18), DnsFault.BLOCKED),
        (["127.0.0.9"], extended(4), DnsFault.BLOCKED),
        ([], extended(17), DnsFault.BLOCKED),
        (3, start_of("rpz.provider.example"), DnsFault.BLOCKED),
        (3, start_of("shut.test"), DnsFault.UNKNOWN_HOST),
        (3, start_of("test"), DnsFault.UNKNOWN_HOST),
        (3, start_of("hut.test"), DnsFault.BLOCKED),
        (3, extended(3), DnsFault.UNKNOWN_HOST),
        (2, extended(22), DnsFault.SERVER_FAILURE),
        (3, extended(15)[:-1], DnsFault.UNKNOWN_HOST),
    ],
)
def test_a_name_server_that_keeps_the_answer_back(
    dns: Callable[..., Dns], found: list[str] | int, extra: bytes, fault: DnsFault
) -> None:
    server = dns({"shut.test": found})
    server.extra["shut.test"] = extra
    result = ask("http://shut.test/", dns=server)
    assert isinstance(result, FetchError)
    assert (result.outcome, result.dns) == (Outcome.DNS, fault)
    assert "\x1b" not in titles.clean(result.detail)


def test_an_old_name_server_is_asked_as_of_old(web: Start, dns: Callable[..., Dns]) -> None:
    async def page(x: Exchange) -> None:
        await x.page("x")

    names = dns({"old.test": ["127.0.0.1"]})
    names.old = True
    assert isinstance(ask(f"http://old.test:{web(fallback=page).port}/", dns=names), Answer)


def test_a_name_over_dns(web: Start, dns: Callable[..., Dns]) -> None:
    async def page(x: Exchange) -> None:
        await x.page(x.headers["host"])

    server = web(fallback=page)
    answer = ask(f"http://żółw.test:{server.port}/", dns=dns({"xn--w-uga1v8h.test": ["127.0.0.1"]}))
    assert isinstance(answer, Answer)
    assert b"xn--w-uga1v8h.test" in answer.body


def test_redirects_are_followed_and_remembered(web: Start) -> None:
    async def first(x: Exchange) -> None:
        await x.redirect("b?x=1", 301)

    async def second(x: Exchange) -> None:
        # raw windows-1251 bytes in a Location, as old servers send them
        await x.raw(b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: /\xec\xe8\xf0\r\n\r\n")

    async def third(x: Exchange) -> None:
        await x.page("fin")

    server = web(routes={"/a": first, "/b": second, "/%EC%E8%F0": third})
    answer = ask(server.base + "/a")
    assert isinstance(answer, Answer)
    assert [(h.status, h.url) for h in answer.hops] == [(301, server.base + "/a"), (302, server.base + "/b?x=1")]
    assert str(answer.uri) == server.base + "/%EC%E8%F0"


def test_a_cookie_wall_is_no_loop(web: Start) -> None:
    async def page(x: Exchange) -> None:
        if "seen=1" in x.headers.get("cookie", ""):
            await x.page("in")
        else:
            await x.redirect("/", headers={"Set-Cookie": "seen=1; Path=/"})

    answer = ask(web(fallback=page).base + "/")
    assert isinstance(answer, Answer)
    assert answer.status == 200


@pytest.mark.parametrize(
    "value",
    [
        *(each.encode() for each in ("wąż", "ś", "Ł", "дело", "àb", "a\xa0b", "a\xadb", "a\tb", '"ć, ę"', "€")),
        b"a\xb3\x85b",  # no UTF-8
    ],
)
def test_a_cookie_of_any_letters_is_sent_back_as_it_came(web: Start, value: bytes) -> None:
    """Half of the letters of UTF-8 have a byte that Latin-1 calls a control character."""
    text = value.decode("utf-8", "surrogateescape")

    async def page(x: Exchange) -> None:
        if x.headers.get("cookie", "").encode("latin-1") == b"seen=" + value:
            await x.page("in")
        else:
            await x.redirect("/", headers={"Set-Cookie": f"seen={text}; Path=/"})

    answer = ask(web(fallback=page).base + "/")
    assert isinstance(answer, Answer)
    assert answer.status == 200


def test_a_refusal_is_told_in_the_words_of_the_system() -> None:
    error = ask(f"http://127.0.0.1:{closed_port()}/")
    assert isinstance(error, FetchError)
    assert (error.outcome, error.detail) == (Outcome.REFUSED, os.strerror(errno.ECONNREFUSED))


def test_a_cookie_with_a_control_character_is_left() -> None:
    jar = Jar()
    for letter in "\x00\x01\n\r\x1f\x7f":
        jar.take(f"a{letter}=b{letter}c; Path=/".encode("latin-1"), "steppe.test")
    assert not jar.header("steppe.test")


@pytest.mark.parametrize(
    "spelling", "127.0.0.1 2130706433 0177.0.0.1 0x7f.1 127.1 [::ffff:127.0.0.1] ①②⑦.⓪.⓪.① 127.0.0.1. localhost".split()
)
def test_private_addresses_are_refused_in_every_spelling(web: Start, spelling: str) -> None:
    server = web()
    assert outcome(f"http://{spelling}:{server.port}/", allow_private=False) is Outcome.REFUSED_PRIVATE
    assert server.log == []


def test_private_addresses_are_refused_behind_names_and_redirects(web: Start, dns: Callable[..., Dns]) -> None:
    inner = web()

    async def page(x: Exchange) -> None:
        await x.redirect(f"http://0x7f.1:{inner.port}/secret")

    front = web(fallback=page)
    port = inner.port
    names = dns({"rebound.test": ["127.0.0.1"]})
    assert outcome(f"http://rebound.test:{port}/", dns=names, allow_private=False) is Outcome.REFUSED_PRIVATE
    assert (
        outcome(f"http://p.test:{port}/", pins=(f"p.test:{port}:127.0.0.1",), allow_private=False)
        is Outcome.REFUSED_PRIVATE
    )
    # the front is trusted by name, what it points to is not
    trusted = frozenset({("127.0.0.1", front.port)})
    assert outcome(front.base + "/", allow_private=False, trusted=trusted, lane="x") is Outcome.REFUSED_PRIVATE
    assert len(front.log) == 1
    # cited, the same address is a stranger's word
    assert outcome(front.base + "/", allow_private=False, trusted=trusted) is Outcome.REFUSED_PRIVATE
    assert len(front.log) == 1
    assert inner.log == []


def test_tls(web: Start, authority: Any) -> None:
    async def page(x: Exchange) -> None:
        await x.page("safe")

    good = web(fallback=page, tls=authority.context("good.test"))
    pin = (f"*:{good.port}:127.0.0.1",)
    assert outcome(f"https://good.test:{good.port}/", pins=pin) is Outcome.TLS  # unknown authority
    answer = ask(f"https://good.test:{good.port}/", pins=pin, ca_bundle=authority.bundle)
    assert isinstance(answer, Answer)
    assert outcome(f"https://other.test:{good.port}/", pins=pin, ca_bundle=authority.bundle) is Outcome.TLS
    plain = web(fallback=page)
    assert outcome(plain.base.replace("http:", "https:") + "/") is Outcome.TLS


def test_a_pin_may_name_a_port(web: Start) -> None:
    async def page(x: Exchange) -> None:
        await x.page(x.headers["host"])

    server = web(fallback=page)
    answer = ask("http://www.a.test/x", pins=(f"www.a.test:80:127.0.0.1:{server.port}",))
    assert isinstance(answer, Answer)
    assert b"<title>www.a.test<" in answer.body


@pytest.mark.parametrize("bad", ["a", "a:80", "a:x:1.2.3.4", "a:80:b.test", "a:80:"])
def test_bad_pins(bad: str) -> None:
    with pytest.raises(ValueError, match=r"HOST:PORT|IP address"):
        Pin.parse(bad)


def test_turns_are_spaced_and_pauses_hold() -> None:
    async def run() -> list[tuple[str, float]]:
        clock = FakeClock()
        limiter = Limiter(clock, Rate.parse("2/s"), {"archive:x": Rate.parse("24/min")})
        turns = []
        for key in ("host:a", "host:a", "archive:x", "archive:x"):
            await limiter.turn(key)
            turns.append((key, clock.at))
        limiter.pause("host:a", 60)
        await limiter.turn("host:b")
        turns.append(("host:b", clock.at))
        await limiter.turn("host:a")
        return [*turns, ("host:a", clock.at)]

    turns = asyncio.run(run())
    assert turns[1][1] - turns[0][1] >= 0.5
    assert turns[3][1] - turns[2][1] >= 2.5
    assert turns[4][1] == turns[3][1]
    assert turns[5][1] - turns[4][1] >= 60


@pytest.mark.parametrize(
    ("text", "spacing"), [("24/min", 2.525), ("2/s", 0.505), ("1/5s", 5.05), ("3", 0.3367), ("0", 0)]
)
def test_rates(text: str, spacing: float) -> None:
    assert Rate.parse(text).spacing == pytest.approx(spacing, abs=0.001)
    assert Rate.parse(str(Rate.parse(text))).spacing == pytest.approx(spacing, abs=0.001)


@pytest.mark.parametrize("bad", ["", "fast", "-1/s", "1/year"])
def test_bad_rates(bad: str) -> None:
    with pytest.raises(ValueError, match="rate"):
        Rate.parse(bad)


def test_a_bad_ca_bundle_says_so() -> None:
    async def run() -> Client:
        clock = SystemClock()
        return Client(
            ClientSettings("t", ca_bundle="/nowhere.pem"), Resolver(), Limiter(clock, UNLIMITED), clock, lambda: None
        )

    with pytest.raises(ValueError, match="CA bundle"):
        asyncio.run(run())


def test_a_name_that_changes_its_mind_is_refused_at_the_connection(web: Start) -> None:
    """DNS rebinding: the resolver says a public address, the socket is made for another one."""
    from bibtool.links.transport import PrivateAddressError, guarded_socket

    server = web()
    for address in ("127.0.0.1", "2130706433", "::ffff:10.0.0.1", "no-address"):
        with pytest.raises(PrivateAddressError):
            guarded_socket(Place(address, server.port))
    made = guarded_socket(Place("8.8.8.8", 80))
    made.close()

    class Liar(Resolver):
        """Public on the first question, private ever after."""

        asked = 0

        async def lookup(self, host: str, port: int) -> list[Place]:
            self.asked += 1
            return [Place("127.0.0.1", server.port)] if self.asked > 1 else [Place("203.0.113.7", 9)]

    async def run() -> list[Outcome]:
        clock = SystemClock()
        seen = []
        liar = Liar()
        await liar.lookup("x", 1)  # the first look, somebody else's
        async with opened(ClientSettings("t", 2.0), liar, Limiter(clock, UNLIMITED), clock) as client:
            for _ in range(2):
                with pytest.raises(FetchError) as error:
                    await client(Request(Uri.parse("http://liar.test/")))
                seen.append(error.value.outcome)
        return seen

    assert asyncio.run(run()) == [Outcome.REFUSED_PRIVATE] * 2
    assert server.log == []
