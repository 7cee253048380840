"""Works without a title, where no style prints them."""

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.render.fallback import called, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ({"title": "Promy", "archive": "AP Poznań"}, "Promy"),
        ({"archive": "AP Poznań", "archive_location": "sygn. 4"}, "AP Poznań, sygn. 4"),
        ({"container-title": "Głos Warty"}, "Głos Warty"),
        ({}, ""),
    ],
)
def test_what_a_table_calls_a_work(text: dict[str, str], expected: str) -> None:
    assert called(Item("manuscript", text=text)) == expected


def test_a_record_says_its_archive_and_the_date_only_where_it_is_wanted() -> None:
    item = Item("manuscript", dates={"issued": Date(((1905,),))}, text={"archive": "AP", "archive_location": "sygn. 4"})
    assert plain(Entry("akta", item)) == "AP, sygn. 4, 1905"
    assert plain(Entry("akta", item), dated=False) == "AP, sygn. 4"
