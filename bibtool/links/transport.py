"""Connections for httpx, made by aiohttp.

httpx's own pool does not hold up over very many hosts: with 2,000 addresses on 200 hosts, 50 ms latency and 200
requests in flight it answered 750 a second (keep-alive off; 75 to 110 with it), over ``httpx-aiohttp`` 2,100,
aiohttp by itself 3,400.  This transport is a thin one of our own, because two things have to stand where the
connection is made: the guard against private addresses (a resolver, a socket factory), and the cited address as it
is, which ``httpx-aiohttp`` lets yarl spell anew.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

import httpx

from bibtool.links.address import is_private, literal
from bibtool.links.resolver import Resolver

if TYPE_CHECKING:
    import aiohttp


class PrivateAddressError(OSError):
    """A name or a redirect leads to an address that an outsider must not make us ask."""


class Connections(httpx.AsyncBaseTransport):
    """An httpx transport; ``guarded`` refuses private addresses, ``on_connection`` is told of each connection."""

    def __init__(
        self,
        tls: ssl.SSLContext,
        resolver: Resolver,
        on_connection: Callable[[], None],
        *,
        guarded: bool,
        connect_seconds: float,
    ) -> None:
        import aiohttp

        class Connector(aiohttp.TCPConnector):
            """Tells of each connection that was made: a server that then says nothing is still a sign of life."""

            async def connect(self, *args: Any, **kwargs: Any) -> Any:
                made = await super().connect(*args, **kwargs)
                on_connection()
                return made

        connector = Connector(
            limit=0,  # the semaphore and the clocks limit
            ssl=tls,
            resolver=_names(resolver, guarded),
            ttl_dns_cache=60,
            socket_factory=_guarded_socket if guarded else None,
            keepalive_timeout=10,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,  # done by the reader, within a limit: 10 MB of zeros are 10 KB on the wire
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            max_line_size=16_384,
            max_field_size=16_384,
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        )
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect_seconds)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request; the errors are aiohttp's own."""
        from yarl import URL

        response = await self._session.request(
            request.method,
            URL(request.extensions["target"], encoded=True),
            headers=request.headers.multi_items(),
            data=request.content or None,
            allow_redirects=False,
            timeout=self._timeout,
        )
        return httpx.Response(response.status, headers=response.raw_headers, stream=_Stream(response), request=request)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._session.close()


class _Stream(httpx.AsyncByteStream):
    """The body as it comes over the wire."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.content.iter_any():
            yield chunk

    async def aclose(self) -> None:
        """Give the connection back where the body was read to its end, else close it."""
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


def _names(resolver: Resolver, guarded: bool) -> Any:
    """Our resolver in aiohttp's shape, without private addresses where guarded."""
    import socket

    from aiohttp.abc import AbstractResolver, ResolveResult

    class Names(AbstractResolver):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            places = await resolver.lookup(host, port)
            public = [p for p in places if not (guarded and is_private(p.address))]
            if not public:
                raise PrivateAddressError(f"{host} is {places[0].address}")
            return [
                ResolveResult(
                    hostname=host,
                    host=p.address,
                    port=p.port,
                    family=socket.AF_INET6 if ":" in p.address else socket.AF_INET,
                    proto=0,
                    flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
                )
                for p in public
            ]

        async def close(self) -> None:
            pass

    return Names()


def _guarded_socket(info: Any) -> Any:
    """A socket for one address, refused where it is private: the last look before the connection is made, so
    that neither an address in the link itself nor a name that changes its mind gets past."""
    import socket

    family, kind, proto, _, place = info
    ip = literal(str(place[0]))
    if ip is None or is_private(ip):
        raise PrivateAddressError(str(place[0]))
    return socket.socket(family=family, type=kind, proto=proto)
