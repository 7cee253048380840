"""A check in several processes: the same results in the same order, each host asked by one of them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bibtool.jobs.link_shards import shared_out
from bibtool.links.history import History
from bibtool.links.plan import Mention, plan
from bibtool.text.urls import UrlCandidate
from links.cli import Run, bibtool, listed
from links.servers import Exchange, Web

SITES = ("kronika", "mapy", "rzeki", "stepy", "brody", "wyspy")


def _targets(*urls: str) -> Any:
    return plan([Mention((UrlCandidate(url, 1.0, ("as given",)),)) for url in urls])


def test_the_addresses_of_a_site_are_in_one_share() -> None:
    urls = [
        f"http://{host}/{n}"
        for host in ("www.mapy.pl", "mapy.pl", "x.mapy.pl", "b.gov.pl", "c.gov.pl")
        for n in range(4)
    ]
    shares = shared_out(_targets(*urls), 3)
    assert sorted(len(share) for share in shares) == [4, 4, 12]
    hosts = [{t.url.split("/")[2] for t in share} for share in shares]
    assert {"www.mapy.pl", "mapy.pl", "x.mapy.pl"} in hosts
    assert sorted(t.url for share in shares for t in share) == sorted(urls)


def test_there_are_no_more_shares_than_sites() -> None:
    assert [len(s) for s in shared_out(_targets("http://a.pl/1", "http://a.pl/2", "no address at all"), 9)] == [2, 1]
    assert shared_out((), 4) == []


def _check(folder: Path, server: Web, urls: list[str], *more: str) -> Run:
    folder.mkdir()
    pins = ("--resolve", f"*:*:127.0.0.1:{server.port}", "--control", "http://control.test/")
    paced = ("--allow-private", "--archive", "none", "--retry-wait", "0.02", "--history", "h.sqlite")
    return bibtool(folder, "check", listed(folder, urls), "--format", "json", *pins, *paced, *more)


def _without_times(run: Run) -> list[dict[str, Any]]:
    kept = []
    for row in run.rows:
        attempts = [{k: v for k, v in a.items() if k not in ("at", "seconds")} for a in row["attempts"]]
        mentions = [{**m, "document": Path(m["document"]).name} for m in row["mentions"]]
        kept.append({**row, "checked_at": "", "attempts": attempts, "mentions": mentions})
    return kept


def test_several_processes_give_what_one_gives(web: Callable[..., Web], tmp_path: Path) -> None:
    arrivals: dict[str, list[float]] = defaultdict(list)

    async def answer(x: Exchange) -> None:
        arrivals[x.headers["host"]].append(time.monotonic())
        if x.path.endswith("3"):
            await x.page("404", status=404)
        elif x.path.endswith("2"):
            await x.redirect("/nowe" + x.path + "4", 301)
        else:
            await x.page(f"Strona {x.target}", "O rzekach i brodach, mostach i promach. " * 60)

    server = web(fallback=answer)
    urls = [f"http://{site}.test/s/{n}" for n in range(4) for site in SITES] + ["http:// broken", "mailto:a@b.pl"]
    one = _check(tmp_path / "one", server, urls, "--per-host", "0")
    arrivals.clear()
    several = _check(tmp_path / "several", server, urls, "--per-host", "4/s", "--jobs", "3")
    assert one.code == several.code == 1, several.err
    assert _without_times(one) == _without_times(several)
    assert {row["verdict"] for row in one.rows} == {"alive", "dead-now", "unknown"}
    of_sites = {host: times for host, times in arrivals.items() if not host.startswith("control")}
    assert len(of_sites) == len(SITES)
    for times in of_sites.values():
        assert len(times) > 4
        assert min(b - a for a, b in pairwise(times)) > 0.15  # of 0.25
    with History(tmp_path / "several" / "h.sqlite") as history:
        assert history.sound()
        assert all(len(history.of(url)) == 1 for url in urls[:24])
    again = bibtool(tmp_path / "several", "history", urls[0], "--history", "h.sqlite")
    assert again.code == 0


def test_ctrl_c_ends_all_processes_and_keeps_what_was_found(web: Callable[..., Web], tmp_path: Path) -> None:
    hanging: list[str] = []

    async def answer(x: Exchange) -> None:
        if x.headers["host"].startswith("mapy"):
            hanging.append(x.path)
            await asyncio.sleep(90)
        else:
            await x.page(f"Strona {x.target}", "O rzekach i brodach, mostach i promach. " * 60)

    server = web(fallback=answer)
    urls = listed(tmp_path, ["http://mapy.test/1", *(f"http://{site}.test/1" for site in SITES if site != "mapy")])
    pins = ("--resolve", f"*:*:127.0.0.1:{server.port}", "--control", "http://control.test/", "--allow-private")
    words = ("check", urls, *pins, "--archive", "none", "--history", str(tmp_path / "h.sqlite"), "--jobs", "2")
    with subprocess.Popen(
        [sys.executable, "-m", "bibtool.cli.app", *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C.UTF-8", "XDG_DATA_HOME": str(tmp_path)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job ignores it
    ) as running:
        try:
            deadline = time.monotonic() + 60
            while not hanging:
                assert time.monotonic() < deadline and running.poll() is None
                time.sleep(0.05)
            time.sleep(1)  # until the others are told of
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=20)
        finally:
            running.kill()
    assert running.returncode == 130 and out == b""
    assert len(err.decode().splitlines()) == 1, err.decode()
    with History(tmp_path / "h.sqlite") as history:
        assert history.sound()


def test_the_network_is_suspected_over_all_shares(web: Callable[..., Web], tmp_path: Path) -> None:
    server = web()
    urls = [f"http://{site}.test/{n}" for site in SITES for n in range(2)]
    pins = [word for site in SITES for word in ("--resolve", f"{site}.test:*:nxdomain")]
    run = _check(tmp_path / "net", server, urls, "--per-host", "0", "--jobs", "4", *pins)
    assert {(row["outcome"], row["verdict"]) for row in run.rows} == {("dns", "unknown")}
    assert "BT531" in run.err


def test_a_bad_number_of_processes_is_told(tmp_path: Path) -> None:
    run = bibtool(tmp_path, "check", "http://a.test/", "--jobs", "some")
    assert run.code == 2
    assert "jobs" in run.err and "some" in run.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_history_that_is_none_is_told_by_any_number_of_processes(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "h.sqlite").write_text("to nie jest baza", encoding="utf-8")
    urls = listed(tmp_path, ["http://a.test/", "http://b.test/"])
    run = bibtool(tmp_path, "check", urls, "--history", "h.sqlite", "--jobs", jobs, "--archive", "none")
    assert run.code != 0
    assert "h.sqlite: not a history of bibtool" in run.err
