"""A check in several processes: each has its share of the hosts, so that no host is asked by two of them.

What is found is told to this process, which alone judges the network, writes the history and shows results.
"""

from __future__ import annotations

import asyncio
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from bibtool.jobs.boundary import problem_of
from bibtool.jobs.pool import Lost, run
from bibtool.links.address import literal
from bibtool.links.checker import Asking, Fault, Keep, ask, unchecked
from bibtool.links.clock import Clock, SystemClock
from bibtool.links.history import History
from bibtool.links.plan import Target
from bibtool.links.result import Result
from bibtool.links.settings import Settings
from bibtool.links.uri import BadAddressError, Uri

#: Seconds that a share may take: as long as it takes, and a number that the system's wait still holds.
_EVER = 14 * 86_400.0
#: "gov.pl", "co.uk": a second-level name of so few letters is no site's own.
_SHARED_NAME = 3


class _Share(Struct, frozen=True):
    """What one process does, all that it needs."""

    targets: tuple[Target, ...]
    settings: Settings
    history: str


class _Fault(Struct, frozen=True):
    """An unexpected fault of one address."""

    url: str
    error: Exception


def asking(jobs: int) -> Asking:
    """:func:`bibtool.links.checker.ask`, in so many processes."""

    async def asked(
        targets: Sequence[Target], settings: Settings, history: History, clock: Clock, keep: Keep, fault: Fault
    ) -> None:
        shares = shared_out(targets, jobs)
        if len(shares) < 2:
            await ask(targets, settings, history, clock, keep, fault)
            return
        left = {target.url: target for target in targets}

        def heard(told: Sequence[Result | _Fault]) -> None:
            rows = [(left.pop(each.url), each) for each in told]
            keep([fault(each.error, target) if isinstance(each, _Fault) else each for target, each in rows])

        own = replace(settings, concurrency=ceil(settings.concurrency / len(shares)), processes=len(shares))
        tasks = [_Share(share, own, str(history.path)) for share in shares]
        with _interruptible():
            for task, end in run(_do, tasks, len(tasks), _EVER, heard):
                if isinstance(end, Exception):
                    raise end
                if isinstance(end, Lost):
                    lost = [left.pop(target.url) for target in task.targets if target.url in left]
                    keep([fault(RuntimeError(f"its process ended: {end.detail}"), target) for target in lost])

    return asked


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt at once, as it does without an event loop: asyncio would only cancel the task,
    and that has to wait until the loop runs again, which stands still while the processes are waited for."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def shared_out(targets: Sequence[Target], jobs: int) -> list[tuple[Target, ...]]:
    """Shares of much the same size, none empty; the targets of one site are in one, as most redirects stay in it."""
    sites: dict[str, list[Target]] = {}
    for target in targets:
        sites.setdefault(_site(target.url), []).append(target)
    shares: list[list[Target]] = [[] for _ in range(min(jobs, len(sites)))]
    for site in sorted(sites.values(), key=len, reverse=True):
        min(shares, key=len).extend(site)
    return [tuple(share) for share in shares]


def _site(url: str) -> str:
    try:
        host = Uri.parse(url).host
    except BadAddressError:
        return ""
    labels = host.removeprefix("www.").split(".")
    if literal(host) is not None or len(labels) < 3:
        return host.removeprefix("www.")
    return ".".join(labels[-3:] if len(labels[-2]) <= _SHARED_NAME else labels[-2:])


def _do(share: _Share, tell: Callable[[Sequence[Result | _Fault]], None]) -> Exception | None:
    """Ask the targets of a share; gives the error that ends the whole check."""
    clock = SystemClock()
    faults: dict[str, Exception] = {}

    def fault(error: Exception, target: Target) -> Result:
        faults[target.url] = _sendable(error)
        return unchecked(target, clock)

    def keep(batch: Sequence[Result]) -> None:
        tell([_Fault(r.url, faults[r.url]) if r.url in faults else r for r in batch])

    try:
        with History(share.history) as history:
            asyncio.run(ask(share.targets, share.settings, history, clock, keep, fault))
    except Exception as error:
        return _sendable(error)
    return None


def _sendable(error: Exception) -> Exception:
    """The error, or what it says where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(problem_of(error))
    return error
