"""The command ``check`` end to end: sources, copies, spellings, output, history, settings; all servers are real."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bibtool.links.history import History
from links import warcs
from links.cli import bibtool, listed
from links.internet_archive import InternetArchive, Row
from links.servers import Exchange, Loop, Web

Start = Callable[..., Web]
#: How often a check is killed: a few times in every run of the tests, fifty times for the figure in docs/links.md.
KILLS = int(os.environ.get("BIBTOOL_TEST_KILLS", "8"))
ARTICLE = "Długi tekst o szlakach stepu, karawanach i rzekach. " * 60


@pytest.fixture
def ia(loop: Loop) -> Iterator[InternetArchive]:
    archive = InternetArchive(loop)
    yield archive
    archive.close()


def paced(*more: str) -> tuple[str, ...]:
    """Options of every run here: loopback only, no waiting."""
    return ("--allow-private", "--per-host", "0", "--retry-wait", "0.02", "--concurrency", "64", *more)


def titled(titles: dict[str, str]) -> Any:
    async def answer(x: Exchange) -> None:
        if x.path in titles:
            await x.page(titles[x.path], ARTICLE)
        else:
            await x.page("404", status=404)

    return answer


BIB = """@online{{nowak2021,
  author = {{Nowak, Anna}},
  title = {{Szlaki stepu}},
  url = {{{base}/szlaki}},
  urldate = {{2022-06-10}},
}}

@online{{lis2021,
  author = {{Lis, Bogdan}},
  title = {{Rzeki i brody}},
  url = {{{base}/rzeki}},
  urldate = {{2022-06}},
}}

@book{{bez,
  author = {{Kos, Celina}},
  title = {{Bez adresu}},
  publisher = {{Znak}},
}}
"""


def test_a_bibliography_against_a_real_wayback(web: Start, tmp_path: Path) -> None:
    server = web(fallback=titled({"/rzeki": "Rzeki i brody"}))
    rows = [
        Row("20220501120000", server.base + "/szlaki", 200, "Szlaki stepu"),
        Row("20220609120000", server.base + "/szlaki", 200, "Szlaki stepu"),
        Row("20220610080000", server.base + "/szlaki", 404, "Not found"),
        Row("20220620120000", server.base + "/szlaki", 200, "Szlaki stepu"),
        Row("20230101120000", server.base + "/rzeki", 200, "Co innego zupełnie"),
    ]
    bib = tmp_path / "refs.bib"
    bib.write_text(BIB.format(base=server.base), encoding="utf-8")
    new = tmp_path / "new.bib"
    options = paced("--archive", "", "--history", "h.sqlite")
    with warcs.pywb(tmp_path, rows) as archive:
        options = (*options[:-3], f"local={archive}", *options[-2:], "--rate", "local=6000/min")
        run = bibtool(tmp_path, "check", "refs.bib", "--format", "json", *options)
        applied = bibtool(tmp_path, "check", "refs.bib", "--apply", "-o", "new.bib", *options)
        csl = bibtool(tmp_path, "check", "refs.bib", "--apply", "-o", "new.json", *options)
    assert run.code == applied.code == csl.code == 1
    first, second = run.rows
    assert (first["outcome"], first["verdict"]) == ("gone", "dead-now")
    copy = first["mentions"][0]["snapshot"]
    assert (copy["archive"], copy["timestamp"], copy["days"], copy["title_agrees"]) == (
        "local",
        "20220609120000",
        1,
        True,
    )
    assert second["outcome"] == "alive"
    assert second["mentions"][0]["accessed"] == "2022-06"
    assert (second["mentions"][0]["snapshot"]["days"], second["mentions"][0]["snapshot"]["title_agrees"]) == (
        185,
        False,
    )
    assert "BT502" in run.err
    assert "BT513" in run.err
    text = new.read_text(encoding="utf-8")
    assert copy["uri"] in text
    assert "  archivedate  = {2022-06-09},\n" in text
    assert "addendum" not in text, "only what was asked is written"
    assert text.count("archiveurl") == 1, "a copy with another title is told and not written"
    assert "bez," in text
    items = {row["id"]: row for row in json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))}
    assert items["nowak2021"]["archive_location"] == copy["uri"]
    assert items["nowak2021"]["archive"] == "local"
    assert "archive" not in items["bez"]
    # what was written is read again
    again = bibtool(tmp_path, "extract", "--from", "x", "new.bib")
    assert again.code == 2


def test_every_format(web: Start, tmp_path: Path, ia: InternetArchive) -> None:
    server = web(fallback=titled({"/szlaki": "Szlaki stepu"}))
    ia.rows = [Row("20220609120000", server.base + "/szlaki", 200, "=HYPERLINK(1)"),
               Row("20220609120000", server.base + "/rzeki", 200, "=HYPERLINK(1)")]  # fmt: skip
    (tmp_path / "refs.bib").write_text(BIB.format(base=server.base), encoding="utf-8")
    options = paced("--archive", f"wayback={ia.base}", "--rate", "wayback=6000/min")
    table = bibtool(tmp_path, "check", "refs.bib", *options)
    lines = table.out.splitlines()
    assert lines[0].startswith("dead-now")
    assert lines[1].startswith("alive")
    assert lines[-1] == "addresses: 2 (dead-now 1, alive 1)"
    polish = bibtool(tmp_path, "check", "refs.bib", "--ui", "pl", *options)
    assert polish.out.splitlines()[-1].startswith("adresy: 2")
    rows = list(csv.DictReader(io.StringIO(bibtool(tmp_path, "check", "refs.bib", "--format", "csv", *options).out)))
    assert [r["key"] for r in rows] == ["nowak2021", "lis2021"]
    assert rows[0]["archived"] == "20220609120000"
    html = tmp_path / "links.html"
    assert bibtool(tmp_path, "check", "refs.bib", "--format", "html", "-o", str(html), *options).out == ""
    text = html.read_text(encoding="utf-8")
    assert f'data-originalurl="{server.base}/szlaki"' in text
    assert f'data-versionurl="{ia.base}/web/20220609120000/{server.base}/szlaki"' in text
    assert 'data-versiondate="2022-06-10"' in text
    assert "<script" not in text


def test_hostile_titles_are_shown_harmless(web: Start, tmp_path: Path) -> None:
    server = web(fallback=titled({"/x": "=cmd|calc \x1b[31m\u202e<script>alert(1)</script>"}))
    options = paced("--archive", "none", "--control", server.base)
    row = bibtool(tmp_path, "check", server.base + "/x", "--format", "csv", *options)
    assert "'=cmd|calc" in row.out
    page = bibtool(tmp_path, "check", server.base + "/x", "--format", "html", *options)
    assert "<script" not in page.out
    for run in (row, page, bibtool(tmp_path, "history", server.base + "/x")):
        assert "\x1b" not in run.out
        assert "\u202e" not in run.out


def test_history_makes_dead_of_three_failures(web: Start, tmp_path: Path) -> None:
    server = web()
    url = server.base + "/gone"
    options = paced("--archive", "none", "--control", server.base, "--history", "h.sqlite", "--format", "json")
    for verdict, code in (("dead-now", 0), ("dead-now", 0), ("dead", 1)):
        run = bibtool(tmp_path, "check", url, "--fail-on", "dead", *options)
        assert (run.rows[0]["verdict"], run.code) == (verdict, code)
        db = sqlite3.connect(tmp_path / "h.sqlite")  # four days pass
        for row, at in db.execute("SELECT id, checked_at FROM seen").fetchall():
            db.execute(
                "UPDATE seen SET checked_at = strftime('%Y-%m-%dT%H:%M:%f000Z', ?, '-4 days') WHERE id = ?", (at, row)
            )
        db.commit()
        db.close()
    server.fallback = titled({"/gone": "Jest"})
    run = bibtool(tmp_path, "check", url, *options)
    assert (run.rows[0]["verdict"], run.rows[0]["came_back"]) == ("alive", True)
    assert "BT508" in run.err
    shown = bibtool(tmp_path, "history", url.upper().replace("HTTP", "http"), "--history", "h.sqlite")
    assert [line.split()[2] for line in shown.out.splitlines()] == ["dead-now", "dead-now", "dead", "alive"]
    assert bibtool(tmp_path, "history", "http://x.test/", "--history", "h.sqlite").code == 3
    assert len(json.loads(bibtool(tmp_path, "history", url, "--history", "h.sqlite", "--format", "json").out)) == 4


def test_spellings_are_settled_by_evidence(web: Start, tmp_path: Path, ia: InternetArchive) -> None:
    """A list cannot hold candidates, so works with several go through the job."""
    from bibtool.items.dates import Date
    from bibtool.jobs.check import check
    from bibtool.jobs.link_settings import settings
    from bibtool.jobs.link_sources import LinkSources
    from bibtool.links.plan import Mention
    from bibtool.text.urls import UrlCandidate

    server = web(fallback=titled({"/alive-here/x": "Rzeki", "/watch?v=AbC": "Film", "/open-one": "A", "/openone": "A"}))
    b = server.base
    ia.rows = [
        Row("20220601000000", b + "/archived-page/long", 200, "Szlaki stepu"),
        Row("20220601000000", b + "/archivedpage/long", 404),
        Row("20220601000000", b + "/redirected-page", 301, location=b + "/z"),
        Row("20220601000000", b + "/film/AbCdEf", 200, "Film o stepie"),
        Row("20220701000000", b + "/film/aBcDeF", 200, "Zupełnie inny obraz"),
        Row("20220601000000", b + "/news/szlaki-stepu-i-rzeki-polnocy", 200, "Szlaki stepu i rzeki północy"),
        Row("20220601000000", b + "/news/szlaki-stepu-od-nowa", 200, "Handel w górach"),
    ]

    def mention(key: str, title: str, *urls: str) -> Mention:
        candidates = tuple(UrlCandidate(b + url, 1 - n / 10) for n, url in enumerate(urls))
        return Mention(candidates, key, "1", title, Date(((2022, 6, 1),)))

    given = [
        mention("live", "Rzeki", "/alivehere/x", "/alive-here/x"),
        mention("archived", "Szlaki stepu", "/archivedpage/long", "/archived-page/long"),
        mention("redirected", "", "/redirectedpage", "/redirected-page"),
        mention("open", "", "/open-one", "/openone"),
        mention("capitals", "Film o stepie", "/film/abcdef"),
        mention("cut", "Szlaki stepu i rzeki północy", "/news/szlaki-stepu"),
        mention("nothing", "Nic takiego", "/nothing-here/at-all"),
        mention("cut-ambiguous", "", "/news/szlaki-step"),
    ]
    told = {
        "archive": [f"wayback={ia.base}"],
        "allow-private": True,
        "per-host": "0",
        "retry-wait": "0.01",
        "rate": ["wayback=6000/min"],
    }
    done = check(LinkSources(tuple(given)), settings(told, {}), tmp_path / "h")
    found = {m.key: (r.spelling.value, r.checked_url.removeprefix(b)) for r in done.results for m in r.mentions}
    assert found == {
        "live": ("settled", "/alive-here/x"),
        "archived": ("settled", "/archived-page/long"),
        "redirected": ("settled", "/redirected-page"),
        "open": ("open", "/open-one"),
        "capitals": ("capitals", "/film/AbCdEf"),
        "cut": ("cut", "/news/szlaki-stepu-i-rzeki-polnocy"),
        "nothing": ("as-given", "/nothing-here/at-all"),
        "cut-ambiguous": ("as-given", "/news/szlaki-step"),
    }
    for result in done.results:
        assert len(result.candidates) >= len(next(m for m in given if m.key == result.mentions[0].key).urls)
    codes = [f.code for f in done.findings]
    assert {"BT509", "BT510", "BT511", "BT512", "BT514"} <= set(codes)


def test_pages_that_no_archive_has_are_saved(web: Start, tmp_path: Path, ia: InternetArchive) -> None:
    server = web(fallback=titled({"/x": "Szlaki"}))
    keys = {"BIBTOOL_SAVE_KEY": "key", "BIBTOOL_SAVE_SECRET": "secret"}
    options = paced("--archive", f"wayback={ia.base}", "--rate", "wayback=6000/min", "--save", "--format", "json")
    run = bibtool(tmp_path, "check", server.base + "/x", server.base + "/gone", *options, environment=keys)
    saved = {r["url"].removeprefix(server.base): r["mentions"][0]["snapshot"] for r in run.rows}
    assert saved["/x"]["timestamp"] == "20260301120000"
    assert saved["/gone"] is None, "what is gone cannot be saved"
    ia.jobs["next"] = [{"status": "error", "status_ext": "error:blocked-url"}]
    failed = bibtool(tmp_path, "check", server.base + "/x", *options, environment=keys)
    assert "blocked-url" in failed.rows[0]["archives"]["save"]
    assert "secret" not in run.out + run.err + failed.out + failed.err


def test_a_name_server_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a network a look-up may last half a minute; "offline" is said before, and the program ends."""
    import socket
    import threading

    from bibtool.jobs.check import check
    from bibtool.jobs.link_settings import settings
    from bibtool.jobs.link_sources import load

    released = threading.Event()

    def hang(*_: object) -> None:
        released.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    given = load([f"http://h{n}.test/x" for n in range(40)])
    done = check(given, settings({"archive": ["none"], "control": ["http://control.test/"]}, {}), tmp_path / "h")
    assert not released.is_set()
    assert done.offline == 40
    released.set()


SETTING_CASES = [
    (["--rate", "wayback=fast"], "rate"),
    (["--archive", "x=ftp://a"], "archive"),
    (["--resolve", "a:b"], "resolve"),
    (["--dns", "name"], "dns"),
    (["--timeout", "soon"], "timeout"),
    (["--concurrency", "0"], "concurrency"),
    (["--per-host", "often"], "per-host"),
    (["--ca-bundle", "nowhere.pem"], "ca-bundle"),
    (["--control", "ftp://x"], "control"),
    (["--apply"], "--output"),
    (["--format", "csv", "-o", "x.html"], "csv"),
    (["--format", "table", "-o", "x.jsonl"], "table"),
    (["--format", "json", "-o", "x.jsonl"], ".jsonl"),
    (["-o", "x.xlsx"], ".xlsx"),
    (["--contact", "a (b)"], "contact"),
    (["--contact", "Żółw"], "contact"),
    (["--user-agent", "a\x1bb"], "user-agent"),
]


@pytest.mark.parametrize(("words", "named"), SETTING_CASES, ids=lambda v: str(v))
def test_bad_settings_say_what_and_why(tmp_path: Path, words: list[str], named: str) -> None:
    run = bibtool(tmp_path, "check", "http://a.test/", *words)
    assert run.code == 2
    assert named in run.err
    assert len(run.err.strip().splitlines()) == 1


def test_settings_by_file_environment_and_option(web: Start, tmp_path: Path) -> None:
    server = web(fallback=titled({"/x": "X"}))
    host = server.base.rpartition(":")[2]
    (tmp_path / "bibtool.toml").write_text(
        '[check]\narchive = ["none"]\nallow-private = true\nper-host = "0"\nuser-agent = "file"\n'
        'history = "own.sqlite"\n'
        f'control = ["{server.base}"]\nresolve = ["a.test:{host}:127.0.0.1"]\n',
        encoding="utf-8",
    )
    url = f"http://a.test:{host}/x"
    assert bibtool(tmp_path, "check", url).code == 0
    assert bibtool(tmp_path, "check", url, environment={"BIBTOOL_USER_AGENT": "environment"}).code == 0
    both = {"BIBTOOL_USER_AGENT": "environment", "BIBTOOL_RESOLVE": f"*:{host}:127.0.0.1"}
    assert bibtool(tmp_path, "check", url, "--user-agent", "option", environment=both).code == 0
    assert [entry.headers["user-agent"] for entry in server.log] == ["file", "environment", "option"]
    (tmp_path / "bibtool.toml").write_text(
        (tmp_path / "bibtool.toml").read_text(encoding="utf-8").replace('user-agent = "file"', 'contact = "a@b.test"'),
        encoding="utf-8",
    )
    server.log.clear()
    assert bibtool(tmp_path, "check", url).code == 0
    assert server.log[0].headers["user-agent"].startswith("bibtool/")
    assert server.log[0].headers["user-agent"].endswith("; contact: a@b.test)")
    assert (tmp_path / "own.sqlite").exists()
    refused = bibtool(tmp_path, "check", url, "--refuse-private", "--format", "json")
    assert refused.rows[0]["outcome"] == "refused-private"
    (tmp_path / "bibtool.toml").write_text("[check]\nspeed = 1\n", encoding="utf-8")
    assert "speed" in bibtool(tmp_path, "check", url).err
    (tmp_path / "bibtool.toml").write_text("[check", encoding="utf-8")
    assert bibtool(tmp_path, "check", url).code == 2


def test_bad_sources_and_empty_ones(tmp_path: Path) -> None:
    (tmp_path / "empty.bib").write_text("@book{a,\n  title = {Bez adresu},\n}\n", encoding="utf-8")
    empty = bibtool(tmp_path, "check", "empty.bib", "--archive", "none")
    assert (empty.code, "BT518" in empty.err) == (3, True)
    missing = bibtool(tmp_path, "check", "no.bib")
    assert (missing.code, "no.bib" in missing.err) == (2, True)
    (tmp_path / "h").write_text("no database " * 100, encoding="utf-8")
    assert bibtool(tmp_path, "check", "http://127.0.0.1:9/", "--history", "h", "--archive", "none").code == 2


def test_politeness_from_the_server_s_own_log(web: Start, tmp_path: Path, ia: InternetArchive) -> None:
    """Spacing holds per host and per archive endpoint, also with 429s in between."""

    async def grumpy(x: Exchange) -> None:
        if x.count == 1 and x.path.endswith("3"):
            await x.send(429, b"", {"Retry-After": "1"})
        else:
            await x.page("Strona", ARTICLE)

    server = web(fallback=grumpy)
    hosts = [f"h{n}.test" for n in range(3)]
    urls = [f"http://{host}:{server.port}/p/{n}" for host in hosts for n in range(5)]
    ia.faults["playback"] = [429, 0]
    ia.retry_after = "1"
    run = bibtool(
        tmp_path, "check", listed(tmp_path, urls), "--format", "json", "--allow-private", "--per-host", "10/s",
        "--archive", f"wayback={ia.base}", "--rate", "wayback=1200/min", "--resolve", f"*:{server.port}:127.0.0.1",
        "--retry-wait", "0.05", "--concurrency", "50",
    )  # fmt: skip
    assert {r["outcome"] for r in run.rows} == {"alive"}
    for host in hosts:
        at = [e.at for e in server.log if e.host.startswith(host)]
        assert len(at) == 6
        # nobody was hurried: six requests take five gaps of a tenth of a second, and the pause after the 429
        assert at[-1] - at[0] >= 5 * 0.1 * 0.9 + 0.8
        # ... and no second saw more than its ten (half as many again where this machine held some of them up)
        assert max(sum(start <= t < start + 1 for t in at) for start in at) <= 15
    played = [e.at for e in ia.web.log if e.target.startswith("/web/")]
    assert len(played) == 16
    assert played[-1] - played[0] >= 15 * 0.05 * 0.9 + 0.8


def test_a_killed_check_goes_on(web: Start, tmp_path: Path) -> None:
    """kill -9 at random moments: nothing finished is lost or asked again, the database stays sound."""
    server = web(fallback=titled({f"/p/{n}": f"Strona {n}" for n in range(1000)}))
    urls = [f"http://h{n % 40}.test:{server.port}/p/{n}" for n in range(1000)]
    words = [
        sys.executable, "-m", "bibtool.cli.app", "check", listed(tmp_path, urls), "--allow-private",
        "--archive", "none", "--control", server.base, "--history", "h.sqlite", "--per-host", "20/s",
        "--resolve", f"*:{server.port}:127.0.0.1", "--format", "json",
    ]  # fmt: skip
    rng = random.Random(9)
    history = tmp_path / "h.sqlite"
    known: dict[str, str] = {}
    kills = 0
    for _ in range(KILLS):
        asked = len(server.log) + rng.randint(0, 2 * 600 // KILLS)
        process = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(server.log) < asked and process.poll() is None:
            time.sleep(0.002)
        time.sleep(rng.uniform(0.0, 0.05))  # anywhere between two requests
        process.send_signal(signal.SIGKILL)
        kills += process.wait(20) == -signal.SIGKILL
        if not history.exists():
            continue
        with History(history) as store:
            assert store.sound()
        db = sqlite3.connect(history)
        now = dict(db.execute("SELECT url, checked_at FROM seen JOIN address ON address.id = address").fetchall())
        assert known.items() <= now.items(), "a finished check was lost or repeated"
        known = now
        db.close()
    assert kills == KILLS
    server.wait_until_idle()
    served = len(server.log)
    assert 0 < len(known) < 1000
    last = bibtool(tmp_path, *words[3:])
    assert len(last.rows) == 1000
    assert len(server.log) - served == 1000 - len(known), "only what was not finished is asked"
    db = sqlite3.connect(history)
    assert db.execute("SELECT count(*), count(DISTINCT address), count(DISTINCT run) FROM seen").fetchone() == (
        1000,
        1000,
        1,
    )
    db.close()


def test_results_are_written_a_line_as_they_come(web: Callable[..., Web], tmp_path: Path) -> None:
    async def page(x: Exchange) -> None:
        await x.page("Szlaki", "słowo " * 400)

    async def odd(x: Exchange) -> None:
        await x.send(429, b"", {"Retry-After": "²"})

    server = web(routes={"/a": page, "/odd": odd})
    urls = [f"{server.base}/a", f"{server.base}/odd", f"{server.base}/gone"]
    words = ["check", listed(tmp_path, urls), "--format", "jsonl", "--archive", "none", "--control", server.base]
    words += [
        "--allow-private",
        "--per-host",
        "0",
        "--retry-wait",
        "0.05",
        "--fail-on",
        "never",
        "--history",
        "h.sqlite",
    ]
    run = bibtool(tmp_path, *words)
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert {row["url"]: row["verdict"] for row in rows} == dict(
        zip(urls, ("alive", "blocked", "dead-now"), strict=True)
    )
    again = bibtool(tmp_path, *words, "-o", "rows.jsonl")
    assert again.out == ""
    assert len((tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_the_ending_of_the_file_chooses_the_format(web: Callable[..., Web], tmp_path: Path) -> None:
    server = web(fallback=lambda x: x.page("Strona o stepie"))
    words = ["check", f"{server.base}/a", "--archive", "none", "--control", server.base, "--allow-private"]
    words += ["--per-host", "0", "--history", "h.sqlite"]
    begins = {
        "a.json": "[\n{", "a.JSONL": '{"schema"', "a.csv": "verdict,", "a.html": "<!DOCTYPE", "a.HTM": "<!DOCTYPE",
        "a.txt": "alive ", "a": "alive ",
    }  # fmt: skip
    for name, begin in begins.items():
        run = bibtool(tmp_path, *words, "-o", name)
        assert (run.code, run.out) == (0, ""), name
        assert (tmp_path / name).read_text(encoding="utf-8").lower().startswith(begin.lower()), name
    assert bibtool(tmp_path, *words, "--format", "json", "-o", "b.txt").code == 0
    assert json.loads((tmp_path / "b.txt").read_text(encoding="utf-8"))[0]["verdict"] == "alive"


def test_a_network_that_knows_few_names_is_suspected(web: Callable[..., Web], tmp_path: Path) -> None:
    server = web()
    pins = [word for n in range(6) for word in ("--resolve", f"gone{n}.test:*:nxdomain")]
    run = bibtool(
        tmp_path, "check", *[f"http://gone{n}.test/x" for n in range(6)], "--format", "json", "--archive", "none",
        "--control", server.base, "--retry-wait", "0.05", "--history", "h.sqlite", *pins,
    )  # fmt: skip
    assert {(r["outcome"], r["verdict"]) for r in run.rows} == {("dns", "unknown")}
    assert "BT531" in run.err
    assert run.code == 3


def test_one_page_on_all_servers_is_told(web: Callable[..., Web], tmp_path: Path) -> None:
    async def portal(x: Exchange) -> None:
        await x.page("Hotel Step: Wi-Fi", "Podaj numer pokoju i nazwisko. " * 30)

    server = web(fallback=portal)
    hosts = [f"h{n}.test" for n in range(6)]
    pins = [word for host in hosts for word in ("--resolve", f"{host}:{server.port}:127.0.0.1")]
    words = ["--allow-private", "--archive", "none", "--control", server.base, "--history", "h.sqlite", *pins]
    urls = [f"http://{host}:{server.port}/tekst" for host in hosts]
    run = bibtool(tmp_path, "check", *urls, "--format", "json", *words)
    assert ("BT535" in run.err, "Hotel Step" in run.err) == (True, True)
    assert {row["verdict"] for row in run.rows} == {"unknown"}
    assert all("6 of 6 hosts show this page" in row["evidence"][-1] for row in run.rows)
    with closing(sqlite3.connect(tmp_path / "h.sqlite")) as kept:
        assert set(kept.execute("SELECT verdict FROM seen")) == {("unknown",)}
    few = bibtool(tmp_path, "check", *urls[:4], "--format", "json", *words)
    assert "BT535" not in few.err
    assert {row["verdict"] for row in few.rows} == {"alive"}
    lines = [
        json.loads(line) for line in bibtool(tmp_path, "check", *urls, "--format", "jsonl", *words).out.splitlines()
    ]
    assert {row["url"]: row["verdict"] for row in lines} == dict.fromkeys(urls, "unknown"), (
        "the last line of each counts"
    )
