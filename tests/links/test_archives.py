"""Archived copies: the choice against a brute-force oracle over HTTP, faults of archives, the contract of each."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bibtool.items.dates import Date
from bibtool.links import archives
from bibtool.links.archive_client import Asker
from bibtool.links.archives import memento
from bibtool.links.archives.archive import ArchiveError, Trouble
from bibtool.links.archives.wayback import BASE, Wayback
from bibtool.links.client import ClientSettings, opened
from bibtool.links.clock import SystemClock
from bibtool.links.fetched import Answer
from bibtool.links.limiter import UNLIMITED, Limiter
from bibtool.links.nearest import wanted
from bibtool.links.resolver import Resolver
from bibtool.links.retries import Patience
from bibtool.links.saving import SaveError, Saver
from bibtool.links.snapshots import Search, search
from bibtool.links.uri import Uri
from links import histories, warcs
from links.internet_archive import InternetArchive, Row
from links.servers import Exchange, Loop, Web, closed_port

QUICK = Patience(tries=2, first=0.01, unsaid=0.02)


@pytest.fixture
def ia(loop: Loop) -> Iterator[InternetArchive]:
    archive = InternetArchive(loop)
    yield archive
    archive.close()


def using(names: list[str], work: Callable[[list[Asker]], Any], patience: Patience = QUICK) -> Any:
    """Runs ``work`` with askers of these archives."""

    async def run() -> Any:
        clock = SystemClock()
        limiter = Limiter(clock, UNLIMITED)
        async with opened(ClientSettings("t", 5.0, 50, True), Resolver(), limiter, clock) as client:
            closed: list[tuple[str, datetime, str]] = []
            askers = [
                Asker(archives.archive(n), client, limiter, clock, patience, lambda *a: closed.append(a)) for n in names
            ]
            return await work(askers)

    return asyncio.run(run())


def find(names: list[str], url: str, accessed: Date | None = None, title: str = "") -> Search:
    found: Search = using(names, lambda askers: search(askers, url, wanted(accessed or Date(), Date()), title))
    return found


@pytest.mark.parametrize(
    "url", ["http://intranet/x?token=1", "http://10.0.0.7/", "http://nas.local/a", "http://[fd00::1]/"]
)
def test_no_archive_outside_is_told_of_an_address_of_a_private_network(url: str, ia: InternetArchive) -> None:
    async def asked(_: Any) -> Answer:
        raise AssertionError("it was told")

    clock = SystemClock()
    outside = Asker(archives.archive("wayback"), asked, Limiter(clock, UNLIMITED), clock, QUICK, lambda *_: None)
    found = asyncio.run(search([outside], url, None, ""))
    assert (found.snapshot, found.troubles) == (None, {"wayback": "not asked: the address is one of a private network"})
    with pytest.raises(SaveError, match="not asked"):
        asyncio.run(Saver(Wayback("wayback", BASE), asked, clock, None).save(url))
    ia.rows.append(Row("20200101000000", url))
    inside = find([f"wayback={ia.base}"], url)
    assert inside.troubles == {} and inside.snapshot is not None


def test_200_random_histories_equal_the_oracle(ia: InternetArchive) -> None:
    rng = random.Random(2022)
    cases = []
    for n in range(200):
        url = f"http://site{n}.test/Page?x={n}"
        rows = histories.history(rng, url)
        if n % 25 == 24:
            ia.excluded.add(rows[0].key if rows else "")
        ia.rows += rows
        cases.append((url, rows, histories.printed(rng)))
    name = [f"wayback={ia.base}"]

    async def work(askers: list[Asker]) -> list[Search]:
        return await asyncio.gather(*(search(askers, u, wanted(d, Date()), "") for u, _, d in cases))

    found = using(name, work)
    chosen = 0
    for (url, rows, date), result in zip(cases, found, strict=True):
        right = histories.oracle(rows, date)
        if rows and rows[0].key in ia.excluded:
            assert result.snapshot is None
            assert "excluded" in result.troubles["wayback"]
            continue
        got = (result.snapshot.timestamp, result.snapshot.days) if result.snapshot else None
        assert got == right, (url, date, [(r.stamp, r.status, r.digest) for r in rows])
        chosen += got is not None
    assert chosen > 120
    assert ia.asked("cdx") < 200, "the cheap question answers some of them alone"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Any]]]:
    rng = random.Random(7)
    cases = []
    everything: list[Row] = []
    for n in range(30):
        url = f"http://site{n}.test/Page"
        rows = histories.history(rng, url, most=7)
        everything += rows
        cases.append((url, rows, histories.printed(rng)))
    everything.append(Row("20220601120000", "http://pl.test/%C5%BB%C3%B3%C5%82w?q=%C5%82", 200, "Żółw błotny"))
    with warcs.pywb(tmp_path_factory.mktemp("pywb"), everything) as base:
        yield base, cases


@pytest.mark.parametrize("kind", ["memento+", "pywb+", ""])
def test_a_real_wayback_gives_what_the_oracle_says(collection: tuple[str, list[Any]], kind: str) -> None:
    base, cases = collection

    async def work(askers: list[Asker]) -> list[Search]:
        return [await search(askers, url, wanted(date, Date()), "") for url, _, date in cases]

    found = using([f"local={kind}{base}"], work)
    chosen = 0
    for (url, rows, date), result in zip(cases, found, strict=True):
        right = histories.oracle(rows, date)
        got = (result.snapshot.timestamp, result.snapshot.days) if result.snapshot else None
        assert got == right, (url, date, [(r.stamp, r.status, r.digest) for r in rows])
        chosen += got is not None
    assert chosen > 15


def test_a_real_wayback_knows_foreign_letters_and_titles(collection: tuple[str, list[Any]]) -> None:
    found = find([f"local={collection[0]}"], "http://pl.test/Żółw?q=ł", Date(((2022, 6),)), "Żółw błotny w Polsce")
    assert found.snapshot is not None
    assert (found.snapshot.title, found.snapshot.title_agrees, found.snapshot.days) == ("Żółw błotny", True, 0)


def test_an_archived_error_is_no_copy_and_an_archived_not_found_page_neither(ia: InternetArchive) -> None:
    ia.rows = [
        Row("20220101000000", "http://a.test/x", 200, "Strona nie istnieje"),
        Row("20220102000000", "http://a.test/x", 429),
        Row("20220301000000", "http://a.test/x", 200, "Szlaki stepu"),
    ]
    found = find([f"wayback={ia.base}"], "http://a.test/x", Date(((2022, 1, 1),)), "Szlaki stepu")
    assert found.snapshot is not None
    assert (found.snapshot.timestamp, found.snapshot.title_agrees) == ("20220301000000", True)


TEXT = "<p>" + "Karawany szły brodem. " * 40
REFUSED = {
    "wall": "<title>Just a moment...</title>",
    "parked": "<title>This domain is for sale</title>",
    "login": "<title>Serwis</title><form><input name=a><input type='password' name=b></form>",
    "empty": "<html><body></body></html>",
    "refresh": "<title>Serwis</title><meta http-equiv='refresh' content='0; url=http://a.test/nowe'>",
    "other title": f"<title>Pogoda na jutro</title>{TEXT}",
    "not found": "<title>Strona nie istnieje</title>",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_copy_that_is_no_copy_of_the_page_is_passed_over(ia: InternetArchive, kind: str) -> None:
    ia.rows = [
        Row("20220101000000", "http://a.test/x", 200, body=REFUSED[kind], digest="A"),
        Row("20220102000000", "http://a.test/x", 200, body=REFUSED[kind], digest="A"),
        Row("20220301000000", "http://a.test/x", 200, body=f"<title>Szlaki stepu</title>{TEXT}", digest="B"),
    ]
    found = find([f"wayback={ia.base}"], "http://a.test/x", Date(((2022, 1, 1),)), "Szlaki stepu")
    assert found.snapshot is not None
    assert (found.snapshot.timestamp, found.snapshot.title_agrees) == ("20220301000000", True)
    ia.rows.pop()
    alone = find([f"wayback={ia.base}"], "http://a.test/x", Date(((2022, 1, 1),)), "Szlaki stepu")
    if kind == "other title":  # told, with what it is
        assert alone.snapshot is not None
        assert alone.snapshot.title_agrees is False
    else:
        assert alone.snapshot is None
        assert "no good copy" in alone.troubles["wayback"]


def test_a_page_behind_a_login_word_is_a_page_where_its_title_agrees(ia: InternetArchive) -> None:
    ia.rows = [Row("20220101000000", "http://a.test/x", 200, body=f"<title>Szlaki stepu</title>{REFUSED['login']}")]
    found = find([f"wayback={ia.base}"], "http://a.test/x", Date(((2022, 1, 1),)), "Szlaki stepu")
    assert found.snapshot is not None


def test_redirects_that_were_archived_are_followed(ia: InternetArchive) -> None:
    ia.rows = [
        Row("20220101000000", "http://a.test/x", 301, location="/y"),
        Row("20220101000005", "http://a.test/y", 302, location="https://b.test/z"),
        Row("20220109000000", "https://b.test/z", 200, "Szlaki stepu"),
        Row("20220101000000", "http://a.test/loop", 301, location="/loop"),
        Row("20220101000000", "http://a.test/late", 301, location="/later"),
        Row("20250101000000", "http://a.test/later", 200, "Szlaki stepu"),
    ]
    found = find([f"wayback={ia.base}"], "http://a.test/x", Date(((2022, 1, 1),)), "Szlaki stepu")
    assert found.snapshot is not None
    assert found.snapshot.uri == f"{ia.base}/web/20220109000000/https://b.test/z"
    assert (found.snapshot.days, found.snapshot.original) == (8, "https://b.test/z")
    for url in ("http://a.test/loop", "http://a.test/late"):
        none = find([f"wayback={ia.base}"], url, Date(((2022, 1, 1),)), "Szlaki stepu")
        assert none.snapshot is None
        assert "redirect" in none.troubles["wayback"]


@pytest.mark.parametrize("fault", [503, "html"])
def test_a_list_whose_copies_are_not_shown_is_an_archive_out_of_reach(ia: InternetArchive, fault: int | str) -> None:
    ia.rows = list(PAGES)
    ia.faults["playback"] = [fault]
    found = find([f"wayback=wayback+{ia.base}"], "http://a.test/x", Date(((2022, 1, 1),)))
    assert found.snapshot is None
    assert found.troubles["wayback"].startswith("unreachable")


@pytest.mark.parametrize("status", [200, 403, 429])
def test_a_captcha_is_a_refusal(web: Callable[..., Web], status: int) -> None:
    async def ask(x: Exchange) -> None:
        await x.send(status, '<html><div class="g-recaptcha"></div></html>', {})

    server = web(fallback=ask)
    found = find([f"archive.today={server.base}"], "http://a.test/x")
    assert found.snapshot is None
    assert found.troubles["archive.today"].startswith("blocked")
    assert len(server.log) == 1


def test_archives_are_asked_at_the_same_time(ia: InternetArchive, loop: Loop) -> None:
    """A slow one holds no other up; the first in order that has a copy is taken, and nobody waits for the rest."""
    slow = InternetArchive(loop, faults={"playback": ["slow"]})
    ia.rows = [Row("20220110000000", "http://a.test/x", 200, "Szlaki")]
    try:
        found = find([f"wayback={ia.base}", f"second=wayback+{slow.base}"], "http://a.test/x")
    finally:
        slow.close()
    assert found.snapshot is not None
    assert found.snapshot.archive == "wayback"
    assert found.troubles == {}


def test_many_captures_are_asked_for_around_the_date(ia: InternetArchive) -> None:
    start = datetime(2010, 1, 1, tzinfo=UTC)
    ia.rows = [
        Row(f"{start + timedelta(days=n):%Y%m%d%H%M%S}", "http://a.test/", 200 if n % 3 else 404, digest=str(n))
        for n in range(4000)
    ]
    # day 2001 is a 404, the days beside it are pages: a tie, and the earlier wins
    day = (start + timedelta(days=2001)).date()
    found = find([f"wayback={ia.base}"], "http://a.test/", Date(((day.year, day.month, day.day),)))
    assert found.snapshot is not None
    assert found.snapshot.timestamp == f"{start + timedelta(days=2000):%Y%m%d%H%M%S}"
    newest = find([f"wayback={ia.base}"], "http://a.test/")
    assert newest.snapshot is not None
    assert newest.snapshot.timestamp == f"{start + timedelta(days=3998):%Y%m%d%H%M%S}"


PAGES = [Row("20220101000000", "http://a.test/x", 404), Row("20220110000000", "http://a.test/x", 200, "Szlaki")]


@pytest.mark.parametrize("fault", [503, 429, "html", 403])
def test_faults_of_cdx(ia: InternetArchive, fault: int | str) -> None:
    ia.rows = list(PAGES)
    ia.faults["cdx"] = [fault]
    found = find([f"wayback=wayback+{ia.base}"], "http://a.test/x", Date(((2022, 1, 1),)))
    if fault == 403:  # excluded: another way would be rude
        assert found.snapshot is None
        assert ia.asked("availability") == 0
    else:
        assert found.snapshot is not None  # by availability
        assert found.snapshot.timestamp == "20220110000000"
    assert ia.asked("cdx") <= 4


@pytest.mark.parametrize("name", ["wayback", "mine"])
def test_an_archive_tells_its_shape(ia: InternetArchive, name: str) -> None:
    ia.rows = list(PAGES)
    found = find([f"{name}={ia.base}/web/"], "http://a.test/x", Date(((2022, 1, 1),)))
    assert found.snapshot is not None
    assert found.snapshot.uri == f"{ia.base}/web/20220110000000/http://a.test/x"
    if name == "wayback":  # in trouble, its name tells
        ia.faults["cdx"] = [503]
        assert find([f"{name}={ia.base}"], "http://a.test/x", Date(((2022, 1, 1),))).snapshot is not None


def test_a_fault_that_passes_is_waited_for(ia: InternetArchive) -> None:
    ia.rows = list(PAGES)
    ia.faults["cdx"] = [429, 0]
    ia.retry_after = "0"
    assert find([f"wayback={ia.base}"], "http://a.test/x", Date(((2022, 1, 1),))).snapshot is not None
    assert ia.asked("availability") == 0


def test_a_false_empty_answer_is_no_proof(ia: InternetArchive) -> None:
    ia.faults["cdx"] = [503]
    ia.rows = [Row("20220101000000", "http://a.test/x", 404)]
    found = find([f"wayback={ia.base}"], "http://a.test/x", Date(((2022, 1, 1),)))
    assert found.snapshot is None
    assert "busy" in found.troubles["wayback"]


def test_the_next_archive_is_asked_where_one_has_nothing(ia: InternetArchive, loop: Loop) -> None:
    other = InternetArchive(loop, [Row("20220110000000", "http://a.test/x", 200, "Szlaki")])
    try:
        found = find([f"wayback={ia.base}", f"second=wayback+{other.base}"], "http://a.test/x")
    finally:
        other.close()
    assert found.snapshot is not None
    assert found.snapshot.archive == "second"
    assert found.troubles == {"wayback": "nothing archived"}


def test_an_archive_that_refuses_is_left_alone() -> None:
    async def work(askers: list[Asker]) -> list[Trouble]:
        troubles = []
        for _ in range(3):
            try:
                await askers[0]("cdx", askers[0].archive.base + "/cdx")
            except ArchiveError as error:
                troubles.append(error.trouble)
        assert askers[0].breaker.until is not None
        return troubles

    troubles = using([f"wayback=http://127.0.0.1:{closed_port()}"], work)
    assert troubles == [Trouble.UNREACHABLE, Trouble.CLOSED, Trouble.CLOSED]


def test_an_archive_that_asks_for_an_hour_gets_it(ia: InternetArchive) -> None:
    ia.faults["cdx"] = [429]
    ia.retry_after = "3600"

    async def work(askers: list[Asker]) -> list[Trouble]:
        troubles = []
        for _ in range(3):
            try:
                await askers[0]("cdx", askers[0].archive.base + "/cdx/search/cdx")
            except ArchiveError as error:
                troubles.append(error.trouble)
        return troubles

    assert using([f"wayback={ia.base}"], work) == [Trouble.BUSY, Trouble.CLOSED, Trouble.CLOSED]
    assert ia.asked("cdx") == 1


def test_an_archive_that_keeps_failing_is_left_alone(ia: InternetArchive) -> None:
    ia.faults["cdx"] = ["reset"]

    async def work(askers: list[Asker]) -> list[Trouble]:
        troubles = []
        for _ in range(5):
            try:
                await askers[0]("cdx", askers[0].archive.base + "/cdx/search/cdx")
            except ArchiveError as error:
                troubles.append(error.trouble)
        return troubles

    assert using([f"wayback={ia.base}"], work) == [Trouble.UNREACHABLE] * 3 + [Trouble.CLOSED] * 2
    assert ia.asked("cdx") <= 12


@pytest.mark.parametrize("timemap", [True, False])
def test_a_bare_timegate_is_enough(web: Callable[..., Web], timemap: bool) -> None:
    """An archive with a TimeGate that redirects, with or without a TimeMap in two pages."""
    stamps = {"20220101000000": 404, "20220105000000": 200, "20230101000000": 200}

    async def gate(x: Exchange) -> None:
        link = f'<{server.base}/map/1>; rel="timemap"; type="application/link-format"' if timemap else ""
        await x.redirect(f"{server.base}/20220105000000/http://a.test/x", headers={"Link": link} if link else {})
        assert memento.http_date(x.headers["accept-datetime"]) == datetime(2022, 1, 2, tzinfo=UTC)

    async def pages(x: Exchange) -> None:
        if x.path.startswith("/map/"):
            number = x.path[-1]
            lines = [f'<{server.base}/map/2>; rel="timemap"; from="x"'] if number == "1" else []
            for stamp in list(stamps)[:2] if number == "1" else list(stamps)[2:]:
                date = datetime.strptime(stamp, "%Y%m%d%H%M%S").strftime("%a, %d %b %Y %H:%M:%S GMT")
                lines.append(f'<{server.base}/{stamp}/http://a.test/x>;\n rel="first memento"; datetime="{date}"')
            return await x.send(200, ",\n".join(lines), content_type="application/link-format")
        stamp = x.path[1:15]
        date = datetime.strptime(stamp, "%Y%m%d%H%M%S").strftime("%a, %d %b %Y %H:%M:%S GMT")
        return await x.send(stamps[stamp], "<title>T</title>", {"Memento-Datetime": date})

    server = web(fallback=pages, routes={"/gate/http://a.test/x": gate})
    found = find([f"x={server.base}/gate"], "http://a.test/x", Date(((2022, 1, 2),)))
    assert found.snapshot is not None
    assert (found.snapshot.timestamp, found.snapshot.days) == ("20220105000000", 3)
    assert any(entry.target.startswith("/map/2") for entry in server.log) is timemap


def saver(ia: InternetArchive, keys: tuple[str, str] = ("key", "secret")) -> Any:
    async def run() -> Any:
        clock = SystemClock()
        async with opened(ClientSettings("t", 5.0, 5, True), Resolver(), Limiter(clock, UNLIMITED), clock) as client:
            wayback = archives.archive(f"wayback={ia.base}")
            try:
                return await Saver(wayback, client, clock, keys, poll=0.01).save("http://a.test/x?y=ł&z=1")  # type: ignore[arg-type]
            except SaveError as error:
                return error

    return asyncio.run(run())


def test_save_page_now(ia: InternetArchive) -> None:
    saved = saver(ia)
    assert saved.uri == f"{ia.base}/web/20260301120000/http://a.test/x?y=ł&z=1"
    ia.jobs["next"] = [{"status": "error", "status_ext": "error:too-many-requests"}]
    assert saver(ia).trouble is Trouble.BUSY
    ia.jobs["next"] = [{"status": "error", "status_ext": "error:blocked-url"}]
    assert saver(ia).trouble is Trouble.STRANGE
    ia.faults["save"] = [429]
    assert saver(ia).trouble is Trouble.BUSY
    ia.faults["save"] = ["html"]
    assert saver(ia).trouble is Trouble.STRANGE


@pytest.mark.parametrize("name", sorted(archives.kinds()))
def test_the_contract_of_every_archive(name: str) -> None:
    module = archives.kinds()[name]
    made = archives.archive(f"{name}=http://127.0.0.1:9/base/") if not module.BASE else archives.archive(name)
    assert (made.name, made.base.endswith("/")) == (name, False)
    assert all(rate.count > 0 and rate.spacing >= 0.12 for rate in made.rates.values())
    assert "playback" in made.rates

    asked: list[tuple[str, str]] = []

    async def nothing(endpoint: str, url: str, headers: Any = None, limit: int = 0) -> Answer:
        asked.append((endpoint, url))
        body = b"[]" if name == "wayback" and endpoint == "cdx" else b""
        return Answer(Uri.parse(url), 200 if endpoint in {"cdx", "timemap"} else 404, {}, body)

    assert list(asyncio.run(made.captures(nothing, "http://a.test/ż?q", None))) == []
    assert asked
    assert all(endpoint in made.rates and url.startswith(made.base) for endpoint, url in asked)


@pytest.mark.parametrize("bad", ["nowhere", "x=ftp://a", "x=", "=http://a", "x=odd+http://a", "memento"])
def test_bad_archives(bad: str) -> None:
    with pytest.raises(ValueError, match=r"NAME|kind|http"):
        archives.archive(bad)


def test_public_archives_come_in_order() -> None:
    assert [a.name for a in archives.defaults()] == ["wayback", "archive.today", "arquivo.pt"]
    assert archives.archive("w=wayback+http://127.0.0.1:1/web/").base == "http://127.0.0.1:1"


def test_links_of_headers_are_read() -> None:
    text = (
        '<http://a.test/a,b>; rel="original timegate"; title="x, y", junk, '
        '<http://b.test/>;rel=memento;datetime="Sat, 01 Jan 2022 00:00:00 GMT", '
        '<http://c.test/>; rel="memento"; datetime="?"'
    )
    links = list(memento.parse_links(text))
    assert [k.uri for k in links] == ["http://a.test/a,b", "http://b.test/", "http://c.test/"]
    assert links[0].rel == {"original", "timegate"}
    assert [k.moment for k in links] == [None, datetime(2022, 1, 1, tzinfo=UTC), None]


def test_tests_have_a_folder(tmp_path: Path) -> None:
    warcs.write(tmp_path / "x.warc.gz", PAGES)
    assert (tmp_path / "x.warc.gz").stat().st_size > 300
