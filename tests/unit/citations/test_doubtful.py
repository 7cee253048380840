"""Years, times and dates that may be something else: marked, or left to the title where nothing else is possible."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.scan.anchors import Doubt


def _doubts(note: str) -> list[tuple[str, Doubt]]:
    s = scanned(note)
    return [(s.text[a.value_start : a.value_end], a.doubt) for a in s.anchors if a.date is not None]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        # a later year dates the work: the time is a part of the title
        ("A. Lis, Tamy 1918–1939, red. B. Gaj, Opole 1979.", [("1979", Doubt.NONE)]),
        ("А. Сова, Реки в 1917 году, Москва 1979.", [("1979", Doubt.NONE)]),
        ("S. Gaj, Kanonicy: 24 IV 1744 - 13 VIII 1944, Paryż 1952", [("1952", Doubt.NONE)]),
        # a place before it, or a full stop behind: it may date the work
        ("A. Lis, Tamy, Opole 1978–1979, reprint 1990.", [("1978–1979", Doubt.TITLE), ("1990", Doubt.TITLE)]),
        ("A. Lis, Tamy w latach 1918–1939. Opole 1979", [("1918–1939", Doubt.TITLE), ("1979", Doubt.NONE)]),
        # another work's year is none of this one's
        ("A. Lis, Tamy 1918–1939; B. Gaj, Kry, Opole 1979.", [("1918–1939", Doubt.TITLE), ("1979", Doubt.NONE)]),
        ("Reed 1966, S. 6", [("1966", Doubt.NAMES)]),
        ("A. Lis, Kry, https://kra.example.org/a, 12.03.2015.", [("12.03.2015", Doubt.ACCESS)]),
        (
            "A. Lis, Kry, „Nurt” 2011, nr 3, https://kra.example.org/a, 12.03.2015.",
            [("2011", Doubt.NONE), ("12.03.2015", Doubt.NONE)],
        ),
        ("Braun, Eva (Netzrecht, 2020): Das Recht", [("2020", Doubt.TITLE)]),
        ("A. Lis, Kry, Opole 1979.", [("1979", Doubt.NONE)]),
    ],
)
def test_what_a_date_may_be(note: str, found: list[tuple[str, Doubt]]) -> None:
    assert _doubts(note) == found


def test_numbers_without_a_label_are_marked() -> None:
    s = scanned("Reed, A. (2015). Fords. Rivers, 17(3), 24–26.")
    assert [a.doubt for a in s.anchors[1:]] == [Doubt.BARE] * 3


def test_a_day_behind_an_address_is_that_of_access_where_another_date_is_that_of_the_work() -> None:
    kinds = [
        a.kind.name for a in scanned("A. Lis, Kry, „Nurt” 2011, nr 3, https://kra.example.org/a, 12.03.2015.").anchors
    ]
    assert kinds == ["YEAR", "ISSUE", "URL", "ACCESSED"]
