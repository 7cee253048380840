"""Notes of a list that nothing in the text calls."""

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

NOTES = {
    1: ("M. Lipa, Len i wełna, Łuków 1987, s. 8.",),
    2: ("J. Klon, Wosk, Radom 1991, s. 12.", "Inaczej T. Dąb, Miód, Kielce 1975, s. 7."),
    3: ("Tamże, s. 9.",),
    4: ("E. Jasion, Bory, Kielce 1987, s. 3.", "Por. też J. Buk, Sukno, Lublin 1990, s. 3."),
}


def calls(*numbers: int) -> str:
    return "<p>Len" + "".join(f'<sup><a href="#n{n}" id="r{n}">{n}</a></sup> i sen' for n in numbers) + ".</p>"


def paragraphs(row: tuple[str, ...]) -> str:
    return "".join(f"<p>{each}</p>" for each in row)


ITEMS = "".join(f'<li id="n{n}">{paragraphs(row)}<a href="#r{n}">↩</a></li>' for n, row in NOTES.items())
FLAT = "".join(f'<p id="n{n}"><a href="#r{n}">{n}</a> {row[0]}</p>{paragraphs(row[1:])}' for n, row in NOTES.items())


@pytest.mark.parametrize("end", [f"<ol>{ITEMS}</ol>", f"<h3>Przypisy</h3>{FLAT}<h3>Autor</h3>"])
@pytest.mark.parametrize("missing", NOTES)
def test_a_note_that_nothing_calls(end: str, missing: int) -> None:
    page = f"{calls(*(n for n in NOTES if n != missing))}{end}<p>Autor jest zoologiem.</p>"
    document = read_bytes(f'<html><head><meta charset="utf-8"></head><body>{page}</body></html>'.encode(), "page.html")
    result = find_notes(document)
    expected = {str(n): row for n, row in NOTES.items()}
    assert {note.number: tuple(note.text.text.split("\n\n")) for note in result.notes} == expected
    assert sorted(note.number for note in result.notes if note.marker is None) == [str(missing)]
    assert [f.args["number"] for f in document.findings if f.code == "BT204"] == [str(missing)]
    assert "zoologiem" in result.body.text
    if missing > 1:
        assert [note.number for note in result.notes] == sorted(expected)


@pytest.mark.parametrize(
    "other",
    [
        '<h2 id="n3">Rozdział</h2>',
        '<div id="n3">Reklama z 2021 roku</div>',
        '<p id="n9">9 Dalszy ciąg.</p>',
        '<p class="x" id="n3">3 Dalszy ciąg.</p>',
    ],
)
def test_other_places_are_no_notes(other: str) -> None:
    notes = "".join(f'<p id="n{n}"><a href="#r{n}">{n}</a> {NOTES[n][0]}</p>' for n in (1, 2))
    page = f"{calls(1, 2)}<hr>{notes}<hr>{other}"
    document = read_bytes(f'<html><head><meta charset="utf-8"></head><body>{page}</body></html>'.encode(), "page.html")
    assert [note.number for note in find_notes(document).notes] == ["1", "2"]


def test_a_page_that_calls_none_of_its_notes() -> None:
    text = "<h1>Len</h1><p>Len rósł na polu. Wełna leżała w szopie.</p><p>Sen był lekki. Nikt o tym nie pisał.</p>"
    rows = "".join(f"<p>{n}. {row[0]}</p>" for n, row in NOTES.items())
    for body, told in ((text, ["1", "2", "3", "4"]), ("<h1>Len</h1>", [])):
        page = f'<html><head><meta charset="utf-8"></head><body>{body}<h2>Przypisy</h2>{rows}</body></html>'
        result = find_notes(read_bytes(page.encode(), "page.html"))
        assert [note.number for note in result.notes] == ["1", "2", "3", "4"]
        assert [f.args["number"] for f in result.findings if f.code == "BT204"] == told
