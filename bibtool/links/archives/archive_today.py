"""archive.today (archive.ph, archive.is): Memento with a TimeMap, and no archived status."""

from __future__ import annotations

from bibtool.links.archives.memento import Memento
from bibtool.links.limiter import Rate

NAME = "archive.today"
BASE = "https://archive.ph"
ORDER = 2

#: No limit is published and a captcha comes soon: a request in ten seconds.
_RATES = {"timegate": Rate(6), "timemap": Rate(6), "playback": Rate(6)}


def make(name: str, base: str) -> Memento:
    """``base`` is what stands before ``/timegate/`` and ``/timemap/``."""
    return Memento(name, base, f"{base}/timegate/", f"{base}/timemap/", _RATES)
