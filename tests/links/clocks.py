"""Clocks on which waiting takes no time, so that spacing is asserted to the second on a machine however busy."""

from __future__ import annotations

import asyncio

from bibtool.links.clock import SystemClock


class FakeClock(SystemClock):
    """Sleeping passes the time at once; for one sleeper at a time."""

    def __init__(self) -> None:
        self.at = 0.0

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.at += seconds
