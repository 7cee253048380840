"""Full disks, closed streams and closed pipes: the same promise for every command, tested the day it arrives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer

from bibtool.cli.app import build
from bibtool.items.item import Item
from bibtool.library.store import Store
from bibtool.library.work import Work
from bibtool.links.history import History, Seen
from bibtool.links.outcome import Outcome, Verdict

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(typer.main.get_command(build()).commands)  # type: ignore[attr-defined]
NOTES = '{"number": "1", "text": "A. Nowak, Szlaki stepu, Kraków 2010, s. 12."}\n'
LINKS = ("--archive", "none", "--control", "http://127.0.0.1:9/", "--retry-wait", "0.01", "--timeout", "2")
# A call of each command that prints something.
CALLS: dict[str, tuple[str, ...]] = {
    "check": ("check", "links.txt", "--history", "new.sqlite", "--allow-private", *LINKS),
    "cite": ("cite", "paper.md", "--bib", "refs.bib"),
    "cited": ("cited", "paper.md", "--bib", "refs.bib"),
    "convert": ("convert", "refs.bib", "--to", "ris"),
    "correct": ("correct", "a.notes.jsonl", "--list"),
    "explain": ("explain",),
    "extract": ("extract", "a.notes.jsonl"),
    "filter": ("filter", "html"),
    "format": ("format", "refs.bib", "--style", "pn-iso-690"),
    "history": ("history", "http://example.org/", "--history", "history.sqlite"),
    "inspect": ("inspect", "a.notes.jsonl", "--note", "1"),
    "lib": ("lib", "list", "--library", "shelf.sqlite"),
    "lint": ("lint", "a.notes.jsonl", "--format", "json"),
    "report": ("report", "refs.bib", "-o", "-"),
    "run": ("run", "a.notes.jsonl", "-o", "out", "--no-check", "--overwrite"),
    "schema": ("schema", "citations"),
    "styles": ("styles", "polish"),
    "tidy": ("tidy", "refs.bib", "--case"),
    "translit": ("translit", "Тренин"),
    "undo": ("undo", "--list"),
}
DOCUMENT = {"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Para", "c": [{"t": "Str", "c": "Step"}]}]}


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("streams")
    (made / "a.notes.jsonl").write_text(NOTES, encoding="utf-8")
    (made / "refs.bib").write_text("@book{nowak2010, title={Szlaki stepu}, date={2010}}\n", encoding="utf-8")
    (made / "paper.md").write_text("As @nowak2010.\n", encoding="utf-8")
    (made / "links.txt").write_text("http://127.0.0.1:9/\n", encoding="utf-8")
    with Store(made / "shelf.sqlite") as shelf, shelf.operation("add"):
        shelf.add(Work(0, "nowak2010", Item("book", text={"title": "Szlaki stepu"})))
    with History(made / "history.sqlite") as store:
        now = datetime(2024, 5, 6, tzinfo=UTC)
        seen = Seen("http://example.org/", now, Outcome.ALIVE, Verdict.ALIVE, 200, "", "Step", {})
        store.add(store.begin("x", now), seen)
    return made


def ended(folder: Path, args: tuple[str, ...], redirect: str = "", stdout: Any = subprocess.PIPE) -> Ended:
    """A process of its own, its streams redirected by the shell."""
    program = [sys.executable, "-m", "bibtool.cli.app", *args]
    done = subprocess.run(
        ["bash", "-c", f'exec "$@" {redirect}', "bash", *program],
        input=json.dumps(DOCUMENT).encode(),
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "XDG_DATA_HOME": str(folder / "data"),
        },
        check=False,
        timeout=120,
    )
    return Ended(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


@contextmanager
def closed_pipe() -> Iterator[int]:
    """The end of a pipe to write to, whose reader is gone."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        yield writer
    finally:
        os.close(writer)


def clean(err: str) -> bool:
    return "Traceback" not in err and "Exception ignored" not in err and "Broken pipe" not in err


def call(name: str) -> tuple[str, ...]:
    if name == "cite" and shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    return CALLS[name]


def test_every_command_is_called() -> None:
    assert sorted(CALLS) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_help_to_a_full_disk(name: str, folder: Path) -> None:
    done = ended(folder, (name, "--help"), ">/dev/full")
    assert done.code == 3 and done.err.startswith("bibtool: ") and done.err.count("\n") == 1, done


@pytest.mark.parametrize("args", [("--version",), ("--help",), ()], ids=" ".join)
def test_help_to_a_full_disk_a_closed_stream_and_a_closed_pipe(args: tuple[str, ...], folder: Path) -> None:
    for redirect in (">/dev/full", ">&-"):
        done = ended(folder, args, redirect)
        assert done.code == 3, (redirect, done)
        assert done.err.startswith("bibtool: ") and done.err.count("\n") == 1, (redirect, done)
    with closed_pipe() as pipe:
        done = ended(folder, args, stdout=pipe)
    assert done.code == 0 and done.err == "", done


@pytest.mark.parametrize("name", COMMANDS)
def test_data_to_a_full_disk_a_closed_stream_and_a_closed_pipe(name: str, folder: Path) -> None:
    args = call(name)
    plain = ended(folder, args)
    assert plain.out and clean(plain.err), plain
    for redirect in (">/dev/full", ">&-"):
        done = ended(folder, args, redirect)
        assert done.code == 3 and clean(done.err), (redirect, done)
        told = [line for line in done.err.splitlines() if line.startswith("bibtool: standard output")]
        assert len(told) == 1 and done.err.endswith(f"{told[0]}\n"), (redirect, done)
    with closed_pipe() as pipe:
        done = ended(folder, args, stdout=pipe)
    assert done.code == 0 and clean(done.err), done
    assert "standard output" not in done.err


@pytest.mark.parametrize("name", COMMANDS)
def test_messages_to_a_full_disk_and_a_closed_stream_cost_no_data(name: str, folder: Path) -> None:
    args = call(name)
    plain = ended(folder, args)
    for redirect in ("2>/dev/full", "2>&-") if name == "extract" else ("2>/dev/full",):
        done = ended(folder, args, redirect)
        assert done.out == plain.out and done.err == "", (redirect, done)
        assert done.code == (3 if plain.err and plain.code in (0, 1) else plain.code), (redirect, done, plain)


@pytest.mark.parametrize("redirect", [">/dev/full 2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"])
def test_all_streams_at_once(redirect: str, folder: Path) -> None:
    assert ended(folder, ("explain",), redirect) == Ended(3, "", "")
    done = ended(folder, ("extract", "a.notes.jsonl", "-o", "all.bib"), redirect)
    assert done == Ended(3, "", ""), "what is said of the findings is lost"
    assert "nowak2010" in (folder / "all.bib").read_text(encoding="utf-8"), "no file got the number of a closed stream"


def test_what_was_wrong_stays_the_exit_code(folder: Path) -> None:
    for redirect in ("2>/dev/full", "2>&-"):
        assert ended(folder, ("extract", "none.txt"), redirect) == Ended(2, "", "")
        assert ended(folder, ("nothing",), redirect) == Ended(2, "", "")
    with closed_pipe() as pipe:
        done = ended(folder, ("lint", "none.txt", "--format", "json"), stdout=pipe)
    assert done.code == 2 or done.err.count("\n") == 1


def test_standard_input_that_is_closed(folder: Path) -> None:
    for args in (("extract", "-"), ("translit", "-"), ("filter", "html"), ("format", "-", "--style", "apa")):
        done = ended(folder, args, "<&-")
        assert done.code == 2 and done.err.count("\n") == 1 and clean(done.err), (args, done)


def test_data_appended_to_what_is_read(folder: Path) -> None:
    (folder / "own.jsonl").write_text(NOTES, encoding="utf-8")
    done = ended(folder, ("extract", "own.jsonl", "--format", "citations"), ">>own.jsonl")
    assert done.code == 2 and done.err.count("\n") == 1
    assert (folder / "own.jsonl").read_text(encoding="utf-8") == NOTES
