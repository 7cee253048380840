"""Is there a network at all?  Without one, real and invented hosts fail alike."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bibtool.links.clock import Clock
from bibtool.links.fetched import Fetch, FetchError, Request
from bibtool.links.outcome import Outcome
from bibtool.links.uri import Uri

#: Seconds without any sign of life after which control addresses are asked, and that they get to answer: together
#: with the wait for a late answer below ten seconds.
QUIET = 1.5
PROBE = 3.5
GRACE = 1.0
#: A sign of life counts for so long: a connection that drops in mid-run must still be noticed.
FRESH = 20.0


class Online:
    """Watches for signs of life (a connection made, an answer) and asks the control addresses where there is none."""

    def __init__(self, fetch: Fetch, controls: Sequence[Uri], clock: Clock) -> None:
        self._fetch = fetch
        self._controls = controls
        self._clock = clock
        self._last: float | None = None
        self._sign = asyncio.Event()
        self._offline = asyncio.Event()
        self._probe: asyncio.Task[bool] | None = None

    def sign_of_life(self) -> None:
        """Something answered."""
        self._last = self._clock.monotonic()
        if not self._sign.is_set():
            self._sign.set()

    @property
    def offline(self) -> bool:
        """Whether the network was found to be gone and nothing has answered since."""
        return self._offline.is_set() and not self._fresh()

    def _fresh(self) -> bool:
        return self._last is not None and self._clock.monotonic() - self._last < FRESH

    async def confirm(self) -> bool:
        """Whether there is a network.  Asks the control addresses at most once at a time."""
        if self._fresh():
            return True
        if self._offline.is_set():
            return False
        if self._probe is None or self._probe.done():
            self._probe = asyncio.create_task(self._ask_controls())
        return await asyncio.shield(self._probe)

    async def watch(self) -> None:
        """Returns once the network is known to be gone; runs as a task beside the checks and never returns else.

        Asked early, because a resolver without a network may need half a minute to give up on the first name.
        """
        await self._clock.sleep(QUIET)
        while True:
            if self._last is None and not await self.confirm():
                return
            await self._clock.sleep(QUIET)

    async def _ask_controls(self) -> bool:
        self._sign.clear()
        # Where something has answered before, a slow control is likelier than a lost network.
        patience = PROBE if self._last is None else 4 * PROBE
        probes = [asyncio.create_task(self._one(uri, patience)) for uri in self._controls]
        sign = asyncio.create_task(self._sign.wait())
        try:
            pending: set[asyncio.Task[bool]] = set(probes)
            deadline = self._clock.monotonic() + patience
            while pending and not sign.done() and (left := deadline - self._clock.monotonic()) > 0:
                done, rest = await asyncio.wait({*pending, sign}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                pending = {task for task in rest if task is not sign}
                if any(task is not sign and task.result() for task in done):
                    self.sign_of_life()
            if not sign.done():  # what is on its way gets a last chance
                await asyncio.wait({sign}, timeout=GRACE)
        finally:
            for task in (*probes, sign):
                task.cancel()
            await asyncio.gather(*probes, sign, return_exceptions=True)
        if self._fresh():
            return True
        self._offline.set()
        return False

    async def _one(self, uri: Uri, patience: float) -> bool:
        try:
            await self._fetch(Request(uri, follow=False, limit=1024, timeout=patience, lane=f"control:{uri.host}"))
        except FetchError as error:
            # TLS trouble and broken answers come from somewhere; these come from nowhere.
            return error.outcome not in {Outcome.DNS, Outcome.REFUSED, Outcome.TIMEOUT, Outcome.REFUSED_PRIVATE}
        return True
