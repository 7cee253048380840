"""Which spelling of an address is the right one?  Settled by evidence: live answers and captures, never by guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from bibtool.links.archive_client import Asker
from bibtool.links.archives.archive import ArchiveError, NothingArchivedError
from bibtool.links.archives.cited import cited_copy
from bibtool.links.liveness import Live, Looker
from bibtool.links.nearest import Capture, Interval, in_order, usable
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.plan import Target, complete
from bibtool.links.snapshots import Snapshot, looked_at
from bibtool.links.surt import surt
from bibtool.text.urls import UrlCandidate

MOST = 8  # candidates that are asked for
_SPREAD = 5  # addresses that are looked at where a cut or lower-cased one fits several
_PREFIX_ROWS = 500
_MIN_PATH = 8  # a prefix with less path behind its host is that of a whole site


class Spelling(Enum):
    """How the address that was checked came about."""

    AS_GIVEN = "as-given"  # one spelling, or the first where none is better
    SETTLED = "settled"  # one of several candidates, by evidence
    OPEN = "open"  # several candidates and nothing that decides
    CUT = "cut"  # cut short in print, completed from an archive
    CAPITALS = "capitals"  # capitals lost in print, given back by an archive


class Candidate(Struct, frozen=True):
    """One spelling with its evidence.  ``archived`` is the best archived status, None where none is known."""

    url: str
    score: float
    outcome: Outcome | None = None
    archived: int | None = None
    title_agrees: bool | None = None
    evidence: tuple[str, ...] = ()
    accepted: bool = False

    def to_json(self) -> dict[str, object]:
        """The object of the JSON output."""
        return {
            "url": self.url,
            "score": self.score,
            "outcome": self.outcome.value if self.outcome else None,
            "archived": self.archived,
            "title_agrees": self.title_agrees,
            "evidence": list(self.evidence),
            "accepted": self.accepted,
        }


class Settled(Struct, frozen=True):
    """The address that stands, what was seen of it, and every candidate."""

    live: Live
    spelling: Spelling
    candidates: tuple[Candidate, ...]


class Speller(Struct, frozen=True):
    """Settles spellings."""

    looker: Looker
    askers: Sequence[Asker]

    async def settle(self, target: Target, near: Interval | None) -> Settled:
        """The spelling with the best evidence; where two have the same the first stays and is ``open``."""
        given = _distinct(target.candidates)
        first = given[0]
        live = await self.looker.look(complete(first.url), target.title)
        if live.outcome is Outcome.OFFLINE:
            state = Spelling.OPEN if len(given) > 1 else Spelling.AS_GIVEN
            return Settled(live, state, tuple(_candidate(c, None) for c in given))
        if len(given) == 1:
            settled = Settled(live, Spelling.AS_GIVEN, (_candidate(first, live, accepted=True),))
            lost = _doubtful(live) and cited_copy(target.url) is None  # an archive holds no copies of its own
            return await self._recovered(settled, target, near) if lost else settled
        if live.verdict is Verdict.ALIVE and live.title_agrees is True:
            rest = tuple(_candidate(c, None) for c in given[1:])
            return Settled(live, Spelling.SETTLED, (_candidate(first, live, accepted=True), *rest))
        return await self._compared(given, live, target, near)

    async def _compared(
        self, given: Sequence[UrlCandidate], first: Live, target: Target, near: Interval | None
    ) -> Settled:
        """All candidates by what lives and what was archived of each."""
        urls = [complete(c.url) for c in given]
        archived = await self._archived([url for url in urls if cited_copy(url) is None])
        rows: list[tuple[Candidate, Live]] = []
        for candidate in given:
            url = complete(candidate.url)
            live = first if url == first.url else await self.looker.look(url, target.title)
            status = _best_status(archived.get(surt(url), ()))
            rows.append((_candidate(candidate, live, status), live))
        ranks = sorted((_rank(candidate) for candidate, _ in rows), reverse=True)
        best, live = max(rows, key=lambda row: _rank(row[0]))  # the first of equals: candidates are in order
        if ranks[0] > 0 and ranks[0] > ranks[1]:
            accepted = tuple(replace(c, accepted=c is best) for c, _ in rows)
            return Settled(live, Spelling.SETTLED, accepted)
        settled = Settled(live, Spelling.OPEN, tuple(c for c, _ in rows))
        return settled if ranks[0] > 0 else await self._recovered(settled, target, near)

    def _hearing(self, *urls: str) -> list[Asker]:
        return [asker for asker in self.askers if all(map(asker.may_hear, urls))]

    async def _archived(self, urls: Sequence[str]) -> Mapping[str, Sequence[Capture]]:
        """Captures by SURT key, from the first archive that answers: one prefix query where the break is in the
        path, exact ones where it is in the host."""
        if not urls:
            return {}
        keys = {surt(url) for url in urls}
        common = _common_start(urls)
        for asker in self._hearing(*urls):
            found: dict[str, list[Capture]] = {}
            try:
                rows = list(await asker.archive.under(asker, common, _PREFIX_ROWS)) if _long_enough(common) else []
                if not rows:
                    for url in urls:
                        rows += await asker.archive.captures(asker, url, None)
            except ArchiveError:
                continue
            for capture in rows:
                key = surt(capture.original)
                if key in keys:
                    found.setdefault(key, []).append(capture)
            if found:
                return found
        return {}

    async def _recovered(self, settled: Settled, target: Target, near: Interval | None) -> Settled:
        """What print lost: capitals, or the end of the address; ``settled`` where nothing certain is found."""
        url = settled.live.url
        for asker in self._hearing(url):
            try:
                others, known = await self._originals(asker, url, near)
                spelling = Spelling.CAPITALS
                if not others and not known and _long_enough(url):
                    others, spelling = await self._longer(asker, url), Spelling.CUT
                found = await self._agreeing(asker, others, near, target.title)
            except ArchiveError:
                continue
            if found is None:
                continue
            live = await self.looker.look(found.original, target.title)
            note = (f"{asker.archive.name}: {found.uri}", f"title: {found.title}")
            new = _candidate(UrlCandidate(found.original, 0.0, note), live, 200, accepted=True)
            old = tuple(replace(c, accepted=False) for c in settled.candidates)
            return Settled(live, spelling, (new, *old))
        return settled

    async def _originals(self, asker: Asker, url: str, near: Interval | None) -> tuple[list[Capture], bool]:
        """Copies of spellings that differ in capitals only, the best of each; and whether anything was archived."""
        try:
            await asker.archive.quick(asker, url, near)
        except NothingArchivedError:
            return [], False
        rows = await asker.archive.captures(asker, url, near)
        best: dict[str, Capture] = {}
        for capture in in_order(rows, near):
            tail = _tail(capture.original)
            if tail != _tail(url) and tail.lower() == _tail(url).lower():
                best.setdefault(tail, capture)
        return list(best.values()), bool(usable(rows))

    async def _longer(self, asker: Asker, url: str) -> list[Capture]:
        """Copies of addresses that go on where this one ends."""
        start = surt(url)
        rows = await asker.archive.under(asker, url, _PREFIX_ROWS)
        best: dict[str, Capture] = {}
        for capture in usable(rows):
            key = surt(capture.original)
            if key != start and key.startswith(start):
                best.setdefault(key, capture)
        return list(best.values())

    async def _agreeing(
        self, asker: Asker, captures: Sequence[Capture], near: Interval | None, title: str
    ) -> Snapshot | None:
        """The one copy whose title agrees; an only one that has no title to compare with; else none."""
        if not captures or (len(captures) > _SPREAD and not title):
            return None
        seen = [s for c in captures[: 2 * _SPREAD] if (s := await looked_at(asker, c, near, title))]
        agreed = [s for s in seen if s.title_agrees is True]
        if len(agreed) == 1:
            return agreed[0]
        return seen[0] if not agreed and len(captures) == 1 and seen and seen[0].title_agrees is None else None


def _distinct(candidates: Iterable[UrlCandidate]) -> list[UrlCandidate]:
    """The best of each SURT key, the best first."""
    given = tuple(candidates)
    if len(given) == 1:
        return list(given)
    found: dict[str, UrlCandidate] = {}
    for candidate in sorted(given, key=lambda c: -c.score):
        found.setdefault(surt(complete(candidate.url)), candidate)
    return list(found.values())[:MOST]


def _candidate(
    given: UrlCandidate, live: Live | None, archived: int | None = None, *, accepted: bool = False
) -> Candidate:
    outcome = live.outcome if live else None
    agreed = live.title_agrees if live else None
    return Candidate(given.url, given.score, outcome, archived, agreed, given.evidence, accepted)


def _rank(candidate: Candidate) -> float:
    """How good the evidence is: a page that lives and has the title, then a 200 in an archive, then a page that
    lives, then an archived redirect; an archived 404 says that somebody linked to this spelling."""
    live = 0.0
    if candidate.outcome in {Outcome.ALIVE, Outcome.MOVED}:
        live = {True: 6.0, None: 2.0, False: 1.0}[candidate.title_agrees]
    archived = 0.0
    if candidate.archived is not None:
        archived = 3.0 if candidate.archived == 200 else 1.0 if 300 <= candidate.archived < 400 else 0.2
    return live + archived


def _best_status(captures: Sequence[Capture]) -> int | None:
    if not captures:
        return None
    if usable(captures):
        return 200
    known = [c.status for c in captures if c.status is not None]
    redirects = [s for s in known if 300 <= s < 400]
    return redirects[0] if redirects else known[0] if known else None


def _doubtful(live: Live) -> bool:
    """Whether the page was not there: only then is another spelling looked for."""
    return live.outcome in {Outcome.GONE, Outcome.SOFT_404, Outcome.HOME_PAGE, Outcome.DNS}


def _long_enough(prefix: str) -> bool:
    """Whether a prefix has enough path to stand for one page and not for a site."""
    _, _, rest = prefix.partition("://")
    _, slash, path = rest.partition("/")
    return bool(slash) and len(path) >= _MIN_PATH


def _common_start(texts: Sequence[str]) -> str:
    """The longest start, by character, that all have."""
    low, high = min(texts), max(texts)
    same = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:same]


def _tail(url: str) -> str:
    """Path and query: the part whose capitals matter."""
    _, _, rest = url.partition("://")
    _, _, path = rest.partition("/")
    return path.split("#", 1)[0].rstrip("/")
