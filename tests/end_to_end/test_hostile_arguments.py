"""Arguments as shells and scripts make them by mistake: empty names, "-" for an output, links to nowhere."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from commands import bibtool, is_one_clear_line

ARTICLE = """Rzeki i mosty

Pierwsze zdanie o rzekach.1 Drugie zdanie o mostach.2

1 A. Lis, Mosty stalowe, Poznań 2011, s. 12.
2 Tamże, s. 14.
"""
STYLE = ("--style", "chicago-notes-bibliography")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "args",
    [
        ("extract", ""),
        ("format", "", *STYLE),
        ("lint", "article.txt", ""),
        ("extract", "article.txt", "--supplement", ""),
        ("extract", "article.txt", "--format", "ris", "-o", ""),
        ("format", "article.txt", *STYLE, "-o", ""),
        ("format", "article.txt", *STYLE, "--as", "notes", "--report", ""),
        ("run", "article.txt", "--no-check", "-o", ""),
    ],
)
def test_an_empty_name_is_no_file_and_no_folder(args: tuple[str, ...], folder: Path) -> None:
    ran = bibtool(*args, cwd=folder)
    last = ran.err.splitlines()[-1]
    assert ran.code == 2 and last.startswith("bibtool: ") and "''" in last and "no file is named" in last
    assert [path.name for path in folder.iterdir()] == ["article.txt"]


@pytest.mark.parametrize(
    "args", [("extract", "article.txt", "--format", "ris"), ("format", "article.txt", *STYLE, "--as", "notes")]
)
def test_a_dash_as_output_is_standard_output(args: tuple[str, ...], folder: Path) -> None:
    ran = bibtool(*args, "-o", "-", cwd=folder)
    assert ran == bibtool(*args, cwd=folder)
    assert ran.code == 0 and "Mosty stalowe" in ran.out
    assert [path.name for path in folder.iterdir()] == ["article.txt"]


@pytest.mark.parametrize(
    "args",
    [
        ("run", "article.txt", "--no-check", "-o", "-"),
        ("format", "article.txt", *STYLE, "--as", "notes", "--report", "-"),
    ],
)
def test_a_dash_is_no_folder_and_no_report(args: tuple[str, ...], folder: Path) -> None:
    ran = bibtool(*args, cwd=folder)
    assert ran.code == 2 and "- is standard input" in ran.err.splitlines()[-1]
    assert [path.name for path in folder.iterdir()] == ["article.txt"]


def test_a_link_to_nowhere_is_not_what_is_meant(folder: Path) -> None:
    (folder / "articel.txt").symlink_to("gone.txt")
    ran = bibtool("extract", "articel.txt", cwd=folder)
    assert ran.code == 2 and is_one_clear_line(ran.err)
    assert "(article.txt?)" in ran.err


@pytest.mark.parametrize("numbers", ["", " , "])
def test_no_note_at_all_is_no_choice_of_notes(numbers: str, folder: Path) -> None:
    ran = bibtool("format", "article.txt", *STYLE, "--as", "notes", "--also", numbers, cwd=folder)
    assert ran.code == 2 and is_one_clear_line(ran.err) and "--also: no note is named" in ran.err


def test_what_choices_there_are_is_said_in_plain_words(folder: Path) -> None:
    english = bibtool("lint", "article.txt", "--fail-level", "all", cwd=folder)
    assert english.code == 2 and "Value error" not in english.err and "info;" in english.err
    polish = bibtool("lint", "article.txt", "--fail-level", "all", "--ui", "pl", cwd=folder)
    assert polish.code == 2 and "nie może mieć wartości „all”; do wyboru: error, warning, info;" in polish.err


@pytest.mark.parametrize("option", ["--locale", "--entry-language"])
@pytest.mark.parametrize("command", [("format",), ("format", "--as", "notes"), ("lint",)])
def test_a_locale_without_terms_is_told(command: tuple[str, ...], option: str, folder: Path) -> None:
    name, *rest = command
    ran = bibtool(name, "article.txt", *STYLE, *rest, option, "xx-YY", cwd=folder)
    assert "BT653" in ran.out + ran.err and "xx-YY" in ran.out + ran.err
    known = bibtool(name, "article.txt", *STYLE, *rest, option, "pl", cwd=folder)
    assert "BT653" not in known.out + known.err


def test_an_encrypted_part_is_said_without_the_words_of_python(folder: Path) -> None:
    path = folder / "locked.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("word/document.xml", "<document/>")
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    ran = bibtool("extract", path, "--ui", "pl", cwd=folder)
    assert ran.code == 2 and is_one_clear_line(ran.err)
    assert ran.err.endswith("_rels/.rels: zaszyfrowane\n")


@pytest.mark.parametrize(
    ("data", "said"), [("<w:document", "niepoprawny XML (wiersz 1)"), ("<a>" * 300, "niepoprawny XML (wiersz 1)")]
)
def test_broken_xml_has_its_place_once(data: str, said: str, folder: Path) -> None:
    path = folder / "broken.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", data)
    ran = bibtool("extract", path, "--ui", "pl", cwd=folder)
    assert ran.code == 2 and is_one_clear_line(ran.err)
    assert said in ran.err and "<string>" not in ran.err and "column" not in ran.err


def test_undo_lists_the_changes_of_the_files_that_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bibtool.jobs import changes

    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    for name in ("one.docx", "two.docx"):
        (folder / name).write_bytes(b"before")
        changes.write_in_place(changes.changed(str(folder / name), b"before", b"after", "format"))
    whole = bibtool("undo", "--list", cwd=folder).out
    assert "one.docx" in whole and "two.docx" in whole
    some = bibtool("undo", "--list", "one.docx", cwd=folder).out
    assert "one.docx" in some and "two.docx" not in some


def test_a_style_that_the_filter_refuses_is_said_in_one_line(folder: Path) -> None:
    from shutil import which

    if which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    (folder / "refs.bib").write_text("@book{lis2011, title={Mosty}}\n", encoding="utf-8")
    (folder / "paper.md").write_text("@lis2011\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bibtool.cli.app", "cite", "paper.md", "--bib", "refs.bib", "--style", "no-such-style"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2 and is_one_clear_line(done.stderr)
    assert "no-such-style" in done.stderr and "Error running filter" not in done.stderr and "/tmp" not in done.stderr


@pytest.mark.parametrize(
    "place", ["bibtool.cli.app.build", "bibtool.cli.effects.among_options", "bibtool.jobs.files.read"]
)
def test_ctrl_c_is_one_line_whenever_it_comes(place: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, stop)
    ran = bibtool("extract", "article.txt", "--ui", "pl", cwd=folder)
    assert (ran.code, ran.out) == (130, "")
    assert ran.err == "bibtool: przerwano; żaden plik nie pozostał niedokończony\n"


@pytest.mark.parametrize("extra", [(), ("--scopus",)])
def test_no_id_of_a_page_is_there_twice(extra: tuple[str, ...], folder: Path) -> None:
    entry = "@book{a, author={Петров, Иван}, title={История}, langid={russian}}\n"
    (folder / "refs.bib").write_text(entry + entry.replace("{a,", "{a-2,") + entry, encoding="utf-8")
    ran = bibtool("format", "refs.bib", *STYLE, *extra, "--to", "html", cwd=folder)
    ids = re.findall(r'<li id="([^"]*)"', ran.out)
    assert ran.code == 0 and len(ids) == 3 * (1 + len(extra)) and len(set(ids)) == len(ids)
    assert {"a", "a-2"} < set(ids)


def test_an_output_that_no_bibliography_can_be_is_told_as_one(folder: Path) -> None:
    (folder / "refs.bib").write_text("@book{a, title={x}}\n", encoding="utf-8")
    (folder / "paper.md").write_text("@a\n", encoding="utf-8")
    ran = bibtool("cited", "paper.md", "--bib", "refs.bib", "-o", "out.docx", cwd=folder)
    assert ran.code == 2 and is_one_clear_line(ran.err)
    assert "there is no format .docx; formats: biblatex" in ran.err and not (folder / "out.docx").exists()


@pytest.mark.parametrize(
    ("root", "kind"), [('<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"), ('<a:b xmlns:a="urn:x" />', "XML")]
)
def test_xml_of_one_element_is_no_article(root: str, kind: str, folder: Path) -> None:
    (folder / "one.txt").write_text(root, encoding="utf-8")
    ran = bibtool("extract", "one.txt", cwd=folder)
    assert ran.code == 2 and is_one_clear_line(ran.err) and kind in ran.err
