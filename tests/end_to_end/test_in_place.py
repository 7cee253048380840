"""A source written in place: shown, backed up, undone; and no output that is an input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from commands import ROOT, Ran, bibtool, is_one_clear_line, process

sys.path.insert(0, str(ROOT / "tests" / "unit" / "readers"))
from docx_files import call, docx, note, paragraph, run

STYLE = "polska-humanistyka-przypisy"
NOTES = note(1, run("A. Nowak, Szlaki stepu, Kraków 2010, s. 12.")) + note(2, run("A. Nowak, Szlaki stepu, s. 15."))
BODY = paragraph(run("Raz"), call(1), run(" dwa"), call(2), run("."))


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "artykuł.docx"
    path.write_bytes(docx(BODY, footnotes=NOTES))
    return path


def set_again(article: Path, *options: str | Path) -> Ran:
    return bibtool("format", article, "--as", "notes", "--style", STYLE, *options)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name != "data")


def test_in_place_is_what_output_is_with_a_backup_and_comes_back(article: Path, tmp_path: Path) -> None:
    before = article.read_bytes()
    assert set_again(article, "-o", tmp_path / "new.docx").code == 0
    ran = set_again(article, "--in-place")
    assert ran.code == 0 and ran.out == ""
    assert article.read_bytes() == (tmp_path / "new.docx").read_bytes() != before
    assert "artykuł.docx.bak" in ran.err and "bibtool undo" in ran.err
    assert (tmp_path / "artykuł.docx.bak").read_bytes() == before
    ran = bibtool("undo", cwd=tmp_path)
    assert ran.code == 0 and "artykuł.docx" in ran.out and ran.err == ""
    assert ran.out.startswith("undone: format (20"), "the command and its time"
    assert article.read_bytes() == before
    ran = bibtool("undo", cwd=tmp_path)
    assert ran.code == 3 and is_one_clear_line(ran.err) and ran.out == ""


def test_a_second_run_keeps_the_first_backup(article: Path, tmp_path: Path) -> None:
    first = article.read_bytes()
    assert set_again(article, "--in-place").code == 0
    second = article.read_bytes()
    ran = bibtool("format", article, "--as", "notes", "--style", "chicago-notes-bibliography", "--in-place")
    assert ran.code == 0, ran.err
    assert (tmp_path / "artykuł.docx.bak").read_bytes() == first
    assert (tmp_path / "artykuł.docx.2.bak").read_bytes() == second
    for expected in (second, first):
        assert bibtool("undo", article).code == 0
        assert article.read_bytes() == expected


def test_diff_shows_and_writes_only_where_told(article: Path, tmp_path: Path) -> None:
    before = article.read_bytes()
    ran = set_again(article, "--diff")
    assert ran.code == 0 and names(tmp_path) == ["artykuł.docx"] and article.read_bytes() == before
    assert "-A. Nowak, Szlaki stepu, s. 15." in ran.out and "+Tamże, s. 15." in ran.out
    assert "word/footnotes.xml" in ran.out and "word/document.xml" not in ran.out
    shown = ran.out
    ran = set_again(article, "--diff", "-o", tmp_path / "new.docx")
    assert ran.out == shown and names(tmp_path) == ["artykuł.docx", "new.docx"] and article.read_bytes() == before
    ran = set_again(article, "--diff", "--in-place")
    assert ran.out == shown and article.read_bytes() == (tmp_path / "new.docx").read_bytes()
    ran = set_again(article, "--diff", "--in-place")
    assert ran.code == 0 and ran.out == "" and "there was nothing to change" in ran.err, ran


def test_what_was_edited_since_is_left(article: Path, tmp_path: Path) -> None:
    assert set_again(article, "--in-place").code == 0
    edited = article.read_bytes() + b"\n"
    article.write_bytes(edited)
    for arguments in ((), (article,)):
        ran = bibtool("undo", *arguments, cwd=tmp_path)
        assert ran.code == 2 and is_one_clear_line(ran.err) and "artykuł.docx.bak" in ran.err
    assert article.read_bytes() == edited
    article.unlink()
    ran = bibtool("undo", "--ui", "pl", cwd=tmp_path)
    assert ran.code == 2 and is_one_clear_line(ran.err) and not article.exists()


def test_the_journal_is_listed(article: Path, tmp_path: Path) -> None:
    ran = bibtool("undo", "--list", cwd=tmp_path)
    assert ran.code == 0 and ran.out == "nothing has been changed yet\n"
    assert json.loads(bibtool("undo", "--list", "--format", "json", cwd=tmp_path).out) == []
    set_again(article, "--in-place")
    shown = bibtool("undo", "--list", cwd=tmp_path).out
    assert "written" in shown and str(tmp_path) not in shown and "artykuł.docx.bak" in shown
    (row,) = json.loads(bibtool("undo", "--list", "--format", "json", cwd=tmp_path).out)
    assert row == {
        "schema": 1,
        "id": "1",
        "at": row["at"],
        "command": "format",
        "path": str(article),
        "state": "written",
        "backup": str(tmp_path / "artykuł.docx.bak"),
    }
    bibtool("undo", cwd=tmp_path)
    assert json.loads(bibtool("undo", "--list", "--format", "json", cwd=tmp_path).out)[0]["state"] == "undone"


def test_only_what_lies_below_the_folder_is_listed(article: Path, tmp_path: Path) -> None:
    set_again(article, "--in-place")
    away = tmp_path / "elsewhere"
    away.mkdir()
    for place, words in (((), "in this folder; "), ((away,), "there: ")):
        there = bibtool("undo", "--list", *place, cwd=away)
        assert there.code == 0 and there.out.startswith(f"nothing has been changed {words}"), there
        assert "'bibtool undo --list --all'" in there.out
        assert json.loads(bibtool("undo", "--list", *place, "--format", "json", cwd=away).out) == []
    assert "w tym folderze" in bibtool("undo", "--list", "--ui", "pl", cwd=away).out
    assert str(article) in bibtool("undo", "--list", "--all", "--format", "json", cwd=away).out
    ran = bibtool("undo", "--all", cwd=away)
    assert ran.code == 2 and is_one_clear_line(ran.err)


def bibliography(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("@book{b,\n  title = {Szlaki},\n  year = 2010\n}\n", encoding="utf-8")
    return path


def tidied(*paths: Path) -> None:
    for path in paths:
        assert bibtool("tidy", path, "--keys", "--in-place").code == 0
        assert "@book{szlaki2010" in path.read_text(encoding="utf-8")


def stands(path: Path) -> bool:
    return "@book{szlaki2010" in path.read_text(encoding="utf-8")


def test_without_a_name_only_what_lies_below_the_folder_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    mine, deep, other = (bibliography(tmp_path / name) for name in ("my/a.bib", "my/part/b.bib", "my other/c d.bib"))
    tidied(deep, mine, other)
    ran = bibtool("undo", cwd=tmp_path / "my" / "part")
    assert ran.code == 0 and not stands(deep) and stands(mine) and stands(other)
    for language, here in (("en", "this folder"), ("pl", "tym folderze")):
        ran = bibtool("undo", "--ui", language, cwd=tmp_path / "my" / "part")  # nothing is left here
        assert ran.code == 3 and is_one_clear_line(ran.err) and not ran.out and here in ran.err, ran.err
        assert f"undo '{other}'" in ran.err and "(tidy, " in ran.err
    assert stands(mine) and stands(other)
    (tmp_path / "link").symlink_to(tmp_path / "my")
    assert bibtool("undo", cwd=tmp_path / "link").code == 0
    assert not stands(mine) and stands(other)
    assert bibtool("undo", cwd=tmp_path).code == 0 and not stands(other)
    ran = bibtool("undo", cwd=tmp_path)
    assert ran.code == 3 and "there is nothing to undo" in ran.err


def test_a_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    mine, other = (bibliography(tmp_path / name) for name in ("my/a.bib", "other/c.bib"))
    tidied(mine, other)
    listed = json.loads(bibtool("undo", tmp_path / "my", "--list", "--format", "json").out)
    assert [row["path"] for row in listed] == [str(mine)]
    assert bibtool("undo", tmp_path / "my").code == 0 and not stands(mine) and stands(other)
    ran = bibtool("undo", tmp_path / "my")
    assert ran.code == 3 and "there is nothing to undo" in ran.err
    assert stands(other)


def test_a_change_of_files_that_lie_apart_is_undone_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shelf = bibliography(tmp_path / "shelf" / "a.bib")
    paper = tmp_path / "papers" / "p.md"
    paper.parent.mkdir()
    paper.write_text("Zob. [@b, s. 5].\n", encoding="utf-8")
    before = (shelf.read_bytes(), paper.read_bytes())
    assert bibtool("tidy", shelf, "--keys", "--papers", paper, "--in-place").code == 0
    (tmp_path / "third").mkdir()
    ran = bibtool("undo", cwd=tmp_path / "third")
    assert ran.code == 3 and f"bibtool undo {tmp_path}'" in ran.err, ran.err
    assert bibtool("undo", cwd=paper.parent).code == 0
    assert (shelf.read_bytes(), paper.read_bytes()) == before


@pytest.mark.parametrize("option", ["--in-place", "--diff"])
def test_only_the_notes_of_a_docx_change_in_place(option: str, article: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.jsonl"
    text.write_text(NOTE, encoding="utf-8")
    for arguments in (
        (text, "--as", "notes", option),
        (article, option),
        (article, "--as", "notes", "--to", "html", option),
    ):
        before = [path.read_bytes() for path in (article, text)]
        ran = bibtool("format", *arguments, "--style", STYLE)
        assert ran.code == 2 and is_one_clear_line(ran.err) and ran.out == "", ran
        assert [path.read_bytes() for path in (article, text)] == before
    ran = process("format", "-", "--as", "notes", "--style", STYLE, option, data=article.read_bytes())
    assert ran.code == 2 and is_one_clear_line(ran.err), ran
    assert names(tmp_path) == ["a.jsonl", "artykuł.docx"]


def test_in_place_and_output_exclude_each_other(article: Path, tmp_path: Path) -> None:
    ran = set_again(article, "--in-place", "-o", tmp_path / "new.docx")
    assert ran.code == 2 and is_one_clear_line(ran.err) and names(tmp_path) == ["artykuł.docx"]


def test_without_a_journal_nothing_is_written(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    before = article.read_bytes()
    ran = set_again(article, "--in-place")
    assert ran.code == 2 and ran.err.splitlines()[-1].startswith("bibtool: ") and "Traceback" not in ran.err
    assert article.read_bytes() == before and names(tmp_path) == ["artykuł.docx", "file"]


BIB = "@book{nowak2010, title={Szlaki stepu}, author={Nowak, Anna}, date={2010}}\n"
NOTE = '{"number": "1", "text": "A. Nowak, Szlaki stepu, Kraków 2010, s. 12."}\n'


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sources of every kind, each under its own name, and others that lead to it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path.parent / f"{tmp_path.name}-data"))
    texts = {
        "notes.jsonl": NOTE,
        "more.jsonl": NOTE,
        "refs.bib": BIB,
        "refs.json": '[{"id": "nowak2010", "type": "book", "title": "Step"}]\n',
        "csl.notes.json": '[{"schema": 1}]\n',
        "paper.md": "As @nowak2010.\n",
        "paper.tex": "\\input{part}\\addbibresource{refs.bib}\n",
        "part.tex": "\\cite{nowak2010}\n",
        "cited.aux": "\\citation{nowak2010}\n",
        "links.txt": "http://127.0.0.1:9/\n",
        "own.csl": (ROOT / "styles" / "pn-iso-690.csl").read_text(encoding="utf-8"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


OUTPUTS = [
    ("extract", ("notes.jsonl", "--format", "biblatex", "-o", "{}"), "notes.jsonl"),
    ("extract", ("more.jsonl", "--supplement", "notes.jsonl", "--format", "biblatex", "-o", "{}"), "notes.jsonl"),
    ("format", ("refs.bib", "--style", "pn-iso-690", "--to", "text", "-o", "{}"), "refs.bib"),
    ("format", ("refs.bib", "--style", "./own.csl", "--to", "text", "-o", "{}"), "own.csl"),
    (
        "format",
        ("notes.jsonl", "--as", "notes", "--style", "pn-iso-690", "--works", "refs.bib", "--to", "text", "-o", "{}"),
        "refs.bib",
    ),
    ("cite", ("paper.md", "--bib", "refs.json", "-o", "{}"), "paper.md"),
    ("cite", ("paper.md", "--bib", "refs.json", "-o", "{}"), "refs.json"),
    ("cite", ("paper.md", "--style", "./own.csl", "-o", "{}"), "own.csl"),
    ("cited", ("paper.md", "--bib", "refs.bib", "--format", "bibtex", "-o", "{}"), "paper.md"),
    ("cited", ("paper.md", "--bib", "refs.bib", "-o", "{}"), "refs.bib"),
    ("cited", ("paper.tex", "-o", "{}"), "refs.bib"),
    ("cited", ("paper.tex", "--format", "bibtex", "-o", "{}"), "part.tex"),
    ("check", ("links.txt", "--format", "json", "-o", "{}"), "links.txt"),
    ("check", ("refs.bib", "--apply", "-o", "{}"), "refs.bib"),
    ("run", ("out/findings.txt", "--from", "notes", "--no-check", "-o", "out"), "out/findings.txt"),
    ("run", ("notes.jsonl", "--supplement", "out/bibliography.bib", "--no-check", "-o", "out"), "out/bibliography.bib"),
    ("run", ("out/links.json", "--from", "notes", "-o", "out"), "out/links.json"),
]


@pytest.mark.parametrize("how", ["name", "path", "symlink", "hard link", "folder"])
@pytest.mark.parametrize(("command", "arguments", "file"), OUTPUTS, ids=[f"{c} {f}" for c, _, f in OUTPUTS])
def test_no_output_is_an_input(command: str, arguments: tuple[str, ...], file: str, how: str, sources: Path) -> None:
    output = {
        "name": Path(file),
        "path": sources / "." / Path("..") / sources.name / file,
        "symlink": Path("link" + Path(file).suffix),
        "hard link": Path("hard" + Path(file).suffix),
        "folder": Path("else") / file,
    }[how]
    if file.startswith("out/"):  # here the source leads to the output
        (sources / "out").mkdir()
        (sources / file).write_text(NOTE, encoding="utf-8")
        arguments = tuple(str(output) if each == file else each for each in arguments)
    if how == "symlink":
        (sources / output).symlink_to(sources / file)
    elif how == "hard link":
        os.link(sources / file, sources / output)
    elif how == "folder":
        (sources / "else").symlink_to(sources, target_is_directory=True)
    before = {path: path.read_bytes() for path in sources.rglob("*") if path.is_file()}
    ran = bibtool(command, *(each.format(output) for each in arguments), cwd=sources)
    assert ran.code == 2, ran
    assert is_one_clear_line(ran.err) and ran.out == "", ran
    assert {path: path.read_bytes() for path in sources.rglob("*") if path.is_file()} == before


def test_standard_input_from_a_file_is_an_input_too(sources: Path) -> None:
    command = [sys.executable, "-m", "bibtool.cli.app", "extract", "-", "--from", "notes", "-o", "notes.jsonl"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    with (sources / "notes.jsonl").open("rb") as source:
        done = subprocess.run(command, stdin=source, capture_output=True, cwd=sources, env=env, timeout=60, check=False)
    assert done.returncode == 2 and is_one_clear_line(done.stderr.decode()), done.stderr
    assert (sources / "notes.jsonl").read_text(encoding="utf-8") == NOTE


def test_an_output_that_is_no_input_is_written(sources: Path) -> None:
    (sources / "old.bib").write_text("old", encoding="utf-8")
    for output in ("new.bib", "old.bib"):
        assert bibtool("cited", "paper.tex", "-o", output, cwd=sources).code == 0
        assert "nowak2010" in (sources / output).read_text(encoding="utf-8")


def test_a_package_is_changed_in_its_notes_only(article: Path) -> None:
    before = {i.filename: i.CRC for i in zipfile.ZipFile(io.BytesIO(article.read_bytes())).infolist()}
    assert set_again(article, "--in-place").code == 0
    after = {i.filename: i.CRC for i in zipfile.ZipFile(io.BytesIO(article.read_bytes())).infolist()}
    assert {name for name in before if before[name] != after[name]} == {"word/footnotes.xml"}


def test_a_run_leaves_what_was_edited_and_writes_the_rest(sources: Path) -> None:
    run = ("run", "notes.jsonl", "--no-check", "-o", "out")
    assert bibtool(*run, cwd=sources).code == 0
    out = sources / "out"
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert ".bibtool-run.json" in first
    assert bibtool(*run, cwd=sources).code == 0, "once more is no edit"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    (out / "bibliography.bib").write_text("mine", encoding="utf-8")
    (out / "notes.txt").write_text("mine too", encoding="utf-8")
    (sources / "notes.jsonl").write_text(NOTE.replace("2010", "2011"), encoding="utf-8")
    ran = bibtool(*run, cwd=sources)
    assert ran.code == 1 and "bibliography.bib" in ran.err and "BT768" in ran.err and "notes.txt" not in ran.err
    assert "out/bibliography.bib\n" not in ran.out and "out/bibliography.ris\n" in ran.out
    assert (out / "bibliography.bib").read_text(encoding="utf-8") == "mine"
    assert "2011" in (out / "bibliography.ris").read_text(encoding="utf-8")
    ran = bibtool(*run, "--overwrite", cwd=sources)
    assert ran.code == 0 and "2011" in (out / "bibliography.bib").read_text(encoding="utf-8")
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine too"


@pytest.mark.parametrize("number", [1, 2, 9])
def test_what_a_killed_run_left_goes_with_the_next(number: int, sources: Path) -> None:
    """Killed while it writes its first file (the manifest), the second, the ninth."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from bibtool.cli.app import main\n"
        "real, calls = Path.replace, []\n"
        "def replace(self, target):\n"
        "    calls.append(target)\n"
        f"    if len(calls) == {number}:\n"
        "        print('now', flush=True); time.sleep(60)\n"
        "    return real(self, target)\n"
        "Path.replace = replace\n"
        "main(['run', 'notes.jsonl', '--no-check', '-o', 'out'])\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=sources, env=env) as running:
        assert running.stdout is not None and running.stdout.readline() == b"now\n"
        running.kill()
        running.wait(timeout=60)
    out = sources / "out"
    left = [path for path in out.iterdir() if path.name.endswith(".tmp")]
    assert len(left) == 1 and left[0].name.startswith(".")
    theirs = out / ".bibliography.bib.x7f3k2"
    theirs.write_text("of another program", encoding="utf-8")
    (sources / "notes.jsonl").write_text(NOTE.replace("2010", "2012"), encoding="utf-8")
    assert bibtool("run", "notes.jsonl", "--no-check", "-o", "out", cwd=sources).code == 0, "no file was edited"
    assert not [path for path in out.iterdir() if path.name.endswith(".tmp")]
    assert theirs.exists() and "2012" in (out / "bibliography.bib").read_text(encoding="utf-8")
