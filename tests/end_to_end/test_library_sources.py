"""Works of the library in the place of a file: ``lib:QUERY`` for every command that takes a bibliography."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import bibtool, is_one_clear_line, process

BIB = """
@book{gaj2012, author = {Gaj, Ewa}, title = {Osady nad Notecią}, date = {2012}, publisher = {Bród},
  location = {Łódź}, url = {http://127.0.0.1:9/osady}}
@article{lugov2016, author = {Луговой, Пётр}, title = {Песок и ветер}, journaltitle = {Степь}, date = {2016},
  langid = {russian}}
@article{lugovoi, author = {Луговой, Пётр}, title = {Песок и ветер}, journaltitle = {Степь}, date = {2016},
  langid = {russian}, number = {4}}
@book{hill2019, author = {Hill, Ann}, title = {Fords}, date = {2019}, isbn = {978-83-01-00000-0}}
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a library in use."""
    monkeypatch.setenv("BIBTOOL_LIBRARY", str(tmp_path / "shelf.sqlite"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    first, second = tmp_path / "a.bib", tmp_path / "b.bib"
    entries = BIB.split("@")[1:]
    first.write_text("".join(f"@{each}" for each in entries if "lugovoi" not in each), encoding="utf-8")
    second.write_text("@" + next(each for each in entries if "lugovoi" in each), encoding="utf-8")
    assert bibtool("lib", "add", first).code == 0
    return tmp_path


def test_a_query_is_formatted(shelf: Path) -> None:
    done = bibtool("format", "lib:author:lugovoi", "--style", "apa", cwd=shelf)
    assert done.code == 0
    assert "Песок и ветер" in done.out
    assert "Notecią" not in done.out
    assert "Fords" in bibtool("format", "lib:", "--style", "apa", cwd=shelf).out


def test_several_words_and_fields_are_one_query(shelf: Path) -> None:
    done = bibtool("convert", "lib:year:2012..2016 lang:ru", "--to", "csl-json", cwd=shelf)
    assert [item["id"] for item in json.loads(done.out)] == ["lugov2016"]


def test_a_star_is_a_beginning_and_no_pattern_of_files(shelf: Path) -> None:
    done = bibtool("check", "lib:key:gaj*", "--format", "json", "--allow-private", cwd=shelf)
    assert [row["mentions"][0]["key"] for row in json.loads(done.out)] == ["gaj2012"]


@pytest.mark.parametrize(
    "command",
    [
        ("format", "lib:author:nobody", "--style", "apa"),
        ("convert", "lib:author:nobody", "--to", "ris"),
        ("check", "lib:author:nobody"),
        ("lint", "lib:author:nobody"),
        ("cited", "p.md", "--bib", "lib:author:nobody"),
        ("cite", "p.md", "--bib", "lib:author:nobody"),
    ],
    ids=lambda words: words[0],
)
def test_a_query_without_works_says_so(shelf: Path, command: tuple[str, ...]) -> None:
    (shelf / "p.md").write_text("As @gaj2012 says.", encoding="utf-8")
    done = bibtool(*command, cwd=shelf)
    assert done.code == 3
    assert is_one_clear_line(done.err)
    assert "lib:author:nobody finds nothing" in done.err


def test_a_library_that_is_not_there_is_told(shelf: Path) -> None:
    done = bibtool("convert", "lib:", "--to", "ris", "--library", "none.sqlite", cwd=shelf)
    assert done.code == 3
    assert "there is no library yet" in done.err
    assert not (shelf / "none.sqlite").exists()


def test_a_file_of_such_a_name_is_reached(shelf: Path) -> None:
    shutil.copy(shelf / "a.bib", shelf / "lib:x.bib")
    done = bibtool("convert", "./lib:x.bib", "--to", "csl-json", cwd=shelf)
    assert len(json.loads(done.out)) == 3


def test_the_library_is_no_output(shelf: Path) -> None:
    before = (shelf / "shelf.sqlite").read_bytes()
    done = bibtool("convert", "lib:", "--to", "ris", "-o", "shelf.sqlite", cwd=shelf)
    assert done.code == 2
    assert "would be overwritten" in done.err
    assert (shelf / "shelf.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ("format", "a.bib", "--style", "apa", "--library", "shelf.sqlite"),
            "--library has no effect without lib:QUERY",
        ),
        (("convert", "a.bib", "--to", "ris", "--library", "shelf.sqlite"), "--library has no effect without lib:"),
        (("convert", "lib:", "--to", "ris", "--from", "bibtex"), "--from has no effect with lib:"),
        (("lint", "lib:", "--style", "apa"), "--style has no effect with lib:"),
        (("lint", "lib:", "-o", "found.jsonl"), "lib: has no effect with --output"),
        (("check", "lib:", "--apply", "--in-place"), "no source is"),
    ],
)
def test_options_without_effect_are_refused(shelf: Path, command: tuple[str, ...], said: str) -> None:
    done = bibtool(*command, cwd=shelf)
    assert done.code == 2
    assert said in done.err


def test_a_query_that_is_not_understood_is_told(shelf: Path) -> None:
    done = bibtool("format", "lib:autor:gaj", "--style", "apa", cwd=shelf)
    assert done.code == 2
    assert "author" in done.err


def test_works_are_linted(shelf: Path) -> None:
    assert bibtool("lib", "add", "b.bib", cwd=shelf).code in (0, 1)
    article = shelf / "article.txt"
    article.write_text("Tak było¹.\n\n1 E. Gaj, Osady nad Notecią, Łódź 2012, s. 4.\n", encoding="utf-8")
    done = bibtool("lint", "lib:", "--format", "json", cwd=shelf)
    rows = json.loads(done.out)
    assert "BT611" in {row["code"] for row in rows}
    assert {row["document"] for row in rows} == {"lib:"}
    text = bibtool("lint", "lib:key:hill2019", cwd=shelf)
    assert text.code == (1 if any(row["severity"] != "info" for row in rows) else 0)
    assert "978-83-01-00000-0" in text.out


def test_works_that_may_be_one_are_linted(shelf: Path) -> None:
    twice = shelf / "twice.bib"
    twice.write_text(
        "@book{bor2001a, author={Bór, Jan}, title={Zarys dziejów grodu}, date={2001}}\n"
        "@book{bor2001b, author={Bór, Jan}, title={Zarys dziejów grodu. Od początków do najazdu}, date={2001}}\n",
        encoding="utf-8",
    )
    bibtool("lib", "add", twice)
    found = bibtool("lint", "lib:bór", cwd=shelf)
    assert found.code == 1
    assert "BT961 warning: bor2001b may be the same work as bor2001a" in found.out


def test_a_doubtful_reading_is_linted(shelf: Path) -> None:
    from bibtool.items.item import Item
    from bibtool.library.store import Store
    from bibtool.library.work import Work

    with Store(shelf / "shelf.sqlite") as store, store.operation("add"):
        store.add(Work(0, "dal1999", Item("book", text={"title": "Dal"}), certainty="doubtful"))
    done = bibtool("lint", "lib:is:doubtful", "--fail-level", "info", cwd=shelf)
    assert done.code == 1
    assert "BT962 info: the reading of dal1999 is doubtful" in done.out


def test_what_a_paper_cites_is_taken_out_of_the_library(shelf: Path) -> None:
    (shelf / "p.md").write_text("As @gaj2012 and @lugof2016 say.", encoding="utf-8")
    for command in (
        ("cited", "p.md", "--bib", "lib:", "--format", "bibtex"),
        ("lib", "export", "--cited-in", "p.md", "--to", "bibtex"),
    ):
        done = bibtool(*command, cwd=shelf)
        assert done.code == 1
        assert done.out.startswith("@book{gaj2012,")
        assert done.out.count("@") == 1
        assert "lugof2016 is in no bibliography (lugov2016?)" in done.err


def test_entries_of_a_file_stay_to_the_letter_beside_those_of_the_library(shelf: Path) -> None:
    (shelf / "own.bib").write_text("@book{ own1 , title = {As  it   stands} }\n", encoding="utf-8")
    (shelf / "p.md").write_text("@own1 @gaj2012", encoding="utf-8")
    done = bibtool("cited", "p.md", "--bib", "own.bib", "--bib", "lib:", cwd=shelf)
    assert "@book{ own1 , title = {As  it   stands} }" in done.out
    assert "@book{gaj2012," in done.out


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_a_paper_is_set_with_works_of_another_library(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIBTOOL_LIBRARY")
    (shelf / "p.md").write_text("As @gaj2012 says.", encoding="utf-8")
    done = process("cite", "p.md", "--bib", "lib:", "--library", "shelf.sqlite", "--", "-t", "plain", cwd=shelf)
    assert done.code == 0
    assert "Osady nad Notecią" in done.out


def test_what_cannot_be_undone_is_told_in_both_languages(shelf: Path) -> None:
    assert bibtool("lib", "rm", "gaj2012", cwd=shelf).code == 0
    said = {
        "1": ("operation 2 changed what it wrote", "to, co zapisała, zmieniła operacja 2"),
        "9": ("there is no such operation", "nie ma takiej operacji"),
    }
    for number, (english, polish) in said.items():
        done = bibtool("lib", "undo", number, cwd=shelf)
        assert done.code == 2
        assert english in done.err
        assert polish in bibtool("lib", "undo", number, "--ui", "pl", cwd=shelf).err


def test_nothing_to_undo_is_told_and_makes_no_library(shelf: Path) -> None:
    assert bibtool("lib", "undo", cwd=shelf).code == 0
    done = bibtool("lib", "undo", cwd=shelf)
    assert done.code == 3
    assert "bibtool lib log" in done.err
    assert bibtool("lib", "undo", "--library", "none.sqlite", cwd=shelf).code == 3
    assert not (shelf / "none.sqlite").exists()
