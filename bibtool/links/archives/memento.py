"""Any archive that speaks Memento (RFC 7089): a TimeGate, its TimeMap, and mementos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urljoin

from msgspec import Struct

from bibtool.links.archives.archive import ArchiveError, Ask, Trouble
from bibtool.links.fetched import Answer
from bibtool.links.limiter import Rate
from bibtool.links.nearest import Capture, Interval, parse_timestamp
from bibtool.links.verdict import REDIRECTS
from bibtool.text.patterns import regex

NAME = "memento"
BASE = ""

#: What an archive without a published limit gets: a request a second and a half.
RATES: Mapping[str, Rate] = {"timegate": Rate(40), "timemap": Rate(24), "playback": Rate(40)}
_PAGES = 5  # of a TimeMap
_LINK = regex(r'<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^\s",;]+))?)*)')
_PARAMETER = regex(r';\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s",;]+))')
#: A memento's address in the shape that most archive software shares; the modifier chooses the frame.
_STAMPED = regex(r"/(\d{14})([a-z]{2}_)?/")


class Link(Struct, frozen=True):
    """One link of a Link header or of a TimeMap (RFC 8288, 6690)."""

    uri: str
    rel: frozenset[str]
    moment: datetime | None


class Memento(Struct, frozen=True):
    """``timegate`` and ``timemap`` stand before the address asked for; without ``timemap`` the TimeGate names it.

    ``raw`` tells that mementos have the ``/timestampid_/`` form for their bare bytes.
    """

    name: str
    base: str
    timegate: str
    timemap: str = ""
    pace: Mapping[str, Rate] | None = None

    @property
    def rates(self) -> Mapping[str, Rate]:
        """The pace of its endpoints."""
        return self.pace or RATES

    def content(self, capture: Capture) -> str:
        """The memento, without frame where its address has the usual timestamp."""
        return raw_form(capture.uri) if "_/" in capture.uri else capture.uri

    async def quick(self, ask: Ask, url: str, near: Interval | None) -> Capture | None:
        """None: a TimeGate tells the nearest of any status and by the second, which proves nothing."""
        return None

    async def captures(self, ask: Ask, url: str, near: Interval | None) -> Sequence[Capture]:
        """The TimeMap; without one, what the TimeGate chose."""
        timemap = self.timemap + url if self.timemap else ""
        chosen: list[Capture] = []
        if not timemap:
            links = await self._negotiate(ask, url, near)
            chosen = [Capture(k.moment, url, k.uri) for k in links if k.moment and "memento" in k.rel]
            timemap = next((k.uri for k in links if "timemap" in k.rel), "")
        if not timemap:
            return chosen
        try:
            return await self._whole_timemap(ask, timemap, url)
        except ArchiveError:
            if chosen:
                return chosen
            raise

    async def _negotiate(self, ask: Ask, url: str, near: Interval | None) -> list[Link]:
        from email.utils import format_datetime

        moment = near.start if near else datetime.now(UTC)
        stamp = format_datetime(moment.astimezone(UTC), usegmt=True)
        answer = await ask("timegate", self.timegate + url, {"Accept-Datetime": stamp})
        if answer.status == 404:
            return []
        links = list(parse_links(answer.headers.get("link", "")))
        if answer.status in REDIRECTS and "location" in answer.headers:
            target = urljoin(str(answer.uri), answer.headers["location"])
            found = _STAMPED.search(target)
            at = parse_timestamp(found.group(1)) if found else None
            if at and not any("memento" in k.rel for k in links):
                links.append(Link(target, frozenset({"memento"}), at))
        elif answer.status >= 400 and not links:
            raise ArchiveError(Trouble.STRANGE, f"the TimeGate answered {answer.status}")
        return links

    async def _whole_timemap(self, ask: Ask, timemap: str, url: str) -> list[Capture]:
        todo, seen = [timemap], set[str]()
        found: dict[str, Capture] = {}
        while todo and len(seen) < _PAGES:
            page = todo.pop(0)
            seen.add(page)
            answer = await ask("timemap", page, limit=4_000_000)
            if answer.status == 404:
                continue
            if answer.status != 200:
                trouble = Trouble.BLOCKED if answer.status in (401, 403) else Trouble.STRANGE
                raise ArchiveError(trouble, f"the TimeMap answered {answer.status}")
            if "html" in answer.content_type.lower() and b"memento" not in answer.body:
                raise ArchiveError(Trouble.STRANGE, "the TimeMap answered a page")
            for link in parse_links(answer.body.decode("utf-8", "replace")):
                if link.moment is not None and "memento" in link.rel:
                    found[link.uri] = Capture(link.moment, url, link.uri)
                elif "timemap" in link.rel and "self" not in link.rel and link.uri not in seen:
                    todo.append(link.uri)
        return list(found.values())

    async def under(self, ask: Ask, prefix: str, limit: int) -> Sequence[Capture]:
        """None: Memento knows exact addresses only."""
        return ()


def make(name: str, base: str) -> Memento:
    """``base`` is what stands before the address in the TimeGate's (a pywb collection, a public TimeGate)."""
    return Memento(name, base, base + "/")


def raw_form(uri: str) -> str:
    """The address with the ``id_`` modifier, for the archived bytes."""
    return _STAMPED.sub(r"/\1id_/", uri, count=1)


def stamp_of(answer: Answer) -> datetime | None:
    """``Memento-Datetime``: whatever the status, an answer with it is an archived one."""
    return http_date(answer.headers.get("memento-datetime", ""))


def http_date(text: str) -> datetime | None:
    """An HTTP date in UTC, None for anything else."""
    if not text.strip():
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):  # the year 9999 west of Greenwich is none
        return None


def parse_links(text: str) -> Iterator[Link]:
    """The links of a header or of an ``application/link-format`` body; what is no link is passed over."""
    for match in _LINK.finditer(text):
        parameters = {m[1].lower(): m[2] or m[3] or "" for m in _PARAMETER.finditer(match.group(2))}
        yield Link(
            match.group(1),
            frozenset(parameters.get("rel", "").lower().split()),
            http_date(parameters.get("datetime", "")),
        )
