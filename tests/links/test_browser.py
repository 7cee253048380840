"""Pages that scripts fill, in a real browser whose every request is answered by our own client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bibtool.links.browser import Browser, installed
from bibtool.links.client import ClientSettings, opened
from bibtool.links.clock import SystemClock
from bibtool.links.fetched import Answer, Request
from bibtool.links.limiter import UNLIMITED, Limiter
from bibtool.links.liveness import Live, Looker
from bibtool.links.online import Online
from bibtool.links.outcome import Outcome
from bibtool.links.resolver import Resolver
from bibtool.links.retries import Patience
from bibtool.links.siblings import Siblings
from bibtool.links.uri import Uri
from links.servers import Exchange, Web

pytestmark = pytest.mark.skipif(not installed(), reason="needs bibtool[browser] and an installed Chromium")
Start = Callable[..., Web]
SHELL = '<title>Portal</title><div id="root"></div><script src="/app.js"></script>'


def look(url: str) -> Live:
    async def run() -> Live:
        clock = SystemClock()
        limiter = Limiter(clock, UNLIMITED)
        async with opened(ClientSettings("test", 20.0, allow_private=True), Resolver(), limiter, clock) as client:
            browser = Browser(client, installed())
            online = Online(client, (), clock)
            try:
                return await Looker(client, limiter, clock, Patience(), online, Siblings(client), browser).look(url, "")
            finally:
                await browser.close()

    return asyncio.run(run())


def filled(script: str) -> dict[str, Callable[[Exchange], object]]:
    async def shell(x: Exchange) -> None:
        await x.send(200, SHELL)

    async def code(x: Exchange) -> None:
        await x.send(200, script, content_type="text/javascript")

    return {"/": shell, "/a": shell, "/app.js": code}


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Karawany szły od studni do studni, a każda stacja miała swego poborcę i swój spichlerz", Outcome.ALIVE),
        ("", Outcome.NEEDS_BROWSER),
    ],
)
def test_a_shell_is_looked_at(web: Start, words: str, outcome: Outcome) -> None:
    script = f"document.getElementById('root').textContent = {words!r}"
    live = look(web(routes=filled(script)).base + "/a")
    assert (live.outcome, live.evidence) == (
        outcome,
        ("seen in a browser",) if words else ("needs a browser: scripts fill the page",),
    )


def test_a_shell_that_says_not_found(web: Start) -> None:
    script = "document.title='Nie znaleziono strony'; document.getElementById('root').innerHTML='<h1>404</h1>'"
    assert look(web(routes=filled(script)).base + "/a").outcome is Outcome.SOFT_404


def test_nothing_arrives_past_the_client(web: Start) -> None:
    """The page lies on a public name; its scripts try every way to a private server that they can."""
    inner = web()
    base = inner.base
    script = f"""
        const to = "{base}";
        fetch(to + "/fetch", {{mode: "no-cors"}}).catch(() => 0);
        new Image().src = to + "/image";
        try {{ new WebSocket(to.replace("http", "ws") + "/socket") }} catch (e) {{}}
        try {{ new EventSource(to + "/events") }} catch (e) {{}}
        try {{ navigator.sendBeacon(to + "/beacon", "x") }} catch (e) {{}}
        try {{ new Worker(URL.createObjectURL(new Blob(["fetch('" + to + "/worker')"]))) }} catch (e) {{}}
        try {{ navigator.serviceWorker.register("/sw.js") }} catch (e) {{}}
        for (const rel of ["preconnect", "dns-prefetch", "prefetch", "preload", "prerender", "stylesheet", "icon"]) {{
            const link = document.createElement("link"); link.rel = rel; link.href = to + "/" + rel;
            document.head.append(link);
        }}
        for (const name of ["iframe", "script", "embed", "video"]) {{
            const it = document.createElement(name); it.src = to + "/" + name; document.body.append(it);
        }}
        const ice = {{iceServers: [{{urls: "stun:127.0.0.1:{inner.port}"}}]}};
        try {{ new RTCPeerConnection(ice).createOffer() }} catch (e) {{}}
        window.open(to + "/window");
        const form = document.createElement("form"); form.method = "post"; form.action = to + "/form";
        document.body.append(form); setTimeout(() => form.submit(), 50);
    """

    tried: list[str] = []

    # the page itself is served from memory, as a public server's would be; everything else goes by the guard
    async def run() -> str:
        clock = SystemClock()
        async with opened(ClientSettings("test", 5.0), Resolver(), Limiter(clock, UNLIMITED), clock) as client:

            async def fetch(request: Request) -> Answer:
                if request.uri.host != "public.test":
                    tried.append(request.uri.target)
                    return await client(request)
                kind = "text/javascript" if request.uri.target == "/app.js" else "text/html"
                body = script if kind == "text/javascript" else SHELL
                return Answer(request.uri, 200, {"content-type": kind}, body.encode())

            browser = Browser(fetch, installed())
            try:
                return await browser.rendered(Uri.parse("http://public.test/"))
            finally:
                await browser.close()

    asyncio.run(run())
    assert {"/fetch", "/script", "/stylesheet"} <= set(tried)  # the scripts ran, and asked our client
    assert inner.log == []
    assert inner.open == 0
