"""Is it the network rather than the links?  Where most hosts of a run fail alike, none of those failures is believed.

A name server or a gateway that lets only some addresses through answers the control addresses and calls everything
else unknown; a portal answers everything with a page of its own.  Pure: results in, results out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.page import Page
from bibtool.links.page_phrases import says_not_found, says_parked
from bibtool.links.result import Result
from bibtool.links.uri import hostname

#: What a network can do to a request; a 404 is a server's own.
_NETWORK = frozenset({Outcome.DNS, Outcome.REFUSED, Outcome.RESET, Outcome.TIMEOUT, Outcome.TLS})
#: Fewer hosts that fail alike are no pattern.
FEWEST = 5


class Suspicion(Struct, frozen=True):
    """So many of the hosts of a run fail in one way."""

    how: Outcome
    failing: int
    hosts: int


def may_be_network(result: Result) -> bool:
    """Whether a failure could be the network's."""
    return result.outcome in _NETWORK


def suspicion(results: Iterable[Result]) -> Suspicion | None:
    """The way in which more than half of the hosts fail, at least :data:`FEWEST`; None where there is none."""
    by_host: dict[str, set[Outcome]] = {}
    for result in results:
        if result.outcome not in {Outcome.UNSUPPORTED, Outcome.OFFLINE}:
            by_host.setdefault(host_of(result), set()).add(result.outcome)
    for how in sorted(_NETWORK, key=lambda outcome: outcome.value):
        failing = sum(seen == {how} for seen in by_host.values())
        if failing >= FEWEST and 2 * failing > len(by_host):
            return Suspicion(how, failing, len(by_host))
    return None


class SamePage(Struct, frozen=True):
    """So many of the hosts of a run show one page, which is not a cited one, known by its title or by where it lies."""

    title: str
    showing: int
    hosts: int


#: What is seen of a page that a network puts in the place of all others: a refusal or a 404 is a server's own.
_SHOWN = frozenset({Outcome.ALIVE, Outcome.MOVED, Outcome.SOFT_404, Outcome.HOME_PAGE, Outcome.NEEDS_BROWSER})


def same_page(results: Iterable[Result]) -> SamePage | None:
    """The page that more than half of the hosts show, at least :data:`FEWEST`: a portal of the network that asks for a
    room number, or the notice of a name server that blocks.  None where there is none."""
    showing: dict[str, set[str]] = {}
    hosts: set[str] = set()
    for result in results:
        if result.outcome not in {Outcome.UNSUPPORTED, Outcome.OFFLINE}:
            hosts.add(host_of(result))
            if page := _page(result):
                showing.setdefault(page, set()).add(host_of(result))
    title, by = max(showing.items(), key=lambda row: len(row[1]), default=("", set[str]()))
    if len(by) < FEWEST or 2 * len(by) <= len(hosts) or _is_message(title):
        return None
    return SamePage(title, len(by), len(hosts))


def _is_message(title: str) -> bool:
    """Whether a title is a message of a server's own."""
    page = Page(title)
    return bool(says_not_found(page) or says_parked(page))


def _page(result: Result) -> str:
    """What may be one page for many hosts: where redirects led to another host, else its title; empty where it is
    nothing of the kind."""
    if result.outcome not in _SHOWN or result.title_agrees is True:
        return ""
    led = hostname(result.final_url)
    if led and led.removeprefix("www.") != host_of(result).removeprefix("www."):
        return result.final_url.partition("?")[0]
    return result.title


def elsewhere(results: Iterable[Result], shown: SamePage) -> list[Result]:
    """Those of the results that show the page of so many hosts, ``unknown``: what their own page is was not seen."""
    why = f"{shown.showing} of {shown.hosts} hosts show this page: it may be the network's own"
    return [
        replace(r, verdict=Verdict.UNKNOWN, came_back=False, evidence=(*r.evidence, why))
        for r in results
        if r.verdict is not Verdict.UNKNOWN and _page(r) == shown.title
    ]


def possible(answered: int, hosts: int) -> bool:
    """Whether a suspicion can still arise where so many of so many hosts have answered."""
    return hosts - answered >= FEWEST and 2 * (hosts - answered) > hosts


def judged(results: Sequence[Result], found: Suspicion) -> list[Result]:
    """The results, those of the suspected kind ``unknown``."""
    why = f"{found.failing} of {found.hosts} hosts fail so: the network is suspected"
    return [
        replace(r, verdict=Verdict.UNKNOWN, evidence=(*r.evidence, why)) if r.outcome is found.how else r
        for r in results
    ]


def host_of(result: Result) -> str:
    """The host that a result is about."""
    return hostname(result.checked_url or result.url)
