"""The only module that talks HTTP: within limits of time, size and redirects, and never to private addresses.

httpx's requests and answers, over the transport of :mod:`bibtool.links.transport`: see there why not its own.
"""

from __future__ import annotations

import asyncio
import errno
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

from bibtool.links.clock import Clock
from bibtool.links.dns import NameFaultError
from bibtool.links.fetched import Answer, FetchError, Request
from bibtool.links.limiter import Limiter
from bibtool.links.outcome import Outcome
from bibtool.links.resolver import Resolver
from bibtool.links.uri import BadAddressError, Uri
from bibtool.links.verdict import REDIRECTS, Hop

if TYPE_CHECKING:
    import httpx

    from bibtool.links.transport import Connections

MAX_REDIRECTS = 10
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """What the client needs to know; ``trusted`` are the (host, port) pairs that the user named, private or not."""

    user_agent: str
    timeout: float = 30.0
    concurrency: int = 32
    allow_private: bool = False
    ca_bundle: str = ""
    trusted: frozenset[tuple[str, int]] = field(default=frozenset())


class Client:
    """Asks, one :class:`Request` at a time; use :func:`opened`."""

    def __init__(
        self,
        settings: ClientSettings,
        resolver: Resolver,
        limiter: Limiter,
        clock: Clock,
        on_sign_of_life: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._resolver = resolver
        self._limiter = limiter
        self._clock = clock
        self._alive = on_sign_of_life
        self._origins: dict[str, tuple[httpx.URL, httpx.Headers]] = {}
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._tls: ssl.SSLContext | None = None
        if settings.ca_bundle:
            self._trust()  # a bundle that cannot be read is told at once
        self._guarded = self._http(guarded=not settings.allow_private)
        self._trusted = self._guarded
        if settings.trusted and not settings.allow_private:
            self._trusted = self._http(guarded=False)

    def _http(self, *, guarded: bool) -> Connections:
        from bibtool.links.transport import Connections

        return Connections(
            self._trust, self._resolver, self._alive, guarded=guarded, connect_seconds=min(self._settings.timeout, 15.0)
        )

    def _trust(self) -> ssl.SSLContext:
        """Whose certificates are believed.  Made when first needed: the system's take 30 ms to load."""
        if self._tls is None:
            self._tls = _tls(self._settings.ca_bundle)
        return self._tls

    async def close(self) -> None:
        """Close every connection."""
        await self._guarded.aclose()
        if self._trusted is not self._guarded:
            await self._trusted.aclose()

    async def __call__(self, request: Request) -> Answer:
        """The answer at the end of the redirects.  Raises :class:`FetchError`.

        The time-out counts seconds on the network, over all redirects and the body, not those spent waiting for a
        clock: a page that drips a byte a second ends with it.
        """
        from bibtool.links.transport import StaleError

        started = self._clock.monotonic()
        budget = _Budget(request.timeout or self._settings.timeout)
        uri, hops = request.uri, list[Hop]()
        cookies: dict[str, dict[str, str]] = {}
        seen = set[tuple[str, str]]()
        while True:
            address = str(uri)
            jar = "; ".join(f"{k}={v}" for k, v in cookies[uri.host].items()) if uri.host in cookies else ""
            if (address, jar) in seen or len(hops) > MAX_REDIRECTS:
                raise FetchError(Outcome.REDIRECT_LOOP, f"{len(hops)} redirects", hops=tuple(hops), uri=uri)
            seen.add((address, jar))
            try:
                try:
                    step = await self._in_turn(request, uri, jar, budget)
                except StaleError:
                    step = await self._in_turn(request, uri, jar, budget)
            except Exception as error:
                raise _explained(error, uri, tuple(hops)) from error
            self._alive()
            if not step.location:
                seconds = self._clock.monotonic() - started
                return Answer(uri, step.status, step.headers, step.body, tuple(hops), seconds, step.cut)
            cookies.setdefault(uri.host, {}).update(step.cookies)
            hops.append(Hop(step.status, address))
            try:
                uri = uri.join(step.location)
            except (BadAddressError, ValueError) as error:
                raise FetchError(
                    Outcome.UNSUPPORTED, f"redirected to a bad address: {error}", hops=tuple(hops), status=step.status
                ) from None

    async def _in_turn(self, request: Request, uri: Uri, jar: str, budget: _Budget) -> _Step:
        """One request when it may be made, within what is left of the time."""
        await self._limiter.turn(request.lane or f"host:{uri.host}")
        async with self._slots:
            began = self._clock.monotonic()
            async with asyncio.timeout(max(budget.left, 0.001)):
                step = await self._one(request, uri, jar)
            budget.left -= self._clock.monotonic() - began
            return step

    async def _one(self, request: Request, uri: Uri, jar: str) -> _Step:
        """One request and its answer, redirects not followed."""
        trusted = (uri.host, uri.port) in self._settings.trusted
        # The transport is asked without httpx's client: redirects, cookies and time-outs are counted here, and
        # a client's own bookkeeping took a seventh of the whole time.
        http = self._trusted if trusted else self._guarded
        response = await http.handle_async_request(self._asked(request, uri, jar))
        try:
            # httpx guesses an encoding for all headers of an answer at once; RFC 9110, section 5.5, has them
            # taken for latin-1 where they are not ASCII.
            raw = response.headers.raw
            headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in raw}
            status = response.status_code
            if status in REDIRECTS and "location" in headers:
                # Raw bytes: httpx decodes them as UTF-8 or latin-1, and a Location in windows-1251 is mangled.
                there = next(v for k, v in raw if k.lower() == b"location")
                location = quote_from_bytes(there.strip(), safe="".join(map(chr, range(0x21, 0x7F))))
                if location and request.follow:
                    return _Step(status, headers, b"", False, location, _cookies(raw))
            body, cut = await _body(response.stream, headers.get("content-encoding", ""), request.limit)
            return _Step(status, headers, body, cut)
        finally:
            await response.aclose()

    def _asked(self, request: Request, uri: Uri, jar: str) -> httpx.Request:
        """The request in httpx's shape.  What is the same for all requests to a host is made once: httpx reads an
        address for 15 microseconds and headers for as long."""
        import httpx

        origin = uri.origin
        if origin not in self._origins:
            url = httpx.URL(origin)
            headers = {"Host": url.netloc.decode("ascii"), "User-Agent": self._settings.user_agent, **_HEADERS}
            self._origins[origin] = url, httpx.Headers(headers)
        url, common = self._origins[origin]
        if request.headers or jar:
            common = common.copy()
            common.update({**request.headers, "Cookie": jar} if jar else request.headers)
        # httpx spells some addresses anew; a server is asked for the very one that was cited
        target = {"target": uri.target.encode("ascii")}
        if request.data:
            return httpx.Request(request.method, url, headers=common, data=dict(request.data), extensions=target)
        return httpx.Request(request.method, url, headers=common, stream=httpx.ByteStream(b""), extensions=target)


@dataclass(slots=True)
class _Budget:
    """Seconds on the network that a request has left."""

    left: float


@dataclass(frozen=True, slots=True)
class _Step:
    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool
    location: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)


@asynccontextmanager
async def opened(
    settings: ClientSettings,
    resolver: Resolver,
    limiter: Limiter,
    clock: Clock,
    on_sign_of_life: Callable[[], None] = lambda: None,
) -> AsyncIterator[Client]:
    """A client that is closed at the end.  Raises ValueError where the CA bundle cannot be read."""
    client = Client(settings, resolver, limiter, clock, on_sign_of_life)
    try:
        yield client
    finally:
        await client.close()


def _tls(ca_bundle: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_bundle or None)
    except (OSError, ssl.SSLError) as error:
        raise ValueError(f"{ca_bundle}: no CA bundle ({error})") from None


def _cookies(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The names and values that an answer sets, whatever they are for, spelt as they came."""
    from http.cookies import CookieError, SimpleCookie

    found: dict[str, str] = {}
    for name, line in headers:
        if name.lower() != b"set-cookie":
            continue
        try:
            morsels = SimpleCookie(line.decode("latin-1")).items()
        except CookieError:
            continue  # a cookie that is none keeps nobody from the page
        # The coded value goes back as it came: decoded, one may hold an end of line, and with it headers of its own.
        found.update((k, m.coded_value) for k, m in morsels if m.coded_value.isascii() and m.coded_value.isprintable())
    return found


async def _body(stream: Any, coding: str, limit: int) -> tuple[bytes, bool]:
    """The decoded body up to ``limit`` bytes, and whether it was cut there."""
    coding = coding.strip().lower()
    inflate: Any = None
    if coding in {"gzip", "x-gzip"}:
        inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    elif coding == "deflate":
        inflate = zlib.decompressobj()
    parts: list[bytes] = []
    size = raw = 0
    async for chunk in stream:
        raw += len(chunk)
        if inflate is not None:
            try:
                chunk = inflate.decompress(chunk, limit - size)
            except zlib.error:
                if raw != len(chunk):
                    raise
                # "deflate" without zlib's header: what half the servers mean by it
                inflate = zlib.decompressobj(-zlib.MAX_WBITS)
                chunk = inflate.decompress(chunk, limit - size)
        parts.append(chunk)
        size += len(chunk)
        if size >= limit or raw >= 4 * limit:
            return b"".join(parts)[:limit], True
    if inflate is not None and raw and not inflate.eof:
        raise zlib.error("the compressed body ends before its end")
    return b"".join(parts), False


_ERRNO = {
    errno.ECONNREFUSED: Outcome.REFUSED,
    errno.ECONNRESET: Outcome.RESET,
    errno.ECONNABORTED: Outcome.RESET,
    errno.EPIPE: Outcome.RESET,
    errno.ETIMEDOUT: Outcome.TIMEOUT,
    errno.ENETUNREACH: Outcome.TIMEOUT,  # no way to it: nothing answered
    errno.EHOSTUNREACH: Outcome.TIMEOUT,
}


def _explained(error: Exception, uri: Uri, hops: tuple[Hop, ...]) -> FetchError:
    """The outcome behind an exception.  What is not understood is raised as it is."""
    import httpx

    from bibtool.links.transport import PrivateAddressError
    from bibtool.links.wire import CutShortError, NoHttpError

    def told(outcome: Outcome, detail: object, **more: Any) -> FetchError:
        return FetchError(outcome, " ".join(str(detail).split())[:300] or outcome.value, hops=hops, uri=uri, **more)

    match error:
        case PrivateAddressError():
            return told(Outcome.REFUSED_PRIVATE, error)
        case NameFaultError():
            return told(Outcome.DNS, error, dns=error.fault)
        case CutShortError() | zlib.error():
            return told(Outcome.TRUNCATED, error)
        case NoHttpError():
            return told(Outcome.SERVER_ERROR, f"the answer is no HTTP: {error}")
        case ssl.SSLError():
            return told(Outcome.TLS, error)
        case TimeoutError():
            return told(Outcome.TIMEOUT, "no answer in time")
        case OSError():
            return told(_ERRNO.get(error.errno or 0, Outcome.RESET), error.strerror or error)
        case ValueError() | httpx.InvalidURL():
            return told(Outcome.UNSUPPORTED, error)
    raise error
