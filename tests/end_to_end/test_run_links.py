"""The whole job and its last stage: the links."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from commands import bibtool, process

from bibtool.jobs.manifest import MANIFEST


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/a/1"
        body = b"<title>Szlaki stepu</title>"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815  -- the name that http.server calls

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def notes(path: Path, *texts: str) -> Path:
    rows = [json.dumps({"number": str(i), "text": text}) for i, text in enumerate(texts, start=1)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_links_lie_beside_the_rest(port: int, tmp_path: Path) -> None:
    host = f"http://site.example:{port}"
    source = notes(
        tmp_path / "a.notes.jsonl",
        f"A. Nowak, Szlaki stepu [online], 4 v 2019 [dostęp: 12 vi 2020]: <{host}/a/1>.",
        f"B. Lis, Rzeki i brody [online], 4 v 2019 [dostęp: 12 vi 2020]: <{host}/a/2>.",
    )
    env = {
        "BIBTOOL_ALLOW_PRIVATE": "1",
        "BIBTOOL_ARCHIVE": "none",
        "BIBTOOL_RESOLVE": f"site.example:{port}:127.0.0.1",
        "BIBTOOL_PER_HOST": "0",
        "BIBTOOL_RETRY_WAIT": "0.05",
        "BIBTOOL_HISTORY": str(tmp_path / "history.sqlite"),
    }
    ran = process("run", source, "--from", "notes", "-o", tmp_path / "out", env=env)
    assert ran.code == 0, ran.err
    rows = json.loads((tmp_path / "out" / "links.json").read_text(encoding="utf-8"))
    assert [row["verdict"] for row in rows] == ["alive", "dead-now"]
    assert (tmp_path / "out" / "links.html").exists()
    (line,) = [line for line in ran.out.splitlines() if line.startswith("links ")]
    assert line.split(maxsplit=1)[1] == "2 (alive 1, dead-now 1)"
    without = process("run", source, "--from", "notes", "-o", tmp_path / "plain", "--no-check", env=env)
    assert without.code == 0
    links = {"links.json", "links.html"}
    same = {p.name for p in (tmp_path / "out").iterdir()} - links
    assert same == {p.name for p in (tmp_path / "plain").iterdir()}
    told, told_plain = (
        json.loads((tmp_path / folder / MANIFEST).read_text(encoding="utf-8"))["files"] for folder in ("out", "plain")
    )
    shown = {*links, "report.html"}  # the report shows what was seen
    assert told == {**told_plain, **{name: told[name] for name in shown}}
    assert told["report.html"] != told_plain["report.html"]
    same.remove(MANIFEST)
    for name in same - {"report.html"}:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "plain" / name).read_bytes(), name


def test_without_a_network_it_says_so_and_the_rest_is_done(tmp_path: Path) -> None:
    source = notes(
        tmp_path / "a.notes.jsonl", "A. Nowak, Szlaki [online], 4 v 2019 [dostęp: 12 vi 2020]: <https://a.example/1>."
    )
    env = {"BIBTOOL_DNS": "127.0.0.1:9", "BIBTOOL_HISTORY": str(tmp_path / "history.sqlite")}
    ran = process("run", source, "--from", "notes", "-o", tmp_path / "out", env=env)
    assert ran.code == 0, ran.err
    assert "no network" in ran.out
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert "bibliography.bib" in names and not [name for name in names if name.startswith("links.")]


def test_a_check_that_cannot_begin_does_not_stop_the_job(tmp_path: Path) -> None:
    source = notes(tmp_path / "a.notes.jsonl", "A. Nowak, Szlaki, 2019: <https://a.example/1>.")
    ran = process("run", source, "--from", "notes", "-o", tmp_path / "out", env={"BIBTOOL_TIMEOUT": "soon"})
    assert ran.code == 0, ran.err
    assert "not checked" in ran.out and "BT712" in ran.err and "Traceback" not in ran.err
    assert bibtool("run", source, "--from", "notes", "-o", tmp_path / "out", "--no-check").code == 0
