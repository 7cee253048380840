"""How many pages that are none are told without a cited title and without a word of any list."""

from __future__ import annotations

import pytest

from bibtool.links.liveness import Live
from bibtool.links.outcome import Verdict
from bibtool.links.siblings import neighbours
from bibtool.links.uri import Uri
from links.nameless import nameless
from links.test_behaviours import looked_at

ROWS = nameless()


@pytest.fixture(scope="module")
def seen(loop: object) -> dict[str, Live]:
    return looked_at(ROWS, loop)


def test_pages_that_are_none_are_told_and_no_living_one(seen: dict[str, Live]) -> None:
    told = {row.name for row in ROWS if seen[row.name].verdict is Verdict.SUSPECT}
    gone = {row.name for row in ROWS if row.truth == "dead"}
    assert len(gone) == 16
    assert len(ROWS) == 33
    assert told == gone


@pytest.mark.parametrize(
    ("cited", "beside"),
    [
        ("/teksty/841", ["/teksty/840", "/teksty/842"]),
        ("/item.php?id=10&lang=pl", ["/item.php?id=9&lang=pl", "/item.php?id=11&lang=pl"]),
        ("/karta/007.html", ["/karta/006.html", "/karta/008.html"]),
        ("/teksty/1", []),
        ("/2014/mosty", []),
        ("/kurgan", []),
    ],
)
def test_neighbours_are_the_numbers_before_and_after(cited: str, beside: list[str]) -> None:
    assert [each.target for each in neighbours(Uri.parse(f"http://a.test{cited}"))] == beside
