"""A small DNS client (RFC 1035, 3596): A and AAAA over UDP, over TCP where the answer is cut.

The system's resolver does not tell an unknown name from a broken server on every platform, and cannot be pointed
elsewhere; this one serves ``--dns``.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
import struct
from typing import Any

from bibtool.links.outcome import DnsFault

TYPE_A, TYPE_CNAME, TYPE_AAAA = 1, 5, 28
_TRIES = 2
_PATIENCE = 2.5  # seconds a try
_NXDOMAIN = 3


class NameFaultError(OSError):
    """A name that does not resolve, and why."""

    def __init__(self, host: str, fault: DnsFault, detail: str = "") -> None:
        super().__init__(f"{host}: {fault.value}" + (f" ({detail})" if detail else ""))
        self.fault = fault


class BadMessageError(ValueError):
    """Bytes that are no DNS answer to what was asked."""


def question(host: str, kind: int, number: int) -> bytes:
    """One query with recursion desired."""
    labels = b"".join(bytes([len(label)]) + label for label in host.rstrip(".").encode("ascii").split(b"."))
    return struct.pack(">6H", number, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", kind, 1)


def answer(message: bytes, asked: bytes) -> tuple[int, bool, list[str]]:
    """Response code, whether it was cut, and the addresses of the kind asked for.

    Raises :class:`BadMessageError` for what does not answer ``asked``.
    """
    try:
        number, flags, questions, answers, _, _ = struct.unpack_from(">6H", message)
        if number != struct.unpack_from(">H", asked)[0] or not flags & 0x8000 or questions != 1:
            raise BadMessageError("not an answer to this question")
        at = _skip_name(message, 12)
        if message[12 : at + 4].lower() != asked[12:].lower():
            raise BadMessageError("answers another question")
        wanted = struct.unpack_from(">H", message, at)[0]
        at += 4
        found: list[str] = []
        for _ in range(answers):
            at = _skip_name(message, at)
            kind, klass, _, length = struct.unpack_from(">HHIH", message, at)
            at += 10
            data = message[at : at + length]
            at += length
            if kind == wanted and klass == 1:
                family = socket.AF_INET if kind == TYPE_A else socket.AF_INET6
                found.append(socket.inet_ntop(family, data))
    except (struct.error, IndexError, ValueError) as error:
        if flags_cut(message):
            return 0, True, []
        raise BadMessageError(str(error)) from None
    return flags & 0xF, bool(flags & 0x0200), found


def flags_cut(message: bytes) -> bool:
    """Whether the message says that it was cut (TC)."""
    return len(message) >= 4 and bool(message[2] & 0x02)


def _skip_name(message: bytes, at: int) -> int:
    while True:
        length = message[at]
        if length & 0xC0 == 0xC0:
            return at + 2
        at += 1 + length
        if length == 0:
            return at


async def lookup(host: str, server: tuple[str, int]) -> list[str]:
    """The addresses of a name, IPv4 first.  Raises :class:`NameFaultError`."""
    results = await asyncio.gather(_ask(host, TYPE_A, server), _ask(host, TYPE_AAAA, server), return_exceptions=True)
    addresses: list[str] = []
    fault: NameFaultError | None = None
    for result in results:
        if isinstance(result, NameFaultError):
            fault = fault or result
        elif isinstance(result, BaseException):
            raise result
        else:
            addresses += result
    if addresses:
        return addresses
    raise fault or NameFaultError(host, DnsFault.NO_ADDRESS)


async def _ask(host: str, kind: int, server: tuple[str, int]) -> list[str]:
    asked = question(host, kind, secrets.randbits(16))
    detail = ""
    for _ in range(_TRIES):
        try:
            async with asyncio.timeout(_PATIENCE):
                code, cut, found = answer(await _over_udp(asked, server), asked)
                if cut:
                    code, _, found = answer(await _over_tcp(asked, server), asked)
        except TimeoutError:
            detail = "no answer"
            continue
        except (OSError, BadMessageError, asyncio.IncompleteReadError) as error:
            detail = str(error)
            continue
        if code == 0:
            return found
        if code == _NXDOMAIN:
            raise NameFaultError(host, DnsFault.UNKNOWN_HOST)
        detail = f"response code {code}"
    raise NameFaultError(host, DnsFault.TIMEOUT if detail == "no answer" else DnsFault.SERVER_FAILURE, detail)


class _Once(asyncio.DatagramProtocol):
    """Takes the first datagram."""

    def __init__(self, done: asyncio.Future[bytes]) -> None:
        self._done = done

    def datagram_received(self, data: bytes, addr: Any) -> None:
        if not self._done.done():
            self._done.set_result(data)

    def error_received(self, exc: Exception) -> None:
        if not self._done.done():
            self._done.set_exception(exc)


async def _over_udp(asked: bytes, server: tuple[str, int]) -> bytes:
    loop = asyncio.get_running_loop()
    done: asyncio.Future[bytes] = loop.create_future()
    # Connected, so that only the server's own datagrams arrive.
    transport, _ = await loop.create_datagram_endpoint(lambda: _Once(done), remote_addr=server)
    try:
        transport.sendto(asked)
        return await done
    finally:
        transport.close()


async def _over_tcp(asked: bytes, server: tuple[str, int]) -> bytes:
    reader, writer = await asyncio.open_connection(*server)
    try:
        writer.write(struct.pack(">H", len(asked)) + asked)
        length = struct.unpack(">H", await reader.readexactly(2))[0]
        return await reader.readexactly(length)
    finally:
        writer.close()
