"""The archived copy to cite: nearest in days, fetched and looked at, from the first archive that has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bibtool.links import signs, titles
from bibtool.links.archives import memento
from bibtool.links.archives.archive import ArchiveError, NothingArchivedError, Trouble
from bibtool.links.asker import Asker
from bibtool.links.nearest import Capture, Interval, format_timestamp, in_order
from bibtool.links.page import Page, read_page

#: How many copies of one archive are fetched before it is given up: a TimeMap does not tell which are 404s.
TRIES = 12


@dataclass(frozen=True, slots=True)
class Snapshot:
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
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Search:
    """What the archives said: a snapshot or none, and for each archive without one the reason."""

    snapshot: Snapshot | None
    troubles: Mapping[str, str]


async def search(askers: Sequence[Asker], url: str, near: Interval | None, title: str) -> Search:
    """The snapshot from the first archive that has a good copy; the archives are asked in their order."""
    troubles: dict[str, str] = {}
    for asker in askers:
        try:
            found = await _in_archive(asker, url, near, title)
        except ArchiveError as error:
            troubles[asker.archive.name] = str(error)
            continue
        if found is not None:
            return Search(found, troubles)
        troubles[asker.archive.name] = "nothing archived"
    return Search(None, troubles)


async def _in_archive(asker: Asker, url: str, near: Interval | None, title: str) -> Snapshot | None:
    archive = asker.archive
    quick: Capture | None = None
    try:
        quick = await archive.quick(asker, url, near)
    except NothingArchivedError:
        return None
    if quick is not None:
        found = await looked_at(asker, quick, near, title)
        if found is not None:
            return found
    captures = await archive.captures(asker, url, near)
    for tried, capture in enumerate(in_order(captures, near)):
        if tried >= TRIES:
            break
        if quick is not None and capture.timestamp == quick.timestamp:
            continue
        found = await looked_at(asker, capture, near, title)
        if found is not None:
            return found
    return None


async def looked_at(asker: Asker, capture: Capture, near: Interval | None, title: str) -> Snapshot | None:
    """The copy, if it is what it is said to be: archived at that moment, status 200, and no "not found" page."""
    try:
        answer = await asker("playback", asker.archive.content(capture))
    except ArchiveError as error:
        if error.trouble is Trouble.STRANGE:
            return None
        raise
    stamp = memento.stamp_of(answer)
    if stamp is None or answer.status != 200 or format_timestamp(stamp) != format_timestamp(capture.timestamp):
        # An archived 404 or redirect, an exclusion, or another copy than the one asked for.
        return None
    page = read_page(answer.body, answer.content_type)
    if signs.says_not_found(page) and titles.agrees(title, page.title) is not True:
        return None
    agreed = best_agreement(title, page)
    return Snapshot(
        asker.archive.name,
        capture.uri,
        format_timestamp(stamp),
        answer.status,
        near.days_to(stamp) if near else None,
        agreed,
        page.title,
        capture.original,
    )


def best_agreement(title: str, page: Page) -> bool | None:
    """Whether any of a page's names agrees with the cited title; None where there is nothing to compare."""
    found = [titles.agrees(title, name) for name in page.names]
    return True if True in found else False if False in found else None
