"""Pages of the whole article or pages cited."""

import pytest
from made_citations import full

from bibtool.entries.build import build
from bibtool.entries.page_ranges import extent, pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [("77–94", (77, 94)), ("178–80", (178, 180)), ("12", None), ("94–77", None), ("12, 15", None), ("x–xii", None)],
)
def test_one_rising_range(text: str, expected: tuple[int, int] | None) -> None:
    assert pages(text) == expected


@pytest.mark.parametrize(
    ("cited", "work_type", "expected"),
    [
        (["77–94"], "article-journal", "77–94"),  # wide
        (["178–180"], "article-journal", ""),  # narrow: a passage
        (["178–183", "180"], "article-journal", "178–183"),  # narrow, with another note's pages inside
        (["77–94", "101"], "article-journal", ""),  # another note cites beyond it
        (["77–94"], "book", ""),  # a book has no pages of its own
        (["40"], "chapter", ""),
        (["12–30", "77–94"], "chapter", ""),
        ([], "chapter", ""),
    ],
)
def test_a_range_is_the_whole_where_evidence_says_so(cited: list[str], work_type: str, expected: str) -> None:
    assert extent(cited, work_type) == expected


def test_the_choice_is_told_and_the_mention_keeps_its_pages() -> None:
    result = build([full("1", "Szlaki stepu", "A. Nowak", "2010", type="article-journal", locator="77–94")])
    (entry,) = result.entries
    assert entry.item.get("page") == "77–94"
    assert entry.mentions[0].locator == "77–94"
    (finding,) = result.findings
    assert (finding.code, finding.args["pages"]) == ("BT405", "77–94")


def test_a_note_that_prints_both_leaves_no_doubt() -> None:
    note = full("1", "Szlaki stepu", "A. Nowak", "2010", type="article-journal", page="77–80", locator="79")
    result = build([note])
    assert result.entries[0].item.get("page") == "77–80"
    assert result.findings == ()
