"""Random capture histories and a brute-force oracle, written apart from the code that it judges."""

from __future__ import annotations

import random
from datetime import date, timedelta

from bibtool.items.dates import Date
from links.internet_archive import Row


def history(rng: random.Random, url: str, *, most: int = 9) -> list[Row]:
    """Captures of one address around 2022: pages, 404s, redirects, revisits of any of them."""
    rows: dict[str, Row] = {}
    for n in range(rng.randint(0, most)):
        day = date(2022, 6, 1) + timedelta(days=rng.randint(-400, 400) if rng.random() < 0.4 else rng.randint(-6, 6))
        stamp = f"{day:%Y%m%d}{rng.randint(0, 23):02d}{rng.randint(0, 59):02d}{rng.randint(0, 59):02d}"
        status = rng.choice([200, 200, 200, 404, 301, 503, 0, 0])
        if status == 0:
            known = [r for r in rows.values() if r.status in {200, 404}]
            if not known:
                continue
            of = rng.choice(known)
            rows[stamp] = Row(stamp, url, 0, of.title, of.digest)
        else:
            location = "http://elsewhere.test/" if status == 301 else ""
            rows[stamp] = Row(stamp, url, status, f"Strona {n}", f"D{n}", location)
    return list(rows.values())


def printed(rng: random.Random) -> Date:
    """An access date as authors print it: a day, a month, a year, a range, or none."""
    day = date(2022, 6, 1) + timedelta(days=rng.randint(-8, 8))
    kind = rng.randint(0, 9)
    if kind < 6:
        return Date(((day.year, day.month, day.day),))
    if kind == 6:
        return Date(((2022, 6),))
    if kind == 7:
        return Date(((2022,),))
    if kind == 8:
        later = day + timedelta(days=3)
        return Date(((day.year, day.month, day.day), (later.year, later.month, later.day)))
    return Date()


def days_of(printed: Date) -> list[date]:
    """Every day of a printed date, one by one."""
    if not printed.parts:
        return []
    first = date(*[*printed.parts[0], 1, 1][:3])
    last = printed.parts[-1]
    found = []
    day = first
    while (day.year, day.month, day.day)[: len(last)] <= tuple(last):
        found.append(day)
        day += timedelta(days=1)
    return found


def oracle(rows: list[Row], wanted: Date) -> tuple[str, int | None] | None:
    """The stamp of the right copy and its distance: by trying every copy against every day."""
    days = days_of(wanted)
    best: tuple[int, str] | None = None
    for row in rows:
        good = row.status == 200 or (row.status == 0 and any(r.status == 200 and r.digest == row.digest for r in rows))
        if not good:
            continue
        if not days:
            if best is None or row.stamp > best[1]:
                best = (0, row.stamp)
            continue
        distance = min(abs((row.moment.date() - day).days) for day in days)
        if best is None or (distance, row.stamp) < best:
            best = (distance, row.stamp)
    return (best[1], best[0] if days else None) if best else None
