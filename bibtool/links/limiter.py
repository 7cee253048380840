"""Manners: one clock a host and one an archive endpoint, for the whole process."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping

from msgspec import Struct, field

from bibtool.links.clock import Clock
from bibtool.text.patterns import regex

_RATE = regex(r"\s*(\d+(?:\.\d+)?)\s*(?:/\s*(\d*)\s*(s|sec|m|min|h|hour)\s*)?")
_SECONDS = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "hour": 3600}


class Rate(Struct, frozen=True):
    """At most ``count`` requests in ``seconds``, evenly spaced; a count of 0 is no limit."""

    count: float
    seconds: float = 60.0

    @property
    def spacing(self) -> float:
        """Seconds from one request to the next.

        A hundredth more than the quotient: a request that is late on the wire must not make two fall too close.
        """
        return 1.01 * self.seconds / self.count if self.count else 0.0

    def shared(self, processes: int) -> Rate:
        """The pace of one of so many that keep this one together."""
        return Rate(self.count, self.seconds * processes)

    @classmethod
    def parse(cls, text: str) -> Rate:
        """``24/min``, ``2/s``, ``1/5s``, ``100/h``; a bare number is a second's; ``0`` is no limit.

        Raises ValueError.
        """
        match = _RATE.fullmatch(text.lower())
        if not match:
            raise ValueError(f"{text!r} is no rate: write 24/min, 2/s or 1/5s")
        count, many, unit = match.groups()
        return cls(float(count), float(_SECONDS[unit or "s"] * int(many or 1)))

    def __str__(self) -> str:
        return f"{self.count:g}/{self.seconds:g}s" if self.count else "0"


UNLIMITED = Rate(0)


class Slots:
    """So many at a time; who takes longer than ``patience`` seconds only waits, and its place is given to another:
    hosts that hang must not hold up the rest."""

    def __init__(self, count: int, patience: float = 3.0) -> None:
        self._free = asyncio.Semaphore(count)
        self._patience = patience
        self._taken = deque[_Place]()  # in the order in which they were
        self._watching = False

    def taken(self) -> _Place:
        """One place, for ``async with``."""
        return _Place(self)

    async def take(self, place: _Place) -> None:
        """Wait for one that is free."""
        await self._free.acquire()
        place.until = asyncio.get_running_loop().time() + self._patience
        self._taken.append(place)
        if not self._watching:
            self._watch()

    def give_back(self, place: _Place) -> None:
        """Free it, once."""
        if place.until:
            place.until = 0.0
            self._free.release()

    def _watch(self) -> None:
        """Free the places whose time is over.  One timer serves all: they are taken in the order in which it ends."""
        loop = asyncio.get_running_loop()
        while self._taken and self._taken[0].until <= loop.time():
            self.give_back(self._taken.popleft())
        self._watching = bool(self._taken)
        if self._watching:
            loop.call_at(self._taken[0].until, self._watch)


class _Place:
    __slots__ = ("_slots", "until")

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self.until = 0.0  # the event loop's time; 0: not held

    async def __aenter__(self) -> None:
        await self._slots.take(self)

    async def __aexit__(self, *raised: object) -> None:
        self._slots.give_back(self)


class _Lane(Struct):
    """One key's clock; ``lock`` keeps the order of those who wait."""

    next: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Limiter:
    """Hands out turns.  Keys are ``host:...`` for live hosts and ``archive:...`` for archive endpoints."""

    def __init__(self, clock: Clock, default: Rate, rates: Mapping[str, Rate] | None = None) -> None:
        self._clock = clock
        self._default = default
        self._rates = dict(rates or {})
        self._lanes: dict[str, _Lane] = {}

    async def turn(self, key: str) -> None:
        """Wait until ``key`` may be asked."""
        spacing = self._rates.get(key, self._default).spacing
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane()
        if not lane.lock.locked() and lane.next <= (now := self._clock.monotonic()):  # nobody waits
            lane.next = now + spacing
            return
        async with lane.lock:
            while (wait := lane.next - self._clock.monotonic()) > 0:  # again after a sleep: a pause may have come
                await self._clock.sleep(wait)
            lane.next = self._clock.monotonic() + spacing

    def pause(self, key: str, seconds: float) -> None:
        """Nobody asks ``key`` for so long (Retry-After)."""
        lane = self._lanes.setdefault(key, _Lane())
        lane.next = max(lane.next, self._clock.monotonic() + seconds)
