"""Names that look like one that is not there."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches

import pytest
from steps import growth

from bibtool.text.nearest import Names, alike, nearest

KEYS = ["nowak2010", "nowak2011", "kowalski1999", "лис2010", "Trenin", "opole", "ab"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("novak2010", ["nowak2010", "nowak2011"]),
        ("kowalsky1999", ["kowalski1999"]),
        ("ЛИС2010", ["лис2010"]),
        ("trenin", ["Trenin"]),
        ("opola", ["opole"]),
        ("a", ["ab"]),
        ("zzzz", []),
        ("", []),
    ],
)
def test_the_most_like_comes_first(asked: str, expected: list[str]) -> None:
    assert nearest(asked, KEYS)[: len(expected)] == expected
    assert bool(nearest(asked, KEYS)) is bool(expected)


def test_no_more_than_three_and_none_twice() -> None:
    assert nearest("nowak", [f"nowak{n}" for n in range(50)] + ["Nowak1"]).__len__() == 3
    assert nearest("x", ["X", "x"]) == ["X"]


def test_it_finds_what_comparing_all_would_find() -> None:
    known = [
        f"{family}{year}" for family in ("lis", "kot", "sowa", "zielinski", "brzoza") for year in range(1990, 2020)
    ]
    names = Names(known)
    agree = 0
    for asked in ("lys1999", "kott2001", "zielinsky2003", "brzozza2015", "sova1994", "zelinski2010"):
        everyone = get_close_matches(asked, known, n=1, cutoff=0.6)
        agree += names.nearest(asked)[:1] == everyone
    assert agree >= 5


def test_thousands_of_unknown_names_beside_thousands_of_known_ones_cost_linear_work() -> None:
    def ask(size: int) -> None:
        names = Names([f"nowak{n}" for n in range(size)])
        for n in range(size):
            names.nearest(f"novak{n}x")

    assert growth(ask, 100) < 2.5


@pytest.mark.parametrize("least", [0.5, 0.8, 0.85, 1.0])
def test_alike_says_what_the_matcher_says(least: float) -> None:
    words = ["", "ogród", "ogrody", "grodno", "ogrodnik polski", "polski ogrodnik", "dorgó", "zima"]
    pairs = [(one, other) for one in words for other in words]
    assert any(alike(*pair, least) for pair in pairs)
    for one, other in pairs:
        assert alike(one, other, least) == (SequenceMatcher(None, one, other, autojunk=False).ratio() >= least)
