"""Notes files: provenance through JSON escapes, bad lines, numbers of both types."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes
from bibtool.text.spans import slices


def read(text: str) -> Document:
    return read_bytes(text.encode(), "uwagi.jsonl")


def test_spans_point_into_the_file() -> None:
    text = (
        '{"number": "1", "text": "A. Nowak, Zarys\\n dziejów"}\n{"text": "Tam\\u017ce \\ud83d\\ude00.", "number": 2}\n'
    )
    document = read(text)
    assert document.text == text
    assert document.notes is not None
    first, second = document.notes
    assert (first.number, first.text.text) == ("1", "A. Nowak, Zarys\n dziejów")
    assert slices(text, first.text.spans()) == "A. Nowak, Zarys\\n dziejów"
    at = first.text.text.index("dziejów")
    assert slices(text, first.text.spans(at, at + 7)) == "dziejów"
    assert (second.number, second.text.text) == ("2", "Tamże 😀.")
    assert slices(text, second.text.spans(3, 4)) == "\\u017c"
    assert slices(text, second.text.spans(6, 7)) == "\\ud83d\\ude00"


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5), st.booleans())
def test_every_text_comes_back_with_its_place(texts: list[str], ascii_only: bool) -> None:
    rows = [{"number": i, "text": t, "more": {"text": "x", "n": [1, '"']}} for i, t in enumerate(texts)]
    file = "\n".join(json.dumps(row, ensure_ascii=ascii_only) for row in rows)
    try:
        data = file.encode()
    except UnicodeEncodeError:  # lone surrogates cannot stand in a file
        data = (file := "\n".join(json.dumps(row) for row in rows)).encode()
    document = read_bytes(data, "x.jsonl", "notes")
    assert document.notes is not None
    assert [note.text.text for note in document.notes] == texts
    for note in document.notes:
        printed = slices(document.text, note.text.spans())
        assert json.loads(f'"{printed}"') == note.text.text


def test_half_a_surrogate_pair_is_no_character() -> None:
    """It keeps its place, the source keeps what is printed, and every encoding can write the note."""
    text = r'{"number": "1\ude00", "text": "A. Kos, Step \ud83d mapa\ud83d\ude00, \udc00"}'
    document = read(text)
    assert document.notes is not None
    (note,) = document.notes
    assert (note.number, note.text.text) == ("1\ufffd", "A. Kos, Step \ufffd mapa😀, \ufffd")
    at = note.text.text.index("\ufffd")
    assert slices(text, note.text.spans(at, at + 1)) == r"\ud83d"


def test_bad_lines_are_reported_and_the_rest_is_read() -> None:
    document = read(
        "\n".join(
            [
                '{"number": "1", "text": "Dobry."}',
                '{"number": "2", "text": "Nowak',
                "[]",
                '{"number": true, "text": "x"}',
                '{"number": "5"}',
                "[" * 100_000,
                "",
                '{"number": "6", "text": "Też dobry."}',
            ]
        )
    )
    assert document.notes is not None
    assert [note.number for note in document.notes] == ["1", "6"]
    assert [(f.code, f.args["line"]) for f in document.findings] == [("BT104", str(n)) for n in (2, 3, 4, 5, 6)]
    assert slices(document.text, document.findings[1].spans) == "[]"


def test_a_file_without_any_note_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read("zwykły tekst\ni drugi wiersz")
    assert caught.value.finding.code == "BT105"


def test_equal_numbers_get_ids_of_their_own() -> None:
    rows = "\n".join(json.dumps({"number": n, "text": "Ibid."}) for n in ("1", 1, "1-2", "2", "1"))
    result = find_notes(read(rows))
    assert [note.number for note in result.notes] == ["1", "1", "1-2", "2", "1"]
    ids = [note.id for note in result.notes]
    assert ids[:2] == ["1", "1-2"]
    assert len(set(ids)) == 5
