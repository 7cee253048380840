"""Every kind of file with every command that takes one: it does the plain thing, or one line says what does."""

from pathlib import Path
from shutil import which

import pytest
from commands import Ran, bibtool, is_one_clear_line
from kinds_of_files import ARTICLE, BIB, SAMPLES, STILL_ARTICLES, Sample, sample

from bibtool.readers.kinds import Family, kinds

ARTICLES = set("text markdown notes docx pdf html html-zip mhtml epub jats erudit tei odt latex rtf".split())
BIBLIOGRAPHIES = {"bibtex", "ris", "csl-json", "csl-yaml", "reference-table", "jats-references"}
PANDOC_READS = {
    "text",
    "markdown",
    "docx",
    "latex",
    "html",
    "jats",
    "docbook",
    "rtf",
    "epub",
    "odt",
    "notebook",
    "pandoc",
}
HISTORY = ("--archive", "none", "--history", "h.sqlite")

# Use: the command line ("FILE" is the file), and the kinds that it takes.
USES: dict[str, tuple[list[str], set[str]]] = {
    "extract": (["extract", "FILE"], ARTICLES),
    "extract -o": (["extract", "FILE", "-o", "out.bib"], ARTICLES),
    "run": (["run", "FILE", "-o", "out", "--no-check"], ARTICLES),
    "lint": (["lint", "FILE"], ARTICLES),
    "lint --style": (["lint", "FILE", "--style", "pn-iso-690"], ARTICLES),
    "format": (["format", "FILE", "--style", "apa"], ARTICLES | BIBLIOGRAPHIES),
    "convert": (["convert", "FILE", "-o", "out.bib"], BIBLIOGRAPHIES),
    "check": (["check", "FILE", *HISTORY], ARTICLES | BIBLIOGRAPHIES | {"addresses"}),
    "cited": (["cited", "FILE", "--bib", "refs.bib"], {"latex", "aux", "bcf", "markdown"}),
    "--bib": (["cited", "refs.md", "--bib", "FILE"], BIBLIOGRAPHIES),
    "--supplement": (["extract", "refs.txt", "--supplement", "FILE"], ARTICLES),
    "--works": (
        ["format", "refs.notes.json", "--as", "notes", "--style", "chicago-notes-bibliography", "--works", "FILE"],
        ARTICLES | BIBLIOGRAPHIES,
    ),
    "cite": (["cite", "FILE", "-o", "out.txt"], PANDOC_READS),
    "cite --bib": (["cite", "refs.md", "-o", "out.txt", "--bib", "FILE"], BIBLIOGRAPHIES),
}
CASES = [(use, each) for use in USES for each in SAMPLES]


def run(use: str, each: Sample, folder: Path, name: str = "") -> Ran:
    name = name or each.name
    data = b"http://127.0.0.1:9/x\n" if (use, each.kind) == ("check", "addresses") else each.data
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    (folder / "refs.md").write_text("Tak sądzi Nowak [@nowak2010].\n", encoding="utf-8")
    (folder / "refs.txt").write_text(ARTICLE.replace("nad", "pod"), encoding="utf-8")
    (folder / "refs.notes.json").write_bytes(sample("csl-notes").data)
    (folder / name).write_bytes(data)
    return bibtool(*(name if arg == "FILE" else arg for arg in USES[use][0]), cwd=folder)


@pytest.mark.parametrize(("use", "each"), CASES, ids=[f"{use} {each.kind}" for use, each in CASES])
def test_a_kind_and_a_command(use: str, each: Sample, tmp_path: Path) -> None:
    taken = each.kind in USES[use][1]
    if use.split()[0] == "cite" and taken and which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    if each.kind == "rtf" and which("soffice") is None:
        pytest.skip("soffice is not installed")
    ran = run(use, each, tmp_path)
    if use == "cite" and each.kind in {"rtf", "epub", "odt", "docx", "pandoc"}:
        assert ran.code in (0, 1) or "pandoc cannot make this document" in ran.err
        return
    if taken:
        assert ran.code in ((0, 1) if use != "check" else (0, 1, 3)), ran
        return
    assert ran.code == 2, ran
    assert ran.out == ""
    assert is_one_clear_line(ran.err), ran.err
    assert each.name in ran.err
    assert not (tmp_path / "out.bib").exists() and not (tmp_path / "out").exists()
    if (use, each.kind) == ("cited", "text") or each.kind == "doc":
        return  # an unknown ending, and an old or encrypted document: lines of their own
    if (use, each.kind) == ("format", "csl-notes"):
        assert "--works" in ran.err
    else:
        assert kinds()[each.kind].label in ran.err


INSTEAD = {
    Family.BIBLIOGRAPHY: ["bibtool format", "bibtool convert", "bibtool check", "bibtool cited"],
    Family.CITED_NOTES: ["bibtool format", "--works"],
    Family.LATEX: ["bibtool cited", "DOCX"],
    Family.DOCUMENT: ["DOCX", "text"],
    Family.OTHER_BIBLIOGRAPHY: ["BibTeX", "RIS"],
    Family.ADDRESSES: ["bibtool check"],
    Family.STYLE: ["--style"],
    Family.DATA: ["BibTeX", "DOCX"],
}


@pytest.mark.parametrize("each", [each for each in SAMPLES if each.kind not in ARTICLES], ids=lambda each: each.kind)
def test_what_does_it_instead_is_named(each: Sample, tmp_path: Path) -> None:
    ran = run("extract", each, tmp_path, "-misnamed.txt"[1:])
    assert ran.code == 2 and is_one_clear_line(ran.err)
    if each.kind != "doc":
        assert all(words in ran.err for words in INSTEAD[kinds()[each.kind].family]), ran.err


@pytest.mark.parametrize("name", STILL_ARTICLES)
def test_an_article_about_a_format_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(STILL_ARTICLES[name], encoding="utf-8")
    ran = bibtool("extract", name, "--format", "citations", cwd=tmp_path)
    assert ran.code == 0, ran
    assert "Nowak" in ran.out


def test_a_bibliography_in_any_encoding_and_under_any_name(tmp_path: Path) -> None:
    text = BIB.replace("Szlaki stepu", "Źródła i łąki")
    for number, encoding in enumerate(("utf-8", "cp1250", "utf-16")):
        name = f"{number}.txt"
        (tmp_path / name).write_bytes(text.encode(encoding))
        ran = bibtool("format", name, "--style", "apa", cwd=tmp_path)
        assert ran.code == 0 and "Źródła i łąki" in ran.out, (encoding, ran)
    (tmp_path / "r.ris").write_bytes(sample("ris").data.decode().replace("Szlaki", "Łąki").encode("utf-16"))
    assert "Łąki stepu" in bibtool("format", "r.ris", "--style", "apa", cwd=tmp_path).out


def test_an_article_named_bib_is_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "article.bib").write_text(ARTICLE, encoding="utf-8")
    ran = bibtool("extract", "article.bib", cwd=tmp_path)
    assert ran.code == 0 and "nowak2010" in ran.out
    assert "BT123" in ran.err and "BibTeX" in ran.err
    ran = bibtool("cited", "article.bib", "--bib", "article.bib", cwd=tmp_path)
    assert ran.code == 2 and is_one_clear_line(ran.err)


def test_who_says_what_a_file_is_gets_it(tmp_path: Path) -> None:
    (tmp_path / "library.bib").write_text(BIB, encoding="utf-8")
    assert bibtool("extract", "library.bib", "--from", "text", cwd=tmp_path).code == 0
    assert bibtool("format", "library.bib", "--from", "bibtex", "--style", "apa", cwd=tmp_path).code == 0


def test_others_are_done_beside_a_bibliography(tmp_path: Path) -> None:
    (tmp_path / "library.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    ran = bibtool("extract", "library.bib", "article.txt", cwd=tmp_path)
    assert ran.code == 2 and "nowak2010" in ran.out and "library.bib is a bibliography" in ran.err


def test_the_line_is_polish_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "library.bib").write_text(BIB, encoding="utf-8")
    ran = bibtool("extract", "library.bib", "--ui", "pl", cwd=tmp_path)
    assert ran.code == 2 and "library.bib to bibliografia (BibTeX)" in ran.err
