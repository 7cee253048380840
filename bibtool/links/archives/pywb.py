"""Archives that run pywb: its CDX server tells what a TimeMap keeps to itself, the status of each copy."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct

from bibtool.links.archives.archive import ArchiveError, Ask, Trouble, status_of
from bibtool.links.archives.memento import RATES
from bibtool.links.limiter import Rate
from bibtool.links.nearest import Capture, Interval, format_timestamp, parse_timestamp

NAME = "pywb"
BASE = ""

#: ``limit`` counts from the oldest and a negative one answers nothing, so all rows are asked for.
_MANY = 10_000


class Pywb(Struct, frozen=True):
    """``base`` is a collection: ``base/cdx``, ``base/<timestamp>id_/<url>``."""

    name: str
    base: str

    @property
    def rates(self) -> Mapping[str, Rate]:
        """The pace of its endpoints."""
        return {"cdx": RATES["timemap"], "playback": RATES["playback"]}

    def content(self, capture: Capture) -> str:
        """``id_``: the archived bytes."""
        return f"{self.base}/{format_timestamp(capture.timestamp)}id_/{capture.original}"

    async def quick(self, ask: Ask, url: str, near: Interval | None) -> Capture | None:
        """None: the list is as cheap."""
        return None

    async def captures(self, ask: Ask, url: str, near: Interval | None) -> Sequence[Capture]:
        """By CDX."""
        return await self._cdx(ask, url, {})

    async def under(self, ask: Ask, prefix: str, limit: int) -> Sequence[Capture]:
        """By CDX with ``matchType=prefix``; repeated captures of one address are folded here."""
        rows = await self._cdx(ask, prefix, {"matchType": "prefix"})
        return list({c.original: c for c in rows if c.status == 200}.values())[:limit]

    async def _cdx(self, ask: Ask, url: str, more: Mapping[str, str]) -> list[Capture]:
        query = {"url": url, "output": "json", "limit": str(_MANY), **more}
        text = "&".join(f"{k}={quote(v, safe='')}" for k, v in query.items())
        answer = await ask("cdx", f"{self.base}/cdx?{text}", limit=8_000_000)
        if answer.status == 404:
            return []
        if answer.status != 200:
            raise ArchiveError(Trouble.STRANGE, f"CDX answered {answer.status}")
        found: list[Capture] = []
        for line in answer.body.decode("utf-8", "replace").splitlines():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                raise ArchiveError(Trouble.STRANGE, "CDX answered no JSON") from None
            if isinstance(row, dict) and (capture := self._row(row)):
                found.append(capture)
        return found

    def _row(self, row: Mapping[str, object]) -> Capture | None:
        moment = parse_timestamp(str(row.get("timestamp", "")))
        original, mime, status = (
            str(row.get("url", "")),
            str(row.get("mime", "")),
            status_of(str(row.get("status", ""))),
        )
        if moment is None or not original or (status is None and mime != "warc/revisit"):
            return None
        uri = f"{self.base}/{format_timestamp(moment)}/{original}"
        known = None if mime == "warc/revisit" else status
        return Capture(moment, original, uri, known, str(row.get("digest", "")), mime)


def make(name: str, base: str) -> Pywb:
    """``base`` is the address of a collection."""
    return Pywb(name, base)
