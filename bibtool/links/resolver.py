"""Host names to addresses: pinned ones (``--resolve``), a server of one's own (``--dns``), the system's."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from msgspec import Struct

from bibtool.links import dns
from bibtool.links.address import literal
from bibtool.links.dns import NameFaultError
from bibtool.links.limiter import Slots
from bibtool.links.outcome import DnsFault
from bibtool.text.patterns import regex

T = TypeVar("T")
ANY = "*"
_AT_A_TIME = 32  # look-ups by the system, each in a thread
_PIN = regex(
    r"(?P<host>[^:\[\]]+|\[[^\]]+\]):(?P<port>\d+|\*):(?P<address>\[[^\]]+\]|[^:\[\]]+|[\da-fA-F:]+)(?::(?P<to>\d+))?"
)


class Place(Struct, frozen=True):
    """Where to connect to."""

    address: str
    port: int


class Pin(Struct, frozen=True):
    """One ``HOST:PORT:ADDRESS``: what this host and port resolve to, or the fault they end in.

    As curl's ``--resolve``, with ``*`` for any host or port, ``nxdomain`` and ``servfail`` for an address, and
    ``ADDRESS:PORT`` where another port is to be connected to.
    """

    host: str
    port: int | None
    address: str = ""
    to_port: int | None = None
    fault: DnsFault | None = None

    @classmethod
    def parse(cls, text: str) -> Pin:
        """Raises ValueError with a sentence for the user."""
        match = _PIN.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r}: write HOST:PORT:ADDRESS or HOST:PORT:nxdomain")
        host = match["host"].lower()
        port = None if match["port"] == ANY else int(match["port"])
        faults = {f.value: f for f in DnsFault}
        address = match["address"].lower()
        if address in faults:
            return cls(host, port, fault=faults[address])
        ip = literal(address)
        if ip is None:
            raise ValueError(f"{text!r}: {match['address']} is no IP address")
        return cls(host, port, str(ip), int(match["to"]) if match["to"] else None)


class Resolver:
    """Resolves by pins first, then ``server`` if there is one, else the system."""

    def __init__(self, pins: tuple[Pin, ...] = (), server: tuple[str, int] | None = None) -> None:
        self._pins: Mapping[tuple[str, int | None], Pin] = {(p.host, p.port): p for p in pins}
        self._server = server
        self._threads = Slots(_AT_A_TIME)

    def pinned(self, host: str, port: int) -> Pin | None:
        """The pin for a host and port."""
        keys = ((host, port), (host, None), (ANY, port), (ANY, None))
        return next((pin for key in keys if (pin := self._pins.get(key)) is not None), None)

    async def lookup(self, host: str, port: int) -> list[Place]:
        """At least one place.  Raises :class:`~bibtool.links.dns.NameFaultError`."""
        pin = self.pinned(host, port)
        if pin is not None:
            if pin.fault is not None:
                raise NameFaultError(host, pin.fault, "given with --resolve")
            return [Place(pin.address, pin.to_port or port)]
        ip = literal(host)
        if ip is not None:
            return [Place(str(ip), port)]
        if self._server is not None:
            return [Place(address, port) for address in await dns.lookup(host, self._server)]
        async with self._threads.taken():
            return await _system(host, port)


async def _system(host: str, port: int) -> list[Place]:
    try:
        rows = await _in_a_thread(lambda: socket.getaddrinfo(host, port, socket.AF_UNSPEC, socket.SOCK_STREAM))
    except socket.gaierror as error:
        # EAI_NONAME also comes from a machine without a network: that is why control addresses are asked.
        if error.errno == socket.EAI_NONAME:
            fault = DnsFault.UNKNOWN_HOST
        elif error.errno == getattr(socket, "EAI_NODATA", None):
            fault = DnsFault.NO_ADDRESS
        else:
            fault = DnsFault.SERVER_FAILURE
        raise NameFaultError(host, fault, error.strerror or "") from None
    except (UnicodeError, OSError) as error:
        raise NameFaultError(host, DnsFault.SERVER_FAILURE, str(error)) from None
    return [Place(str(row[4][0]), port) for row in rows]


async def _in_a_thread(work: Callable[[], T]) -> T:
    """The result of ``work``, done in a thread of its own that nobody waits for.

    Not ``loop.getaddrinfo``: its threads are joined at the end of the loop and of the program, and a look-up without
    a network may last half a minute after "offline" was said.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():  # cancelled in the meantime
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as raised:
            error = raised
        with suppress(RuntimeError):  # the loop is closed: nobody wants to know any more
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, daemon=True, name="bibtool-name").start()
    return await done
