"""One text on pages laid out in many ways: every note comes back whole, and nothing else does."""

import pytest
from typesetter import LAYOUTS, SUPERSCRIPT, Layout, document

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes
from bibtool.text.spans import slices

# Pages that nothing separates: a body that goes on with a capital after a note cannot be told from the note.
UNDECIDABLE = {"nothing between pages, indented": 2}


def squeezed(text: str, layout: Layout) -> str:
    if layout.start.startswith("[^"):  # an address in angle brackets is Markdown's way to set one
        text = text.translate({ord("<"): None, ord(">"): None})
    return " ".join((text.replace("-\n", "") if layout.hyphens else text).split())


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_note_comes_back(layout: Layout, seed: int) -> None:
    printed = document(layout, seed=seed)
    source = read_bytes(printed.text.encode(), "x.txt")
    result = find_notes(source)
    assert len(printed.notes) > 20
    assert [note.number for note in result.notes] == [number for number, _ in printed.notes]
    assert list(result.missing) == printed.missing
    assert len({note.id for note in result.notes}) == len(result.notes)
    wrong = [
        (number, text, note.text.text)
        for note, (number, text) in zip(result.notes, printed.notes, strict=True)
        if squeezed(note.text.text, layout) != squeezed(text, layout)
    ]
    assert len(wrong) <= UNDECIDABLE.get(layout.name, 0), wrong
    for note in result.notes:
        assert len(slices(source.text, note.text.spans()).split()) == len(note.text.text.split())
    if not UNDECIDABLE.get(layout.name):
        assert "https://example.org" not in result.body.text
        assert "Zeszyty Rzeczne" not in result.body.text


@pytest.mark.parametrize("layout", [row for row in LAYOUTS if row.marker != "none"], ids=lambda layout: layout.name)
def test_notes_are_tied_to_their_sentences(layout: Layout) -> None:
    printed = document(layout, seed=3)
    source = read_bytes(printed.text.encode(), "x.txt")
    result = find_notes(source)
    tied = [note for note in result.notes if note.marker]
    assert len(tied) == len(printed.notes) - len(layout.lost_markers)
    for note in tied:
        assert note.marker is not None
        called = slices(source.text, [note.marker.span]).translate({v: k for k, v in SUPERSCRIPT.items()})
        assert note.number in called
        assert "\n" not in note.marker.sentence.text
        assert slices(source.text, [note.marker.span]) in note.marker.sentence.text


def test_page_furniture_is_reported() -> None:
    layout = next(row for row in LAYOUTS if row.name == "form feeds, header, footer")
    result = find_notes(read_bytes(document(layout).text.encode(), "x.txt"))
    assert {header.text for header in result.headers} == {"Anna Brzoza", "Zeszyty Rzeczne 2020, t. 3, nr 2"}
    assert result.pages[:3] == ("20", "21", "22")
    assert list(result.pages) == sorted(result.pages)
