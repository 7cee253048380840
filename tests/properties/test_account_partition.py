"""The account of a note is a partition: every letter and figure belongs to exactly one stretch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from golden_notes import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from test_citations_provenance import PIECES

from bibtool.citations.extract import extract
from bibtool.citations.passages import NotePassages
from bibtool.notes.account import Share
from bibtool.notes.find import find_notes
from bibtool.notes.note import Note, NotesResult
from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes
from bibtool.text.mapped import Mapped

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def is_partition(note: NotePassages) -> bool:
    text = note.text.text
    owners = [0] * len(text)
    at = 0
    for stretch in note.stretches:
        assert at <= stretch.start < stretch.end <= len(text), "stretches overlap or are out of order"
        at = stretch.end
        for place in range(stretch.start, stretch.end):
            owners[place] += 1
    return all(owner == 1 for owner, char in zip(owners, text, strict=True) if char.isalnum())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), min_size=1, max_size=3))
def test_of_any_notes(texts: list[str]) -> None:
    source = "\n".join(texts)
    at, notes = 0, []
    for number, text in enumerate(texts, 1):
        notes.append(Note(str(number), str(number), Mapped.of(source, at, at + len(text))))
        at += len(text) + 1
    found = extract(Document("x", source, "utf-8", "text"), NotesResult(tuple(notes)), passages=True)
    assert len(found.passages) == len(texts)
    assert all(map(is_partition, found.passages))


def documents() -> Iterator[tuple[str, bytes, str | None]]:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        yield path.name, path.read_bytes(), "text"
    rows = [{"number": str(n), "text": note} for n, note in enumerate(golden(), 1)]
    yield "corpus", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode(), "notes"
    for path in sorted(SHARED.glob("cases/**/*.jsonl")):
        if path.name != "kinds.jsonl":
            yield path.name, path.read_bytes(), "notes"
    for path in sorted(SHARED.glob("documents/*.docx")):
        yield path.name, path.read_bytes(), "docx"


def golden() -> Iterator[str]:
    for case in cases():
        yield from (text for _, text in case.notes)


@pytest.mark.parametrize(("name", "data", "format"), [pytest.param(*row, id=row[0]) for row in documents()])
def test_of_the_texts_at_hand(name: str, data: bytes, format: str | None) -> None:
    document = read_bytes(data, name, format)
    found = extract(document, find_notes(document), passages=True)
    for note in found.passages:
        assert is_partition(note), note.note_id


def test_of_the_development_texts_few_letters_are_unread() -> None:
    """At most 3 % of the letters of their citations; the rules were made beside these texts."""
    path = SHARED / "eval" / "dev.jsonl"
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    texts: dict[str, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts.setdefault(row["doc"], {})[str(row["note"])] = row["raw"]
    letters = unread = 0
    for doc, notes in texts.items():
        lines = "\n".join(json.dumps({"number": n, "text": t}, ensure_ascii=False) for n, t in notes.items())
        document = read_bytes(lines.encode(), doc, "notes")
        for note in extract(document, find_notes(document), passages=True).passages:
            assert is_partition(note)
            for stretch in note.stretches:
                if stretch.cite:
                    size = sum(map(str.isalnum, note.text.text[stretch.start : stretch.end]))
                    letters += size
                    unread += size if stretch.share is Share.UNREAD else 0
    print(f"unread: {unread} of {letters} letters, {unread / letters:.2%}")
    assert letters > 10_000
    assert unread / letters <= 0.03
