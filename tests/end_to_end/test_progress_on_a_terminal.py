"""Progress: a bar with "n of N" for a person at a terminal, nothing for anybody else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from terminals import AT_ONCE, on_terminal

MANY = 150


def article() -> str:
    marks = " ".join(f"Zdanie{number}." for number in range(1, MANY + 1))
    notes = [
        f"{number} A. Kos, Promy i tratwy na rzece {chr(65 + number % 26)}, Lublin {1900 + number}, s. {number}."
        for number in range(1, MANY + 1)
    ]
    return "Rzeki\n\n" + marks + "\n\n" + "\n".join(notes) + "\n"


def bibliography() -> str:
    return "".join(
        f"@book{{k{number}, author = {{Kos, Anna}}, title = {{Promy {number}}}, date = {{{1500 + number % 500}}}}}\n"
        for number in range(2000)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(article(), encoding="utf-8")
    (tmp_path / "a.bib").write_text(bibliography(), encoding="utf-8")
    return tmp_path


def test_notes_are_counted_while_they_are_read(folder: Path) -> None:
    code, told, _ = on_terminal(folder, "lint", "a.txt", "--fail-level", "error", "--ui", "pl", stream="stderr")
    assert code == 0
    counts = {int(found) for found in re.findall(rf"(\d+) z {MANY}", told)}
    assert counts and max(counts) <= MANY and "odczytywanie przywołań a.txt" in told


@pytest.mark.parametrize("quiet", ["option", "before", "environment"])
def test_quiet_shows_none(quiet: str, folder: Path) -> None:
    asked = {"option": ["lint", "a.txt", "--quiet"], "before": ["--quiet", "lint", "a.txt"]}
    given = {"BIBTOOL_QUIET": "1" if quiet == "environment" else ""}
    _, told, _ = on_terminal(folder, *asked.get(quiet, ["lint", "a.txt"]), stream="stderr", **given)
    assert f"of {MANY}" not in told and "parsing" not in told


def test_a_pipe_gets_none(folder: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", AT_ONCE, "lint", "a.txt"], cwd=folder, capture_output=True, text=True)
    assert f"of {MANY}" not in ran.stderr and "parsing" not in ran.stderr and "\x1b" not in ran.stderr


def test_works_are_counted_on_their_way_into_the_library_and_beside_each_other(folder: Path) -> None:
    library = str(folder / "l.sqlite")
    code, told, out = on_terminal(folder, "lib", "add", "a.bib", "--library", library, stream="stderr")
    assert code in (0, 1) and "2000" in out and re.search(r"\d+ of 2000", told) and "adding a.bib" in told
    _, told, _ = on_terminal(folder, "lib", "dedupe", "--library", library, stream="stderr")
    assert "comparing works" in told and re.search(r"\d+ of \d+", told)
