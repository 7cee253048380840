"""Adverbs and phrases before a name say how a work is meant; elsewhere they begin titles."""

from __future__ import annotations

import pytest

from bibtool.citations.extract import extract
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

NOTES = {
    "Zutreffend H. Brenner, Brücken, Köln 1979, S. 8.": ("Zutreffend", "Brenner", "Brücken"),
    "Treffend Karl Moll, Brücken, Köln 1979, S. 8.": ("Treffend", "Moll", "Brücken"),
    "Rightly Mary Cope, Ferries (York: Minster, 1999), 3.": ("Rightly", "Cope", "Ferries"),
    "More recently, Paul Dunne, Locks (York: Minster, 2009), 13.": ("More recently", "Dunne", "Locks"),
    "Rightly Guided Caliphs (York: Minster, 1999), 3.": ("", "", "Rightly Guided Caliphs"),
    "Pace, Maria Grazia, Rivers and Lakes (York: Minster, 1999), 3.": ("", "Pace", "Rivers and Lakes"),
}


@pytest.mark.parametrize("printed", NOTES)
def test_an_adverb_before_a_name_is_a_signal(printed: str) -> None:
    document = read_bytes(f"Słowo[^1].\n\n[^1]: {printed}\n".encode(), "x.md")
    (citation,) = extract(document, find_notes(document)).citations
    families = " ".join(name.family for name in citation.item.names.get("author", ()))
    assert (citation.signal, families, citation.item.get("title")) == NOTES[printed]


def test_the_language_of_a_translation_in_full_is_no_name() -> None:
    printed = "H. Brenner, Mosty Odry, tłum. z jęz. niemieckiego K. Zdun, M. Kos, Opole 1996, s. 6."
    document = read_bytes(f"Słowo[^1].\n\n[^1]: {printed}\n".encode(), "x.md")
    (citation,) = extract(document, find_notes(document)).citations
    assert [name.family for name in citation.item.names["translator"]] == ["Zdun", "Kos"]
    assert citation.item.get("publisher") == ""
