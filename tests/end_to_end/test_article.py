"""The main job on the article, and the seeds without notes."""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import jsonschema
import pytest
from commands import ARTICLE, ROOT, Ran, bibtool, process

from bibtool.jobs.manifest import MANIFEST
from bibtool.jobs.schemas import schema
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

WITHOUT_NOTES = sorted((ROOT / "seeds").glob("00[0-3]_*.txt"))
OUTPUT = ROOT / "output"
WRITTEN = {
    "citations.jsonl",
    "citations.notes.json",
    "bibliography.bib",
    "bibliography.bibtex.bib",
    "bibliography.csl.json",
    "bibliography.ris",
    "findings.txt",
    "report.html",
    MANIFEST,
}


def citations(*args: str | Path) -> list[dict[str, Any]]:
    ran = bibtool("extract", *args, "--format", "citations")
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.fixture(scope="module")
def article() -> list[dict[str, Any]]:
    return citations(ARTICLE)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The whole job, once for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("output")
    ran = bibtool("run", ARTICLE, "-o", folder, "--no-check")
    assert ran.code == 0, ran.err
    return folder, ran


def test_the_citations_of_the_article(article: list[dict[str, Any]]) -> None:
    assert len(article) == 54
    assert len({row["note_id"] for row in article}) == 46
    assert len({row["key"] for row in article}) == 43
    back = [row for row in article if row["kind"] != "full"]
    assert len(back) == 11
    assert all(row["refers_to"] for row in back)
    check = jsonschema.Draft202012Validator(json.loads(schema("citations")))
    for row in article:
        check.validate(row)


def test_every_printed_field_stands_where_it_says(article: list[dict[str, Any]]) -> None:
    source = ARTICLE.read_bytes().decode("utf-8")
    fields = 0
    for row in article:
        for variable, field in row["fields"].items():
            assert "".join(source[a:b] for a, b in field["spans"]) == field["raw"], (row["note"], variable)
            fields += not field.get("inferred", False)
    assert fields > 250


def test_back_references_have_the_key_of_what_they_refer_to(article: list[dict[str, Any]]) -> None:
    keys = {(row["note_id"], row["index"]): row["key"] for row in article}
    looked_at = 0
    for row in article:
        if row["refers_to"]:
            looked_at += 1
            assert row["key"] == keys[row["refers_to"]["note_id"], row["refers_to"]["index"]]
    assert looked_at == 11


def test_a_file_holds_what_standard_output_shows(tmp_path: Path) -> None:
    for ending, name in ((".bib", "biblatex"), (".csl.json", "csl-json"), (".ris", "ris"), (".jsonl", "citations")):
        target = tmp_path / f"works{ending}"
        assert bibtool("extract", ARTICLE, "-o", target).code == 0
        shown = bibtool("extract", ARTICLE, "--format", name).out
        assert shown and target.read_text(encoding="utf-8") == shown


def test_the_whole_job_is_deterministic(tmp_path: Path) -> None:
    names: list[set[str]] = []
    for number, env in enumerate(
        ({"PYTHONHASHSEED": "1", "LC_ALL": "pl_PL.UTF-8", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Almaty"})
    ):
        ran = process("run", ARTICLE.relative_to(ROOT), "-o", tmp_path / str(number), "--no-check", env=env)
        assert ran.code == 0, ran.err
        names.append({p.name for p in (tmp_path / str(number)).iterdir()})
    assert names[0] == names[1] and names[0] >= WRITTEN
    for name in names[0]:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes(), name


def test_a_bibliography_for_each_style(done: tuple[Path, Ran]) -> None:
    folder, _ = done
    pages = {p.name for p in folder.iterdir()} - WRITTEN
    assert len([name for name in pages if name.endswith(".html")]) >= 3
    assert {name[:-5] for name in pages if name.endswith(".html")} == {
        name[:-4] for name in pages if name.endswith(".txt")
    }
    for name in pages:
        text = (folder / name).read_text(encoding="utf-8").casefold()
        assert "ostianová" in text and "гордийчук" in text, name


def plain(path: Path) -> bytes:
    """What a file holds; the data of a report unpacked, since versions of zlib pack differently."""
    data = path.read_bytes()
    head, mark, rest = data.partition(b'id="data">')
    packed, _, foot = rest.partition(b"<")
    return head + mark + gzip.decompress(base64.b64decode(packed)) + foot if mark else data


def test_the_committed_output_is_what_a_run_writes(tmp_path: Path) -> None:
    """All but the manifest, which tells of each copy of the project what a run wrote there."""
    left_out = ("links.json", "links.html", MANIFEST)
    committed = {p.name for p in OUTPUT.glob("*") if p.name not in left_out} if OUTPUT.is_dir() else set()
    if not committed:
        pytest.skip("output/ holds no files yet")
    ran = process("run", ARTICLE.relative_to(ROOT), "-o", tmp_path / "output", "--no-check")
    assert ran.code == 0, ran.err
    assert {p.name for p in (tmp_path / "output").iterdir()} == {*committed, MANIFEST}
    told = json.loads((tmp_path / "output" / MANIFEST).read_text(encoding="utf-8"))
    assert told["files"].keys() == committed
    for name in sorted(committed):
        assert plain(tmp_path / "output" / name) == plain(OUTPUT / name), f"make run renews {name}"


def test_the_job_in_a_clean_copy_changes_no_committed_file(tmp_path: Path) -> None:
    """What ``make run`` does, over the files that a copy of the project has already."""
    shutil.copytree(OUTPUT, tmp_path / "output", ignore=shutil.ignore_patterns(MANIFEST, "links.*"))
    before = {p.name: plain(p) for p in (tmp_path / "output").iterdir()}
    assert len(before) > len(WRITTEN)
    ran = process("run", ARTICLE.relative_to(ROOT), "-o", tmp_path / "output", "--no-check")
    assert ran.code == 0, ran.err
    after = {p.name: plain(p) for p in (tmp_path / "output").iterdir()}
    del after[MANIFEST]
    assert after == before
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"output/{MANIFEST}" in ignored and "output/links.*" in ignored


def test_the_summary(done: tuple[Path, Ran]) -> None:
    folder, ran = done
    assert [line.split("  ")[0] for line in ran.out.splitlines()[:7]] == [
        "notes",
        "citations",
        "back-references resolved",
        "works cited",
        "the articles' own entries",
        "links",
        "findings",
    ]
    assert "46 (without text: 47, 48)" in ran.out and "11 of 11" in ran.out
    assert str(folder / "findings.txt") in ran.out
    assert "\x1b" not in ran.out + ran.err
    files = [line.strip() for line in ran.out.splitlines() if line.startswith("  ")]
    assert {Path(name).name for name in files} | {MANIFEST} == {p.name for p in folder.iterdir()}


def test_the_whole_job_in_polish_on_a_text_without_notes(tmp_path: Path) -> None:
    ran = bibtool("run", WITHOUT_NOTES[0], "-o", tmp_path, "--no-check", "--ui", "pl")
    assert ran.code == 0, ran.err
    assert "przypisy" in ran.out and "uwagi" in ran.out
    assert (tmp_path / "citations.jsonl").read_text(encoding="utf-8") == ""
    assert "nie znaleziono" in (tmp_path / "findings.txt").read_text(encoding="utf-8")


def test_findings_by_default_are_the_worst_and_a_summary_and_all_with_v() -> None:
    few, every = bibtool("extract", ARTICLE).err, bibtool("extract", ARTICLE, "-v").err
    assert len(few.splitlines()) == 7
    assert len(every.splitlines()) > 12
    assert set(few.splitlines()[:5]) <= set(every.splitlines())
    assert "BT201" in few, "a missing note is among the worst"


def test_missing_notes_are_told_and_taken_from_a_supplement(tmp_path: Path) -> None:
    ran = bibtool("lint", ARTICLE, "--select", "BT201")
    assert ran.code == 1
    assert [line.count("BT201") for line in ran.out.splitlines()] == [1, 1]
    supplement = tmp_path / "missing.jsonl"
    supplement.write_text(
        '{"number": "47", "text": "K. Maj, Targi nad Bugiem, Warszawa 2003, s. 8."}\n', encoding="utf-8"
    )
    rows = citations(ARTICLE, "--supplement", supplement)
    assert len(rows) == 55
    assert rows[-1]["note"] == "47" and rows[-1]["item"]["title"] == "Targi nad Bugiem"
    lint = bibtool("lint", ARTICLE, "--select", "BT201", "--supplement", supplement).out
    assert "48" in lint and "note 47 " not in lint


def test_findings_for_programs() -> None:
    ran = bibtool("lint", ARTICLE, "--format", "json", "--fail-level", "error")
    rows = json.loads(ran.out)
    jsonschema.Draft202012Validator(json.loads(schema("findings"))).validate(rows)
    assert len(rows) > 10
    text = ARTICLE.read_text(encoding="utf-8").splitlines()
    for row in rows:
        assert row["schema"] == 1 and row["message"] and row["severity"] in {"error", "warning", "info"}
        if row["line"] is not None:
            assert 1 <= row["line"] <= len(text)
    severities = {row["severity"] for row in rows}
    assert ran.code == (1 if "error" in severities else 0)
    assert bibtool("lint", ARTICLE, "--fail-level", "info").code == 1
    assert bibtool("lint", ARTICLE, "--select", "BT4", "--ignore", "BT4").out == ""


@pytest.mark.parametrize("seed", WITHOUT_NOTES, ids=lambda p: p.name)
def test_a_text_without_notes_cites_nothing_and_is_a_work(seed: Path) -> None:
    assert citations(seed) == []
    ran = bibtool("extract", seed, "--format", "csl-json")
    assert ran.code == 0
    assert "BT202" in ran.err
    (work,) = json.loads(ran.out)
    assert work["id"] and (work.get("title") or work.get("issued"))


def test_standard_input_and_several_sources() -> None:
    ran = process("extract", "-", "--format", "citations", data=ARTICLE.read_bytes())
    assert ran.code == 0 and len(ran.out.splitlines()) == 54
    assert json.loads(ran.out.splitlines()[0])["document"] == "-"
    twice = citations(ARTICLE, ARTICLE)
    assert len(twice) == 54, "a source named twice is read once"
    both = citations(ARTICLE, WITHOUT_NOTES[0])
    assert len(both) == 54


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(path: Path, notes: list[tuple[str, str]]) -> None:
    """The least that Word opens: a body with a reference for each note, and real footnotes."""

    def runs(text: str) -> str:
        lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
        return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"

    body = "".join(
        f'<w:p>{runs(f"Zdanie {number}.")}<w:r><w:footnoteReference w:id="{i}"/></w:r></w:p>'
        for i, (number, _) in enumerate(notes, start=1)
    )
    footnotes = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>{runs(" " + text)}</w:p></w:footnote>'
        for i, (_, text) in enumerate(notes, start=1)
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}.footnotes+xml"/></Types>',
        )
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relation}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relation}/footnotes" '
            'Target="footnotes.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{footnotes}</w:footnotes>')


def test_the_articles_notes_as_docx_give_the_same_citations(article: list[dict[str, Any]], tmp_path: Path) -> None:
    document = read_bytes(ARTICLE.read_bytes(), "a.txt")
    # text that was copied from a PDF keeps its line breaks in a word processor
    notes = [(n.number, n.text.text) for n in find_notes(document).notes]
    path = tmp_path / "article.docx"
    docx(path, notes)
    rows = citations(path)
    assert len(rows) == len(article) == 54
    same = ("note", "index", "kind", "refers_to")
    for one, other in zip(rows, article, strict=True):
        assert {k: one[k] for k in same} == {k: other[k] for k in same}
    told = bibtool("extract", path, "-v").err
    assert "article.docx: BT" in told
    assert not re.search(r"article\.docx:\d", told), "a DOCX has no lines that a reader could count"
