"""Proxies of the environment: which requests go through them, and what never does."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bibtool.links.address import is_local
from bibtool.links.client import ClientSettings, opened
from bibtool.links.clock import SystemClock
from bibtool.links.fetched import Answer, FetchError, Request
from bibtool.links.limiter import UNLIMITED, Limiter
from bibtool.links.outcome import Outcome
from bibtool.links.proxies import Proxies, Proxy
from bibtool.links.resolver import Pin, Resolver
from bibtool.links.uri import Uri
from links.cli import bibtool
from links.servers import Exchange, Web, closed_port

Start = Callable[..., Web]


def ask(url: str, proxies: Proxies, *pins: str, ca_bundle: str = "") -> Answer | FetchError:
    """One request, guarded."""

    async def run() -> Answer | FetchError:
        clock = SystemClock()
        settings = ClientSettings("test", 20.0, ca_bundle=ca_bundle, proxies=proxies)
        resolver = Resolver(tuple(map(Pin.parse, pins)))
        async with opened(settings, resolver, Limiter(clock, UNLIMITED), clock) as client:
            try:
                return await client(Request(Uri.parse(url)))
            except FetchError as error:
                return error

    return asyncio.run(run())


def test_http_goes_through_with_its_whole_address(web: Start) -> None:
    async def page(x: Exchange) -> None:
        await x.page(x.target)

    server = web(fallback=page)
    proxies = Proxies.told_by({"HTTP_PROXY": f"http://jan:s%3Al@127.0.0.1:{server.port}"})
    found = ask("http://steppe.test/a?b", proxies)
    assert isinstance(found, Answer)
    assert server.log[0].target == "http://steppe.test/a?b"
    assert server.log[0].headers["proxy-authorization"] == "Basic " + base64.b64encode(b"jan:s:l").decode()


def test_https_goes_through_a_tunnel(web: Start, authority: Any) -> None:
    async def page(x: Exchange) -> None:
        await x.page("safe")

    inner = web(fallback=page, tls=authority.context("steppe.test"))
    asked: list[bytes] = []

    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        other_reader, other_writer = await asyncio.open_connection("127.0.0.1", inner.port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")

        async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            while data := await source.read(4096):
                sink.write(data)
            sink.close()

        await asyncio.gather(copy(reader, other_writer), copy(other_reader, writer), return_exceptions=True)

    server = inner.loop.run(asyncio.start_server(tunnel, "127.0.0.1", 0))
    port = server.sockets[0].getsockname()[1]
    try:
        found = ask(
            "https://steppe.test/x", Proxies.told_by({"https_proxy": f"127.0.0.1:{port}"}), ca_bundle=authority.bundle
        )
    finally:
        inner.loop.loop.call_soon_threadsafe(server.close)
    assert isinstance(found, Answer), found
    assert b"safe" in found.body
    assert asked[0].startswith(b"CONNECT steppe.test:443 HTTP/1.1\r\n")


def test_a_proxy_through_which_nothing_answers_is_named(tmp_path: Path) -> None:
    through = {"HTTP_PROXY": f"http://127.0.0.1:{closed_port()}", "NO_PROXY": "", "no_proxy": "", "http_proxy": ""}
    words = ("check", "http://steppe.test/", "--archive", "none", "--control", "http://control.test/")
    run = bibtool(tmp_path, *words, "--retry-wait", "0.05", environment=through)
    assert run.code == 3
    assert (through["HTTP_PROXY"].partition("//")[2] in run.err, "BT534" in run.err) == (True, True)
    run = bibtool(tmp_path, *words, environment={**through, "HTTP_PROXY": "", "ALL_PROXY": "socks5://u:secret@a.test"})
    assert (run.code, "ALL_PROXY" in run.err, "secret" in run.err) == (2, True, False)


def test_a_proxy_that_refuses_says_nothing_of_the_page(web: Start) -> None:
    async def refuse(x: Exchange) -> None:
        await x.send(403)

    server = web(fallback=refuse)
    found = ask("https://steppe.test/x", Proxies.told_by({"https_proxy": server.base}))
    assert isinstance(found, FetchError)
    assert (found.outcome, found.detail) == (Outcome.RESET, "the proxy answered 403")


@pytest.mark.parametrize(
    "host",
    ["10.0.0.1", "0x0a.1", "[fd00::1]", "169.254.169.254", "router", "nas.local", "a.internal", "x.home.arpa", "b.lan"],
)
def test_what_is_local_is_not_asked_for_through_a_proxy(web: Start, host: str) -> None:
    server = web()
    found = ask(
        f"http://{host}/" if "." in host or ":" in host else f"http://{host}:80/",
        Proxies.told_by({"http_proxy": server.base}),
    )
    assert isinstance(found, FetchError)
    assert found.outcome is Outcome.REFUSED_PRIVATE
    assert server.log == []
    assert is_local(host)


def test_a_redirect_behind_a_proxy_is_guarded_too(web: Start) -> None:
    async def inwards(x: Exchange) -> None:
        await x.redirect("http://192.168.1.1/admin")

    server = web(fallback=inwards)
    found = ask("http://steppe.test/", Proxies.told_by({"http_proxy": server.base}))
    assert isinstance(found, FetchError)
    assert found.outcome is Outcome.REFUSED_PRIVATE
    assert len(server.log) == 1


@pytest.mark.parametrize(
    ("told", "host", "through"),
    [
        ("", "a.test", True),
        ("a.test", "a.test", False),
        ("a.test", "b.a.test", False),
        (".a.test", "a.test", False),
        ("*.a.test", "b.a.test", False),
        ("a.test", "aa.test", True),
        ("a.test:8080", "a.test", True),
        ("x.test, a.test:80", "a.test", False),
        ("*", "a.test", False),
        ("10.0.0.1", "10.0.0.1", False),
        ("", "127.0.0.1", False),
        ("", "localhost", False),
    ],
)
def test_no_proxy(told: str, host: str, through: bool) -> None:
    proxies = Proxies.told_by({"HTTP_PROXY": "http://proxy.test:3128", "NO_PROXY": told})
    assert (proxies.of("http", host, 80) == Proxy("proxy.test", 3128)) is through
    assert proxies.of("https", host, 443) is None


def test_bad_proxies_and_cgi() -> None:
    for bad in ("socks5://a.test:1", "http://", "http://[::1", "http://a.test:port"):
        with pytest.raises(ValueError, match="http_proxy: "):
            Proxies.told_by({"http_proxy": bad})
    assert not Proxies.told_by({"HTTP_PROXY": "http://a.test", "REQUEST_METHOD": "GET"}).by_scheme


@pytest.mark.parametrize(
    ("rules", "host", "direct"),
    [
        ("193.0.0.0/8", "193.7.1.2", True),
        ("194.0.0.0/8, 193.7.1.2/31", "193.7.1.3", True),
        ("194.0.0.0/8", "193.7.1.2", False),
        ("2001:db8::/32", "2001:db8::7", True),
        ("193.0.0.0/99, x/8", "193.7.1.2", False),
        ("193.0.0.0/8", "steppe.test", False),
    ],
)
def test_networks_that_need_no_proxy(rules: str, host: str, direct: bool) -> None:
    proxies = Proxies.told_by({"HTTP_PROXY": "proxy.test:3128", "NO_PROXY": rules})
    assert (proxies.of("http", host, 80) is None) == direct


def test_one_proxy_for_all() -> None:
    proxies = Proxies.told_by({"ALL_PROXY": "http://proxy.test:3128", "https_proxy": "other.test:1"})
    assert proxies.of("http", "steppe.test", 80) == Proxy("proxy.test", 3128)
    assert proxies.of("https", "steppe.test", 443) == Proxy("other.test", 1)
    with pytest.raises(ValueError, match="SOCKS"):
        Proxies.told_by({"ALL_PROXY": "socks5h://127.0.0.1:1080"})
