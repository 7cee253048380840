"""A citation cut into its parts by the separators that it uses itself."""

from __future__ import annotations

import pytest
from citation_stages import parted

from bibtool.citations.readings.parts import Family, dated_head, trim


@pytest.mark.parametrize(
    ("note", "kind", "expected"),
    [
        ("W. Sowa, Jary, Opole 2005, s. 12", Family.COMMA, ["W. Sowa", "Jary", "Opole 2005", "s. 12"]),
        ("W. Sowa. Jary. Opole. 2005, s. 12", Family.PERIOD, ["W. Sowa", "Jary", "Opole", "2005, s. 12"]),
        ("Сова В. Реки. – Минск: Наука, 2009. – 312 с.", Family.GOST, ["Сова В. Реки", "Минск: Наука, 2009", "312 с."]),
        ("Сова В. Реки // Степь. 2009. № 3.", Family.GOST, ["Сова В. Реки", "Степь", "2009", "№ 3"]),
    ],
)
def test_separators_choose_the_family(note: str, kind: Family, expected: list[str]) -> None:
    found, s, parts = parted(note)
    assert found is kind
    assert [s.text[p.start : p.end].rstrip(".") for p in parts] == [e.rstrip(".") for e in expected]


def test_a_comma_within_a_quotation_or_bracket_parts_nothing() -> None:
    _, s, parts = parted("W. Sowa, „Jary, rzeki i lasy” (szkice, listy), Opole 2005")
    assert [s.text[p.start : p.end] for p in parts] == [
        "W. Sowa",
        "„Jary, rzeki i lasy” (szkice, listy)",
        "Opole 2005",
    ]


def test_a_full_stop_of_an_initial_or_abbreviation_parts_nothing() -> None:
    _, s, parts = parted("Dvořák J. K. Řeky. Praha. 2001. s. 5. ISBN 80-200-0000-0")
    assert s.text[parts[0].start : parts[0].end] == "Dvořák J. K. Řeky"


def test_a_part_tells_its_anchors_from_its_text() -> None:
    _, s, parts = parted("W. Sowa, Jary, Opole 2005, s. 12")
    place = parts[2]
    assert [s.text[start:end] for start, end in place.rest] == ["Opole"]
    assert not place.bare and place.head is not None and parts[3].head is None and parts[1].bare


def test_no_letter_is_left_out_of_the_parts() -> None:
    note = "W. Sowa, Jary; rzeki, t. 2, Opole 2005, s. 12–15, przyp. 3"
    _, s, parts = parted(note)
    covered = set().union(*(range(p.start, p.end) for p in parts))
    assert [c for at, c in enumerate(s.text) if c.isalnum() and at not in covered] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" Jary. ,", "Jary"), ("W. ,", "W."), ("Opole 1944 r.", "Opole 1944 r."), ("Jary…", "Jary…"), ("., ;", "")],
)
def test_trimmed_of_separators_not_of_initials(text: str, expected: str) -> None:
    assert text[slice(*trim(text, 0, len(text)))] == expected


def test_a_date_in_brackets_after_the_names() -> None:
    match = dated_head("Sowa, W. (2015a). Jary", 8, 22)
    assert match is not None and match.group("year") == "2015"
    assert dated_head("Sowa, W. (zob. 2015). Jary", 8, 26) is None
