"""A text with one note, and notes that numbers in parentheses call."""

import pytest

from bibtool.diagnostics.code import Code
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

NOTE = "M. Lipa, Len i wełna, Łuków 1987, s. 8."


def notes(text: str) -> list[tuple[str, str, bool]]:
    found = find_notes(read_bytes(text.encode(), "text.txt")).notes
    return [(note.number, note.text.text, note.marker is not None) for note in found]


@pytest.mark.parametrize(("mark", "number"), [("1", "1."), ("[1]", "[1]"), (" (1)", "1)"), (".1", "1"), ("1", "1.")])
def test_a_mark_and_a_numbered_line_are_a_note(mark: str, number: str) -> None:
    assert notes(f"Len rósł wszędzie{mark} Owce też.\n\n{number} {NOTE}\n") == [("1", NOTE, True)]


def test_a_list_of_works_may_follow_the_only_note() -> None:
    works = "Lipa M., Len i wełna, Łuków 1987.\nWrona A., Sen, Lublin 1990.\n"
    text = f"Len rósł wszędzie[1].\n\n[1] {NOTE}\n\nBibliografia\n\n{works}"
    assert notes(text) == [("1", NOTE, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Len rósł wszędzie.\n\n1. Wstęp\n\nOwce pasły się od 1987 r., zob. s. 8.\n",  # nothing calls
        "Zob. rys.1 i plan.\n\n1. Wstęp\n\nOwce pasły się od 1987 r.\n\nKoniec.\n",  # a heading: more follows
        "Len rósł wszędzie1.\n\n1. Kupić owies i siano.\n",  # cites nothing
        "Są (1) lny, (2) konopie.\n\n1. Lny\n\nRosły.\n\n2. Konopie\n\nTeż.\n",
    ],
)
def test_numbers_of_other_things_are_none(text: str) -> None:
    result = find_notes(read_bytes(text.encode(), "text.txt"))
    assert result.notes == () and Code.NO_NOTES_FOUND in [finding.code for finding in result.findings]


def test_numbers_in_parentheses_call_notes_that_cite() -> None:
    text = f"Len (1) i sen (2) szły w parze.(3)\n\nPrzypisy\n\n1. {NOTE}\n2. Tamże, s. 9.\n3. Tamże, s. 10.\n"
    assert notes(text) == [("1", NOTE, True), ("2", "Tamże, s. 9.", True), ("3", "Tamże, s. 10.", True)]


def test_one_note_under_a_heading_needs_no_mark() -> None:
    assert notes(f"Len rósł wszędzie.\n\nPrzypisy\n\n1. {NOTE}\n") == [("1", NOTE, False)]


@pytest.mark.parametrize("mark", ["{{{}}}", "^{}", "[^{}]"])
def test_marks_of_plain_text(mark: str) -> None:
    one, two = mark.format(1), mark.format(2)
    text = f"Len{one} i x^2 rosły.{two}\n\n{one} {NOTE}\n{two} Tamże, s. 9.\n"
    assert notes(text) == [("1", NOTE, True), ("2", "Tamże, s. 9.", True)]


@pytest.mark.parametrize("year", ["Rok ma 10³ dni", "Rok ma 10³ dni, stado 10² owiec", "Było to w 1987 r."])
def test_a_power_calls_no_note_that_is_called_elsewhere(year: str) -> None:
    lines = [f"Len rósł.¹ {year}.", f"Owce spały.² {year}.", f"Sen był lekki w 1987³. {year}.", f"Koniec. {year}."]
    source = read_bytes("\n\n".join([*lines, *(f"{n}. {NOTE}" for n in (1, 2, 3))]).encode(), "text.txt")
    called = [note.marker.sentence.text for note in find_notes(source).notes if note.marker is not None]
    assert called == ["Len rósł.¹", "Owce spały.²", "Sen był lekki w 1987³."]
