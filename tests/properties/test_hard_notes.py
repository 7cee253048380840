"""Notes that are cut, or hold one long row of something, are read like any other.

That the time grows with the length and no faster is measured in ``tests/long/test_long_rows.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from golden_notes import cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bibtool.jobs.boundary import DEBUG
from bibtool.jobs.extract import from_document
from bibtool.notes.note import NotesResult
from bibtool.readers.document import Document, SourceNote
from bibtool.readers.registry import read_bytes
from bibtool.text.mapped import Mapped

NOTES = [text for case in cases() for _, text in case.notes]
MARKS = ["", ".", ".”", ".»", "”.", ")", "]", ",", ":", ";", " ", "„", "«", "(", "[", " //", " /", "–", "-", "-\n", "…"]
MORE = ["\u00ad", "http://", "www.", "<", "\n", "s.", "т.", "2001", "A.", "ż", "\u200b", "\u0301", "\ufffd", "\ud83d"]
ROWS = [
    "a", "ж", "A", "I", "Х", "1", ".", ",", " ", "-", "(", "[", "„", "\"", "/", "_", "*", "\n", "\u00ad", "\u0301",
    "a ", "A. ", "Aa, ", "I ", "s. 1, ", "2001, ", "(1) ", "([", "A. Nowak, ", " // ", "tamże, ", "w: ", "ab-\n", "жa ",
    "a.b ", "www.", "http://a-\n", "http://", "жa.", "<",
    "Aa. ", "AAN, ", "Kra 12 (1990), ", "A. Lis, Most, Lublin 1990; ",
]  # fmt: skip
LONG = 80_000


@pytest.fixture(autouse=True, scope="module")
def _faults_are_raised() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DEBUG, "1")
        yield


def long_note(row: str, length: int) -> str:
    return f"A. Nowak, Targ {(row * length)[:length]} most, Kraków 2001, s. 5."


def long_text(row: str, length: int) -> str:
    return f"Zdanie. I dalej {(row * length)[:length]} koniec.\n\n1  A. Nowak, Targ, Kraków 2010, s. 5.\n"


def read(*texts: str) -> NotesResult:
    """The notes of a document, each read; no fault is kept back."""
    text = "\n".join(texts)
    notes, at = [], 0
    for number, each in enumerate(texts, 1):
        notes.append(SourceNote(str(number), Mapped.of(text, at, at + len(each))))
        at += len(each) + 1
    found, _ = from_document(Document("a", text, "utf-8", "text", tuple(notes)))
    assert len(found.notes.notes) == len(texts)
    return found.notes


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NOTES), st.integers(0, 400), st.integers(0, 400), st.sampled_from([*MARKS, *MORE]))
@example("J. Nowak, “Stenogram, 16 lutego 1996 r.”", 0, 400, "")
@example("Лис А. Торг // Лис А. . .", 0, 400, "")
def test_a_note_cut_anywhere_and_closed_by_anything_is_read(note: str, start: int, end: int, mark: str) -> None:
    read(note[start:] + mark, note[:end] + mark, note[:start] + mark + note[end:])


@pytest.mark.parametrize("row", ROWS, ids=ascii)
def test_a_note_with_a_long_row_is_read(row: str) -> None:
    read(long_note(row, LONG))


@pytest.mark.parametrize("row", ["a", "ж", "1", "\n", "1. a\n", "-\n", "\u00b9"], ids=ascii)
def test_a_text_with_a_long_row_is_read(row: str) -> None:
    found, _ = from_document(read_bytes(long_text(row, LONG).encode(), "a.txt"))
    assert found.document.text.endswith("s. 5.\n")


@pytest.mark.parametrize("row", ["1", "a1", "1.", "1/", "A"], ids=ascii)
def test_an_archive_with_a_long_place_on_its_shelf_is_read(row: str) -> None:
    read(f"AAN, MSZ, {(row * LONG)[:LONG]} żółte, k. 3.")
