"""Whatever talks HTTP asks this client: within limits of time, size and redirects, and never to private addresses.

Its connections are those of :mod:`bibtool.links.transport`: see there why no library carries them.
"""

from __future__ import annotations

import asyncio
import errno
import os
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes, urlencode

from msgspec import Struct, field

from bibtool.links.bodies import BadBodyError, Read, read_body
from bibtool.links.clock import Clock
from bibtool.links.cookies import Jar
from bibtool.links.dns import NameFaultError
from bibtool.links.fetched import Answer, FetchError, Request
from bibtool.links.framing import CutShortError, NoHttpError
from bibtool.links.issuers import between, issuer_addresses
from bibtool.links.limiter import Limiter, Slots
from bibtool.links.outcome import Outcome
from bibtool.links.proxies import Proxies
from bibtool.links.resolver import Resolver
from bibtool.links.surt import PORTS
from bibtool.links.uri import BadAddressError, Uri
from bibtool.links.verdict import REDIRECTS, Hop

if TYPE_CHECKING:
    from bibtool.links.transport import Connections

#: As many as Chromium follows.
MAX_REDIRECTS = 20
#: A page that sends to itself with the same cookies is asked so often: some let nobody in before the second knock.
_SAME = 3
_ASIS = "".join(map(chr, range(0x21, 0x7F)))
#: Bytes of a certificate, and certificates that are fetched for one server, at most.
_CERTIFICATE = 32_768
_LONGEST_CHAIN = 3
#: What need not end.
_STREAMED = ("audio/", "video/", "text/event-stream", "multipart/x-mixed-replace", "application/octet-stream")
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}


class ClientSettings(Struct, frozen=True):
    """What the client needs to know; ``trusted`` are the (host, port) pairs that the user named, private or not."""

    user_agent: str
    timeout: float = 30.0
    concurrency: int = 32
    allow_private: bool = False
    ca_bundle: str = ""
    trusted: frozenset[tuple[str, int]] = field(default=frozenset())
    proxies: Proxies = field(default=Proxies())


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
        self._slots = Slots(settings.concurrency)
        self._tls: ssl.SSLContext | None = None
        self._incomplete = set[str]()  # origins whose chain was asked for
        self._said = {"User-Agent": settings.user_agent, **_HEADERS}
        self._usual = _encoded(self._said)
        if settings.ca_bundle:
            self._trust()  # a bundle that cannot be read is told at once
        self._guarded = self._http(guarded=not settings.allow_private)
        self._trusted = self._guarded
        if settings.trusted and not settings.allow_private:
            self._trusted = self._http(guarded=False)

    def _http(self, *, guarded: bool) -> Connections:
        from bibtool.links.transport import Connections

        return Connections(
            self._trust,
            self._resolver,
            self._alive,
            guarded=guarded,
            connect_seconds=min(self._settings.timeout, 15.0),
            proxies=self._settings.proxies,
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
        jar = request.jar if request.jar is not None else Jar()
        seen = dict[tuple[str, str], int]()
        while True:
            address = str(uri)
            cookies = jar.header(uri.host)
            seen[address, cookies] = seen.get((address, cookies), 0) + 1
            if seen[address, cookies] > _SAME or len(hops) > MAX_REDIRECTS:
                raise FetchError(Outcome.REDIRECT_LOOP, f"{len(hops)} redirects", hops=tuple(hops), uri=uri)
            try:
                try:
                    step = await self._in_turn(request, uri, cookies, budget)
                except StaleError:
                    step = await self._in_turn(request, uri, cookies, budget)
                except ssl.SSLCertVerificationError as error:
                    if error.verify_code not in _NO_ISSUER or not await self._completed(uri):
                        raise
                    step = await self._in_turn(request, uri, cookies, budget)
            except Exception as error:
                raise _explained(error, uri, tuple(hops)) from error
            self._alive()
            for line in step.cookies:
                jar.take(line, uri.host)
            if not step.location:
                seconds = self._clock.monotonic() - started
                hopped = tuple(hops)
                return Answer(uri, step.status, step.headers, step.body, hopped, seconds, step.cut, step.short)
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
        async with self._slots.taken():
            began = self._clock.monotonic()
            step = await self._one(request, uri, jar, asyncio.get_running_loop().time() + max(budget.left, 0.001))
            budget.left -= self._clock.monotonic() - began
            return step

    async def _completed(self, uri: Uri) -> bool:
        """Fetch what a server left out of its chain, as browsers do; whether there was anything.

        It has to be issued by an authority that is believed already: nothing that is fetched is believed for itself.
        """
        if uri.origin in self._incomplete:
            return False
        self._incomplete.add(uri.origin)
        try:
            certificate = await self._guarded.certificate(uri.host, uri.port)
        except (OSError, ValueError):
            return False
        found = 0
        while found < _LONGEST_CHAIN and (named := issuer_addresses(certificate)):
            try:
                answer = await self(Request(Uri.parse(named[0]), limit=_CERTIFICATE))
            except (FetchError, BadAddressError):
                break
            certificate = between(answer.body)
            if not certificate:
                break
            try:
                self._trust().load_verify_locations(cadata=certificate)
            except ssl.SSLError:
                break
            found += 1
        return found > 0

    async def _one(self, request: Request, uri: Uri, jar: str, deadline: float) -> _Step:
        """One request and its answer, redirects not followed."""
        # Only what bibtool asks on the user's word (archives, controls) may lie on the user's own network: a cited
        # address that names the same place is a stranger's.
        trusted = request.lane and (uri.host, uri.port) in self._settings.trusted
        http = self._trusted if trusted else self._guarded
        body = urlencode(request.data).encode("ascii") if request.data else b""
        # a server is asked for the very address that was cited
        target, said = uri.target.encode("ascii"), self._headers(request, uri, jar)
        response = await http.ask((uri.scheme, uri.host, uri.port), request.method, target, said, body, deadline)
        try:
            head = response.head
            # RFC 9110, section 5.5, has headers taken for latin-1 where they are not ASCII
            headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in head.headers}
            status = head.status
            cookies = head.values(b"set-cookie")
            if status in REDIRECTS and (there := head.values(b"location")):
                # Raw bytes: a Location in windows-1251 must go back as it came.
                location = quote_from_bytes(there[0].translate(None, b"\t\r\n").strip(), safe=_ASIS)
                if location and request.follow:
                    return _Step(status, headers, b"", False, location, cookies)
            coding = headers.get("content-encoding", "")
            streamed = headers.get("content-type", "").lower().startswith(_STREAMED)
            try:
                read = await read_body(response.chunk, coding, request.limit, streamed=status < 300 and streamed)
            except (BadBodyError, CutShortError, TimeoutError):
                if status < 400:
                    raise
                read = Read(b"", short=True)  # a refusal is one whatever becomes of its page
            return _Step(status, headers, read.data, read.cut, "", cookies, read.short)
        finally:
            response.close()

    def _headers(self, request: Request, uri: Uri, jar: str) -> list[tuple[bytes, bytes]]:
        """What is said with a request."""
        port = "" if uri.port == PORTS[uri.scheme] else f":{uri.port}"
        host = f"[{uri.host}]" if ":" in uri.host else uri.host
        if not (request.headers or request.data or jar):  # most requests
            return [(b"Host", (host + port).encode("ascii")), *self._usual]
        told = {"Host": host + port, **self._said, **request.headers}
        if request.data:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        if jar:
            told["Cookie"] = jar
        return _encoded(told)


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("utf-8", "surrogateescape")) for name, value in headers.items()]


class _Budget(Struct):
    """Seconds on the network that a request has left."""

    left: float


class _Step(Struct, frozen=True):
    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool
    location: str = ""
    cookies: list[bytes] = field(default_factory=list)
    short: bool = False


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
        context = ssl.create_default_context(cafile=ca_bundle or None)
        # As Chromium: servers that renegotiate in the old way are spoken to; nothing secret is ever sent.
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
        # Python 3.13 lets a chain end at any certificate of the store; those that are fetched must not be an end.
        context.verify_flags &= ~ssl.VERIFY_X509_PARTIAL_CHAIN
        return context
    except (OSError, ssl.SSLError) as error:
        raise ValueError(f"{ca_bundle}: no CA bundle ({error})") from None


#: OpenSSL's codes where no chain leads from the server's certificate to a known authority.
_NO_ISSUER = frozenset({2, 20, 21})


def _tls_fault(error: ssl.SSLError) -> str:
    """What is wrong, in OpenSSL's words, and the commonest reason of all in ours."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return (error.reason or "").replace("_", " ").lower() or str(error)
    if error.verify_code in _NO_ISSUER:
        return (
            "incomplete chain: the server leaves out a certificate between its own and an authority's, "
            f"or the authority is unknown here ({error.verify_message})"
        )
    return f"the certificate is not believed: {error.verify_message}"


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
    from bibtool.links.transport import PrivateAddressError

    def told(outcome: Outcome, detail: object, **more: Any) -> FetchError:
        return FetchError(outcome, " ".join(str(detail).split())[:300] or outcome.value, hops=hops, uri=uri, **more)

    match error:
        case PrivateAddressError():
            return told(Outcome.REFUSED_PRIVATE, error)
        case NameFaultError():
            return told(Outcome.DNS, error, dns=error.fault)
        case CutShortError() | BadBodyError():
            return told(Outcome.TRUNCATED, error)
        case NoHttpError():
            return told(Outcome.SERVER_ERROR, f"the answer is no HTTP: {error}")
        case ssl.SSLError():
            return told(Outcome.TLS, _tls_fault(error))
        case TimeoutError():
            return told(Outcome.TIMEOUT, "no answer in time")
        case OSError():
            said = str(error.strerror or error)
            if error.errno in _ERRNO and said.startswith("Connect call failed"):  # asyncio's words, with a tuple
                said = os.strerror(error.errno)
            return told(_ERRNO.get(error.errno or 0, Outcome.RESET), said)
        case ValueError():
            return told(Outcome.UNSUPPORTED, error)
    raise error
