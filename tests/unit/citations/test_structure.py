"""Quotation marks of every kind, and those that are set wrongly."""

from __future__ import annotations

import pytest
from citation_stages import scanned


@pytest.mark.parametrize(
    ("note", "quoted"),
    [
        ("A. Lis, Kry,”Nurt” 2007, nr 5.", ["”Nurt”"]),
        ("”Nurt” nr 35", ["”Nurt”"]),
        ("»Die Furt« und „Das Ufer“, in: “Rivers”", ["»Die Furt«", "„Das Ufer“", "“Rivers”"]),
        ("N. Petit, Gués (« Rives », Tilleul, 2000)", ["« Rives »"]),
        ("„O „małej” rzece”, Opole", ["„O „małej” rzece”", "„małej”"]),
        ('"O piśmie "Nurt"", Opole', ['"O piśmie "Nurt""', '"Nurt"']),
        ("A. Reed, 'The Ford's End', River Review", ["'The Ford's End'"]),
        ("<<Реки>>, 2005; ,,Kra'' 2001; ``Fords'' 1999", ["«Реки»", "„Kra”", "“Fords”"]),
        ("A. Reed, Peiraikos' Heirs; O’Hara, Kul'tura rek", []),
        ("„Kry i nurty, Opole 2005", []),
        ("Kry i nurty” 1990, „Kra” nr 5", ["„Kra”"]),
    ],
)
def test_quotations(note: str, quoted: list[str]) -> None:
    s = scanned(note)
    assert [s.text[start:end] for start, end in s.tree.quotes.items] == quoted


def test_quotations_and_brackets_in_linear_time() -> None:
    for marks in ("'", '"', "«", "« ", "” a", "(", "<<a"):
        assert isinstance(scanned(f"A {marks}" * 4000).tree.quotes.items, tuple)
