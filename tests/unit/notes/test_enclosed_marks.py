"""Notes whose numbers stand between strokes, in angles, before half a bracket, behind a word, and those of arrows."""

from __future__ import annotations

import pytest

from bibtool.notes.find import find_notes
from bibtool.notes.note import NotesResult
from bibtool.readers.registry import read_bytes

ONE, TWO, THREE = "J. Sowa, Mosty, Warszawa 1990, s. 5.", "A. Lin, Wisła, Kraków 2001, s. 7.", "Tamże, s. 9."


def found(text: str) -> NotesResult:
    return find_notes(read_bytes(text.encode(), "x.txt"))


def printed(mark: str, start: str, heading: str = "") -> str:
    body = f"Pierwsze zdanie{mark.format(1)} tekstu. Drugie zdanie{mark.format(2)}. Trzecie zdanie{mark.format(3)}."
    notes = "\n".join(f"{start.format(at)}{text}" for at, text in enumerate((ONE, TWO, THREE), 1))
    return f"{body}\n\n{heading}{notes}\n"


@pytest.mark.parametrize("heading", ["", "PRZYPISY:\n", "Przypisy\n\n", "----------\n"])
@pytest.mark.parametrize(
    ("mark", "start"),
    [
        (" /{}/", "/{}/ "),
        ("/{}/", "/{}/"),
        ("{}/", "{}/ "),
        (" {}/", "{}/ "),
        (" <{}>", "<{}> "),
        ("<{}>", "<{}>"),
        (" {})", "{}) "),
        ("{})", "{}) "),
        (" (przypis {})", "Przypis {}. "),
        (" (przyp. {})", "Przyp. {} "),
        (" (zob. przypis nr {})", "Przypis nr {}: "),
        (" [przypis {}]", "[Przypis {}] "),
        (" (см. сноску {})", "Сноска {}. "),
        (" (прим. {})", "Прим. {}: "),
        (" (Anm. {})", "Anm. {}: "),
        (" [note {}]", "Note {}. "),
        (" (see footnote {})", "Footnote {} – "),
        ("[{}]", "Przypis {}. "),
        ("/{}/", "{}. "),
        (" (przypis {})", "{}. "),
    ],
)
def test_notes_are_found(mark: str, start: str, heading: str) -> None:
    result = found(printed(mark, start, heading))
    assert [note.number for note in result.notes] == ["1", "2", "3"]
    assert [note.text.text for note in result.notes] == [ONE, TWO, THREE]
    assert all(note.marker is not None for note in result.notes)
    assert result.missing == ()


@pytest.mark.parametrize("start", ["Przypis {}. ", "Przyp. {} ", "/{}/ ", "{}/ ", "<{}> ", "Примечание {}. "])
def test_notes_whose_marks_are_lost(start: str) -> None:
    result = found(printed("", start))
    assert [note.text.text for note in result.notes] == [ONE, TWO, THREE]


@pytest.mark.parametrize("arrow", ["↑ ", "^ ", "↑ Skocz do: a b ", "^ Jump up to: a b c ", "↑ a b "])
def test_arrows_count_notes_by_their_order(arrow: str) -> None:
    body = "Pierwsze zdanie[1] tekstu. Drugie zdanie[2]. Trzecie zdanie[3], a dalej pierwsze[1]."
    notes = "\n".join(f"{arrow}{text}" for text in (ONE, TWO, THREE))
    result = found(f"{body}\n\nPrzypisy\n{notes}\n")
    assert [(note.number, note.text.text) for note in result.notes] == [("1", ONE), ("2", TWO), ("3", THREE)]
    assert all(note.marker is not None for note in result.notes)


@pytest.mark.parametrize(
    "text",
    [
        "Połowa, czyli 1/2, i dalej 2/ 3 drogi.\n\n1/ pierwszy punkt programu\n2/ drugi punkt programu\n",
        "Adres: http://a.example/1/ i http://a.example/2/.\n\n1. Wstęp jest krótki.\n2. Dalej jest dłużej.\n",
        "Trzeba: 1) kupić, 2) sprzedać.\n\n1) kupić tanio,\n2) sprzedać drogo.\n",
        "Jak pisze Sowa (s. 1) i Lin (s. 2).\n\n1) kupić w 1990 roku,\n2) sprzedać w 1991 roku.\n",
        "Zob. przypis 1 i przypis 2 w poprzednim tomie.\n\nRzeka jest długa.\n",
        "Jeśli x <1> y, to y <2> z.\n\nRzeka jest długa.\n",
    ],
)
def test_such_marks_that_call_nothing(text: str) -> None:
    assert found(text).notes == ()
