"""``bibtool lib purge`` on the command line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from commands import Ran, bibtool

BIB = """@book{bor1999, author = {Bór, Zenobia}, title = {Wrzosowiska północy}, year = {1999},
  note = {tel. 123 456 789}}
@book{lis2003, author = {Lis, Onufry}, title = {O wrzosowiskach Zenobii}, year = {2003}}
"""


@pytest.fixture
def lib(tmp_path: Path) -> Path:
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    assert bibtool("lib", "add", tmp_path / "a.bib", "--library", tmp_path / "l.sqlite").code == 0
    return tmp_path / "l.sqlite"


def purge(lib: Path, *args: str) -> Ran:
    return bibtool("lib", "purge", *args, "--library", lib)


def test_a_value_leaves_the_file(lib: Path) -> None:
    assert b"123 456 789" in lib.read_bytes()
    assert purge(lib, "bor1999.note", "--yes").code == 0
    assert b"123 456 789" not in b"".join(each.read_bytes() for each in lib.parent.glob("l.sqlite*"))
    assert "123" not in bibtool("lib", "show", "bor1999", "--library", lib).out
    assert "took values out for good" in bibtool("lib", "undo", "--library", lib).err


def test_nothing_is_purged_unasked(lib: Path) -> None:
    before = lib.read_bytes()
    done = purge(lib, "bor1999")
    assert done.code == 2 and "--yes" in done.err and lib.read_bytes() == before


def test_what_is_not_there_is_told_with_what_is(lib: Path) -> None:
    done = purge(lib, "bor1999.notes", "--yes")
    assert done.code == 2 and "bor1999 has no notes (note?)" in done.err
    done = purge(lib, "bor1990.note", "--yes")
    assert done.code == 2 and "no work with the key bor1990 (bor1999?)" in done.err


def test_the_same_words_elsewhere_are_told(lib: Path) -> None:
    (lib.parent / "b.bib").write_text("@book{x, title = {Zenobia i inni}}", encoding="utf-8")
    bibtool("lib", "add", lib.parent / "b.bib", "--library", lib)
    done = purge(lib, "bor1999.author", "--yes")
    assert done.code == 1 and "BT977" in done.err and "work x" in done.err


def test_a_reader_keeps_the_log_of_writes(lib: Path) -> None:
    reader = sqlite3.connect(lib)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM work").fetchone()
    try:
        done = purge(lib, "bor1999.note", "--yes")
        assert done.code == 1 and "BT978" in done.err
    finally:
        reader.close()
