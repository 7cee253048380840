"""How often and how long: retries, Retry-After, back-off with jitter."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from bibtool.links.archives.memento import http_date


class Patience(Struct, frozen=True):
    """``tries`` in all; the first wait in seconds, doubled each time; no single wait is longer than ``longest``.

    ``unsaid`` is the wait after a 429 that names none: a minute is what the Wayback Machine counts in.
    """

    tries: int = 3
    first: float = 2.0
    longest: float = 90.0
    unsaid: float = 60.0

    def wait(self, tried: int, status: int | None, headers: Mapping[str, str], now: datetime) -> float | None:
        """Seconds before the next try, None where there is none: too many tries, or told to wait too long."""
        if tried >= self.tries:
            return None
        told = retry_after(headers, now)
        if told is not None:
            return told if told <= self.longest else None
        # Jitter of half to once the wait: many clients that failed together must not come back together.
        wait = self.first * float(2 ** (tried - 1)) * random.uniform(0.5, 1.0)
        if status == 429:
            wait = max(wait, self.unsaid)
        return min(wait, self.longest)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for (RFC 9110, 10.2.3), None where there is none or nonsense."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():  # "²" is a digit to Python
        return float(text[:9])
    moment = http_date(text)
    return max((moment - now).total_seconds(), 0.0) if moment else None
