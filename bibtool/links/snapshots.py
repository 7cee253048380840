"""The archived copy to cite: nearest in days, fetched and looked at, from the first archive that has one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import Enum
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from bibtool.links import page_phrases, titles
from bibtool.links.archive_client import PRIVATE, Asker
from bibtool.links.archives import memento
from bibtool.links.archives.archive import ArchiveError, NothingArchivedError, Trouble
from bibtool.links.archives.cited import cited_copy
from bibtool.links.fetched import Answer
from bibtool.links.nearest import Capture, Interval, by_nearness, format_timestamp, in_order
from bibtool.links.page import Page, read_page
from bibtool.links.verdict import REDIRECTS, is_root
from bibtool.text.patterns import regex

#: How many copies of one archive are fetched before it is given up: a TimeMap does not tell which are 404s.
TRIES = 12
#: How many redirects that were archived are followed, and how far each.
CHAINS = 3
HOPS = 5
#: A page that was archived long after the redirect to it need not be what the redirect led to.
FAR = timedelta(days=180)


class Snapshot(Struct, frozen=True):
    """One archived copy, fetched.  ``days`` is its distance from the wanted interval (None without one);
    ``title_agrees`` is None where a title is missing; ``original`` is the spelling that was archived."""

    archive: str
    uri: str
    timestamp: str
    status: int
    days: int | None
    title_agrees: bool | None
    title: str = ""
    original: str = ""

    def to_json(self) -> dict[str, object]:
        """The object of the JSON output."""
        return {
            "archive": self.archive,
            "uri": self.uri,
            "timestamp": self.timestamp,
            "status": self.status,
            "days": self.days,
            "title_agrees": self.title_agrees,
            "title": self.title,
            "original": self.original,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, object]) -> Snapshot:
        """From :meth:`to_json`."""
        return cls(**{name: row[name] for name in cls.__struct_fields__})  # type: ignore[arg-type]


class Search(Struct, frozen=True):
    """What the archives said: a snapshot or none, and for each archive without one the reason."""

    snapshot: Snapshot | None
    troubles: Mapping[str, str]


async def search(askers: Sequence[Asker], url: str, near: Interval | None, title: str) -> Search:
    """The snapshot from the first archive, in their order, that has a good copy; one with another title only where no
    archive has a better.

    All are asked at the same time, each at its own pace; what is still on its way when the answer is known is dropped.
    The address of a copy has none, and one of a private network is told to no archive outside it.
    """
    if cited_copy(url) is not None:
        return Search(None, {})
    untold = str(ArchiveError(Trouble.PRIVATE, PRIVATE))
    troubles = {asker.archive.name: untold for asker in askers if not asker.may_hear(url)}
    askers = [asker for asker in askers if asker.archive.name not in troubles]
    other: Snapshot | None = None
    tasks = [asyncio.create_task(_in_archive(asker, url, near, title)) for asker in askers]
    try:
        for asker, task in zip(askers, tasks, strict=True):
            try:
                found = await task
            except ArchiveError as error:
                troubles[asker.archive.name] = str(error) + _gone(asker.archive.base)
                continue
            if found.snapshot is not None and found.snapshot.title_agrees is not False:
                return Search(found.snapshot, troubles)
            other = other or found.snapshot
            troubles[asker.archive.name] = found.why
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if other is not None:
        troubles.pop(other.archive, None)
    return Search(other, troubles)


def _gone(base: str) -> str:
    # Reported in 2026-09; asked all the same where somebody names it, since one report is no proof.
    return " (this aggregator is reported gone: name archives)" if "//timetravel.mementoweb.org" in base else ""


class _Found(Struct, frozen=True):
    """A snapshot or none, and why none."""

    snapshot: Snapshot | None
    why: str = "nothing archived"


async def _in_archive(asker: Asker, url: str, near: Interval | None, title: str) -> _Found:
    archive = asker.archive
    quick: Capture | None = None
    looks: list[Look] = []
    try:
        try:
            quick = await archive.quick(asker, url, near)
        except NothingArchivedError:
            return _Found(None)
        if quick is not None:
            looks.append(await look(asker, quick, near, title))
            if looks[-1].good:
                return _Found(looks[-1].snapshot)
    except ArchiveError as error:
        raise _offline(error) from None
    captures = list(await archive.captures(asker, url, near))
    order = in_order(captures, near)
    chain = [c for c in by_nearness(captures, near) if c.status is not None and 300 <= c.status < 400]
    refused: set[str] = set()  # digests: the same bytes are the same page
    for tried, capture in enumerate([*order[:TRIES], *chain[:CHAINS]]):
        if (quick is not None and capture.timestamp == quick.timestamp and tried < TRIES) or capture.digest in refused:
            continue
        try:
            looks.append(await look(asker, capture, near, title))
        except ArchiveError as error:
            raise _offline(error) from None
        if looks[-1].good:
            return _Found(looks[-1].snapshot)
        if capture.digest and looks[-1].refusal in _OF_THE_PAGE:
            refused.add(capture.digest)
    if looks and all(each.refusal is Refusal.OFFLINE for each in looks):
        raise ArchiveError(Trouble.UNREACHABLE, "it lists copies and shows none")
    other = next((each.snapshot for each in looks if each.snapshot is not None), None)
    seen = Counter(each.refusal.value for each in looks if each.refusal is not None)
    why = "no good copy: " + ", ".join(f"{count} {name}" for name, count in sorted(seen.items()))
    return _Found(other, why if seen else "nothing archived")


def _offline(error: ArchiveError) -> ArchiveError:
    """A playback that answers 5xx is out of order, whatever the list says."""
    if error.trouble is Trouble.BUSY and " 429" not in error.detail:
        return ArchiveError(Trouble.UNREACHABLE, error.detail)
    return error


class Refusal(Enum):
    """Why a copy is passed over."""

    OFFLINE = "not shown"  # no archived answer at all
    STATUS = "not archived as a page"  # an archived error
    REDIRECT = "a redirect that leads to no copy"
    MOMENT = "of another moment"
    NOT_FOUND = "of a page that says “not found”"
    WALL = "of a wall"
    PARKED = "of a parked domain"
    LOGIN = "of a login"
    EMPTY = "empty"
    TITLE = "with another title"


_OF_THE_PAGE = frozenset(
    {Refusal.NOT_FOUND, Refusal.WALL, Refusal.PARKED, Refusal.LOGIN, Refusal.EMPTY, Refusal.TITLE, Refusal.REDIRECT}
)


class Look(Struct, frozen=True):
    """What a fetched copy is; one with another title is a snapshot, but a refused one."""

    snapshot: Snapshot | None
    refusal: Refusal | None = None

    @property
    def good(self) -> bool:
        """Whether it may be cited."""
        return self.snapshot is not None and self.refusal is None


async def looked_at(asker: Asker, capture: Capture, near: Interval | None, title: str) -> Snapshot | None:
    """The copy, if it is what it is said to be, whatever its title."""
    return (await look(asker, capture, near, title)).snapshot


async def look(asker: Asker, capture: Capture, near: Interval | None, title: str) -> Look:
    """Fetch a copy: it must be archived at that moment with status 200, and be a page.  Redirects that were archived
    are followed to the copy that they lead to."""
    seen: set[str] = set()
    asked = capture
    for _ in range(HOPS + 1):
        address = asker.archive.content(asked)
        if address in seen:
            break
        seen.add(address)
        try:
            answer = await asker("playback", address)
        except ArchiveError as error:
            if error.trouble is Trouble.STRANGE:
                return Look(None, Refusal.OFFLINE)
            raise
        stamp = memento.stamp_of(answer)
        if answer.status in REDIRECTS:
            if stamp is None and asked is capture:
                return Look(None, Refusal.MOMENT)
            following = _following(asked, answer)
            if following is None:
                break
            asked = following
            continue
        if stamp is None:
            missing = answer.status == 404  # the chain ends in what was never archived
            return Look(None, Refusal.REDIRECT if missing and asked is not capture else Refusal.OFFLINE)
        if answer.status != 200:
            return Look(None, Refusal.STATUS)
        if asked is capture and format_timestamp(stamp) != format_timestamp(capture.timestamp):
            return Look(None, Refusal.MOMENT)
        if abs(stamp - capture.timestamp) > FAR:
            return Look(None, Refusal.REDIRECT)
        page = read_page(answer.body, answer.content_type)
        agreed = best_agreement(title, page)
        refusal = None if agreed is True else _refusal(page, answer, agreed)
        if refusal is None and asked is not capture and agreed is not True and is_root(asked.original):
            refusal = Refusal.REDIRECT
        if refusal is not None and refusal is not Refusal.TITLE:
            return Look(None, refusal)
        text = format_timestamp(stamp)
        uri = capture.uri if asked is capture else asked.uri.replace(format_timestamp(asked.timestamp), text, 1)
        days = near.days_to(stamp) if near else None
        name = asker.archive.name
        return Look(Snapshot(name, uri, text, answer.status, days, agreed, page.title, asked.original), refusal)
    return Look(None, Refusal.REDIRECT)


def _following(capture: Capture, answer: Answer) -> Capture | None:
    """The copy that an archived redirect, or an archive's own one to its nearest copy, leads to."""
    target = urljoin(_base(capture, answer), answer.headers.get("location", "").strip())
    inner = cited_copy(target)
    original, moment = (inner.original, inner.moment) if inner is not None else (target, None)
    if not original.lower().startswith(("http://", "https://")):
        return None
    moment = moment or capture.timestamp
    old = f"{format_timestamp(capture.timestamp)}/{capture.original}"
    if old not in capture.uri:
        return None
    uri = capture.uri.replace(old, f"{format_timestamp(moment)}/{original}", 1)
    return replace(capture, timestamp=moment, original=original, uri=uri, status=None, digest="")


def _base(capture: Capture, answer: Answer) -> str:
    """What a relative ``Location`` is relative to: the archive's address where it is the archive's own redirect, else
    that of the page which was archived."""
    return str(answer.uri) if memento.stamp_of(answer) is None else capture.original


_PASSWORD = regex(rb"(?i)<input\b[^<>]{0,500}\btype\s*=\s*[\"']?password\b")
_REFRESH = regex(rb"(?i)<meta\b[^<>]{0,300}http-equiv\s*=\s*[\"']?refresh\b[^<>]{0,500}\burl\s*=")
_CRAWLED = regex(r"(?i)\bgot an HTTP 3\d\d response at crawl time\b")  # the Wayback Machine's page for a redirect
_SHORT = 400  # characters of a page that does nothing but lead on
_FORM = 1500  # and of one that is little more than a form


def _refusal(page: Page, answer: Answer, agreed: bool | None) -> Refusal | None:
    """Why a copy whose title does not agree (False), or cannot be compared, is passed over."""
    if page_phrases.says_not_found(page):
        return Refusal.NOT_FOUND
    if page_phrases.says_wall(page, {}):
        return Refusal.WALL
    if page_phrases.says_parked(page):
        return Refusal.PARKED
    html = "html" in answer.content_type.lower() or not answer.content_type
    if not answer.body.strip() or (html and not page.text and not page.names):
        return Refusal.EMPTY
    if html and _PASSWORD.search(answer.body) and len(page.text) < _FORM:
        return Refusal.LOGIN
    if html and len(page.text) < _SHORT and (_REFRESH.search(answer.body) or _CRAWLED.search(page.text)):
        return Refusal.REDIRECT
    return Refusal.TITLE if agreed is False else None


def best_agreement(title: str, page: Page) -> bool | None:
    """Whether any of a page's names agrees with the cited title; None where there is nothing to compare."""
    found = [titles.agrees(title, name) for name in page.names]
    return True if True in found else False if False in found else None
