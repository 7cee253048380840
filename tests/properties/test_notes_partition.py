"""Whatever the text: nothing raises, nothing is lost, nothing is in two places."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bibtool.notes.find import find_notes
from bibtool.notes.front import describe
from bibtool.readers.document import Document
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes
from bibtool.text.decoding import NotTextError, decode
from bibtool.text.spans import merge, slices

MARKERS = ["¹", "²", "³", "[1]", "[2]", "<sup>1</sup>", "</sup>"]
STARTS = ["1 ", "2 ", "3 ", "1. ", "2) ", "12", "\n1 A. Brzoza, Rzeki, Łódź 2001.", "\n2 Tamże."]
STARTS += ["\n3 <https://example.org/a-"]
BREAKS = [".", " ", "\t", "\n", "\n\n", "\n\n\n", "\f", "\r\n", "\x1c", "\u2028"]
WORDS = ["Rzeka płynie wolno", "Przypisy\n", "JOURNAL 2020", "e\u0301", "date 2020-01 ", "x", "- 5 -", "Anna Brzoza"]
PIECES = st.sampled_from(MARKERS + STARTS + BREAKS + WORDS)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=80)))
@example("¹Anna Brzoza\n\nRzeka płynie wolno")  # a mark before the author's name
def test_body_notes_and_furniture_part_the_text(text: str) -> None:
    document = Document("x", text, "utf-8", "text")
    result = find_notes(document)
    spans = [span for note in result.notes for span in note.text.spans()] + list(result.body.spans())
    assert sum(end - start for start, end in spans) == sum(end - start for start, end in merge(spans)), "in two places"
    known = {i for start, end in merge(spans) for i in range(start, end)}
    # What is neither body nor note is a note's number, furniture or white space.
    lost = "".join(c for i, c in enumerate(text) if i not in known and not c.isspace())
    if not result.headers and not result.pages:
        assert len(lost) <= len("<sup>1</sup>") * len(result.notes), lost
    assert len({note.id for note in result.notes}) == len(result.notes)
    for note in result.notes:
        assert note.text.text == note.text.text.strip()
        if note.marker:
            assert not note.marker.span.start >= min((s.start for s in note.text.spans()), default=len(text))
    found = describe(document, result)
    for field in found.fields.values():
        assert slices(text, field.spans) == field.raw


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        result = decode(data)
    except NotTextError:
        return
    assert isinstance(result.text, str)


@given(st.binary(max_size=120), st.sampled_from(["a.txt", "a.jsonl", "a.docx", "-"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except ReadError as error:
        assert str(error)
        return
    assert document.text


@given(st.text(max_size=60))
def test_utf8_comes_back_unchanged(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        result = decode(data)
    except NotTextError:
        return
    if result.encoding == "utf-8" and max(text, default=" ") < "\ud800":
        assert result.text == text.removeprefix("\ufeff")
