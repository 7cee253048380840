"""The whole check: hosts side by side, each host in turn, every finished check kept at once."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from msgspec import Struct

from bibtool.links import archives, result
from bibtool.links.archive_client import Asker, Breaker, lane_of
from bibtool.links.archives.archive import Archive
from bibtool.links.archives.cited import cited_copy
from bibtool.links.archives.wayback import NAME, Wayback
from bibtool.links.browser import Browser, installed
from bibtool.links.client import ClientSettings, opened
from bibtool.links.clock import Clock
from bibtool.links.history import History, Seen
from bibtool.links.limiter import UNLIMITED, Limiter, Rate
from bibtool.links.liveness import Live, Looker
from bibtool.links.nearest import Interval, wanted
from bibtool.links.online import Online
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.plan import Target
from bibtool.links.resolver import Pin, Resolver
from bibtool.links.result import Result
from bibtool.links.saving import SAVE, SaveError, Saver
from bibtool.links.settings import Settings
from bibtool.links.siblings import Siblings
from bibtool.links.snapshots import Snapshot, search
from bibtool.links.spelling import Settled, Speller, Spelling
from bibtool.links.suspicion import elsewhere, host_of, judged, may_be_network, possible, same_page, suspicion
from bibtool.links.uri import BadAddressError, Uri
from bibtool.links.verdict import came_back, verdict_with_history

#: Told after each finished check: its result, how many are done, how many there are.
OnResult = Callable[[Result, int, int], None]


class _Network(Struct, frozen=True):
    """What a run asks with."""

    looker: Looker
    askers: tuple[Asker, ...]
    speller: Speller
    saver: Saver | None
    online: Online
    known: frozenset[str]  # addresses with a history
    save_all: bool = False


#: Takes an unexpected fault of one address, or raises it.
OnFault = Callable[[Exception, Target], None]
#: The same, and gives the result of that address.
Fault = Callable[[Exception, Target], Result]
#: Takes what is finished at one moment.
Keep = Callable[[Sequence[Result]], None]
#: :func:`ask`, or what does the same in another way.
Asking = Callable[[Sequence[Target], Settings, History, Clock, Keep, Fault], Awaitable[None]]


def _raised(error: Exception, target: Target) -> None:
    raise error


async def ask(
    targets: Sequence[Target], settings: Settings, history: History, clock: Clock, keep: Keep, fault: Fault
) -> None:
    """Ask targets, in any order.  The history is read, and told of archives that want to be left alone."""
    async with _network(settings, history, clock) as network:
        await _all(targets, network, history, clock, keep, fault)


async def check(
    targets: Sequence[Target],
    settings: Settings,
    history: History,
    clock: Clock,
    on_result: OnResult = lambda result, done, total: None,
    *,
    fresh: bool = False,
    on_fault: OnFault = _raised,
    asking: Asking = ask,
) -> list[Result]:
    """Check every target; the results are in their order.

    A run of the same targets that was cut off goes on where it ended, unless ``fresh``.  Checks that found no
    network are not kept: the next run repeats them; nor are those that ended in a fault which ``on_fault`` took.
    Raises ValueError with a sentence for a bad setting.
    """
    run = history.begin(fingerprint(targets, settings), clock.now(), fresh=fresh)
    done = {url: Result.from_json(seen.result) for url, seen in history.finished(run).items()}
    todo = [t for t in targets if t.url not in done]
    for already, target in enumerate((t for t in targets if t.url in done), 1):
        on_result(done[target.url], already, len(targets))
    faulty: set[str] = set()

    def fault(error: Exception, target: Target) -> Result:
        on_fault(error, target)
        faulty.add(target.url)
        return unchecked(target, clock)

    if todo:
        hosts = len({_host(t.url) for t in targets})
        answered = {host_of(r) for r in done.values() if not may_be_network(r)}
        held: list[Result] = []

        def settle(batch: Sequence[Result]) -> None:
            """Keep what is certain; what the network may have done waits until it is cleared of that."""
            answered.update(host_of(r) for r in batch if not may_be_network(r))
            if possible(len(answered), hosts):
                held.extend(r for r in batch if may_be_network(r))
                batch = [r for r in batch if not may_be_network(r)]
            elif held:
                batch = [*held, *batch]
                held.clear()
            keep(batch)

        def keep(batch: Sequence[Result]) -> None:
            kept = (r for r in batch if r.outcome is not Outcome.OFFLINE and r.url not in faulty)
            history.add(run, *(_seen(r, clock) for r in kept))
            for r in batch:
                done[r.url] = r
                on_result(r, len(done), len(targets))

        await asking(todo, settings, history, clock, settle, fault)
        found = suspicion([*done.values(), *held])
        keep(judged(held, found) if found else held)
    if (shown := same_page(done.values())) is not None:
        others = elsewhere(done.values(), shown)
        history.judge_again(run, *(_seen(r, clock) for r in others))
        for r in others:
            done[r.url] = r
            on_result(r, len(done), len(targets))
    if not any(r.outcome is Outcome.OFFLINE for r in done.values()):
        history.finish(run, clock.now())
    return [done[t.url] for t in targets]


async def _all(
    targets: Sequence[Target],
    network: _Network,
    history: History,
    clock: Clock,
    keep: Keep,
    fault: Fault,
) -> None:
    """One lane a host, so that a slow host holds up nobody else and no host is asked twice at once; archives are
    asked beside it, at their own pace; what is finished at one moment is kept in one transaction."""
    lanes: dict[str, list[Target]] = {}
    for target in targets:
        lanes.setdefault(_host(target.url), []).append(target)
    left = {t.url: t for t in targets}
    finished: asyncio.Queue[Result | None] = asyncio.Queue()

    async def lane(row: list[Target], archiving: asyncio.TaskGroup) -> None:
        for target in row:
            try:
                settled = await network.speller.settle(target, _near(target))
            except Exception as error:
                finished.put_nowait(fault(error, target))
                del left[target.url]
                continue
            if network.askers:
                archiving.create_task(rest(target, settled))
            else:
                await rest(target, settled)

    async def rest(target: Target, settled: Settled) -> None:
        try:
            completed = await _completed(target, settled, network, history, clock)
        except Exception as error:
            completed = fault(error, target)
        finished.put_nowait(completed)
        del left[target.url]

    async def keeping() -> None:
        going = True
        while going:
            batch = [await finished.get()]
            while not finished.empty():
                batch.append(finished.get_nowait())
            going = None not in batch
            keep([r for r in batch if r is not None])

    watch = asyncio.create_task(network.online.watch())
    work = asyncio.create_task(_lanes(lane, lanes))
    keeper = asyncio.create_task(keeping())
    try:
        while not work.done():
            await asyncio.wait({work, watch, keeper}, return_when=asyncio.FIRST_COMPLETED)
            if keeper.done():
                keeper.result()  # raises: the history cannot be written
            if watch.done() and not work.done():
                if network.online.offline:
                    # Whatever still waits for a name server or a clock would wait in vain.
                    work.cancel()
                    await asyncio.gather(work, return_exceptions=True)
                    for target in left.values():
                        finished.put_nowait(_offline(target, clock))
                    break
                watch = asyncio.create_task(network.online.watch())
        if not work.cancelled():
            work.result()
        finished.put_nowait(None)
        await keeper
    finally:
        for task in (work, watch, keeper):
            task.cancel()
        await asyncio.gather(work, watch, keeper, return_exceptions=True)


async def _lanes(lane: Callable[..., object], lanes: dict[str, list[Target]]) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            for row in lanes.values():
                group.create_task(lane(row, group))  # type: ignore[arg-type]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None


def unchecked(target: Target, clock: Clock) -> Result:
    """The result of a target whose check ended in a fault."""
    live = Live(target.url, Outcome.UNSUPPORTED, Verdict.UNKNOWN, evidence=("could not be checked",))
    return _result(target, live, None, {}, {}, clock, verdict=live.verdict, back=False)


def _offline(target: Target, clock: Clock) -> Result:
    live = Live(target.url, Outcome.OFFLINE, Verdict.UNKNOWN, evidence=("no control address answers",))
    return _result(target, live, None, {}, {}, clock, verdict=live.verdict, back=False)


async def _completed(target: Target, settled: Settled, network: _Network, history: History, clock: Clock) -> Result:
    """The verdict in the light of the history, and the archived copies."""
    live = settled.live
    snapshots: dict[Interval | None, Snapshot] = {}
    troubles: dict[str, str] = {}
    if network.askers and live.outcome not in {Outcome.OFFLINE, Outcome.UNSUPPORTED}:
        for near in dict.fromkeys(wanted(m.accessed, m.issued) for m in target.mentions):
            found = await search(network.askers, live.url, near, target.title)
            troubles.update(found.troubles)
            if found.snapshot is not None:
                snapshots[near] = found.snapshot
        wanting = network.saver is not None and (network.save_all or not snapshots) and cited_copy(live.url) is None
        if network.saver is not None and wanting and live.verdict in {Verdict.ALIVE, Verdict.BLOCKED}:
            try:
                saved = await network.saver.save(live.url)
                snapshots = {wanted(m.accessed, m.issued): saved for m in target.mentions}
            except SaveError as error:
                troubles[SAVE] = str(error)
    earlier = history.verdicts(target.url) if target.url in network.known else []
    verdict = verdict_with_history(live.verdict, clock.now(), earlier)
    back = came_back(verdict, earlier)
    return _result(target, live, settled, snapshots, troubles, clock, verdict=verdict, back=back)


def _result(
    target: Target,
    live: Live,
    settled: Settled | None,
    snapshots: dict[Interval | None, Snapshot],
    troubles: dict[str, str],
    clock: Clock,
    *,
    verdict: Verdict,
    back: bool,
) -> Result:
    return Result(
        target.url,
        tuple(result.mention_of(m, snapshots.get(wanted(m.accessed, m.issued))) for m in target.mentions),
        live.outcome,
        verdict,
        live.status,
        live.final_url,
        live.title,
        clock.now().isoformat(timespec="seconds"),
        result.attempts_of(live),
        result.candidates_of(settled.candidates) if settled else (),
        checked_url=live.url,
        moved_to=live.moved_to,
        title_agrees=live.title_agrees,
        redirects=tuple({"status": hop.status, "url": hop.url} for hop in live.redirects),
        headers=live.headers,
        evidence=live.evidence,
        archives=troubles,
        spelling=settled.spelling if settled else Spelling.AS_GIVEN,
        came_back=back,
    )


@asynccontextmanager
async def _network(settings: Settings, history: History, clock: Clock) -> AsyncIterator[_Network]:
    chosen = archives_of(settings)
    controls = controls_of(settings, chosen)
    limiter = Limiter(clock, settings.per_host, _rates(settings, chosen))
    public = {a.base for a in archives.defaults()}
    named = [*(a.base for a in chosen if a.base not in public), *settings.controls]
    trusted = frozenset((uri.host, uri.port) for uri in map(_parsed, named))
    client_settings = ClientSettings(
        settings.agent,
        settings.timeout,
        settings.concurrency,
        settings.allow_private,
        settings.ca_bundle,
        trusted,
        settings.proxies,
    )
    resolver = Resolver(tuple(Pin.parse(text) for text in settings.resolve), dns_server(settings.dns))
    signs: list[Callable[[], None]] = []

    def sign_of_life() -> None:
        for sign in signs:
            sign()

    async with opened(client_settings, resolver, limiter, clock, sign_of_life) as client:
        program = installed()
        browser = Browser(client, program) if program else None
        online = Online(client, controls, clock)
        signs.append(online.sign_of_life)
        looker = Looker(client, limiter, clock, settings.patience, online, Siblings(client), browser, settings.agent)
        closed = history.closed_archives(clock.now())
        askers = tuple(
            Asker(
                archive,
                client,
                limiter,
                clock,
                settings.patience,
                history.close_archive,
                Breaker(*closed[archive.name]) if archive.name in closed else Breaker(),
            )
            for archive in chosen
        )
        wayback = next((Wayback(a.name, a.base.removesuffix("/web")) for a in chosen if a.name == NAME), None)
        saver = None
        if (settings.save or settings.save_all) and wayback:
            saver = Saver(wayback, client, clock, settings.save_keys, poll=2.5 * settings.patience.first)
        ever = history.ever_seen()
        try:
            yield _Network(looker, askers, Speller(looker, askers), saver, online, ever, settings.save_all)
        finally:
            if browser is not None:
                await browser.close()


def archives_of(settings: Settings) -> tuple[Archive, ...]:
    """The archives to ask, in order; none for ``none``.  Raises ValueError."""
    if settings.archives is None:
        return archives.defaults()
    return tuple(archives.archive(text) for text in settings.archives if text.strip().lower() != "none")


def controls_of(settings: Settings, chosen: Sequence[Archive]) -> tuple[Uri, ...]:
    """The control addresses: those named, else the archives, else the public archives.  Raises ValueError."""
    named = settings.controls or tuple(a.base for a in chosen) or tuple(a.base for a in archives.defaults())
    return tuple(_parsed(text) for text in named)


def dns_server(text: str) -> tuple[str, int] | None:
    """``ADDRESS`` or ``ADDRESS:PORT``.  Raises ValueError."""
    if not text.strip():
        return None
    import ipaddress

    parts = urlsplit(f"//{text.strip()}")
    try:
        return str(ipaddress.ip_address(parts.hostname or "")), parts.port or 53
    except ValueError:
        raise ValueError(f"{text!r}: write ADDRESS:PORT of a DNS server") from None


def fingerprint(targets: Sequence[Target], settings: Settings) -> str:
    """Tells one piece of work from another: what is checked and which archives are asked."""
    work = [f"{t.url}\t{m.key}\t{m.note_id}\t{m.accessed.to_edtf()}" for t in targets for m in t.mentions]
    asked = settings.archives if settings.archives is not None else ("public",)
    return hashlib.sha256(
        "\n".join([*sorted(work), *asked, str(settings.save), str(settings.save_all)]).encode()
    ).hexdigest()


def _rates(settings: Settings, chosen: Sequence[Archive]) -> dict[str, Rate]:
    """The pace of every archive endpoint: ``--rate NAME`` for all of one archive, ``--rate NAME:ENDPOINT`` for one."""
    rates = {f"control:{uri.host}": UNLIMITED for uri in controls_of(settings, chosen)}  # asked once in a while
    for archive in chosen:
        told = settings.rates.get(archive.name)
        for endpoint, rate in archive.rates.items():
            special = settings.rates.get(f"{archive.name}:{endpoint}")
            rates[lane_of(archive, endpoint)] = (special or told or rate).shared(settings.processes)
    return rates


def _parsed(text: str) -> Uri:
    try:
        return Uri.parse(text)
    except BadAddressError as error:
        raise ValueError(f"{text!r}: {error}") from None


def _near(target: Target) -> Interval | None:
    return next((near for m in target.mentions if (near := wanted(m.accessed, m.issued))), None)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()


def _seen(result: Result, clock: Clock) -> Seen:
    return Seen(
        result.url,
        clock.now(),
        result.outcome,
        result.verdict,
        result.status,
        result.final_url,
        result.title,
        result.to_json(),
    )
