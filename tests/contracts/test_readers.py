"""What every reader must do, on the day it arrives."""

import pytest

from bibtool.diagnostics.catalogue import UI_LANGUAGES, rules, sentence
from bibtool.readers.kinds import by_ending
from bibtool.readers.reader import Reader, ReadError
from bibtool.readers.registry import format_of, read_bytes, readers

READERS = list(readers().values())
BAD = {
    "empty": b"",
    "blank": b" \n\n",
    "binary": bytes(range(256)) * 20,
    "cut zip": b"PK\x03\x04 no zip",
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
    "nul": b"\0" * 500,
}
# A text is a text under any name, but where its own reader says what is wrong with it; a PDF is told by its header.


def test_there_are_readers() -> None:
    assert {"text", "notes", "docx", "pdf"} <= set(readers())


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r.name)
def test_suffixes_belong_to_one_reader(reader: Reader) -> None:
    assert all(s.startswith(".") and s == s.lower() for s in reader.suffixes)
    others = {s for other in READERS if other is not reader for s in other.suffixes}
    assert not others & set(reader.suffixes)
    promised = [by_ending(f"A{suffix.upper()}") for suffix in reader.suffixes]
    assert all(kind is not None and kind.name == reader.name for kind in promised)


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
@pytest.mark.parametrize("reader", READERS, ids=lambda r: r.name)
def test_bad_input_is_refused_with_a_sentence(reader: Reader, data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        reader.read(data, "input.bin")
    assert caught.value.finding.code in rules()
    assert all("input.bin" in sentence(caught.value.finding, ui) for ui in UI_LANGUAGES)


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ReadError, match="djvu"):
        read_bytes(b"text", "book", "djvu")


def test_formats_are_sniffed_where_the_name_says_nothing() -> None:
    assert format_of(b"PK\x03\x04", "-") == "docx"
    assert format_of(b'\xef\xbb\xbf{"text": "x", "number": 1}\n', "-") == "notes"
    assert format_of(b'{"text": "x"}', "-") == "json"
    assert format_of("Zwykły tekst".encode(), "artykuł") == "text"
