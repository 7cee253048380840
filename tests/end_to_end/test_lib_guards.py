"""What a slip must not cost: the library as an output, queries of nothing, contradicting options."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import bibtool

ONE = "@book{wir2001, author = {Wir, Ewa}, title = {Rzeki}, year = {2001}}\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "one.bib").write_text(ONE, encoding="utf-8")
    found = tmp_path / "own.sqlite"
    assert bibtool("lib", "add", tmp_path / "one.bib", "--library", found).code == 0
    return found


def test_the_library_is_no_output_of_its_export(library: Path) -> None:
    before = library.read_bytes()
    ran = bibtool("lib", "export", "--to", "bibtex", "-o", library, "--library", library)
    assert ran.code == 2 and "would be overwritten" in ran.err
    assert library.read_bytes() == before


@pytest.mark.parametrize("query", ["()", "-", "*"])
def test_a_query_without_a_word_changes_nothing(library: Path, query: str) -> None:
    ran = bibtool("lib", "edit", f"--where={query}", "--set", "note=x", "--library", library)
    assert ran.code != 0
    assert "note" not in bibtool("lib", "export", "--to", "bibtex", "--library", library).out


def test_a_field_is_not_set_and_removed_at_once(library: Path) -> None:
    ran = bibtool("lib", "edit", "wir2001", "--unset", "author", "--set", "author=Lis, Jan", "--library", library)
    assert ran.code == 2 and "author is set as well" in ran.err


@pytest.mark.parametrize("tag", ["", "   ", "a\nb", "a;b"])
def test_a_tag_is_one_line_of_text(library: Path, tag: str) -> None:
    assert bibtool("lib", "tag", "wir2001", "--add", tag, "--library", library).code == 2


def test_a_purged_value_is_gone_from_the_commands_of_the_log(library: Path) -> None:
    assert bibtool("lib", "edit", "wir2001", "--set", "note=Tajemnica", "--library", library).code == 0
    ran = bibtool("lib", "purge", "wir2001.note", "--yes", "--library", library)
    assert "still occur" not in ran.err
    assert b"Tajemnica" not in library.read_bytes()
    assert "note=…" in bibtool("lib", "log", "--library", library).out


def test_what_is_wrong_in_a_bibliography_is_told_when_it_is_added(tmp_path: Path) -> None:
    source = tmp_path / "two.bib"
    source.write_text("@book{u, title = undef, year = 1999}\n@book{u, title = {Inny}, year = 1998}\n", "utf-8")
    ran = bibtool("lib", "add", source, "--library", tmp_path / "own.sqlite")
    assert ran.code == 0 and "BT603" in ran.err and "BT606" in ran.err
