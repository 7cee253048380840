"""Numbers of notes on lines of their own, before their notes or behind them, as text layers of PDFs have them."""

import pytest

from bibtool.notes.find import find_notes
from bibtool.notes.note import NotesResult
from bibtool.readers.registry import read_bytes

BODY = "Len rósł wszędzie1 i sen trwał długo2, jak koń3.\nDrugi akapit tekstu o niczym.\n\n"
NOTES = (
    "M. Lipa, Len i wełna, Łuków 1987, s. 8.",
    "Tamże, s. 9.",
    "J. Klon, Wosk, Radom 1991, s. 12, gdzie jest jeszcze dużo\ninnych słów.",
)


def found(text: str) -> NotesResult:
    return find_notes(read_bytes(text.encode(), "x.txt"))


def codes(result: NotesResult) -> list[str]:
    return [f.code for f in result.findings]


@pytest.mark.parametrize("form", ["{0}\n{1}\n", "{0}\n\n{1}\n", "{0}\n\n{1}\n\n"])
@pytest.mark.parametrize("between", ["", "Bibliografia\n\nKowal J., Kto i co, Kraków 1999.\n\n"])
def test_a_number_may_stand_above_its_note(form: str, between: str) -> None:
    text = BODY + between + "".join(form.format(at, note) for at, note in enumerate(NOTES, 1))
    result = found(text)
    assert [(note.number, note.text.text.strip(), note.marker is not None) for note in result.notes] == [
        (str(at), note, True) for at, note in enumerate(NOTES, 1)
    ]
    assert codes(result) == []


@pytest.mark.parametrize("form", ["{1}\n{0}\n", "{1}\n\n{0}\n\n"])
def test_notes_with_their_numbers_behind_them_are_not_read(form: str) -> None:
    result = found(BODY + "".join(form.format(at, note) for at, note in enumerate(NOTES, 1)))
    assert result.notes == ()
    assert codes(result) == ["BT201", "BT201", "BT201", "BT210"]
    assert "Tamże, s. 9." in result.body.text


def test_a_page_number_at_the_end_is_no_number_of_a_note() -> None:
    text = BODY + "".join(f"{at}\n{note}\n" for at, note in enumerate(NOTES, 1))
    assert len(found(text + "4\n").notes) == 3
    assert len(found(text + "\f4\n\nKoniec tekstu.\n").notes) == 3


def test_pages_between_whose_numbers_lie_a_page_are_still_numbered() -> None:
    page = "".join(f"Wiersz o lnie i o tym, co dalej z nim było {'dalej ' * at}\n" for at in range(14))
    result = found("".join(f"{page}\n{number}\n\n" for number in range(11, 16)))
    assert result.pages == ("11", "12", "13", "14", "15")
