"""Sentences that call notes."""

import pytest

from bibtool.notes.calls import CALL, calling_sentences
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

TEXT = """Rada przyjęła strategię⁴, a pań\u00ad
stwo dostało pierwszeństwo⁵. Inne zdanie bez numeru. Trzecie zdanie kończy wywód⁶.

4 A. Nowak, Szlaki stepu, Kraków 2010, s. 12.
5 Tamże, s. 14.
6 Ibidem.
"""


def test_every_number_in_a_sentence_is_a_sign() -> None:
    notes = find_notes(read_bytes(TEXT.encode(), "a.txt")).notes
    assert [note.number for note in notes] == ["4", "5", "6"]
    called = calling_sentences(notes)
    both = f"Rada przyjęła strategię{CALL}, a państwo dostało pierwszeństwo{CALL}."
    assert [called[note.id] for note in notes] == [both, both, f"Trzecie zdanie kończy wywód{CALL}."]


def test_a_note_that_is_not_called_has_no_sentence() -> None:
    notes = find_notes(read_bytes(b'{"number": "1", "text": "A. Nowak, Szlaki stepu."}', "a.jsonl", "notes"))
    assert len(notes.notes) == 1
    assert calling_sentences(notes.notes) == {}


WRAPPED = """The first mill was built in 1811.{0} Another was built after the flood.
{1} The millers complained of the taxes{2}, as was told.
{3} Then there was silence.{4}
{0} A. Hill, Windmills, London 1974, p. 45.
{1} B. Ford, The Flood, York 1998, p. 3.
{2} Ibid., p. 19.
{3} C. Lane, Freedom, Leeds 2003, p. 201.
{4} Ibid., p. 7.
"""


@pytest.mark.parametrize("form", ["[{}]", "[^{}]", "{}"])
def test_a_line_may_begin_with_a_call(form: str) -> None:
    raised = form == "{}"
    marks = [form.format(str(at).translate(SUPERSCRIPTS) if raised else at) for at in range(1, 6)]
    result = find_notes(read_bytes(WRAPPED.format(*marks).encode(), "a.txt"))
    assert [note.number for note in result.notes] == ["1", "2", "3", "4", "5"] and not result.findings
    assert [note.marker is not None for note in result.notes] == [True] * 5
    assert result.notes[1].text.text == "B. Ford, The Flood, York 1998, p. 3."


def test_of_two_lines_that_may_call_neither_does() -> None:
    marks = [f"[{at}]" for at in range(1, 6)]
    text = WRAPPED.replace("complained of", "complained of\n[2]").format(*marks)
    result = find_notes(read_bytes(text.encode(), "a.txt"))
    assert [note.number for note in result.notes if note.marker is None] == ["2"]


SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
