"""An archive of which only the address is known: its shape is found out with the first question."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bibtool.links.archives import memento, pywb, wayback
from bibtool.links.archives.archive import Archive, ArchiveError, Ask, Trouble
from bibtool.links.limiter import Rate
from bibtool.links.nearest import Capture, Interval


class Detected:
    """Wayback-shaped if ``base/cdx/search/cdx`` answers a JSON table, pywb if ``base/cdx`` answers, else Memento.

    The shape is asked for once; an archive in trouble is taken for what its ``likely`` name says, or asked again the
    next time.
    """

    def __init__(self, name: str, base: str, likely: Archive | None = None) -> None:
        self._name = name
        self._base = base
        self._likely = likely
        self._found: Archive | None = None
        self._asking = asyncio.Lock()

    @property
    def name(self) -> str:
        """How the user and the output call it."""
        return self._name

    @property
    def base(self) -> str:
        """The address that its endpoints begin with."""
        return self._base

    @property
    def rates(self) -> Mapping[str, Rate]:
        """The pace of every endpoint that it may turn out to have."""
        return {**memento.RATES, **(self._likely.rates if self._likely else {"cdx": memento.RATES["timemap"]})}

    def content(self, capture: Capture) -> str:
        """See :class:`Archive`; only asked for captures that came from it."""
        return (self._found or memento.make(self._name, self._base)).content(capture)

    async def quick(self, ask: Ask, url: str, near: Interval | None) -> Capture | None:
        """See :class:`Archive`."""
        return await (await self._shape(ask, url)).quick(ask, url, near)

    async def captures(self, ask: Ask, url: str, near: Interval | None) -> Sequence[Capture]:
        """See :class:`Archive`."""
        return await (await self._shape(ask, url)).captures(ask, url, near)

    async def under(self, ask: Ask, prefix: str, limit: int) -> Sequence[Capture]:
        """See :class:`Archive`."""
        return await (await self._shape(ask, prefix)).under(ask, prefix, limit)

    async def _shape(self, ask: Ask, url: str) -> Archive:
        async with self._asking:  # whoever comes while it is asked waits for the answer
            if self._found is None:
                self._found = await self._detect(ask, url)
            return self._found

    async def _detect(self, ask: Ask, url: str) -> Archive:
        base = self._base.removesuffix("/web")
        query = f"url={quote(url, safe='')}&output=json&limit=1"
        try:
            table = await ask("cdx", f"{base}/cdx/search/cdx?{query}&fl=timestamp,original")
            if table.status == 403 or (table.status == 200 and isinstance(_json(table.body), list)):
                return wayback.make(self._name, self._base)
            lines = await ask("cdx", f"{self._base}/cdx?{query}")
            if lines.status == 200 and "html" not in lines.content_type:
                return pywb.make(self._name, self._base)
        except ArchiveError as error:
            if error.trouble is Trouble.CLOSED:
                raise
            if self._likely is not None:
                return self._likely
        return memento.make(self._name, self._base)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
