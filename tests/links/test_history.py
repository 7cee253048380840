"""The history: resumable runs, exact addresses and their SURT keys, a file that is none."""

import asyncio
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bibtool.database import DatabaseError
from bibtool.links.history import STALE, History, Seen
from bibtool.links.outcome import Outcome, Verdict
from links.cli import bibtool, listed
from links.servers import Exchange, Web

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def seen(url: str, at: datetime = NOW, verdict: Verdict = Verdict.ALIVE) -> Seen:
    return Seen(url, at, Outcome.ALIVE, verdict, 200, url, "Tytuł", {"x": [1, "ł"]})


def test_a_run_is_taken_up_again_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "h.sqlite"
    with History(path) as history:
        run = history.begin("f", NOW)
        history.add(run, seen("http://a.org/x"))
    with History(path) as history:
        assert history.begin("f", NOW + timedelta(hours=1)) == run
        assert history.begin("other", NOW) != run
        assert history.finished(run)["http://a.org/x"] == seen("http://a.org/x")
        assert history.begin("f", NOW + STALE + timedelta(hours=1)) != run
    with History(path) as history:
        fresh = history.begin("g", NOW)
        assert history.begin("g", NOW, fresh=True) != fresh
        history.finish(fresh + 1, NOW)
        assert history.begin("g", NOW) == fresh
        history.finish(fresh, NOW)
        assert history.begin("g", NOW) not in {fresh, fresh + 1}
        assert history.sound()


def test_a_check_is_kept_once_a_run(tmp_path: Path) -> None:
    with History(tmp_path / "h") as history:
        run = history.begin("f", NOW)
        history.add(run, seen("http://a.org/x"))
        history.add(run, seen("http://a.org/x"))  # of another process with the same work: the first stands
        history.add(run, seen("http://www.a.org/X"))
        assert len(history.of("http://a.org/x")) == 1
        assert [s.url for s in history.like("https://a.org/x/")] == ["http://a.org/x", "http://www.a.org/X"]
        assert history.verdicts("http://a.org/x") == [(NOW, Verdict.ALIVE)]


def test_closed_archives_are_remembered(tmp_path: Path) -> None:
    with History(tmp_path / "h") as history:
        history.close_archive("wayback", NOW + timedelta(hours=1), "refused")
        assert history.closed_archives(NOW) == {"wayback": (NOW + timedelta(hours=1), "refused")}
        assert history.closed_archives(NOW + timedelta(hours=2)) == {}


def test_what_is_no_history_says_so(tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.write_bytes(b"this is no database, and long enough to look like one" * 50)
    with pytest.raises(DatabaseError, match="bad"):
        History(bad)
    with pytest.raises(DatabaseError):
        History(tmp_path)
    newer = tmp_path / "newer"
    db = sqlite3.connect(newer)
    db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(DatabaseError, match="newer"):
        History(newer)


def test_the_history_shows_what_a_person_said(tmp_path: Path) -> None:
    options = ("--history", "h.db")
    assert bibtool(tmp_path, "check", "--mark", "http://a.test/x", "alive", "--note", "zob. list", *options).code == 0
    shown = bibtool(tmp_path, "history", "http://www.a.test/x/", *options)
    assert (shown.code, shown.out.count("http://a.test/x counts as alive")) == (0, 1)
    assert "zob. list" in shown.out


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_check_keeps_what_it_looked_at(
    web: Callable[..., Web], tmp_path: Path, kind: signal.Signals
) -> None:
    async def slow(x: Exchange) -> None:
        await asyncio.sleep(0.05)
        await x.page(f"Strona {x.path}", "Długi tekst o karawanach i brodach. " * 60)

    server = web(fallback=slow)
    words = [
        "check", listed(tmp_path, [f"{server.base}/p{n}" for n in range(40)]), "--allow-private", "--archive", "none",
        "--control", server.base, "--history", "h.sqlite", "--per-host", "0", "--format", "jsonl",
    ]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "bibtool.cli.app", *words],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a background job ignores it
    )
    while len(server.log) < 8:
        time.sleep(0.005)
    process.send_signal(kind)
    out, _ = process.communicate(timeout=60)
    printed = {json.loads(line)["url"] for line in out.splitlines()}
    assert 0 < len(printed) < 40
    server.wait_until_idle()
    asked = len(server.log)
    rest = bibtool(tmp_path, *words)
    assert {row["url"] for row in map(json.loads, rest.out.splitlines())} >= printed
    again = {f"{server.base}{each.target}" for each in server.log[asked:]}
    assert again
    assert not again & printed
