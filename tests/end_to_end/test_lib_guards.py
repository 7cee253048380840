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


def test_a_project_is_a_folder(tmp_path: Path) -> None:
    ran = bibtool("lib", "init", "works.sqlite", cwd=tmp_path)
    assert ran.code == 2 and "BT994" not in ran.out and "--library works.sqlite" in ran.err
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "works.db").mkdir()
    assert bibtool("lib", "init", "works.db", cwd=tmp_path).code == 0


@pytest.mark.parametrize("command", [("tag", "a", "--add", "x"), ("rm", "a")])
def test_what_changes_works_makes_no_library(tmp_path: Path, command: tuple[str, ...]) -> None:
    own = tmp_path / "own.sqlite"
    ran = bibtool("lib", *command, "--library", own)
    assert ran.code == 3 and "own.sqlite" in ran.err and not own.exists()


OTHER = "@book{kos1999, author = {Kos, Jan}, title = {Mosty}, year = {1999}, publisher = {Bór}}\n"


def test_works_that_are_evidently_different_are_merged_only_when_asked_and_come_back(library: Path) -> None:
    other = library.with_name("other.bib")
    other.write_text(OTHER, encoding="utf-8")
    bibtool("lib", "add", other, "--library", library)
    before = bibtool("lib", "list", "--library", library).out
    asked = ("lib", "merge", "wir2001", "kos1999", "--library", library)
    ran = bibtool(*asked)
    assert (ran.code, ran.out) == (2, "") and "title (Rzeki / Mosty), author (Wir, Ewa / Kos, Jan)" in ran.err
    ran = bibtool(*asked, "--diff")
    assert ran.code == 2 and "+title (other) = Mosty" in ran.out and "BT995" in ran.err
    assert bibtool("lib", "list", "--library", library).out == before
    ran = bibtool(*asked, "--force")
    lines = [line.split(maxsplit=2) for line in ran.out.splitlines()]
    assert ran.code == 0 and ["title", "kept", "Rzeki"] in lines and ["beside", "it", "Mosty"] in lines
    assert ["taken", "over:", "publisher"] in lines
    ran = bibtool("lib", "undo", "--library", library)
    assert ran.code == 0 and "undone: 3, merge wir2001 kos1999 (20" in ran.out
    assert "put back (1): kos1999" in ran.out and "as they were before (1): wir2001" in ran.out
    assert bibtool("lib", "list", "--library", library).out == before


def test_an_undo_of_many_works_names_some_and_counts_the_rest(tmp_path: Path) -> None:
    source, named = tmp_path / "many.bib", tmp_path / "many.sqlite"
    rows = [f"@book{{k{n}, title = {{T{n}}}, year = {{{1900 + n}}}}}\n" for n in range(30)]
    source.write_text("".join(rows), encoding="utf-8")
    bibtool("lib", "add", source, "--library", named)
    ran = bibtool("lib", "undo", "--library", named, "--ui", "pl")
    assert "(30): k0, k1" in ran.out and "i jeszcze 18" in ran.out and "k20" not in ran.out


def test_a_search_or_a_list_without_works_says_so(library: Path) -> None:
    for ui, said in (("en", "no work fits: zima"), ("pl", "żadna praca nie pasuje: zima")):
        ran = bibtool("lib", "search", "zima", "--library", library, "--ui", ui)
        assert (ran.code, ran.out, ran.err) == (1, "", f"{said}\n")
    assert bibtool("lib", "search", "zima", "--library", library, "--to", "json").out == "[]\n"
    ran = bibtool("lib", "list", "doubtful", "--library", library)
    assert (ran.code, ran.out) == (0, "") and "doubtful" in ran.err
    bibtool("lib", "rm", "wir2001", "--library", library)
    ran = bibtool("lib", "list", "--library", library)
    assert (ran.code, ran.out) == (0, "") and "bibtool lib add SOURCE" in ran.err


def test_a_key_alone_finds_its_work(library: Path) -> None:
    assert "Rzeki" in bibtool("lib", "search", "wir2001", "--library", library).out
    assert "{Rzeki}" in bibtool("lib", "export", "--to", "bibtex", "WIR2001", "--library", library).out
    assert bibtool("lib", "search", "wir2001 rzeki", "--library", library).code == 1, "a key among words is none"


@pytest.mark.parametrize(
    ("what", "ui", "said"),
    [
        ("aside", "en", "nothing is set aside"),
        ("aside", "pl", "nic nie jest odłożone"),
        ("tags", "en", "no work has a tag"),
        ("tags", "pl", "żadna praca nie ma tagu"),
    ],
)
def test_a_list_of_nothing_says_so(library: Path, what: str, ui: str, said: str) -> None:
    ran = bibtool("lib", "list", what, "--library", library, "--ui", ui)
    assert (ran.code, ran.out, ran.err.strip()) == (0, "", said)
    ran = bibtool("lib", "list", what, "--library", library, "--to", "json")
    assert (ran.out.strip(), ran.err) == ("[]", "")
