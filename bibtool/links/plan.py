"""From what is cited to what is asked: one target an address, with everything that mentions it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.items.dates import Date
from bibtool.links.archives.cited import cited_copy
from bibtool.links.uri import BadAddressError, absolute, page_key
from bibtool.text.identifiers import doi_address
from bibtool.text.urls import UrlCandidate


class Mention(Struct, frozen=True):
    """One citation of an address: its candidates (the best first), and what helps to find the right copy.

    ``place`` is the entry's in its source (-1 where there is none): keys may be equal.  ``copy`` is the archived copy
    that is cited, where the address was read out of its.  ``document`` is the source, empty where the address stands
    for itself.
    """

    urls: tuple[UrlCandidate, ...]
    key: str = ""
    note_id: str = ""
    title: str = ""
    accessed: Date = field(default=Date())
    issued: Date = field(default=Date())
    doi: str = ""
    place: int = -1
    copy: str = ""
    document: str = ""


class Target(Struct, frozen=True):
    """One address to check.  ``url`` is the best candidate with a scheme; ``candidates`` all of them."""

    url: str
    mentions: tuple[Mention, ...]
    candidates: tuple[UrlCandidate, ...]

    @property
    def title(self) -> str:
        """The cited title, the longest where the mentions differ."""
        return max((m.title for m in self.mentions), key=len, default="")


def plan(mentions: Iterable[Mention]) -> tuple[Target, ...]:
    """Targets in the order of first mention; mentions of one exact address share a target.

    A mention without an address but with a DOI becomes its doi.org address; one without either is left out.  The
    original of an archived copy that is cited becomes a target of its own, behind that of the copy.
    """
    found: dict[str, tuple[list[Mention], list[UrlCandidate]]] = {}
    for mention in mentions:
        for each in (mention, *_original(mention)):
            ordered = sorted(_urls(each), key=lambda c: -c.score)
            if not ordered:
                continue
            row = found.setdefault(complete(ordered[0].url), ([], []))
            row[0].append(each)
            known = {c.url for c in row[1]}
            row[1].extend(c for c in ordered if c.url not in known)
    return tuple(Target(url, tuple(ms), tuple(cs)) for url, (ms, cs) in found.items())


def _urls(mention: Mention) -> tuple[UrlCandidate, ...]:
    if not mention.urls and mention.doi:
        return (UrlCandidate(doi_address(mention.doi), 1.0, ("doi",)),)
    return mention.urls


def _original(mention: Mention) -> Iterator[Mention]:
    """The mention of the original of a copy; it is looked for in the archives at the copy's own moment."""
    best = max(mention.urls, key=lambda c: c.score, default=None)
    copy = cited_copy(complete(best.url)) if best is not None else None
    if best is None or copy is None or not copy.original:
        return
    day = copy.day if copy.moment is not None else mention.accessed
    urls = (UrlCandidate(copy.original, best.score, (f"original of a copy in {copy.archive}",)),)
    yield replace(mention, urls=urls, accessed=day, copy=complete(best.url))


def pages(targets: Sequence[Target]) -> tuple[tuple[Target, ...], ...]:
    """Targets by the page that they are: those that differ in fragment, ``www`` or a closing slash stand together."""
    found: dict[object, list[Target]] = {}
    for target in targets:
        key = page_key(target.url) if len(target.candidates) == 1 else target.url
        found.setdefault(key, []).append(target)
    return tuple(map(tuple, found.values()))


def together(targets: Sequence[Target]) -> Target:
    """One target for all spellings of a page, asked as the first of them."""
    first = targets[0]
    if len(targets) == 1:
        return first
    return replace(first, mentions=tuple(m for target in targets for m in target.mentions))


def complete(url: str) -> str:
    """The address with a scheme; one that cannot be asked stays as printed."""
    try:
        return absolute(url)
    except BadAddressError:
        return url.strip()
