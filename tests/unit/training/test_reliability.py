"""Margins beside what is right: the curve, the threshold, the table, which fields count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest

from bibtool.citations.readings.label import Label
from bibtool.citations.score import Considered, Reading
from training.reliability import FAR, Judged, chosen, different, fields, judged, platt, share, sure, table


class Scorer:
    """Values are right where they are the same; all stand in the order of the note."""

    BIB = ("title", "pages", "language")
    INHERIT = frozenset({"title", "language"})

    def assign(self, gold: Sequence[Any], predicted: Sequence[Any], /) -> list[tuple[int, int]]:
        return [(i, i) for i in range(min(len(gold), len(predicted)))]

    def nval(self, field: str, value: Any, /) -> Any:
        return value or None

    def accepted(self, gold: Any, field: str, lenient: bool, strict_case: bool, /) -> tuple[Any, set[Any], bool]:
        also = gold.get(f"{field}_alt", [])
        value = gold.get(field)
        return value, {v for v in (value, *also) if v}, None in also


def row(margin: int | None, right: int = 5, wrong: int = 0, doubted: bool = False) -> Judged:
    return Judged(("text", "1", 1), margin, doubted, right, wrong)


def of_curve(slope: float, offset: float) -> list[Judged]:
    """Citations whose share of perfect ones is that of a logistic curve at each margin."""
    rows = []
    for margin in range(0, FAR + 1, 20):
        perfect = round(200 / (1 + math.exp(-(slope * margin / 100 + offset))))
        rows += [row(margin, 5, int(i >= perfect)) for i in range(200)]
    return rows


@pytest.mark.parametrize(("slope", "offset"), [(0.5, -1.0), (1.0, 0.0), (0.2, 0.5)])
def test_the_curve_is_found_again(slope: float, offset: float) -> None:
    found = platt(of_curve(slope, offset))
    assert found[0] == pytest.approx(1000 * slope, abs=30) and found[1] == pytest.approx(1000 * offset, abs=60)


def test_margins_that_tell_nothing_end_too() -> None:
    assert platt([row(100), row(100)])[0] == platt([])[0] == 0


def test_what_is_sure_has_a_margin_or_needs_none_and_no_doubt() -> None:
    rows = [row(100), row(99), row(None), row(None, doubted=True), row(500, doubted=True)]
    assert sure(rows, 100) == [rows[0], rows[2]]


def test_the_threshold_keeps_both_goals_where_both_can_be_kept() -> None:
    rows = of_curve(1.0, 1.0)
    threshold = chosen(rows)
    kept = sure(rows, threshold)
    assert 0 < threshold < FAR
    assert share(kept) >= 0.97 and len(kept) >= 0.75 * len(rows)


def test_few_doubts_go_before_what_cannot_be_reached() -> None:
    rows = [row(margin, 1, 1) for margin in range(0, FAR, 10)]
    assert len(sure(rows, chosen(rows))) >= 0.75 * len(rows)


def test_the_table_has_bins_of_fifty_at_least() -> None:
    lines = list(table([*of_curve(0.5, 0)[:170], row(None), row(None, 5, 1)], 500, 0))
    assert [int(line[17:28]) for line in lines[1:4]] == [56, 57, 57]
    assert lines[-1].startswith("exact notations") and "0.500" in lines[-1]


@pytest.mark.parametrize(
    ("gold", "read", "target", "counts"),
    [
        ({"kind": "full", "title": "A", "pages": "5"}, {"title": "A", "pages": "6"}, None, (1, 1)),
        ({"kind": "full", "title": "A"}, {"title": "A", "pages": "6"}, None, (1, 1)),
        ({"kind": "full", "title": "A", "pages": "5"}, {"title": "A"}, None, (1, 1)),
        ({"kind": "full", "title": "A", "pages": "5", "pages_alt": [None, "6"]}, {"title": "A"}, None, (1, 0)),
        ({"kind": "full", "title": "A", "pages": "5", "pages_alt": ["6"]}, {"title": "A", "pages": "6"}, None, (2, 0)),
        ({"kind": "ibid", "pages": "5"}, {"title": "A", "pages": "5"}, {"title": "A"}, (1, 0)),
        ({"kind": "ibid", "pages": "5"}, {"title": "B", "pages": "5"}, {"title": "A"}, (1, 1)),
        (None, {"title": "A", "pages": "5"}, None, (0, 2)),
    ],
)
def test_which_fields_are_right(gold: Any, read: Any, target: Any, counts: tuple[int, int]) -> None:
    assert fields(gold, read, target, Scorer()) == counts


def test_a_citation_that_is_annotated_nowhere_is_wrong() -> None:
    gold = [{"note": "1", "index": 1, "kind": "full", "title": "A"}]
    read = [{"doc": "text", "note": "1", "index": index, "title": "A"} for index in (1, 2)]
    found = list(judged(gold, [(each, False, None) for each in read], Scorer()))
    assert [(f.place[2], f.right, f.wrong) for f in found] == [(1, 1, 0), (2, 0, 1)]


def test_what_is_nothing_either_way_is_no_other_reading() -> None:
    readings = tuple(
        Reading("chain", labels, 0)
        for labels in (
            (Label.TITLE, Label.OTHER),
            (Label.TITLE, Label.PROSE),
            (Label.TITLE, Label.TITLE),
            (Label.AUTHOR, Label.TITLE),
        )
    )
    assert different(Considered((), lambda: readings, 0, {})) == 3
