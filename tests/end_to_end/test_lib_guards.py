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
    assert ran.code == 2 and "author is both set and removed" in ran.err


@pytest.mark.parametrize("tag", ["", "   ", "a\nb", "a;b"])
def test_a_tag_is_one_line_of_text(library: Path, tag: str) -> None:
    ran = bibtool("lib", "tag", "wir2001", "--add", tag, "--library", library)
    assert ran.code == 2 and "cannot be a tag" in ran.err


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


def test_a_backup_into_a_folder_that_is_not_there_names_it(library: Path, tmp_path: Path) -> None:
    ran = bibtool("lib", "backup", tmp_path / "no" / "copy", "--library", library)
    assert ran.code == 2 and str(tmp_path / "no" / "copy") in ran.err and str(library) not in ran.err


def test_a_type_is_no_value_to_purge(library: Path) -> None:
    ran = bibtool("lib", "purge", "wir2001.type", "--yes", "--library", library)
    assert ran.code == 2 and "type" in ran.err
    assert '"type": "book"' in bibtool("lib", "show", "wir2001", "--to", "json", "--library", library).out


def test_tables_say_which_notes_cite_a_work(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Las¹.\n\n1 E. Zoń, Zagajniki nad Pilicą, Drzewo, Radom 1998, s. 7.\n", "utf-8")
    own = tmp_path / "own.sqlite"
    assert bibtool("lib", "add", tmp_path / "a.md", "--library", own).code == 0
    for command in (("list",), ("search", "zagajniki")):
        line = bibtool("lib", *command, "--library", own).out.splitlines()[1]
        assert " 1998    1  " in line, line


def test_a_work_that_comes_again_under_another_key_is_known_by_both(tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    entry = "{%s, author = {Zoń, Ewa}, title = {Zagajniki nad Pilicą}, publisher = {Drzewo}, year = 1998, ids = {%s}}"
    for key, ids in (("zon98", "las"), ("Zon:1998", "bor"), ("ZON98", "las"), ("Zon:1998", "bor")):
        (tmp_path / "a.bib").write_text("@book" + entry % (key, ids), "utf-8")
        assert bibtool("lib", "add", tmp_path / "a.bib", "--library", own).code == 0
    assert len(bibtool("lib", "log", "--library", own).out.splitlines()) == 3
    for key in ("zon98", "zon:1998", "bor", "LAS"):
        assert bibtool("lib", "show", key, "--library", own).out.startswith("key        zon98"), key
    assert "ids          = {las,bor,Zon:1998}" in bibtool("lib", "export", "--to", "biblatex", "--library", own).out
