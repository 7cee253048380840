"""A DOI, an ISBN or an address that is added: its record is asked for."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.entries.entry import Entry
from bibtool.entries.identifiers import isbn as checked_isbn
from bibtool.items.item import Item
from bibtool.jobs import link_settings
from bibtool.jobs.data import data_folder
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.works import Works
from bibtool.text.identifiers import Scheme, identified

if TYPE_CHECKING:
    from bibtool.lookups.asking import Desk
    from bibtool.lookups.records import Record

OFFLINE = "BIBTOOL_OFFLINE"


class Network(Enum):
    """May somebody be asked?"""

    ASKED = "asked"
    OFF = "off"


class Asked(Struct, frozen=True):
    """What is looked up: its kind (``DOI``, ``ISBN`` or ``address``), the value, and where it is resolved."""

    kind: str
    value: str
    address: str = ""


def recognised(source: str) -> Asked | None:
    """What a source is that is no file: a DOI (bare, or behind its resolver), an ISBN, an address; None for the rest.

    A file of that name comes first.  Raises JobError BT986 for an ISBN whose check digit is wrong.
    """
    try:
        if not source.strip() or os.path.lexists(source):
            return None
    except ValueError:  # a null character
        return None
    found = identified(source)
    if found is not None and found.scheme is Scheme.DOI:
        return Asked("DOI", found.value, found.address)
    if found is not None and found.scheme is Scheme.ISBN:
        return isbn(found.value)
    if found is None and _is_ten(source):
        return isbn(source)
    if found is not None and found.address.startswith(("http://", "https://")):
        return Asked("address", found.address, found.address)
    if source.lower().startswith(("http://", "https://")):
        return Asked("address", source, source)
    return None


def _is_ten(source: str) -> bool:
    """Ten digits of a book: with a right check digit, since they may be anything."""
    bare = source.replace("-", "").replace(" ", "")
    return len(bare) == 10 and bare[:9].isdecimal() and bool(checked_isbn(Item(text={"ISBN": bare})))


def isbn(text: str) -> Asked:
    """An ISBN in its thirteen digits.  Raises JobError BT986."""
    found = checked_isbn(Item(text={"ISBN": text}))
    if not found:
        raise JobError(Code.ISBN_WRONG, isbn=text)
    return Asked("ISBN", found)


def look_up(asked: Asked, network: Network = Network.ASKED, environment: Mapping[str, str] = os.environ) -> Works:
    """The record, as a bibliography of one; nobody is asked where BIBTOOL_OFFLINE is set.

    Raises JobError BT982 (nobody has it), BT983 (no answer, or not asked), BT984 (asked to come back later), BT985 (an
    answer that is no record), BT987 (offline by wish) and BT515 for a bad setting.  Runs an event loop of its own.
    """
    import asyncio

    from bibtool.lookups.asking import LookupFailed, Problem

    if network is Network.OFF or environment.get(OFFLINE, "").strip().lower() not in ("", "0", "false", "no", "off"):
        raise JobError(Code.RECORD_NOT_ASKED_FOR, Exit.NOTHING, what=f"{asked.kind} {asked.value}")
    try:
        record = asyncio.run(_asking(lambda desk: _record(desk, asked)))
    except LookupFailed as error:
        codes = {
            Problem.UNKNOWN: Code.RECORD_UNKNOWN,
            Problem.SILENT: Code.RECORD_UNREACHABLE,
            Problem.BUSY: Code.RECORD_LATER,
        }
        code = codes.get(error.problem, Code.RECORD_STRANGE)
        told = {"what": f"{asked.kind} {asked.value}", "place": error.place, "reason": error.detail}
        raise JobError(code, Exit.BAD_INPUT if code == Code.RECORD_UNKNOWN else Exit.NOTHING, **told) from None
    return Works((Entry("", record.item, (), record.variants),), name=asked.value)


def _record(desk: Desk, asked: Asked) -> Awaitable[Record]:
    if asked.kind == "DOI":
        return desk.doi(asked.value, asked.address)
    return desk.isbn(asked.value) if asked.kind == "ISBN" else desk.page(asked.address)


async def _asking(ask: Callable[[Desk], Awaitable[Record]]) -> Record:
    from bibtool.links.checker import dns_server
    from bibtool.links.client import ClientSettings, opened
    from bibtool.links.clock import SystemClock
    from bibtool.links.limiter import Limiter
    from bibtool.links.resolver import Pin, Resolver
    from bibtool.lookups.asking import Desk

    # the bibtool.toml of the folder that one stands in may be a stranger's: it does not say who is asked
    settings = link_settings.settings(link_settings.gathered({}, folder=data_folder(os.environ)))
    client = ClientSettings(
        settings.agent,
        settings.timeout,
        settings.concurrency,
        settings.allow_private,
        settings.ca_bundle,
        frozenset(),
        settings.proxies,
    )
    clock = SystemClock()
    limiter = Limiter(clock, settings.per_host, settings.rates)
    resolver = Resolver(tuple(Pin.parse(text) for text in settings.resolve), dns_server(settings.dns))
    async with opened(client, resolver, limiter, clock) as asker:
        return await ask(Desk(asker, clock))
