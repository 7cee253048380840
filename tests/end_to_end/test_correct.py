"""Corrections from the command line: they last, apply everywhere, and are never lost or misapplied."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import ARTICLE as ARTICLE_FILE
from commands import ROOT, Ran, bibtool, is_one_clear_line

from benchmarks import corrections as figures
from bibtool.database import Access, Database, DatabaseError
from bibtool.decisions.decision import Act, Decision, Quote
from bibtool.decisions.store import KIND, Store
from bibtool.jobs.sources import from_path

ARTICLE = """Rzeki i mosty

Pierwsze zdanie o rzekach.1 Drugie zdanie o mostach.2 Trzecie.3 Czwarte.4

1 A. Lis, Mosty stalowe, Poznań 2011, s. 12; zob. też: B. Kowal, Rzeki, „Przegląd” 2010, nr 4, s. 5–9.
2 Tamże, s. 14.
3 A. Lis, Mosty stalowe, Poznań 2011, s. 90.
4 C. Nowak, Wody, Kraków 2001, http://example.org/wody.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return work


def store(folder: Path) -> Path:
    return folder.parent / "data" / "bibtool" / "corrections.sqlite"


def titles(folder: Path, *args: str, name: str = "a.txt") -> list[str]:
    ran = bibtool("extract", name, "--format", "csl-json", *args, cwd=folder)
    return [item["title"] for item in json.loads(ran.out)]


def listed(folder: Path) -> list[tuple[str, str]]:
    rows = json.loads(bibtool("correct", "a.txt", "--list", "--to", "json", cwd=folder).out)
    return [(f"{row['note']}.{row['field'] or row['act']}", row["state"]) for row in rows]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> figures.Made:
    """The article, every field of which was given another value."""
    return figures.make(from_path(str(figures.ARTICLE)), tmp_path_factory.mktemp("figures"))


def test_every_field_of_the_article_holds(made: figures.Made) -> None:
    assert len(made.desk.citations) == 54 and len(made.assignments) > 380
    for name, source in figures.variants(made):
        good, wrong = figures.held(made, figures.again(made, source))
        assert (good, wrong) == (len(made.assignments), []), name


@pytest.mark.timeout(600)  # fifty articles are read
def test_no_field_of_the_article_strays(made: figures.Made) -> None:
    found = figures.decoys(made)
    met = [figures.met(made, decoy) for decoy in found]
    assert len(met) == 50 and sum(one.read for one in met) >= 45
    assert [line for one in met for line in one.strayed] == []


def test_a_correction_goes_into_every_command(folder: Path) -> None:
    ran = bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", "--set", "4.location=Rabka", cwd=folder)
    assert ran.code == 0 and "4.1.title = Wody gruntowe  (Wody)" in ran.out and str(store(folder)) in ran.err
    said = "BT380 info: corrections applied: 2 of 2"
    extracted = bibtool("extract", "a.txt", "--format", "citations", cwd=folder)
    row = [json.loads(line) for line in extracted.out.splitlines()][-1]
    assert row["item"]["title"] == "Wody gruntowe" and row["item"]["publisher-place"] == "Rabka"
    assert row["fields"]["title"]["rule"] == "decision" and row["fields"]["title"]["raw"] == "Wody"
    assert row["confidence"] == {"certainty": "sure", "probability": None} and said in extracted.err
    run = bibtool("run", "a.txt", "--no-check", "-o", "out", cwd=folder)
    assert said in run.err and "Wody gruntowe" in (folder / "out" / "bibliography.bib").read_text(encoding="utf-8")
    assert said in bibtool("lint", "a.txt", cwd=folder).out
    notes = bibtool("format", "a.txt", "--style", "chicago-notes-bibliography", "--as", "notes", cwd=folder)
    assert said in notes.err and "Wody gruntowe" in notes.out and "Rabka" in notes.out and " 0 left" in notes.err
    checked = bibtool("check", "a.txt", "--archive", "none", "--history", "h.sqlite", cwd=folder)
    assert said in checked.err


def test_a_note_whose_words_of_the_author_were_corrected_stays_as_printed(folder: Path) -> None:
    text = ARTICLE.replace("4 C. Nowak", "4 Pisał o tym obszernie i ciekawie: C. Nowak")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert bibtool("correct", "a.txt", "--set", "4.comment=", "--set", "4.title=Pisał o Wodach", cwd=folder).code == 0
    ran = bibtool("format", "a.txt", "--style", "chicago-notes-bibliography", "--as", "notes", cwd=folder)
    assert ran.code == 1 and "BT387" in ran.err and ran.out.count("Pisał o tym") == 1 and "Wodach" not in ran.out


def test_a_corrected_address_is_the_one_that_is_checked(folder: Path) -> None:
    bibtool("correct", "a.txt", "--set", "4.url=http://127.0.0.1:9/nowe", cwd=folder)
    ran = bibtool("check", "a.txt", "--archive", "none", "--history", "h.sqlite", "--format", "json", cwd=folder)
    assert "http://127.0.0.1:9/nowe" in ran.out and "example.org" not in ran.out


def test_a_field_is_taken_out_and_comes_back(folder: Path) -> None:
    ran = bibtool("correct", "a.txt", "--set", "4.publisher-place=", cwd=folder)
    assert ran.code == 0 and ran.out.startswith("4.1.publisher-place –  ("), 'what is gone, not " = " and nothing'
    assert "publisher-place" not in json.loads(bibtool("extract", "a.txt", "--format", "csl-json", cwd=folder).out)[-2]
    assert bibtool("correct", "a.txt", "--remove", "4.publisher-place", cwd=folder).code == 0
    assert "Kraków" in bibtool("extract", "a.txt", "--format", "csl-json", cwd=folder).out
    assert listed(folder) == []


def test_a_later_correction_replaces_an_earlier(folder: Path) -> None:
    for title in ("Pierwszy", "Drugi"):
        bibtool("correct", "a.txt", "--set", f"4.title={title}", cwd=folder)
    assert "Drugi" in titles(folder) and listed(folder) == [("4.title", "applied")]


def test_the_work_has_the_corrected_value_whatever_others_print(folder: Path) -> None:
    bibtool("correct", "a.txt", "--set", "3.title=Mosty żelazne", "--same", "1.1", "3", cwd=folder)
    assert titles(folder)[0] == "Mosty żelazne" and len(titles(folder)) == 4


def test_works_are_joined_and_parted(folder: Path) -> None:
    before = titles(folder)
    assert before.count("Mosty stalowe") == 1
    bibtool("correct", "a.txt", "--different", "1.1", "3", cwd=folder)
    assert titles(folder).count("Mosty stalowe") == 2
    ran = bibtool("correct", "a.txt", "--same", "3", "1.1", cwd=folder)
    assert ran.out.startswith(
        "1.1 cites the same work as 3.1\n  1.1  A. Lis, Mosty stalowe, Poznań 2011, s. 12\n  3.1  A."
    )
    assert "--remove ID" in ran.err
    assert titles(folder) == before and listed(folder) == [("1.same", "applied")]


def test_a_back_reference_is_told_what_it_refers_to(folder: Path) -> None:
    bibtool("correct", "a.txt", "--same", "2", "1.1", cwd=folder)
    rows = [
        json.loads(line) for line in bibtool("extract", "a.txt", "--format", "citations", cwd=folder).out.splitlines()
    ]
    back = next(row for row in rows if row["note"] == "2")
    assert (back["refers_to"]["note"], back["refers_to"]["index"]) == ("1", 1) and "BT303" not in back["findings"]


def test_a_title_of_a_back_reference_is_told_to_change_no_work(folder: Path) -> None:
    before = titles(folder)
    bibtool("correct", "a.txt", "--same", "2", "1.1", cwd=folder)
    for field, said in (("title=Inne mosty", True), ("author=Lis, Adam", True), ("locator=44", False)):
        bibtool("correct", "a.txt", "--set", f"2.{field}", cwd=folder)
        ran = bibtool("extract", "a.txt", cwd=folder)
        assert (f"BT388 warning: 2.1.{field.replace('=', ' = ')} changes no work" in ran.err) is said
    assert "its work is that of note 1;" in ran.err and titles(folder) == before


def test_a_renamed_and_revised_text_keeps_its_corrections(folder: Path) -> None:
    bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", cwd=folder)
    text = ARTICLE.replace("Trzecie.3 Czwarte.4", "Trzecie.3 Nowe.4 Czwarte.5").replace(
        "\n4 C.", "\n4 Zob. wstęp.\n5 C."
    )
    (folder / "b.txt").write_text(text, encoding="utf-8")
    assert "Wody gruntowe" in titles(folder, name="b.txt")


def test_changed_letters_are_told_and_read_anew(folder: Path) -> None:
    bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", cwd=folder)
    (folder / "a.txt").write_text(ARTICLE.replace("Wody", "Wody i lasy"), encoding="utf-8")
    ran = bibtool("extract", "a.txt", "--format", "csl-json", cwd=folder)
    assert "Wody i lasy" in ran.out and "gruntowe" not in ran.out
    assert "BT380 info: corrections applied: 0 of 1" in ran.err and "BT381 warning" in ran.err
    assert listed(folder) == [("4.title", "changed")]


def test_an_article_that_shares_half_of_its_notes_is_no_version(folder: Path) -> None:
    one = "Tytuł\n\nZdanie.1 Drugie.2\n\n1 A. Lis, Mosty stalowe, Poznań 2011.\n2 C. Nowak, Wody, Kraków 2001.\n"
    (folder / "one.txt").write_text(one, encoding="utf-8")
    (folder / "other.txt").write_text(one.replace("Wody", "Lasy"), encoding="utf-8")
    bibtool("correct", "one.txt", "--set", "1.title=Mosty", "--set", "2.title=Rzeki", cwd=folder)
    assert "BT38" not in bibtool("extract", "other.txt", cwd=folder).err
    (folder / "one.txt").write_text(one.replace("Wody", "Lasy"), encoding="utf-8")
    ran = bibtool("extract", "one.txt", cwd=folder)
    assert "corrections applied: 1 of 2" in ran.err and "BT381" in ran.err


def test_corrections_go_into_many_documents_and_make_their_lines_anew(folder: Path) -> None:
    first = bibtool("extract", ".", "-o", "out.jsonl", cwd=folder)
    bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", cwd=folder)
    again = bibtool("extract", ".", "-o", "out.jsonl", cwd=folder)
    assert first.code == again.code == 0 and "unchanged" not in again.err
    assert "Wody gruntowe" in (folder / "out.jsonl").read_text(encoding="utf-8")
    assert "unchanged: 1" in bibtool("extract", ".", "-o", "out.jsonl", cwd=folder).err


def test_another_text_of_the_name_has_none_of_them(folder: Path) -> None:
    bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", cwd=folder)
    (folder / "a.txt").write_text("Tytuł\n\nZdanie.1\n\n1 D. Zając, Pola, Toruń 1980.\n", encoding="utf-8")
    assert "BT384" in bibtool("extract", "a.txt", "-v", cwd=folder).err


def test_the_difference_is_shown_and_nothing_kept(folder: Path) -> None:
    ran = bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", "--diff", cwd=folder)
    assert '+value = "Wody gruntowe"' in ran.out and not store(folder).exists()


# ---- beside the source


def test_corrections_beside_the_source_are_plain_text_and_ones_own(folder: Path) -> None:
    ran = bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", "--beside", cwd=folder)
    file = folder / "a.txt.bibtool.toml"
    assert ran.code == 0 and 'value = "Wody gruntowe"' in file.read_text(encoding="utf-8")
    assert "Wody gruntowe" in titles(folder)
    bibtool("correct", "a.txt", "--set", "3.title=Mosty", cwd=folder)  # what lies there is gone on with
    assert file.read_text(encoding="utf-8").count("[[set]]") == 2 and "Mosty" in titles(folder)
    bibtool("correct", "a.txt", "--remove", "4", cwd=folder)
    assert file.read_text(encoding="utf-8").count("[[set]]") == 1 and "Wody" in titles(folder)


def test_a_correction_beside_the_source_is_undone(folder: Path) -> None:
    beside = folder / "a.txt.bibtool.toml"
    bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", "--beside", cwd=folder)
    first = beside.read_bytes()
    bibtool("correct", "a.txt", "--set", "4.title=Wody stojące", "--beside", cwd=folder)
    assert "Wody stojące" in titles(folder)
    assert bibtool("undo", cwd=folder).code == 0
    assert beside.read_bytes() == first
    assert "Wody gruntowe" in titles(folder), "what it was is still the user's own"
    assert bibtool("undo", "a.txt.bibtool.toml", cwd=folder).code == 0
    assert not beside.exists() and "Wody" in titles(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt"]


def test_a_file_of_corrections_that_was_edited_since_is_not_undone(folder: Path) -> None:
    beside = folder / "a.txt.bibtool.toml"
    bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", "--beside", cwd=folder)
    beside.write_text(beside.read_text("utf-8") + "# moje\n", "utf-8")
    ran = bibtool("undo", cwd=folder)
    assert ran.code == 2 and "# moje" in beside.read_text("utf-8")


def test_two_processes_write_beside_one_source(folder: Path) -> None:
    bibtool("correct", "a.txt", "--set", "1.2.title=Rzeki nizinne", "--beside", cwd=folder)
    args = [sys.executable, "-m", "bibtool.cli.app", "correct", "a.txt", "--set"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen([*args, f"{note}.title=T{note}"], cwd=folder, env=env) for note in (3, 4)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert listed(folder) == [("1.title", "applied"), ("3.title", "applied"), ("4.title", "applied")]


def test_a_file_of_somebody_else_is_told_and_applied_when_asked(folder: Path) -> None:
    bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", "--beside", cwd=folder)
    file = folder / "a.txt.bibtool.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("gruntowe", "cudze"), encoding="utf-8")
    ran = bibtool("extract", "a.txt", cwd=folder)
    assert "BT386" in ran.err and "cudze" not in ran.out and "gruntowe" not in ran.out
    assert "Wody cudze" in titles(folder, "--corrections", "a.txt.bibtool.toml")
    before = file.read_bytes()
    refused = bibtool("correct", "a.txt", "--set", "3.title=Mosty", "--beside", cwd=folder)
    assert refused.code == 2 and is_one_clear_line(refused.err) and file.read_bytes() == before
    taken = ("--set", "3.title=Mosty", "--beside", "--corrections", "a.txt.bibtool.toml")
    assert bibtool("correct", "a.txt", *taken, cwd=folder).code == 0
    assert {"Wody cudze", "Mosty"} <= set(titles(folder))


@pytest.mark.parametrize(("text", "said"), [("nic", "b.toml"), ("schema = 9", "newer"), ("\udcff", "UTF-8")])
def test_a_file_that_holds_none_is_refused(text: str, said: str, folder: Path) -> None:
    (folder / "b.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = bibtool("extract", "a.txt", "--corrections", "b.toml", cwd=folder)
    assert ran.code == 2 and is_one_clear_line(ran.err) and said in ran.err
    assert bibtool("lint", "a.txt", "--corrections", "none.toml", cwd=folder).code == 2


# ---- in an editor


def edit(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str, *args: str) -> Ran:
    program = folder / "editor.py"
    program.write_text(
        f"import sys\np = sys.argv[1]\ns = open(p, encoding='utf-8').read()\n{script}\n", encoding="utf-8"
    )
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{program}'")
    return bibtool("correct", "a.txt", *args, cwd=folder)


SAVE = "open(p, 'w', encoding='utf-8').write(s)"


def test_a_note_is_corrected_as_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = (("title = Wody", "title = Wody gruntowe\\npages = 3"), ("publisher-place = Kraków", ""))
    script = "\n".join(f"s = s.replace('{old}', '{new}')" for old, new in changes) + f"\n{SAVE}"
    ran = edit(folder, monkeypatch, script, "--note", "4")
    assert ran.code == 0 and len(ran.out.splitlines()) == 3
    assert listed(folder) == [("4.page", "applied"), ("4.publisher-place", "applied"), ("4.title", "applied")]


def test_a_slip_in_the_text_is_told_and_the_text_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = edit(folder, monkeypatch, f"s = s.replace('title', 'titel')\n{SAVE}", "--note", "4")
    assert ran.code == 2 and is_one_clear_line(ran.err) and "titel" in ran.err
    kept = Path(ran.err.removeprefix("bibtool: ").partition(":")[0])
    assert "titel = Wody" in kept.read_text(encoding="utf-8")
    kept.unlink()
    assert edit(folder, monkeypatch, "").err.startswith("nothing was changed")


def test_without_an_editor_it_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for editor in ("", "/no/such/editor", "'"):
        monkeypatch.setenv("EDITOR", editor)
        ran = bibtool("correct", "a.txt", cwd=folder)
        assert ran.code == 2 and is_one_clear_line(ran.err) and "EDITOR" in ran.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--set", "title=x"), "NOTE.FIELD=VALUE"),
        (("--set", "4.titel=x"), "title?"),
        (("--set", "4.date=maj"), "2023-04"),
        (("--set", "1.title=x"), "1.1 (Mosty stalowe); 1.2 (Rzeki)"),
        (("--set", "9.title=x"), "1–4"),
        (("--same", "4", "4"), "both places name the same citation, 4.1; name two"),
        (("--remove", "4"), "--list"),
        (("--note", "9"), "1–4"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_2(args: tuple[str, ...], said: str, folder: Path) -> None:
    ran = bibtool("correct", "a.txt", *args, cwd=folder)
    assert ran.code == 2 and is_one_clear_line(ran.err) and said in ran.err and not store(folder).exists()


# ---- the store


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"\xff" * 200])
def test_a_broken_store_is_told_and_left(content: bytes, folder: Path) -> None:
    store(folder).parent.mkdir(parents=True)
    store(folder).write_bytes(content)
    ran = bibtool("extract", "a.txt", cwd=folder)
    assert ran.code == 0 and "BT385 error" in ran.err and "Mosty stalowe" in ran.out
    refused = bibtool("correct", "a.txt", "--set", "4.title=x", cwd=folder)
    assert refused.code == 2 and "corrections cannot be saved" in refused.err
    assert store(folder).read_bytes() == content


def test_another_programs_database_is_left(folder: Path) -> None:
    store(folder).parent.mkdir(parents=True)
    with sqlite3.connect(store(folder)) as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    before = store(folder).read_bytes()
    refused = bibtool("correct", "a.txt", "--set", "4.title=x", cwd=folder)
    assert refused.code == 2 and "another program" in refused.err and store(folder).read_bytes() == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="a folder that its owner may not write to")
def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", cwd=folder)
    store(folder).parent.chmod(0o555)
    try:
        assert "Wody gruntowe" in titles(folder)
        refused = bibtool("correct", "a.txt", "--set", "3.title=x", cwd=folder)
        assert refused.code == 2 and is_one_clear_line(refused.err)
    finally:
        store(folder).parent.chmod(0o755)
    assert listed(folder) == [("4.title", "applied")]


def test_a_data_folder_that_cannot_be_made_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "a.txt"))
    assert bibtool("extract", "a.txt", cwd=folder).code == 0
    for more in ((), ("--beside",)):
        refused = bibtool("correct", "a.txt", "--set", "3.title=x", *more, cwd=folder)
        assert refused.code == 2 and is_one_clear_line(refused.err)
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_the_library_in_use_keeps_them_and_is_filled_with_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bibtool("correct", "a.txt", "--set", "4.title=Wody stojące", cwd=folder)
    monkeypatch.setenv("BIBTOOL_LIBRARY", str(folder / "l.sqlite"))
    ran = bibtool("correct", "a.txt", "--set", "4.title=Wody gruntowe", cwd=folder)
    assert ran.code == 0 and "l.sqlite" in ran.err and listed(folder) == [("4.title", "applied")]
    assert bibtool("lib", "add", "a.txt", cwd=folder).code == 0
    assert "Wody gruntowe" in bibtool("lib", "search", "gruntowe", cwd=folder).out
    monkeypatch.delenv("BIBTOOL_LIBRARY")
    assert listed(folder) == [] and "Wody" in titles(folder)


def decision(number: int) -> Decision:
    return Decision(Act.SET, Quote(f"A. Lis, Mosty, Poznań {number}", note=str(number)), "title", f"T{number}", at="x")


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from bibtool.database import Database
from bibtool.decisions.decision import Act, Decision, Quote
from bibtool.decisions.store import KIND, Store
first, last = int(sys.argv[3]), int(sys.argv[4])
for number in range(first, last):
    with Database(Path(sys.argv[2]), KIND) as database:
        one = Decision(Act.SET, Quote(f"Lis {number}", note=str(number)), "title", f"T{number}", at="x")
        Store(database).change("/a.txt", ["aaa", "bbb"], [one])
    print(number, flush=True)
"""


def writer(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    args = [sys.executable, "-c", WRITER, str(ROOT), str(path), str(first), str(last)]
    return subprocess.Popen(args, stdout=subprocess.PIPE, text=True)


def values(path: Path) -> set[str]:
    with Database(path, KIND, Access.READ) as database:
        assert database.sound()
        return {one.value for known in Store(database).known() for one in known.decisions}


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    both = [writer(path, 0, 25), writer(path, 100, 125)]
    for process in both:
        process.communicate(timeout=120)
        assert process.returncode == 0
    assert values(path) == {f"T{number}" for number in (*range(25), *range(100, 125))}


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    acknowledged: set[str] = set()
    for round in range(3):
        process = writer(path, round * 1000, round * 1000 + 1000)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 * (round + 1))
        process.send_signal(signal.SIGKILL)
        said = process.communicate(timeout=60)[0].splitlines()
        acknowledged |= {f"T{round * 1000}"} | {f"T{line}" for line in said if line}
        assert acknowledged <= values(path)


def test_a_newer_store_is_left(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with Database(path, KIND) as database:
        Store(database).change("/a", ["n"], [decision(1)])
        database.run("PRAGMA user_version=99")
    with pytest.raises(DatabaseError, match="newer"):
        Database(path, KIND)


def shelf(folder: Path) -> list[tuple[str, str, str]]:
    """Key, title and year of what is in the library, the oldest first."""
    ran = bibtool("lib", "export", "--to", "csl-json", "--library", "l.sqlite", cwd=folder)
    rows = [(row["id"], row["title"], str(row["issued"]["date-parts"][0][0])) for row in json.loads(ran.out)]
    return sorted(rows)


def add(folder: Path, *names: str) -> Ran:
    return bibtool("lib", "add", *names, "--library", "l.sqlite", cwd=folder)


def correct(folder: Path, *settings: str, name: str = "a.txt") -> None:
    options = [part for setting in settings for part in ("--set", setting)]
    assert bibtool("correct", name, *options, cwd=folder).code == 0


def test_a_work_in_the_library_takes_what_was_corrected_in_its_source(folder: Path) -> None:
    add(folder, "a.txt")
    before = shelf(folder)
    assert ("nowak2001", "Wody", "2001") in before
    correct(folder, "4.title=Lasy", "4.author=Nowak-Lis, Cecylia", "4.date=1901")
    ran = add(folder, "a.txt")
    assert ran.code == 0 and "BT953 info: nowaklis1901 is in the library as nowak2001" in ran.err, ran
    after = [row if row[0] != "nowak2001" else ("nowak2001", "Lasy", "1901") for row in before]
    assert shelf(folder) == after
    assert "already there: " in add(folder, "a.txt").out and shelf(folder) == after
    shown = bibtool("lib", "show", "nowak2001", "--library", "l.sqlite", cwd=folder).out
    assert "note 4 of" in shown and "title            Lasy" in shown and "title (printed)  Wody" in shown
    assert bibtool("correct", "a.txt", "--remove", "4", cwd=folder).code == 0
    add(folder, "a.txt")  # what was read at first is known to be of this work
    assert shelf(folder) == after
    assert bibtool("lib", "undo", "--library", "l.sqlite", cwd=folder).code == 0


def test_undo_brings_back_what_was_corrected(folder: Path) -> None:
    add(folder, "a.txt")
    before = shelf(folder)
    correct(folder, "4.title=Lasy", "4.author=Nowak-Lis, Cecylia")
    add(folder, "a.txt")
    assert shelf(folder) != before
    bibtool("lib", "undo", "--library", "l.sqlite", cwd=folder)
    assert shelf(folder) == before


@pytest.mark.parametrize("way", ["cited elsewhere", "edited", "corrected twice"])
def test_a_corrected_work_that_others_know_is_told(folder: Path, way: str) -> None:
    if way == "cited elsewhere":
        (folder / "b.txt").write_text(ARTICLE.replace("Mosty", "Wiadukty"), encoding="utf-8")
        add(folder, "b.txt")
    add(folder, "a.txt")
    if way == "edited":
        options = ("--set", "publisher=Rzeka", "--library", "l.sqlite")
        assert bibtool("lib", "edit", "nowak2001", *options, cwd=folder).code == 0
    if way == "corrected twice":
        correct(folder, "4.title=Bory")
        add(folder, "a.txt")
    count = len(shelf(folder))
    correct(folder, "4.title=Lasy", "4.author=Zięba, Cecylia")
    ran = add(folder, "a.txt")
    assert ran.code == 1 and "BT954 warning: zieba2001 was added and may be the same work as nowak2001" in ran.err, ran
    assert "'bibtool lib merge zieba2001 nowak2001 --force'" in ran.err
    assert len(shelf(folder)) == count + 1
    assert bibtool("lib", "merge", "zieba2001", "nowak2001", "--force", "--library", "l.sqlite", cwd=folder).code == 0
    assert len(shelf(folder)) == count and ("zieba2001", "Lasy", "2001") in shelf(folder)


def test_the_article_itself_is_left_out_where_it_is_not_wanted(folder: Path) -> None:
    ran = bibtool("extract", ARTICLE_FILE, "-o", "all.bib", cwd=folder)
    assert "all.bib also contains the article itself (mironowicz2023); --cited-only leaves it out" in ran.err
    assert "mironowicz2023," in (folder / "all.bib").read_text(encoding="utf-8")
    ran = bibtool("extract", ARTICLE_FILE, "-o", "cited.bib", "--cited-only", cwd=folder)
    assert "--cited-only" not in ran.err and "mironowicz2023" not in (folder / "cited.bib").read_text(encoding="utf-8")
    assert bibtool("extract", ARTICLE_FILE, "--format", "citations", "--cited-only", cwd=folder).code == 2
