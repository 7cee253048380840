"""Years of works in few rows, without gaps on the way."""

from __future__ import annotations

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.report.charts import charts


def rows(*years: int) -> list[tuple[str, int]]:
    works = [Entry(str(n), Item("book", dates={"issued": Date(((year,),))})) for n, year in enumerate(years)]
    return [row for chart in charts(works, [], []) if chart.name == "by_year" for row in chart.rows]


@pytest.mark.parametrize(
    ("years", "shown"),
    [
        ((2004,), [("2004", 1)]),
        ((2004, 2006, 2006), [("2004", 1), ("2005", 0), ("2006", 2)]),
        ((1998, 2004, 2021), [("1995–1999", 1), ("2000–2004", 1), ("2005–2009", 0), ("2010–2014", 0), ("2015–2019", 0),
                              ("2020–2024", 1)]),
        ((1936, 2021), [(f"{y}–{y + 9}", int(y in (1930, 2020))) for y in range(1930, 2030, 10)]),
        ((300, 2021), [("300–399", 1), ("2000–2099", 1)]),
    ],
)  # fmt: skip
def test_years(years: tuple[int, ...], shown: list[tuple[str, int]]) -> None:
    assert rows(*years) == shown


def test_no_span_needs_many_rows() -> None:
    assert all(len(rows(2024 - span, 2024)) <= 12 for span in range(1500))
