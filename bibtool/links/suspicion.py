"""Is it the network rather than the links?  Where most hosts of a run fail alike, none of those failures is believed.

A name server or a gateway that lets only some addresses through answers the control addresses and calls everything
else unknown.  Pure: results in, results out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.result import Result
from bibtool.links.uri import hostname

#: What a network can do to a request; a 404 is a server's own.
_NETWORK = frozenset({Outcome.DNS, Outcome.REFUSED, Outcome.RESET, Outcome.TIMEOUT, Outcome.TLS})
#: Fewer hosts that fail alike are no pattern.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Suspicion:
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


@dataclass(frozen=True, slots=True)
class SamePage:
    """So many of the hosts of a run show a page of one title, which is not a cited one."""

    title: str
    showing: int
    hosts: int


def same_page(results: Iterable[Result]) -> SamePage | None:
    """The page that more than half of the hosts show, at least :data:`FEWEST`: a portal of the network that asks for a
    room number, or the notice of a name server that blocks.  None where there is none."""
    by_title: dict[str, set[str]] = {}
    hosts: set[str] = set()
    for result in results:
        if result.outcome not in {Outcome.UNSUPPORTED, Outcome.OFFLINE}:
            hosts.add(host_of(result))
            if result.verdict is Verdict.ALIVE and result.title and result.title_agrees is not True:
                by_title.setdefault(result.title, set()).add(host_of(result))
    title, showing = max(by_title.items(), key=lambda row: len(row[1]), default=("", set[str]()))
    if len(showing) >= FEWEST and 2 * len(showing) > len(hosts):
        return SamePage(title, len(showing), len(hosts))
    return None


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
