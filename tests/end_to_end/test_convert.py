"""Bibliographies in another format, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import bibtool, is_one_clear_line

from bibtool.formats import registry
from bibtool.jobs.convert import convert, names

MINE = """@book{laka1998, author = {Łąka, Ewa}, title = {Promy}, date = {1998}, publisher = {Wiosło},
  doi = {10.99999/promy}, location = {Toruń}, abstract = {O promach.}}
@article{brod2001, author = {Bród, Jan}, title = {Kładki nad Wartą}, journaltitle = {Zeszyty}, date = {2001},
  pages = {12--19}}
"""
YOURS = """TY  - BOOK
ID  - laka1998
AU  - Rudin, A.
TI  - Łodzie
PY  - 1998
ER  -
TY  - BOOK
ID  - promy
AU  - Łąka, Ewa
TI  - Promy
PY  - 1998
DO  - 10.99999/promy
ER  -
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.bib").write_text(MINE, encoding="utf-8")
    (tmp_path / "yours.ris").write_text(YOURS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", [name for name in names() if registry.get(name).readable])
def test_into_every_format_and_back(name: str, folder: Path) -> None:
    there = f"out{registry.get(name).suffixes[0]}"
    assert bibtool("convert", "mine.bib", "-o", there, cwd=folder).code == 0
    back = bibtool("convert", there, "--to", "csl-json", cwd=folder)
    straight = bibtool("convert", "mine.bib", "--to", "csl-json", cwd=folder)
    assert back.code == 0 and json.loads(back.out) == json.loads(straight.out)


def test_several_are_joined_and_what_is_alike_is_told(folder: Path) -> None:
    ran = bibtool("convert", "mine.bib", "yours.ris", "--to", "csl-json", "-v", cwd=folder)
    assert ran.code == 0
    assert [row["id"] for row in json.loads(ran.out)] == ["laka1998", "brod2001", "laka1998-2", "promy"]
    assert "BT632 warning: yours.ris: the key laka1998 is already used" in ran.err and "laka1998-2" in ran.err
    assert "BT631 warning: yours.ris: entry promy may be the same work as laka1998 in mine.bib: Promy" in ran.err
    assert ran.err.count("BT631") == 1


def test_a_loss_is_told_with_entry_and_variable(folder: Path) -> None:
    ran = bibtool("convert", "mine.bib", "--to", "wikipedia-pl", "-v", cwd=folder)
    assert ran.code == 0
    assert "BT630 warning: entry laka1998: abstract is lost" in ran.err and "O promach." in ran.err
    assert bibtool("convert", "mine.bib", "--to", "wikipedia-pl", "--fail-on", "loss", cwd=folder).code == 1
    assert bibtool("convert", "mine.bib", "--to", "ris", "--fail-on", "loss", cwd=folder).code == 0
    assert bibtool("convert", "mine.bib", "--to", "wikipedia-pl", "--fail-on", "error", cwd=folder).code == 0
    assert bibtool("convert", "mine.bib", "yours.ris", "--to", "ris", "--fail-on", "warning", cwd=folder).code == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", ""),
        ("a.bib", "% nic\n"),
        ("a.bib", "@string{a = {b}}\n"),
        ("a.ris", " \n\n"),
        ("a.json", ""),
        ("a.json", "[]"),
        ("a.csv", "\ufeff"),
        ("a.csv", "title,author\n"),
        ("a.yaml", "references: []\n"),
        ("a.xml", ""),
        ("a.xml", "<ref-list/>"),
        ("a.txt", "\n"),
    ],
)
def test_a_bibliography_without_works_is_written_as_one_and_told(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = bibtool("convert", name, "--to", "csl-json", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "[]\n")
    assert f"BT634 warning: {name} holds no works" in ran.err


def test_a_broken_entry_ends_with_1_unless_asked_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@book{a, title = {Promy}, autor}\n@book{b, title = {Brody}}\n", encoding="utf-8")
    ran = bibtool("convert", "a.bib", "--to", "csl-json", cwd=tmp_path)
    assert ran.code == 1 and len(json.loads(ran.out)) == 2
    assert bibtool("convert", "a.bib", "--to", "csl-json", "--fail-on", "never", cwd=tmp_path).code == 0
    assert bibtool("convert", "a.bib", "--to", "csl-json", "--fail-on", "loss", cwd=tmp_path).code == 0


def test_values_are_told_as_people_write_them(tmp_path: Path) -> None:
    text = (
        '[{"id": "a", "type": "book", "title": "A $x$", "composer": [{"literal": "Chór"}, {"family": "Lis", "given": '
        '"E."}], "submitted": {"date-parts": [[2001, 5]]}, "custom": {"półka": "B", "tex": "title"}}]'
    )
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    done = convert([str(tmp_path / "a.json")], to="wikipedia-pl")
    told = {f.args["variable"]: f.args["value"] for f in done.findings if f.code == "BT630"}
    assert told == {"composer": "Chór; Lis E.", "submitted": "2001-05", "półka": "B"}
    ris = convert([str(tmp_path / "a.json")], to="ris")
    assert {f.args["variable"]: f.args["value"] for f in ris.findings} == {
        "composer": "Chór; Lis, E.",
        "submitted": "2001-05",
        "półka": "B",
    }


def test_what_only_bibtool_reads_back_is_told(folder: Path) -> None:
    (folder / "a.json").write_text('[{"id": "a", "type": "book", "title": "A", "scale": "1:100"}]', encoding="utf-8")
    done = convert([str(folder / "a.json")], to="ris")
    assert [(f.code, f.args["key"], f.args["variable"], f.args["value"]) for f in done.findings] == [
        ("BT633", "a", "scale", "1:100")
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mine.bib"], "--output"),
        (["mine.bib", "--to", "bibtexx"], "bibtex"),
        (["mine.bib", "-o", "out.docx"], ".docx"),
        (["mine.bib", "--to", "citations"], "citations"),
        (["mine.bib", "-o", "mine.bib"], "mine.bib"),
        (["missing.bib", "--to", "ris"], "missing.bib"),
        ([".", "--to", "ris"], "folder"),
        (["mine.bib", "--from", "wikipedia-pl", "--to", "ris"], "wikipedia-pl"),
        (["mine.bib", "--from", "csl-json", "--to", "ris"], "no JSON"),
        (["picture.bib", "--to", "ris"], "picture.bib"),
        (["noise.bin", "--to", "ris"], "noise.bin contains binary data"),
        (["noise.md", "--to", "ris"], "noise.md contains binary data"),
        (["cut.pdf", "--to", "ris"], "cut.pdf is a text (PDF)"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], said: str, folder: Path) -> None:
    (folder / "picture.bib").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    for name in ("noise.bin", "noise.md"):
        (folder / name).write_bytes(bytes(range(256)) * 8)
    (folder / "cut.pdf").write_bytes(b"%PDF-1.4\n")
    before = sorted(path.name for path in folder.iterdir())
    ran = bibtool("convert", *arguments, cwd=folder)
    assert ran.code == 2 and ran.out == ""
    assert is_one_clear_line(ran.err) and said in ran.err
    assert sorted(path.name for path in folder.iterdir()) == before
    assert (folder / "mine.bib").read_text(encoding="utf-8") == MINE


def test_the_references_of_a_jats_article(folder: Path) -> None:
    text = (
        '<?xml version="1.0"?><article article-type="research-article"><front/><back><ref-list><ref id="B1">'
        '<element-citation publication-type="book"><source>Promy</source></element-citation></ref></ref-list></back>'
        "</article>"
    )
    (folder / "article.xml").write_text(text, encoding="utf-8")
    ran = bibtool("convert", "article.xml", "--to", "csl-json", cwd=folder)
    assert ran.code == 0 and json.loads(ran.out) == [{"id": "B1", "type": "book", "title": "Promy"}]


def test_what_is_inherited_stands_in_other_formats_and_stays_inherited_in_its_own(folder: Path) -> None:
    text = (
        "@incollection{rudin2001, author = {Rudin, A.}, title = {Łodzie}, crossref = {ksiega}}\n"
        "@collection{ksiega, editor = {Bród, J.}, title = {Księga rzek}, date = {2001}, xdata = {dom}}\n"
        "@xdata{dom, publisher = {Wiosło}, location = {Toruń}}\n@xdata{inny, publisher = {Nikt}}\n"
    )
    (folder / "parts.bib").write_text(text, encoding="utf-8")
    ran = bibtool("convert", "parts.bib", "--to", "csl-json", "-v", cwd=folder)
    part, whole = json.loads(ran.out)
    assert (part["container-title"], part["publisher"], part["editor"]) == ("Księga rzek", "Wiosło", whole["editor"])
    assert "BT630 warning: entry inny" in ran.err and "entry dom" not in ran.err
    assert "crossref" in bibtool("convert", "parts.bib", "--to", "biblatex", cwd=folder).out


def test_a_parent_that_is_not_there_is_told(folder: Path) -> None:
    text = "@incollection{a, title = {Promy}, crossref = {nie-ma}}\n@book{b, title = {Brody}, crossref = {A}}\n"
    (folder / "parts.bib").write_text(text, encoding="utf-8")
    for to in ("csl-json", "biblatex"):
        ran = bibtool("convert", "parts.bib", "--to", to, cwd=folder)
        assert ran.code == 0 and ran.err.count("BT635") == 1
        assert "entry a takes data from nie-ma, which is not in parts.bib" in ran.err


def test_what_was_inherited_is_not_inherited_twice(folder: Path) -> None:
    text = (
        "@mvcollection{pisma, title = {Pisma}, editor = {Bród, J.}, volumes = {2}}\n"
        "@collection{listy, title = {Listy}, crossref = {pisma}, volume = {2}, date = {2001}, xdata = {dom}}\n"
        "@xdata{dom, publisher = {Wiosło}}\n"
    )
    (folder / "parts.bib").write_text(text, encoding="utf-8")
    straight = bibtool("convert", "parts.bib", "--to", "csl-json", cwd=folder)
    listy = json.loads(straight.out)[1]
    assert (listy["title"], listy["publisher"], listy["custom"]["xref"]) == ("Pisma. Listy", "Wiosło", "pisma")
    for name in ("a.ris", "a.json", "a.yaml", "a.csv", "a.jats.xml"):
        assert bibtool("convert", "parts.bib", "-o", name, cwd=folder).code == 0
        back = bibtool("convert", name, "--to", "csl-json", cwd=folder)
        assert json.loads(back.out) == json.loads(straight.out) and "BT635" not in back.err, name
