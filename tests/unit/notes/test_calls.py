"""Sentences that call notes."""

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
