"""Notes set again: what stays as printed, and how the command says so."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from commands import ARTICLE, bibtool, is_one_clear_line
from jsonschema import validate

from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.restyle import note_sources
from bibtool.jobs.schemas import schema
from bibtool.jobs.sources import Source, from_path
from bibtool.render.notes import RenderedNotes, set_notes
from bibtool.render.setting import Setting

STYLE = "polska-humanistyka-przypisy"
STYLES = [
    STYLE, "chicago-notes-bibliography", "sprawy-miedzynarodowe", "pn-iso-690-przypisy", "gost-r-7-0-5-2008",
    "dstu-8302-2015", "oscola", "iso690-full-note-cs", "apa-7-pl", "modern-language-association", "chicago-author-date",
    "ieee",
]  # fmt: skip
DEV = Path(__file__).parents[3] / "shared" / "eval" / "dev.jsonl"
NOTES = [
    {"number": "1", "text": "A. Kos, Promy, z cyklu „Rzeki”,  Lublin 2004, s. 5."},
    {"number": "2", "text": "Tamże, s. 7."},
    {"number": "3", "text": "B. Lis, Groble, tłum. E. Wąs, Wydawnictwo Brzeg, Kraków 1999, s. 12 i n."},
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "notes.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in NOTES), encoding="utf-8")
    return path


def again(extraction: Extraction, style: str) -> RenderedNotes:
    return set_notes(extraction.apparatus, extraction.cited, Setting(style), "text", note_sources(extraction))


def test_a_note_that_was_not_read_stays_to_the_letter_and_the_exit_code_says_so(source: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    ran = bibtool("format", source, "--style", STYLE, "--as", "notes", "--report", report, "-v")
    assert ran.code == 1, ran.err
    assert f"1. {NOTES[0]['text']}\n" in ran.out
    assert "2. Tamże, s. 7." in ran.out  # what it refers to is in doubt
    assert "3. B. Lis, Groble, przeł. E. Wąs, Kraków 1999, s. 12 i n." in ran.out
    assert "BT670 warning: left as printed: not read: “z cyklu „Rzeki”” [note 1]" in ran.err
    assert "BT675 info: not printed by this style: publisher “Wydawnictwo Brzeg” [note 3]" in ran.err
    assert "notes: 1 rewritten, 2 left as printed; words lost: 0; not printed by this style: 1 (labels: 0)" in ran.err
    found = json.loads(report.read_text(encoding="utf-8"))
    validate(found, json.loads(schema("restyled")))
    assert (found["set"], found["left"], found["words_lost"], found["not_printed"]) == (1, 2, 0, 1)
    assert [note["state"] for note in found["notes"]] == ["left", "left", "set"]


def test_also_sets_a_note_all_the_same_and_loses_nothing(source: Path) -> None:
    ran = bibtool("format", source, "--style", STYLE, "--as", "notes", "--also", "1")
    assert ran.code == 0, ran.err
    assert "1. A. Kos, Promy, Lublin 2004, s. 5, z cyklu „Rzeki" in ran.out
    assert "2. Tamże, s. 7." in ran.out


def test_also_for_a_note_that_is_not_there(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "again.txt"
    ran = bibtool("format", source, "--style", STYLE, "--as", "notes", "--also", "9", "-o", out)
    assert ran.code == 2 and is_one_clear_line(ran.err) and "9" in ran.err and not out.exists()


def test_the_words_of_findings_are_polish_too(source: Path) -> None:
    ran = bibtool("format", source, "--style", STYLE, "--as", "notes", "--ui", "pl")
    assert "pozostawiono jak w druku: nie odczytano" in ran.err
    assert "przypisy przepisane: 1, pozostawione jak w druku: 2" in ran.err


@pytest.mark.parametrize("style", STYLES)
def test_of_the_article_no_note_is_left(style: str) -> None:
    done = again(extract([from_path(str(ARTICLE))], passages=True), style)
    assert len(done.notes) == 46 and not done.left and done.lost == 0


def test_of_the_development_texts_few_notes_are_left() -> None:
    """At most a fifth of the notes that cite (by the annotation), in each of four styles."""
    if not DEV.exists():
        pytest.skip("the annotated notes are not here")
    texts: dict[str, dict[str, str]] = {}
    for line in DEV.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts.setdefault(row["doc"], {})[str(row["note"])] = row["raw"]
    left: Counter[str] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    for doc, notes in texts.items():
        lines = "\n".join(json.dumps({"number": n, "text": t}, ensure_ascii=False) for n, t in notes.items())
        extraction = extract([Source(doc, lines.encode(), "notes")], passages=True)
        for style in (STYLE, "gost-r-7-0-5-2008", "apa-7-pl", "ieee"):
            done = again(extraction, style)
            assert done.lost == 0
            left[style] += len(done.left)
            reasons.update((style, reason.code) for note in done.left.values() for reason in note.reasons[:1])
    citing = sum(map(len, texts.values()))
    print(citing, dict(left), dict(reasons))
    assert citing > 100
    assert all(count <= citing / 5 for count in left.values()), left


def test_a_document_of_another_kind_says_that_it_holds_sentences_only(tmp_path: Path) -> None:
    docx = Path(__file__).parents[2] / "docs" / "examples" / "promy.docx"
    for name, told in (("new.html", 1), ("new.md", 1), ("new.txt", 0), ("new.docx", 0)):
        ran = bibtool("format", docx, "--style", STYLE, "--as", "notes", "-o", tmp_path / name)
        assert ran.code == 0 and ran.err.count("BT689") == told, name
