"""Every outcome, produced by a real server or resolver, through the command line in a process of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bibtool.links.outcome import Outcome
from links.cli import bibtool, listed
from links.servers import Dns, Exchange, Handler, Web, closed_port

Start = Callable[..., Web]

SOFT = "Redakcja pisze, że taka strona nie istnieje od marca. " + "Numer otwiera rozmowa z kronikarzem. " * 10
ARTICLE = "Długi tekst o szlakach stepu, karawanach i rzekach. " * 60


def page(title: str, text: str = ARTICLE, status: int = 200) -> Handler:
    async def answer(x: Exchange) -> None:
        await x.page(title, text, status)

    return answer


def status(code: int, headers: dict[str, str] | None = None) -> Handler:
    async def answer(x: Exchange) -> None:
        await x.send(code, "<title>-</title>", headers)

    return answer


def redirect(location: str, code: int) -> Handler:
    async def answer(x: Exchange) -> None:
        await x.redirect(location, code)

    return answer


async def reset(x: Exchange) -> None:
    x.reset()


async def never(x: Exchange) -> None:
    await asyncio.sleep(60)


async def short(x: Exchange) -> None:
    await x.send(200, b"<title>half", length=1000)
    x.close()


async def garbage(x: Exchange) -> None:
    await x.raw(b"\x00\x01 this is not HTTP\r\n\r\n")
    x.close()


async def once_busy(x: Exchange) -> None:
    """429 with Retry-After at first, then the page."""
    if x.count == 1:
        await x.send(429, b"", {"Retry-After": "0"})
    else:
        await x.page("Szlaki", ARTICLE)


async def once_broken(x: Exchange) -> None:
    if x.count == 1:
        await x.send(503, b"")
    else:
        await x.page("Szlaki", ARTICLE)


async def once_gone(x: Exchange) -> None:
    if x.count == 1:
        await x.send(404, b"")
    else:
        await x.page("Szlaki", ARTICLE)


async def shell(x: Exchange) -> None:
    await x.send(200, '<title>Portal</title><div id="root"></div><script src="/app.js"></script>')


async def not_modified(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")


# path, how it answers, the outcome, the verdict
CASES: list[tuple[str, Handler, str, str]] = [
    ("/alive", page("Szlaki"), "alive", "alive"),
    ("/busy-once", once_busy, "alive", "alive"),
    ("/broken-once", once_broken, "alive", "alive"),
    ("/gone-once", once_gone, "alive", "alive"),
    ("/temporary", redirect("/alive", 302), "alive", "alive"),
    ("/slash", redirect("/slash/", 301), "alive", "alive"),
    ("/slash/", page("Szlaki"), "alive", "alive"),
    ("/shell", shell, "needs-browser", "suspect"),
    ("/moved", redirect("/alive", 301), "moved", "alive"),
    ("/moved308", redirect("/alive", 308), "moved", "alive"),
    ("/home", redirect("/", 302), "home-page", "suspect"),
    ("/home301/deep", redirect("/pl/", 301), "home-page", "suspect"),
    ("/soft", page("Nie znaleziono strony | Portal"), "soft-404", "suspect"),
    ("/soft-ru", page("Страница не найдена"), "soft-404", "suspect"),
    ("/soft-text/a", page("Portal", SOFT), "soft-404", "suspect"),
    ("/parked", page("Ta domena jest na sprzedaż"), "soft-404", "suspect"),
    ("/gone", status(410), "gone", "dead-now"),
    ("/404", status(404), "gone", "dead-now"),
    ("/401", status(401), "blocked", "blocked"),
    ("/403", status(403), "blocked", "blocked"),
    ("/429", status(429, {"Retry-After": "0"}), "blocked", "blocked"),
    ("/429-long", status(429, {"Retry-After": "86400"}), "blocked", "blocked"),
    ("/451", status(451), "blocked", "blocked"),
    ("/wall", status(503, {"cf-mitigated": "challenge"}), "blocked", "blocked"),
    ("/wall200", page("Just a moment...", "Checking your browser"), "blocked", "blocked"),
    ("/503", status(503), "server-error", "unreachable"),
    ("/garbage", garbage, "server-error", "unreachable"),
    ("/reset", reset, "reset", "unreachable"),
    ("/timeout", never, "timeout", "unreachable"),
    ("/truncated", short, "truncated", "unreachable"),
    ("/loop", redirect("/loop", 302), "redirect-loop", "suspect"),
    ("/nowhere", redirect("ftp://a.test/x", 302), "unsupported", "unknown"),
    ("/304", not_modified, "unsupported", "unknown"),
]


@pytest.fixture
def results(
    web: Start, dns: Callable[..., Dns], authority: Any, tmp_path: Path
) -> tuple[dict[str, dict[str, Any]], Web, int]:
    """One run over everything: results by path or host, the server, the exit code."""

    async def home(x: Exchange) -> None:
        await x.page("Portal – strona główna", ARTICLE)

    async def fallback(x: Exchange) -> None:
        if x.path.startswith("/soft-text/"):
            await x.page("Portal", SOFT)
        else:
            await x.page("404", status=404)

    server = web(routes={path: answer for path, answer, _, _ in CASES} | {"/": home, "/pl/": home}, fallback=fallback)
    youtube = web(tls=authority.context("www.youtube.com"), fallback=_youtube)
    resolver = web(tls=authority.context("doi.org"), fallback=_doi(server))
    stranger = web(tls=authority.context("wrong.test"), fallback=page("x"))
    names = dns({"servfail.test": 2, "site.test": ["127.0.0.1"]})
    base = f"http://site.test:{server.port}"
    urls = [base + path for path, _, _, _ in CASES] + [
        f"http://site.test:{closed_port()}/refused",
        f"https://site.test:{stranger.port}/tls",
        "http://unknown.test/nxdomain",
        "http://servfail.test/servfail",
        "https://www.youtube.com/watch?v=lives",
        "https://www.youtube.com/watch?v=dead",
        "https://www.youtube.com/watch?v=private",
        "doi:10.1000/good",
        "doi:10.1000/bad",
    ]
    run = bibtool(
        tmp_path,
        *(
            "check",
            listed(tmp_path, urls),
            "--format",
            "json",
        ),
        *("--archive", "none", "--control", base + "/alive", "--dns", f"127.0.0.1:{names.port}"),
        *("--resolve", f"www.youtube.com:443:127.0.0.1:{youtube.port}"),
        *("--resolve", f"doi.org:443:127.0.0.1:{resolver.port}"),
        *("--allow-private", "--ca-bundle", authority.bundle),
        *("--per-host", "0", "--retry-wait", "0.05", "--timeout", "4", "--concurrency", "64"),
    )
    return {row["url"].removeprefix(base): row for row in run.rows}, server, run.code


async def _youtube(x: Exchange) -> None:
    if x.path == "/oembed":
        if "lives" in x.target:
            await x.send(200, json.dumps({"title": "Film o stepie"}), content_type="application/json")
        else:
            await x.send(401 if "private" in x.target else 404, "Not Found")
    else:
        await x.page("YouTube", "")


def _doi(server: Web) -> Handler:
    async def answer(x: Exchange) -> None:
        if x.path == "/10.1000/good":
            await x.redirect(f"http://site.test:{server.port}/alive")
        else:
            await x.page("DOI Not Found", status=404)

    return answer


def test_every_outcome_comes_from_a_real_server(results: tuple[dict[str, dict[str, Any]], Web, int]) -> None:
    rows, server, code = results
    wanted = {path: (outcome, verdict) for path, _, outcome, verdict in CASES}
    wanted |= {
        "http://unknown.test/nxdomain": ("dns", "dead-now"),
        "http://servfail.test/servfail": ("dns", "unreachable"),
        "https://www.youtube.com/watch?v=lives": ("alive", "alive"),
        "https://www.youtube.com/watch?v=dead": ("gone", "dead-now"),
        "https://www.youtube.com/watch?v=private": ("blocked", "blocked"),
        "https://doi.org/10.1000/good": ("alive", "alive"),
        "https://doi.org/10.1000/bad": ("gone", "dead-now"),
    }
    got = {url: (row["outcome"], row["verdict"]) for url, row in rows.items()}
    refused = next(url for url in got if url.endswith("/refused"))
    tls = next(url for url in got if url.endswith("/tls"))
    wanted |= {refused: ("refused", "unreachable"), tls: ("tls", "unreachable")}
    assert got == wanted
    seen = {outcome for outcome, _ in got.values()}
    assert {o.value for o in Outcome} - seen == {"refused-private", "offline"}  # they have tests of their own
    assert code == 1
    # dead is confirmed by a second try, a wait that is too long is not waited for, a refusal is
    # looked at once more as a browser looks
    assert [server.asked(p) for p in ("/gone", "/404", "/429", "/429-long", "/wall", "/403")] == [2, 2, 3, 1, 2, 2]
    assert rows["/moved"]["moved_to"].endswith("/alive")
    assert rows["/moved"]["redirects"] == [{"status": 301, "url": rows["/moved"]["url"]}]
    assert rows["https://www.youtube.com/watch?v=lives"]["title"] == "Film o stepie"
    assert all(row["attempts"] and row["checked_at"] and row["schema"] == 2 for row in rows.values())
    # its own words tell the page, so that no sibling is made up; it is looked at once more as a browser looks
    assert sum(1 for entry in server.log if entry.target.startswith("/soft-text/")) == 2


def test_a_title_that_agrees_speaks_for_the_page(web: Start, tmp_path: Path) -> None:
    async def same_for_all(x: Exchange) -> None:
        await x.page("Portal Kresowy", ARTICLE)

    titled = page("404: historia pewnego błędu")
    server = web(routes={"/404-history": titled, "/own": page("Rzeki stepu – Portal")}, fallback=same_for_all)
    bib = tmp_path / "refs.bib"
    entry = "@online{{{key},\n  title = {{{title}}},\n  url = {{{url}}},\n}}\n"
    bib.write_text(
        entry.format(key="a", title="404: historia pewnego błędu", url=server.base + "/404-history")
        + entry.format(key="b", title="Rzeki stepu", url=server.base + "/own")
        + entry.format(key="c", title="Karawany i miasta", url=server.base + "/lost"),
        encoding="utf-8",
    )
    run = bibtool(
        tmp_path, "check", str(bib), "--format", "json", "--archive", "none", "--control", server.base,
        "--allow-private", "--per-host", "0", "--retry-wait", "0.05",
    )  # fmt: skip
    assert [(r["mentions"][0]["key"], r["outcome"]) for r in run.rows] == [
        ("a", "alive"), ("b", "alive"), ("c", "soft-404"),
    ]  # fmt: skip


def test_a_host_that_asks_for_a_day_is_left_alone(web: Start, tmp_path: Path) -> None:
    async def closed_for_today(x: Exchange) -> None:
        await x.send(503, b"", {"Retry-After": "86400"})

    server = web(fallback=closed_for_today)
    urls = [f"http://a.test:{server.port}/{n}" for n in range(5)] + [f"http://b.test:{server.port}/1"]
    run = bibtool(
        tmp_path, "check", listed(tmp_path, urls), "--format", "json", "--archive", "none", "--control", web().base,
        "--allow-private", "--per-host", "0", "--resolve", f"*:{server.port}:127.0.0.1",
    )  # fmt: skip
    assert [r["verdict"] for r in run.rows] == ["unreachable", "unreachable", *["blocked"] * 3, "unreachable"]
    assert len(server.log) == 3


@pytest.mark.parametrize("spelling", ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:7f00:1]", "name.test", "hop.test"])
def test_private_addresses_are_refused(web: Start, tmp_path: Path, spelling: str) -> None:
    inner = web(fallback=page("secret"))
    run = bibtool(
        tmp_path, "check", f"http://{spelling}:{inner.port}/", "--format", "json", "--archive", "none",
        "--control", web().base, "--resolve", f"*:{inner.port}:127.0.0.1",
    )  # fmt: skip
    assert [(r["outcome"], r["verdict"]) for r in run.rows] == [("refused-private", "unknown")]
    assert inner.log == []
    assert run.code == 3  # nothing could be checked
    assert "BT506" in run.err


def test_without_a_network_it_says_offline(tmp_path: Path, dns: Callable[..., Dns]) -> None:
    silent = dns({"www.a.test": -1, "control.test": -1})
    run = bibtool(
        tmp_path, "check", "http://www.a.test/x", "http://www.a.test/y", "http://unknown.test/", "--format", "json",
        "--archive", "none", "--control", "http://control.test/", "--dns", f"127.0.0.1:{silent.port}",
    )  # fmt: skip
    assert {(r["outcome"], r["verdict"]) for r in run.rows} == {("offline", "unknown")}
    assert len(run.rows) == 3
    assert run.code == 3
    assert "BT517" in run.err


def test_a_dead_name_is_no_missing_network_where_a_control_answers(web: Start, tmp_path: Path) -> None:
    run = bibtool(
        tmp_path, "check", "http://gone.test/x", "--format", "json", "--archive", "none",
        "--control", web().base, "--resolve", "gone.test:80:nxdomain", "--retry-wait", "0.05",
    )  # fmt: skip
    assert [(r["outcome"], r["verdict"]) for r in run.rows] == [("dns", "dead-now")]
    assert len(run.rows[0]["attempts"]) == 2
    assert run.code == 1
