"""A small DNS client (RFC 1035, 3596, 6891): A and AAAA over UDP, over TCP where the answer is cut.

The system's resolver does not tell an unknown name from a broken server on every platform, and cannot be pointed
elsewhere; this one serves ``--dns``.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from msgspec import Struct

from bibtool.links.outcome import DnsFault
from bibtool.links.titles import clean

TYPE_A, TYPE_CNAME, TYPE_SOA, TYPE_AAAA, TYPE_OPT = 1, 5, 6, 28, 41
_TRIES = 2
_PATIENCE = 2.5  # seconds a try
_FORMAT_ERROR, _NXDOMAIN, _NOT_IMPLEMENTED = 1, 3, 4
#: Extended errors of a server that keeps an answer back (RFC 8914, 4.5 and 4.16 to 4.19).
_KEPT_BACK = {4: "forged answer", 15: "blocked", 16: "censored", 17: "filtered", 18: "prohibited"}
_EXTENDED = 15  # the option that holds them
_ROOM = 1232  # bytes of an answer that no network cuts in pieces
#: Names in a message that point at each other end somewhere.
_POINTERS = 64


class NameFaultError(OSError):
    """A name that does not resolve, and why."""

    def __init__(self, host: str, fault: DnsFault, detail: str = "") -> None:
        super().__init__(f"{host}: {fault.value}" + (f" ({detail})" if detail else ""))
        self.fault = fault


class BadMessageError(ValueError):
    """Bytes that are no DNS answer to what was asked."""


class Reply(Struct, frozen=True):
    """What an answer says: response code, whether it was cut, the addresses of the kind asked for, and how a server
    that keeps the true answer back says so (empty where none does)."""

    code: int
    cut: bool
    addresses: list[str]
    kept_back: str = ""


def question(host: str, kind: int, number: int, *, extended: bool = True) -> bytes:
    """One query with recursion desired; ``extended`` asks for reasons too (RFC 6891)."""
    labels = b"".join(bytes([len(label)]) + label for label in host.rstrip(".").encode("ascii").split(b"."))
    more = struct.pack(">BHHIH", 0, TYPE_OPT, _ROOM, 0, 0) if extended else b""
    return struct.pack(">6H", number, 0x0100, 1, 0, 0, int(extended)) + labels + struct.pack(">B2H", 0, kind, 1) + more


def answer(message: bytes, asked: bytes) -> Reply:
    """What a message answers to ``asked``.  Raises :class:`BadMessageError` for what is no answer to it."""
    try:
        number, flags, questions, *counts = struct.unpack_from(">6H", message)
        if number != struct.unpack_from(">H", asked)[0] or not flags & 0x8000 or questions != 1:
            raise BadMessageError("not an answer to this question")
        name, at = _name(message, 12)
        if message[12 : at + 4].lower() != asked[12 : at + 4].lower():
            raise BadMessageError("answers another question")
        wanted = struct.unpack_from(">H", message, at)[0]
        at += 4
        found: list[str] = []
        names, zones, kept_back = {name}, set[str](), ""
        for section, count in enumerate(counts):
            for _ in range(count):
                owner, at = _name(message, at)
                kind, klass, _, length = struct.unpack_from(">HHIH", message, at)
                at += 10
                data = message[at : at + length]
                if section == 0 and kind == wanted and klass == 1:
                    family = socket.AF_INET if kind == TYPE_A else socket.AF_INET6
                    found.append(socket.inet_ntop(family, data))
                elif section == 0 and kind == TYPE_CNAME:
                    names.add(_name(message, at)[0])
                elif kind == TYPE_SOA:
                    zones.add(owner)
                elif kind == TYPE_OPT:
                    kept_back = kept_back or _said(data)
                at += length
    except (struct.error, IndexError, ValueError) as error:
        if flags_cut(message):
            return Reply(0, True, [])
        raise BadMessageError(str(error)) from None
    # An unknown name is denied by a zone above it (RFC 2308, 2.1); a server that denies it by a policy of its own adds
    # the zone where that is written, which lies elsewhere.
    above = {known[at:] for known in names for at in range(len(known)) if at == 0 or known[at - 1] == "."}
    elsewhere = sorted(zones - above - {""})
    if not kept_back and flags & 0xF == _NXDOMAIN and elsewhere:
        kept_back = f"denied by {elsewhere[0]}"
    return Reply(flags & 0xF, bool(flags & 0x0200), found, kept_back)


def _said(options: bytes) -> str:
    """The extended error of a server that keeps an answer back, with its own words (RFC 8914, 2)."""
    at = 0
    while at + 4 <= len(options):
        code, length = struct.unpack_from(">2H", options, at)
        data = options[at + 4 : at + 4 + length]
        at += 4 + length
        if code == _EXTENDED and len(data) >= 2 and (said := _KEPT_BACK.get(int.from_bytes(data[:2], "big"))):
            text = clean(data[2:].decode("utf-8", "replace"), 120)
            return f"{said}: {text}" if text else said
    return ""


def flags_cut(message: bytes) -> bool:
    """Whether the message says that it was cut (TC)."""
    return len(message) >= 4 and bool(message[2] & 0x02)


def _name(message: bytes, at: int) -> tuple[str, int]:
    """A name in lower case, and where the message goes on behind it."""
    labels: list[str] = []
    end = 0
    for _ in range(_POINTERS):
        length = message[at]
        if length & 0xC0 == 0xC0:
            end = end or at + 2
            at = struct.unpack_from(">H", message, at)[0] & 0x3FFF
        elif length == 0:
            return ".".join(labels), end or at + 1
        else:
            labels.append(message[at + 1 : at + 1 + length].decode("latin-1").lower())
            at += 1 + length
    raise BadMessageError("a name without an end")


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
    import secrets

    detail = ""
    extended = True
    for _ in range(_TRIES):
        asked = question(host, kind, secrets.randbits(16), extended=extended)
        try:
            async with asyncio.timeout(_PATIENCE):
                reply = answer(await _over_udp(asked, server), asked)
                if reply.cut:
                    reply = answer(await _over_tcp(asked, server), asked)
        except TimeoutError:
            detail = "no answer"
            continue
        except (OSError, BadMessageError, asyncio.IncompleteReadError) as error:
            detail = (getattr(error, "strerror", None) or str(error)).lower()
            continue
        if reply.kept_back:
            raise NameFaultError(host, DnsFault.BLOCKED, reply.kept_back)
        if reply.code == 0:
            return reply.addresses
        if reply.code == _NXDOMAIN:
            raise NameFaultError(host, DnsFault.UNKNOWN_HOST)
        if reply.code in {_FORMAT_ERROR, _NOT_IMPLEMENTED}:
            extended = False  # servers from before RFC 6891
        detail = f"response code {reply.code}"
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
