"""Notes that are not called by one row of figures: signs, letters, roman numerals, chapters that count anew."""

from __future__ import annotations

import pytest

from bibtool.notes.find import find_notes
from bibtool.notes.note import NotesResult
from bibtool.readers.registry import read_bytes

ONE, TWO, THREE = "J. Sowa, Mosty, Warszawa 1990, s. 5.", "A. Lin, Wisła, Kraków 2001, s. 7.", "Tamże, s. 9."


def found(text: str) -> NotesResult:
    return find_notes(read_bytes(text.encode(), "x.txt"))


@pytest.mark.parametrize(
    ("marks", "starts", "numbers"),
    [
        (("*", "**", "***"), ("* ", "** ", "*** "), ["*", "**", "***"]),
        (("*", "†", "‡"), ("* ", "† ", "‡ "), ["*", "†", "‡"]),
        (("*", "†", "§§"), ("*", "†", "§§ "), ["*", "†", "§§"]),
        (("ᵃ", "ᵇ", "ᶜ"), ("a ", "b ", "c "), ["a", "b", "c"]),
        (("[a]", "[b]", "[c]"), ("a) ", "b) ", "c) "), ["a", "b", "c"]),
        ((" (a)", " (b)", " (c)"), ("(a) ", "(b) ", "(c) "), ["a", "b", "c"]),
        (("[i]", "[ii]", "[iii]"), ("[i] ", "[ii] ", "[iii] "), ["i", "ii", "iii"]),
        (("[IV]", "[V]", "[VI]"), ("IV. ", "V. ", "VI. "), ["IV", "V", "VI"]),
    ],
)
def test_signs_letters_and_numerals(marks: tuple[str, ...], starts: tuple[str, ...], numbers: list[str]) -> None:
    body = f"Pierwsze zdanie{marks[0]} tekstu. Drugie zdanie{marks[1]} tekstu. Trzecie{marks[2]} zdanie."
    notes = "\n".join(f"{start}{text}" for start, text in zip(starts, (ONE, TWO, THREE), strict=True))
    result = found(f"{body}\n\n{notes}\n")
    assert [note.number for note in result.notes] == numbers
    assert [note.text.text for note in result.notes] == [ONE, TWO, THREE]
    assert all(note.marker is not None for note in result.notes)
    assert result.missing == ()


def test_signs_begin_anew_on_each_page() -> None:
    result = found(f"Zdanie*. Drugie**.\n\n* {ONE}\n** {TWO}\n\fKolejna strona* tekstu.\n\n* {THREE}\n")
    assert [(note.id, note.number) for note in result.notes] == [("*", "*"), ("**", "**"), ("*-2", "*")]


@pytest.mark.parametrize(
    "text",
    [
        "Mosty*\n\nRzeka jest długa.\n\n* Autor jest flisakiem i mieszka nad rzeką.\n",
        "Wniosek składa się (a) pisemnie albo (b) ustnie.\n\na) pisemnie: na druku,\nb) ustnie: do protokołu.\n",
        "Lista *ważnych* spraw:\n\n* pierwsza sprawa\n* druga sprawa z 1990 roku\n",
        "I. Wstęp\n\nRzeka [i] most.\n\nII. Rozwinięcie\n\nWoda [ii] opadła.\n",
    ],
)
def test_other_marks_that_call_no_citation(text: str) -> None:
    assert found(text).notes == ()


def test_notes_at_the_end_of_a_book_under_headings_of_chapters() -> None:
    result = found(
        f"Pierwsza teza¹. Druga².\n\nInna teza¹. Jeszcze inna².\n\nPrzypisy\n\nRozdział I\n\n1. {ONE}\n2. {THREE}\n\n"
        f"Rozdział II. Mosty\n\n1. {TWO}\n2. {THREE}\n"
    )
    assert [(note.id, note.text.text) for note in result.notes] == [
        ("1", ONE), ("2", THREE), ("1-2", TWO), ("2-2", THREE)
    ]  # fmt: skip
    assert "Rozdział II. Mosty" in result.body.text


def test_headings_of_chapters_without_a_blank_line() -> None:
    result = found(f"Przypisy\n\nRozdział I\n1 {ONE}\n2 {THREE}\nRozdział II\n1 {TWO}\n2 {THREE}\n3 {ONE}\n")
    assert [note.text.text for note in result.notes] == [ONE, THREE, TWO, THREE, ONE]
