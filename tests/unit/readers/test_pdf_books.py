"""Long PDFs are laid out in parts: no note is lost or cut where two parts meet."""

from itertools import pairwise

import pytest
from pdf_files import Sheet, pdf

from bibtool.readers.document import Document
from bibtool.readers.pages import document as pages
from bibtool.readers.registry import read_bytes

PROSE = "The lock keeper wrote down each barge that passed the gate on its way to the sea"


def book(count: int) -> list[Sheet]:
    """Each note but the last goes on at the foot of the page behind it; every fifth page has none that goes on."""
    sheets = []
    for number in range(1, count + 1):
        page = Sheet()
        for row in range(6):
            page.line(60, 700 - 13 * row, PROSE if row != 3 else f"as far as the weir.^{{{number}}} " + PROSE[:40])
        page.rule(60, 132, 110)
        top = 120
        if number % 5 != 1:
            page.line(60, top, f"barge {number - 1}, p. {number - 1}.", 8)
            top -= 10
        end = f" of barge {number}, p. {number}." if number % 5 == 0 else " whose owner wrote of"
        page.line(60, top, f"^{{{number}}} K. Wiek,{end}", 8)
        sheets.append(page)
    return sheets


def read(sheets: list[Sheet]) -> Document:
    return read_bytes(pdf(sheets), "book.pdf")


@pytest.mark.parametrize("together", [7, 10, 13])
def test_notes_that_go_on_where_parts_meet_are_whole_and_tied(monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    sheets = book(25)
    whole = read(sheets)
    assert whole.notes is not None and len(whole.notes) == 25
    monkeypatch.setattr(pages, "_TOGETHER", together)
    parts = read(sheets)
    assert parts.notes is not None
    assert [(n.number, n.text.text) for n in parts.notes] == [(n.number, n.text.text) for n in whole.notes]
    assert all(note.marker is not None for note in parts.notes)
    assert parts.text.count("Wiek") == whole.text.count("Wiek") == 25
    assert len(parts.body) > 1 and all(before.end <= after.start for before, after in pairwise(parts.body))
    assert not parts.findings


@pytest.mark.parametrize("few", [6, 9])
def test_pages_of_a_long_book_are_laid_out_few_at_a_time(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    sheets = book(25)
    whole = read(sheets)
    monkeypatch.setattr(pages, "_TOGETHER", 20)
    monkeypatch.setattr(pages, "_FEW", few)
    parts = read(sheets)
    assert len(parts.body) >= 25 // few and not parts.findings
    assert parts.notes is not None and whole.notes is not None
    assert [(n.number, n.text.text) for n in parts.notes] == [(n.number, n.text.text) for n in whole.notes]
    assert all(note.marker is not None for note in parts.notes)


def listed(first: int, last: int) -> list[Sheet]:
    """A chapter whose notes stand in a list behind it, one called on each page."""
    sheets = []
    for number in range(first, last + 1):
        page = Sheet()
        for row in range(6):
            page.line(60, 700 - 13 * row, PROSE if row != 3 else f"as far as the weir.^{{{number}}} " + PROSE[:40])
        sheets.append(page)
    notes = Sheet()
    notes.line(60, 730, "Notes", 12)
    for number in range(first, last + 1):
        notes.line(60, 710 - 12 * (number - first), f"{number}. The weir of 17{number:02}.", 9)
    return [*sheets, notes]


def test_few_pages_whose_notes_are_in_a_list_farther_on_wait_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_TOGETHER", 15)
    monkeypatch.setattr(pages, "_FEW", 5)
    document = read([*listed(1, 13), *listed(1, 13)])
    assert document.notes is not None and len(document.notes) == 26
    assert all(note.marker is not None for note in document.notes)
    assert len(document.body) == 2


def test_notes_in_a_list_far_behind_their_marks_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = listed(1, 30)
    assert len(read(sheets).notes or ()) == 30
    monkeypatch.setattr(pages, "_TOGETHER", 10)
    document = read(sheets)
    assert [finding.code for finding in document.findings] == ["BT160"]
    assert "The weir of 1729." in document.text


@pytest.mark.parametrize("rights", ["© 2021 Lock Review. All rights reserved.", "(c) 2021 Lock Review"])
def test_the_last_note_of_a_list_ends_where_the_rights_are_told(rights: str) -> None:
    sheets = listed(1, 6)
    sheets[-1].line(60, 700 - 12 * 6, rights, 9)
    notes = read(sheets).notes
    assert notes is not None and len(notes) == 6
    assert "Review" not in notes[-1].text.text
