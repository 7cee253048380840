"""The article of the seeds, against its hand-annotated notes."""

import json
from pathlib import Path

import pytest

from bibtool.notes.find import find_notes
from bibtool.notes.note import NotesResult
from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes
from bibtool.text.spans import slices

ROOT = Path(__file__).parents[3]
ARTICLE = ROOT / "seeds" / "004_51483a6014526e0d.txt"
GOLD = ROOT.parent / "shared" / "eval" / "article.jsonl"


@pytest.fixture(scope="module")
def article() -> tuple[Document, NotesResult]:
    document = read_bytes(ARTICLE.read_bytes(), ARTICLE.name)
    return document, find_notes(document)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_notes_and_markers_are_counted(article: tuple[Document, NotesResult]) -> None:
    _, result = article
    assert [note.number for note in result.notes] == [str(n) for n in range(1, 47)]
    assert result.missing == ("47", "48")
    assert sum(1 for note in result.notes if note.marker) + len(result.missing) == 48
    assert result.pages == ("80", "90")


def test_notes_equal_the_annotated_ones(article: tuple[Document, NotesResult]) -> None:
    if not GOLD.exists():
        pytest.skip("the annotated notes of the shared folder are not here")
    gold: dict[str, str] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["raw"]:
            gold.setdefault(str(row["note"]), row["raw"])
    _, result = article
    found = {note.number: squeezed(note.text.text) for note in result.notes}
    assert len(found) == len(gold) == 46
    assert found == {number: squeezed(raw)[len(number) :].strip() for number, raw in gold.items()}


def test_spans_are_the_text(article: tuple[Document, NotesResult]) -> None:
    document, result = article
    for note in result.notes:
        printed = slices(document.text, note.text.spans())
        assert printed == note.text.text
        assert note.marker is not None
        assert document.text[note.marker.span.start].isdigit()
    assert result.notes


def test_body_holds_neither_notes_nor_headers(article: tuple[Document, NotesResult]) -> None:
    _, result = article
    assert "https://" not in result.body.text
    assert "t. 76" not in result.body.text
    assert "Listopadowe wybory" in result.body.text


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("00[0-3]_*.txt")), ids=lambda p: p.name[:3])
def test_press_texts_have_no_notes(path: Path) -> None:
    result = find_notes(read_bytes(path.read_bytes(), path.name))
    assert result.notes == ()
    assert result.missing == ()
    assert [f.code for f in result.findings] == ["BT202"]
    assert len(result.body) > 1000
