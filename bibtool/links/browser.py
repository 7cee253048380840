"""A real browser for pages that scripts fill (the extra ``bibtool[browser]``), with no way out but our own client.

Every request that the page makes is answered by the guarded client; whatever would get past that (sockets, workers,
prefetching, peers) meets a proxy that does not exist, for loopback too, and a resolver that knows no name.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import os
import shutil
from typing import Any

from bibtool.links.fetched import Fetch, FetchError, Request
from bibtool.links.uri import BadAddressError, Uri

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SEALED = (
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--dns-prefetch-disable",
    "--disable-quic",
)
#: What a page needs to be read; pictures, films and fonts it does not.
_KINDS = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
_MOST = 60  # requests of one page
_SECONDS = 25.0
_QUIET = 6.0  # to wait until nothing is asked for any more
_SCRIPT = 4_000_000  # bytes of one answer
_LEFT = frozenset({"content-encoding", "content-length", "transfer-encoding", "set-cookie", "connection"})


def installed() -> str:
    """The path of a browser that can be driven; empty where the extra or a Chromium is missing."""
    if importlib.util.find_spec("playwright") is None:
        return ""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), "")


class Browser:
    """Started when first needed, a fresh profile a page; close it."""

    def __init__(self, fetch: Fetch, program: str) -> None:
        self._fetch = fetch
        self._program = program
        self._one = asyncio.Lock()
        self._driver: Any = None
        self._browser: Any = None

    async def close(self) -> None:
        """End it, if it was started."""
        if self._browser is not None:
            await self._browser.close()
        if self._driver is not None:
            await self._driver.stop()

    async def rendered(self, uri: Uri) -> str:
        """The markup of a page once its scripts have run; empty where the browser could not show it.  Never raises."""
        try:
            async with self._one, asyncio.timeout(_SECONDS):
                return await self._shown(uri)
        except Exception:
            # A driver that breaks says nothing of the page, which stays unsettled.
            return ""

    async def _shown(self, uri: Uri) -> str:
        if self._browser is None:
            self._driver = await importlib.import_module("playwright.async_api").async_playwright().start()
            self._browser = await self._driver.chromium.launch(
                executable_path=self._program,
                args=list(_SEALED),
                chromium_sandbox=hasattr(os, "geteuid") and os.geteuid() != 0,
            )
        context = await self._browser.new_context(service_workers="block", accept_downloads=False)
        try:
            left = [_MOST]

            async def answered(route: Any) -> None:
                left[0] -= 1
                await self._answered(route, allowed=left[0] >= 0)

            await context.route("**/*", answered)
            await context.route_web_socket("**/*", lambda socket: socket.close())
            page = await context.new_page()
            await page.goto(str(uri), wait_until="load")
            try:
                async with asyncio.timeout(_QUIET):
                    await page.wait_for_load_state("networkidle")
            except TimeoutError:
                pass  # some pages ask for ever
            return str(await page.content())
        finally:
            await context.close()

    async def _answered(self, route: Any, *, allowed: bool) -> None:
        """One request of the page, by our own client or not at all."""
        asked = route.request
        try:
            if not allowed or asked.method != "GET" or asked.resource_type not in _KINDS:
                raise BadAddressError("not asked")
            answer = await self._fetch(Request(Uri.parse(asked.url), limit=_SCRIPT))
        except (BadAddressError, FetchError):
            await route.abort()
            return
        headers = {name: value for name, value in answer.headers.items() if name not in _LEFT}
        await route.fulfill(status=answer.status, headers=headers, body=answer.body)
