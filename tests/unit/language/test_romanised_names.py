"""The file of given names in Latin letters is what the tables make of the lists in Cyrillic."""

from __future__ import annotations

from bibtool.citations.names.given import is_given
from training.given_names import FILE, written


def test_the_file_is_made_from_the_lists_in_cyrillic() -> None:
    assert FILE.read_text(encoding="utf-8") == written()


def test_names_of_catalogues_are_given_names() -> None:
    assert all(map(is_given, ("Oleh", "Hryhorii", "Andrii", "Yurii", "Dmitrii", "Liudmyla")))
    assert not is_given("Weir")
