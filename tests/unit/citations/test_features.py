"""A few features of pieces, and that they never hold a word of the citation."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.scan.features import featured
from bibtool.citations.scan.pieces import pieces


def of(note: str) -> dict[str, set[str]]:
    s = scanned(note)
    found = pieces(s.text, 0, len(s.text), s.anchors, s.tree)
    rows = featured(s.text, found)
    assert len(rows) == len(found) > 0
    return {s.text[p.start : p.end]: set().union(*groups) for p, groups in zip(found, rows, strict=True)}


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        ("J. Lis", {"TEXT", "name:initials-first:head", "name:whole", "sep^", "NAME|head"}),
        ("O tamach na rzekach", {"TEXT:n4-5", "nocapital", "TEXT|first", "sep,", "TEXT|longest"}),
        ("„Rzeki”", {"QUOTED", "QUOTED|q1:q1", "oneword"}),
        ("1999", {"YEAR", "sep ", "YEAR|yr:at"}),
        ("nr 4", {"ISSUE", "ISSUE|yr:post", "ISSUE<YEAR"}),
        ("s. 5", {"PAGES", "PAGES|last", "PAGES<ISSUE,"}),
    ],
)
def test_what_a_piece_looks_like(piece: str, wanted: set[str]) -> None:
    assert wanted <= of("J. Lis, O tamach na rzekach, „Rzeki” 1999, nr 4, s. 5.")[piece]


def test_both_sides_of_in_and_of_the_slashes_are_told() -> None:
    rows = of("J. Lis, Stare młyny [w:] Wielkie rzeki, Kielce 1999.")
    assert "in:pre" in rows["Stare młyny"]
    assert {"in:post", "TEXT|in:next"} <= rows["Wielkie rzeki"]
    rows = of("Лис И. Мельницы // Большие реки. 1999. С. 5.")
    assert "//:pre" in rows["Мельницы"]
    assert "//:post" in rows["Большие реки"]


def test_names_know_the_role_before_and_behind_them() -> None:
    assert "NAME|role:before:editor" in of("J. Lis, Stare młyny, red. A. Bóbr, Kielce 1999.")["A. Bóbr"]


def test_a_script_is_told() -> None:
    assert "TEXT|cyr" in of("Лис И. Мельницы. М., 1999.")["Мельницы"]
    assert "TEXT|lat" in of("J. Lis, Stare młyny, Kielce 1999.")["Stare młyny"]


def test_no_word_of_a_citation_is_a_feature() -> None:
    """Otherwise the committed vectors would hold other people's text."""
    invented = ("J. Qwxzk, Vbnmqwe rtyplk", "Zxcvkl 1999", "s. 5")
    rows = of(", ".join(invented))
    names = {name.casefold() for row in rows.values() for name in row}
    assert not [n for n in names for word in ("qwxzk", "vbnmqwe", "rtyplk", "zxcvkl") if word in n]
