"""Initials in letters of the other script, or in figures."""

from __future__ import annotations

import pytest
from citation_stages import repaired


@pytest.mark.parametrize(
    ("note", "mended"),
    [
        ("A. Лісоў, Рэкі", "А. Лісоў, Рэкі"),  # Latin A
        ("A.B. Лосев, Реки", "А.В. Лосев, Реки"),
        ("Лосев B. Реки", "Лосев В. Реки"),
        ("А. Reed, Fords, Реки", "A. Reed, Fords, Реки"),  # Cyrillic А
        ("В.3. Лосев, Реки", "В.З. Лосев, Реки"),
    ],
)
def test_an_initial_is_read_in_the_script_of_its_name(note: str, mended: str) -> None:
    whole = repaired(note)
    assert whole.text.text == mended
    assert {finding.code for finding in whole.findings} == {"BT132"}


@pytest.mark.parametrize(
    "note",
    [
        "Reed A. Книга о реках",  # of the name before
        "Т. I. Москва",  # a numeral
        "Т.3. Минск",  # a label
        "Рэкі, C. 5",
        "Витамин A, Реки",
    ],
)
def test_what_is_no_such_initial_stays(note: str) -> None:
    whole = repaired(note)
    assert whole.text.text == note
    assert not whole.findings


def test_a_hyphen_of_the_typesetter_goes_from_a_known_word() -> None:
    whole = repaired("Вторая меж-дунар. конф.; польско-русский, меж-речье")
    assert whole.text.text == "Вторая междунар. конф.; польско-русский, меж-речье"
    assert [finding.code for finding in whole.findings] == ["BT130"]
