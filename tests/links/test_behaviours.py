"""Every row of the tables of behaviours, looked at as a check looks, beside what curl and Chromium make of most."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from bibtool.links.client import ClientSettings, opened
from bibtool.links.clock import SystemClock
from bibtool.links.limiter import UNLIMITED, Limiter
from bibtool.links.liveness import Live, Looker
from bibtool.links.online import Online
from bibtool.links.outcome import Verdict
from bibtool.links.resolver import Pin, Resolver
from bibtool.links.retries import Patience
from bibtool.links.siblings import Siblings
from bibtool.links.uri import Uri
from bibtool.links.verdict import verdict_with_history
from links.abroad import abroad
from links.afterwards import afterwards
from links.behaviours import Behaviour, rows
from links.elsewhere import elsewhere
from links.fresh import fresh
from links.further import further
from links.later import later
from links.latest import latest
from links.newest import newest
from links.recent import recent
from links.reported import reported
from links.seen import seen as seen_
from links.servers import Web
from links.serving import serve
from links.unworded import unworded

#: What ``beside.json`` has recorded, and what came later.
RECORDED = {
    table.__name__: table()
    for table in (rows, reported, further, elsewhere, abroad, fresh, unworded, seen_, later, latest)
}
TABLES = {**RECORDED, **{table.__name__: table() for table in (recent, newest, afterwards)}}
ROWS = [row for table in TABLES.values() for row in table]


async def looks(table: list[Behaviour], port: int) -> dict[str, Live]:
    """What is seen of each row, 40 at once."""
    clock = SystemClock()
    limiter = Limiter(clock, UNLIMITED)
    resolver = Resolver((Pin.parse(f"*:{port}:127.0.0.1"),))
    settings = ClientSettings("bibtool/test", 3.0, 256, allow_private=True)
    async with opened(settings, resolver, limiter, clock) as client:
        online = Online(client, (Uri.parse(f"http://control.test:{port}/"),), clock)
        looker = Looker(
            client, limiter, clock, Patience(first=0.01, unsaid=0.0), online, Siblings(client), agent="bibtool/test"
        )

        turn = asyncio.Semaphore(40)  # with more, a busy machine keeps a row waiting beyond its time

        async def one(row: Behaviour) -> Live:
            async with turn:
                return await looker.look(f"http://{row.name}.test:{port}{row.at}", row.title)

        seen = await asyncio.gather(*map(one, table))
    return {row.name: live for row, live in zip(table, seen, strict=True)}


def looked_at(table: list[Behaviour], loop: object) -> dict[str, Live]:
    """What is found at each row of a table, which is served meanwhile."""
    server = serve(Web(loop), table)  # type: ignore[arg-type]
    try:
        return asyncio.run(looks(table, server.port))
    finally:
        server.close()


@pytest.fixture(scope="module")
def seen(loop: object) -> Callable[[str], dict[str, Live]]:
    """What is found at each row of a table, by the table's name."""
    return cache(lambda name: looked_at(TABLES[name], loop))


def test_there_are_two_hundred() -> None:
    assert len(ROWS) == len({row.name for row in ROWS}) >= 200
    assert Counter(row.truth for row in ROWS)["dead"] >= 40


@pytest.mark.parametrize(
    ("table", "row"), [pytest.param(name, row, id=row.name) for name, table in TABLES.items() for row in table]
)
def test_verdict(seen: Callable[[str], dict[str, Live]], table: str, row: Behaviour) -> None:
    """As it was written down before it was tried."""
    live = seen(table)[row.name]
    assert live.verdict.value == row.verdict, (live.outcome, live.evidence)


@pytest.mark.parametrize("table", TABLES)
def test_none_of_the_living_dies_and_none_of_the_dead_lives(seen: Callable[[str], dict[str, Live]], table: str) -> None:
    clock = SystemClock()
    for row in TABLES[table]:
        verdict = seen(table)[row.name].verdict
        earlier = [(clock.now() - timedelta(days=days), verdict) for days in (8, 4)]
        final = verdict_with_history(verdict, clock.now(), earlier)
        if row.truth == "dead":
            assert verdict is not Verdict.ALIVE, row.name
        else:
            assert final is not Verdict.DEAD, row.name


def test_living_pages_of_chromium_are_alive(
    seen: Callable[[str], dict[str, Live]], record: Callable[[], dict[str, dict[str, str]]]
) -> None:
    """What Chromium shows as a page with a title of the site's own is never called dead here."""
    told = record()
    found = {name: live for table in RECORDED for name, live in seen(table).items()}
    assert set(told) == set(found)
    assert not [
        n for n, row in told.items() if row["chromium"].startswith("200") and found[n].verdict is Verdict.DEAD_NOW
    ]


@pytest.fixture
def record() -> Callable[[], dict[str, dict[str, str]]]:
    def read() -> dict[str, dict[str, str]]:
        rows: dict[str, dict[str, str]] = json.loads(
            Path(__file__).with_name("beside.json").read_text(encoding="utf-8")
        )
        return rows

    return read
