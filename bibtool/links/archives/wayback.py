"""The Wayback Machine of the Internet Archive: playback for the nearest copy, CDX to choose, availability last."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from msgspec import Struct

from bibtool.links.archives import memento
from bibtool.links.archives.archive import ArchiveError, Ask, NothingArchivedError, Trouble, status_of
from bibtool.links.fetched import Answer
from bibtool.links.limiter import Rate
from bibtool.links.nearest import Capture, Interval, format_timestamp, parse_timestamp
from bibtool.links.verdict import REDIRECTS
from bibtool.text.patterns import regex

NAME = "wayback"
BASE = "https://web.archive.org"
ORDER = 1

#: Published: CDX and TimeMap share 30 a minute, playback 600; clients are asked to stay at 80 %.  Availability has
#: no published limit and gets the pace of CDX.  Save Page Now: 3 a minute without keys, 7 with; here 2.
_RATES = {
    "playback": Rate(480),
    "cdx": Rate(24),
    "availability": Rate(24),
    "save": Rate(2),
}
_AT = regex(r"/web/(\d{4,14})(?:[a-z]{2}_)?/(.+)$", re.DOTALL)
_FIELDS = "timestamp,original,mimetype,statuscode,digest"
_MANY = 3000  # rows of one address that are still fetched at once; home pages have a hundred times as many
_WINDOW = 500


class Wayback(Struct, frozen=True):
    """``base`` is what stands before ``/web/`` and ``/cdx/``."""

    name: str
    base: str

    @property
    def rates(self) -> Mapping[str, Rate]:
        """80 % of the published limits."""
        return _RATES

    def content(self, capture: Capture) -> str:
        """``id_``: the archived bytes."""
        return f"{self.base}/web/{format_timestamp(capture.timestamp)}id_/{capture.original}"

    def _capture(
        self, moment: datetime, original: str, status: int | None, digest: str = "", mime: str = ""
    ) -> Capture:
        return Capture(moment, original, f"{self.base}/web/{format_timestamp(moment)}/{original}", status, digest, mime)

    async def quick(self, ask: Ask, url: str, near: Interval | None) -> Capture | None:
        """The copy nearest to the interval's first second, if it lies inside: then none inside is earlier.

        An inexact timestamp is answered by a redirect to the nearest copy of any status; that it has status 200 is
        seen when it is fetched.
        """
        asked = format_timestamp(near.start) if near else format_timestamp(datetime.now(UTC))
        answer = await ask("playback", f"{self.base}/web/{asked}id_/{url}")
        found = self._played(answer, url)
        if found is None:
            if answer.status == 404:
                raise NothingArchivedError
            return None
        if near is not None and near.days_to(found.timestamp):
            return None
        return found

    def _played(self, answer: Answer, url: str) -> Capture | None:
        stamp = memento.stamp_of(answer)
        if stamp is not None:
            return self._capture(stamp, url, answer.status if answer.status != 206 else 200)
        _excluded(answer)
        if answer.status in REDIRECTS:
            found = _AT.search(answer.headers.get("location", ""))
            moment = parse_timestamp(found.group(1)) if found else None
            if found and moment:
                return self._capture(moment, found.group(2), None)
        return None

    async def captures(self, ask: Ask, url: str, near: Interval | None) -> Sequence[Capture]:
        """By CDX; where CDX fails, by availability, which tells one copy and is wrong about "none"."""
        try:
            rows = await self._table(ask, url, {"limit": str(_MANY)})
            if len(rows) < _MANY:
                return self._captures(rows)
            # Too many for one answer, and those are the oldest.  The copies on each side of the interval are enough;
            # "closest=" would do it in one, and is known not to work everywhere.
            if near is None:
                return await self._cdx(ask, url, {"limit": str(-_WINDOW), "filter": "statuscode:200"})
            first, last = format_timestamp(near.start), format_timestamp(near.end)
            good = {"filter": "statuscode:200"}
            after = await self._cdx(ask, url, {"from": first, "limit": str(_WINDOW), **good})
            before = await self._cdx(ask, url, {"to": last, "limit": str(-_WINDOW), **good})
            return [*before, *after]
        except ArchiveError as error:
            if error.trouble in {Trouble.CLOSED, Trouble.EXCLUDED}:
                raise
            found = await self._available(ask, url, near)
            if found is None:
                raise  # an empty answer is no proof of "not archived"
            return [found]

    async def under(self, ask: Ask, prefix: str, limit: int) -> Sequence[Capture]:
        """One ``matchType=prefix`` query."""
        more = {"matchType": "prefix", "collapse": "urlkey", "filter": "statuscode:200", "limit": str(limit)}
        return await self._cdx(ask, prefix, more)

    async def _cdx(self, ask: Ask, url: str, more: Mapping[str, str]) -> list[Capture]:
        return self._captures(await self._table(ask, url, more))

    async def _table(self, ask: Ask, url: str, more: Mapping[str, str]) -> list[dict[str, str]]:
        query = {"url": url, "output": "json", "fl": _FIELDS, **more}
        text = "&".join(f"{k}={quote(v, safe='')}" for k, v in query.items())
        answer = await ask("cdx", f"{self.base}/cdx/search/cdx?{text}", limit=4_000_000)
        _excluded(answer)
        if answer.status != 200:
            raise ArchiveError(Trouble.STRANGE, f"CDX answered {answer.status}")
        return _rows(answer.body)

    def _captures(self, rows: Sequence[Mapping[str, str]]) -> list[Capture]:
        return [c for c in map(self._row, rows) if c is not None]

    def _row(self, row: Mapping[str, str]) -> Capture | None:
        moment = parse_timestamp(row.get("timestamp", ""))
        original = row.get("original", "")
        if moment is None or not original:
            return None
        status = status_of(row.get("statuscode", ""))
        mime = row.get("mimetype", "")
        if status is None and mime != "warc/revisit":
            return None  # "-" of a record that is no answer
        return self._capture(moment, original, status, row.get("digest", ""), mime)

    async def _available(self, ask: Ask, url: str, near: Interval | None) -> Capture | None:
        host = "https://archive.org" if self.base == BASE else self.base
        stamp = format_timestamp(near.start) if near else format_timestamp(datetime.now(UTC))
        # Without its scheme: the https form is empty at times where the bare one hits.
        bare = url.split("://", 1)[-1]
        answer = await ask("availability", f"{host}/wayback/available?url={quote(bare, safe='')}&timestamp={stamp}")
        try:
            closest = json.loads(answer.body)["archived_snapshots"].get("closest") or {}
            moment = parse_timestamp(str(closest.get("timestamp", "")))
            status = status_of(str(closest.get("status", "")))
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
            return None
        if moment is None or not closest.get("available"):
            return None
        found = _AT.search(str(closest.get("url", "")))
        return self._capture(moment, found.group(2) if found else url, status)


def make(name: str, base: str) -> Wayback:
    """``base`` with or without a closing ``/web``."""
    return Wayback(name, base.removesuffix("/web"))


def _rows(body: bytes) -> list[dict[str, str]]:
    """CDX in JSON: a row of field names, then rows; ``[]`` is none; a resume key after an empty row is left out."""
    try:
        table = json.loads(body or b"[]")
    except (ValueError, RecursionError):
        raise ArchiveError(Trouble.STRANGE, "CDX answered no JSON") from None  # an error page with status 200
    if not isinstance(table, list) or not all(isinstance(row, list) for row in table):
        raise ArchiveError(Trouble.STRANGE, "CDX answered no table")
    if not table:
        return []
    head, *rows = table
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows if len(row) == len(head)]


def _excluded(answer: Answer) -> None:
    """Raise where the archive says that the site is excluded: by header, by 403, or in a page with status 200."""
    reason = answer.headers.get("x-archive-wayback-runtime-error", "")
    if "exclu" in reason.lower() or "robot" in reason.lower() or "administrative" in reason.lower():
        raise ArchiveError(Trouble.EXCLUDED, reason[:200])
    if answer.status == 403:
        raise ArchiveError(Trouble.EXCLUDED, reason[:200] or "403")
    if memento.stamp_of(answer) is None and b"has been excluded from the Wayback Machine" in answer.body:
        raise ArchiveError(Trouble.EXCLUDED, urlsplit(str(answer.uri)).hostname or "")
