"""Outputs that cannot be written: one clear line and nothing half-written, for every command that writes files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from bibtool.cli.app import build

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "end_to_end"))
from commands import Ran, bibtool, is_one_clear_line  # noqa: E402  -- found by the path above

NOTES = '{"number": "1", "text": "A. Nowak, Szlaki stepu, Kraków 2010, s. 12."}\n'
LINKS = ("--archive", "none", "--control", "http://127.0.0.1:9/", "--retry-wait", "0.01", "--timeout", "2")
# A call of each command with an output, and the output's ending.
CALLS: dict[str, tuple[tuple[str, ...], str]] = {
    "check": (("links.txt", "--history", "links.sqlite", "--allow-private", *LINKS, "--format", "json"), ".json"),
    "cite": (("paper.md", "--bib", "refs.bib"), ".html"),
    "cited": (("paper.md", "--bib", "refs.bib"), ".bib"),
    "convert": (("refs.bib",), ".ris"),
    "extract": (("a.notes.jsonl",), ".bib"),
    "format": (("refs.bib", "--style", "pn-iso-690"), ".txt"),
    "inspect": (("a.notes.jsonl",), ".html"),
    "lint": (("a.notes.jsonl",), ".jsonl"),
    "report": (("refs.bib",), ".html"),
    "run": (("a.notes.jsonl", "--no-check"), ""),
    "tidy": (("refs.bib", "--case"), ".bib"),
}


def with_output() -> list[str]:
    commands: dict[str, Any] = dict(typer.main.get_command(build()).commands)  # type: ignore[attr-defined]
    return sorted(name for name, each in commands.items() if any("--output" in p.opts for p in each.params))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path.with_name(f"{tmp_path.name}-data")))
    (tmp_path / "a.notes.jsonl").write_text(NOTES, encoding="utf-8")
    (tmp_path / "refs.bib").write_text("@book{nowak2010, title={Szlaki stepu}, date={2010}}\n", encoding="utf-8")
    (tmp_path / "paper.md").write_text("As @nowak2010.\n", encoding="utf-8")
    (tmp_path / "links.txt").write_text("http://127.0.0.1:9/\n", encoding="utf-8")
    return tmp_path


def call(name: str, output: str | Path, folder: Path) -> Ran:
    if name == "cite" and shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    return bibtool(name, *CALLS[name][0], "-o", output, cwd=folder)


def held(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but the history of links."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("links.sqlite"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_every_command_with_an_output_is_called() -> None:
    assert sorted(CALLS) == with_output()


@pytest.mark.parametrize(
    "case", ["folder", "no folder", "file as folder", "long name", "null", "read-only", "own file"]
)
@pytest.mark.parametrize("name", sorted(CALLS))
def test_an_output_that_cannot_be_is_one_line_and_2(name: str, case: str, folder: Path) -> None:
    ending = CALLS[name][1]
    output: str | Path = folder / f"x{ending}"
    if case == "folder":
        if name == "run":
            pytest.skip("a folder is what it writes into")
        Path(output).mkdir()
    elif case == "no folder":
        if name == "run":
            pytest.skip("it makes the folder")
        output = folder / "none" / f"x{ending}"
    elif case == "file as folder":
        (folder / "file").write_text("kept", encoding="utf-8")
        output = folder / "file" / f"x{ending}"
    elif case == "long name":
        output = folder / f"{'ż' * 200}{ending}"
    elif case == "null":
        output = f"x\0{ending}"
    elif case == "own file":
        output = folder / "locked" / f"x{ending}" if name == "run" else folder / f"x{ending}"
        if name == "run":
            output.mkdir(parents=True)
            (output / "findings.txt").mkdir()
        else:
            output.write_text("kept", encoding="utf-8")
            output.chmod(0o444)
            if os.access(output, os.W_OK):
                pytest.skip("this user may write everything")
    else:
        (folder / "locked").mkdir(mode=0o555)
        if os.access(folder / "locked", os.W_OK):
            pytest.skip("this user may write everything")
        output = folder / "locked" / f"x{ending}"
    before = held(folder)
    ran = call(name, output, folder)
    assert ran.code == 2, ran
    assert is_one_clear_line(ran.err), ran.err
    if not (name == "run" and case == "own file"):  # the folder is there: what else belongs into it is written
        assert held(folder) == before


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_full_disk_is_one_line_and_3(name: str, folder: Path) -> None:
    """The least that a process may write is none: what it does then is what it does on a full disk."""
    if name == "cite" and shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    args, ending = CALLS[name]
    before = held(folder)
    program = [sys.executable, "-m", "bibtool.cli.app", name, *args, "-o", f"x{ending}"]
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 0; exec "$@"', "bash", *program],
        capture_output=True,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "BIBTOOL_DEBUG": "",
        },
        check=False,
        timeout=120,
    )
    err = done.stderr.decode()
    assert done.returncode == 3, err
    assert err.splitlines()[-1].startswith("bibtool: ") and err.count("bibtool: ") == 1 and "Traceback" not in err, err
    assert held(folder) == before, "nothing half-written"


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"run"}))
def test_a_full_device_is_one_line_and_3(name: str, folder: Path) -> None:
    device = folder / f"x{CALLS[name][1]}"
    device.symlink_to("/dev/full")
    ran = call(name, device, folder)
    assert ran.code == 3 and is_one_clear_line(ran.err), ran
    assert device.is_symlink()
