"""Connections: kept, raced where a name has several addresses, and never made to private ones.

No HTTP library carries them.  httpx's own pool does not hold up over very many hosts: with 2,000 addresses on 200
hosts, 50 ms latency and 200 requests in flight it answered 750 a second (keep-alive off; 75 to 110 with it).  It goes
through all its connections for each request, over httpcore and anyio; here a connection is found by its origin and
speaks on a bare asyncio protocol.  httpx's requests and answers over these connections took a fifth of a check's
processor time.  aiohttp's client was as fast once it ran, but to load it took a third of the start, and neither lets
its reading of answers be made as lenient as a browser's (:mod:`bibtool.links.framing`).  It is also the place where the
guard against private addresses has to stand.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable, Iterable
from itertools import zip_longest

from msgspec import Struct

from bibtool.links.address import is_local, is_private, literal
from bibtool.links.framing import Head, Header, take_head
from bibtool.links.proxies import Proxies, Proxy
from bibtool.links.resolver import Place, Resolver
from bibtool.links.surt import PORTS
from bibtool.links.wire import Wire

#: Seconds that an idle connection is kept, that a name's addresses are, and of a head start in the race between them
#: (RFC 8305, section 8).
KEPT = 10.0
NAMES_KEPT = 60.0
HEAD_START = 0.25
#: Nobody answered: in the race any other failure says more.
_NOBODY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.ETIMEDOUT})

Origin = tuple[str, str, int]  # scheme, host, port


class PrivateAddressError(OSError):
    """A name or a redirect leads to an address that an outsider must not make us ask."""


class StaleError(ConnectionResetError):
    """The server hung up on a kept connection just as it was asked again: worth another request (RFC 9110, 9.2.2)."""


class Connections:
    """Connections by origin; ``guarded`` refuses private addresses, ``on_connection`` is told of each new connection.

    Raises OSError (:class:`StaleError`, ssl.SSLError, TimeoutError among them), ValueError for what cannot be asked,
    and what :class:`Resolver` and :class:`Wire` raise.  Asks nothing twice: whoever asks knows when it may.
    """

    def __init__(
        self,
        tls: Callable[[], ssl.SSLContext],
        resolver: Resolver,
        on_connection: Callable[[], None],
        *,
        guarded: bool,
        connect_seconds: float,
        proxies: Proxies,
    ) -> None:
        self._proxies = proxies
        self._tls = tls
        self._resolver = resolver
        self._on_connection = on_connection
        self._guarded = guarded
        self._connect_seconds = connect_seconds
        self._loop = asyncio.get_running_loop()
        self._idle: dict[Origin, list[tuple[float, Wire]]] = {}
        self._swept = self._loop.time()
        self._names: dict[tuple[str, int], tuple[float, list[Place]]] = {}

    async def ask(
        self,
        origin: Origin,
        method: str,
        target: bytes,
        headers: Iterable[Header],
        body: bytes = b"",
        deadline: float | None = None,
    ) -> Response:
        """One request, on a kept connection if there is one; the head of its answer.  Close the response.

        Until ``deadline``, the event loop's time, connection, head and body are waited for.
        """
        proxy = self._proxy(origin)
        if proxy is not None and origin[0] == "http":  # the whole address (RFC 9112, 3.2.2)
            host = f"[{origin[1]}]" if ":" in origin[1] else origin[1]
            port = "" if origin[2] == PORTS["http"] else f":{origin[2]}"
            target = f"http://{host}{port}".encode("ascii") + target
            headers = [*headers, *_authorized(proxy)]
        kept = self._kept(origin)
        wire = kept or await self._connected(origin, proxy, deadline)
        try:
            wire.ask(method.encode("ascii"), target, headers, body, deadline)
            head = await wire.head()
        except BaseException as error:
            wire.close()
            if kept and not kept.heard and isinstance(error, ConnectionError) and method == "GET":
                self._forget(origin)  # the others of this origin are as old
                raise StaleError(errno.ECONNRESET, "the server hung up on an idle connection") from None
            raise
        return Response(head, self, origin, wire)

    async def aclose(self) -> None:
        """Close every idle connection."""
        for origin in list(self._idle):
            self._forget(origin)
        await asyncio.sleep(0)  # transports that close need a turn

    def _kept(self, origin: Origin) -> Wire | None:
        """An idle connection to an origin, the last used first."""
        kept = self._idle.get(origin, [])
        while kept:
            since, wire = kept.pop()
            if wire.fresh and self._loop.time() - since < KEPT:
                return wire
            wire.close()
        return None

    def release(self, origin: Origin, wire: Wire) -> None:
        """Take a connection back: to be kept if it may be used again."""
        now = self._loop.time()
        if wire.again():
            self._idle.setdefault(origin, []).append((now, wire))
        else:
            wire.close()
        if now - self._swept > KEPT:
            self._swept = now
            self._sweep(now)

    def _forget(self, origin: Origin) -> None:
        """Close every idle connection to an origin."""
        for _, wire in self._idle.pop(origin, ()):
            wire.close()

    def _sweep(self, now: float) -> None:
        """Close what has been idle for too long: a check of many hosts must not hold a connection to each."""
        for origin, kept in list(self._idle.items()):
            for row in [row for row in kept if now - row[0] >= KEPT]:
                kept.remove(row)
                row[1].close()
            if not kept:
                del self._idle[origin]

    def _proxy(self, origin: Origin) -> Proxy | None:
        """The proxy for an origin, none where a pin says where its host is.  Raises :class:`PrivateAddressError`."""
        proxy = self._proxies.of(*origin)
        if proxy is None or self._resolver.pinned(origin[1], origin[2]):
            return None
        if self._guarded and is_local(origin[1]):
            raise PrivateAddressError(f"{origin[1]} is not asked for through a proxy")
        return proxy

    async def _connected(self, origin: Origin, proxy: Proxy | None, deadline: float | None) -> Wire:
        scheme, host, port = origin
        secure = scheme == "https"
        until = self._loop.time() + self._connect_seconds
        async with asyncio.timeout_at(until if deadline is None else min(until, deadline)):
            if proxy is None:
                sock = await self._race(await self._places(host, port))
            else:
                # the user's word: the proxy may lie on the user's own network
                place = (await self._resolver.lookup(proxy.host, proxy.port))[0]
                sock = await self._joined(_socket(place), place)
            if proxy is not None and secure:
                await self._tunnelled(sock, host, port, proxy)
            try:
                _, wire = await self._loop.create_connection(
                    Wire, sock=sock, ssl=self._tls() if secure else None, server_hostname=host if secure else None
                )
            except ConnectionResetError:
                # what firewalls do, and servers that speak only versions of TLS that nobody here does any more
                raise ConnectionResetError(errno.ECONNRESET, "the server hung up in the TLS handshake") from None
        self._on_connection()
        return wire

    async def certificate(self, host: str, port: int) -> bytes:
        """The certificate of a server, in DER, believed or not; nothing else is said to it.  Empty through a proxy."""
        if self._proxy(("https", host, port)) is not None:
            return b""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        async with asyncio.timeout(self._connect_seconds):
            sock = await self._race(await self._places(host, port))
            transport, _ = await self._loop.create_connection(Wire, sock=sock, ssl=context, server_hostname=host)
        shown = transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
        transport.abort()
        return bytes(shown or b"")

    async def _tunnelled(self, sock: socket.socket, host: str, port: int, proxy: Proxy) -> None:
        """Ask the proxy for a way through (RFC 9110, 9.3.6).  Raises OSError where it refuses."""
        try:
            name = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            lines = [f"CONNECT {name} HTTP/1.1", f"Host: {name}"]
            lines += [f"{key.decode()}: {value.decode()}" for key, value in _authorized(proxy)]
            await self._loop.sock_sendall(sock, "\r\n".join([*lines, "", ""]).encode("ascii"))
            buffer = bytearray()
            while (head := take_head(buffer, ended=False)) is None:
                part = await self._loop.sock_recv(sock, 1)  # byte by byte: what follows is TLS's
                if not part:
                    raise ConnectionResetError(errno.ECONNRESET, "the proxy hung up")
                buffer += part
            if not 200 <= head.status < 300:
                raise ConnectionResetError(errno.ECONNRESET, f"the proxy answered {head.status}")
        except BaseException:
            sock.close()
            raise

    async def _places(self, host: str, port: int) -> list[Place]:
        """Where a host is to be found, without private places where guarded."""
        if literal(host) is not None:
            return [Place(host, port)]
        if ":" in host:
            raise ValueError(f"{host} is no host name")
        now = self._loop.time()
        until, places = self._names.get((host, port), (0.0, []))
        if until < now:
            places = await self._resolver.lookup(host, port)
            self._names[host, port] = (now + NAMES_KEPT, places)
        public = [p for p in places if not (self._guarded and is_private(p.address))]
        if not public:
            raise PrivateAddressError(f"{host} is {places[0].address}")
        return public

    async def _race(self, places: list[Place]) -> socket.socket:
        """A socket connected to the first place that answers; the next one starts a little later (RFC 8305)."""
        if len(places) == 1:
            return await self._socket(places[0])
        left = _in_turns(places)
        running: set[asyncio.Task[socket.socket]] = set()
        errors: list[Exception] = []
        try:
            while left or running:
                if left:
                    running.add(asyncio.create_task(self._socket(left.pop(0))))
                done, running = await asyncio.wait(
                    running, timeout=HEAD_START if left else None, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    try:
                        winner = task.result()
                    except OSError as error:
                        errors.append(error)
                    else:
                        running |= done - {task}  # a second one at the same moment is closed with the rest
                        return winner
        finally:
            for task in running:
                task.cancel()
            for late in await asyncio.gather(*running, return_exceptions=True):
                if isinstance(late, socket.socket):
                    late.close()
        raise next((e for e in errors if getattr(e, "errno", None) not in _NOBODY), errors[0])

    async def _socket(self, place: Place) -> socket.socket:
        return await self._joined(guarded_socket(place) if self._guarded else _socket(place), place)

    async def _joined(self, sock: socket.socket, place: Place) -> socket.socket:
        try:
            await self._loop.sock_connect(sock, (place.address, place.port))
        except BaseException:
            sock.close()
            raise
        return sock


def guarded_socket(place: Place) -> socket.socket:
    """A socket for one place, refused where that is private: the last look before the connection is made, so that
    neither an address in the link itself nor a name that changes its mind gets past."""
    ip = literal(place.address)
    if ip is None or is_private(ip):
        raise PrivateAddressError(place.address)
    return _socket(place)


def _socket(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setblocking(False)
    return sock


def _authorized(proxy: Proxy) -> list[Header]:
    return [(b"Proxy-Authorization", proxy.authorization.encode("ascii"))] if proxy.authorization else []


def _in_turns(places: list[Place]) -> list[Place]:
    """IPv6 and IPv4 in turns, the family of the first one first (RFC 8305, section 4)."""
    six = [p for p in places if ":" in p.address]
    four = [p for p in places if ":" not in p.address]
    pairs = zip_longest(six, four) if places[0] in six else zip_longest(four, six)
    return [p for pair in pairs for p in pair if p]


class Response(Struct, frozen=True):
    """An answer whose body is still to be read, as it comes over the wire."""

    head: Head
    connections: Connections
    origin: Origin
    wire: Wire

    async def chunk(self) -> bytes:
        """The next part of the body, empty at its end."""
        return await self.wire.chunk()

    def close(self) -> None:
        """Give the connection back."""
        self.connections.release(self.origin, self.wire)
