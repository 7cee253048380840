"""From what is cited to what is asked: one target an address, with everything that mentions it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bibtool.items.dates import Date
from bibtool.links.uri import BadAddressError, absolute
from bibtool.text.urls import UrlCandidate


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation of an address: its candidates (the best first), and what helps to find the right copy."""

    urls: tuple[UrlCandidate, ...]
    key: str = ""
    note_id: str = ""
    title: str = ""
    accessed: Date = field(default=Date())
    issued: Date = field(default=Date())
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Target:
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

    A mention without an address but with a DOI becomes its doi.org address; one without either is left out.
    """
    found: dict[str, tuple[list[Mention], list[UrlCandidate]]] = {}
    for mention in mentions:
        urls = mention.urls
        if not urls and mention.doi:
            urls = (UrlCandidate(doi_address(mention.doi), 1.0, ("doi",)),)
        if not urls:
            continue
        ordered = sorted(urls, key=lambda c: -c.score)
        row = found.setdefault(complete(ordered[0].url), ([], []))
        row[0].append(mention)
        known = {c.url for c in row[1]}
        row[1].extend(c for c in ordered if c.url not in known)
    return tuple(Target(url, tuple(ms), tuple(cs)) for url, (ms, cs) in found.items())


def complete(url: str) -> str:
    """The address with a scheme; one that cannot be asked stays as printed."""
    try:
        return absolute(url)
    except BadAddressError:
        return url.strip()


def doi_address(doi: str) -> str:
    """The resolver's address of a DOI, with or without ``doi:`` or a resolver in front.

    >>> doi_address("doi:10.1000/182")
    'https://doi.org/10.1000/182'
    """
    text = doi.strip()
    start = text.find("10.")
    return "https://doi.org/" + (text[start:] if start >= 0 else text)
