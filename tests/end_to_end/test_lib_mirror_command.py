"""``bibtool lib mirror`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Ran, bibtool

BIB = "@book{ryba, author = {Ryba, Jan}, title = {Wody}, year = {1950}, note = {pin 4711}}\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("BIBTOOL_LIBRARY", str(tmp_path / "l.sqlite"))
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    lib("add", str(tmp_path / "a.bib"))
    return tmp_path


def lib(*words: str | Path) -> Ran:
    return bibtool("lib", *words)


def test_there_and_back(desk: Path) -> None:
    (desk / "folder").mkdir()
    lib("tag", "ryba", "--add", "woda")
    assert lib("mirror", desk / "folder").code == 0
    mirror = desk / "folder" / "library.txt"
    assert '@tag: "woda"\n' in mirror.read_text(encoding="utf-8")
    mirror.write_text(mirror.read_text(encoding="utf-8").replace('"Wody"', '"Wody i ryby"'), encoding="utf-8")
    done = lib("mirror", desk / "folder")  # somebody changed it
    assert done.code == 1 and "--read" in done.err and "ryby" in mirror.read_text(encoding="utf-8")
    assert lib("mirror", desk / "folder", "--read").out == "new: 0, changed: 1, removed: 0\n"
    assert "Wody i ryby" in lib("show", "ryba").out
    before = mirror.read_bytes()
    assert lib("mirror", desk / "folder").code == 0 and mirror.read_bytes() == before
    assert lib("undo").code == 0 and "ryby" not in lib("show", "ryba").out
    assert bibtool("lib", "mirror", mirror, "--read", "--library", desk / "copy.sqlite").code == 0
    added = bibtool("lib", "add", mirror, "--library", desk / "copy.sqlite")
    assert added.code == 2 and "--read" in added.err
    assert "Wody i ryby" in bibtool("lib", "show", "ryba", "--library", desk / "copy.sqlite").out


def test_kept_up_and_no_more(desk: Path) -> None:
    mirror = desk / "m.txt"
    assert lib("mirror", mirror, "--always").code == 0
    lib("tag", "ryba", "--add", "raz")
    assert "raz" in mirror.read_text(encoding="utf-8")
    mirror.write_text(mirror.read_text(encoding="utf-8") + "\n# czyjaś uwaga\n", encoding="utf-8")
    done = lib("tag", "ryba", "--add", "dwa")
    assert done.code == 1 and "m.txt" in done.err
    assert "dwa" in lib("show", "ryba").out and "czyjaś" in mirror.read_text(encoding="utf-8")
    assert lib("mirror", mirror, "--read").code == 0 and "dwa" not in lib("show", "ryba").out
    assert lib("mirror", mirror, "--never").code == 0
    lib("tag", "ryba", "--add", "trzy")
    assert "trzy" not in mirror.read_text(encoding="utf-8")


def test_a_purge_reaches_the_mirrors(desk: Path) -> None:
    assert lib("mirror", desk / "m.txt").code == 0 and b"4711" in (desk / "m.txt").read_bytes()
    assert lib("purge", "ryba.note", "--yes").code == 0
    assert b"4711" not in b"".join(each.read_bytes() for each in [desk / "m.txt", *desk.glob("l.sqlite*")])


def test_other_files_are_left_alone(desk: Path) -> None:
    other = desk / "other.txt"
    other.write_text("Lista zakupów\n", encoding="utf-8")
    assert lib("mirror", other).code == 1 and other.read_text(encoding="utf-8") == "Lista zakupów\n"
    done = lib("mirror", other, "--read")
    assert done.code == 2 and "line 1: not a mirror" in done.err
    (desk / "bad.txt").write_bytes(b"# A library\n\xff")
    done = lib("mirror", desk / "bad.txt", "--read")
    assert done.code == 2 and "line 2: no UTF-8" in done.err
    assert lib("mirror", desk / "none.txt", "--read").code == 2
    assert lib("mirror", desk / "m.txt", "--always", "--never").code == 2
    assert bibtool("lib", "mirror", desk / "m.txt", "--library", desk / "none.sqlite").code == 3
    assert "Wody" in lib("show", "ryba").out
