"""Decisions as plain text come back as they were."""

from __future__ import annotations

import pytest

from bibtool.decisions.book import Book, BookError, merged, read, write
from bibtool.decisions.decision import Act, Decision, Quote

QUOTE = Quote('A. Lis, "Mosty" \\ stepu\x7f', "przed", "po\tnim", "12", 2, 1, 3)
ROWS = (
    Decision(Act.SET, QUOTE, "title", 'Mosty „nowe" \\', "Mosty", at="2026-01-02T03:04:05Z"),
    Decision(Act.SET, Quote("Тренин", note="3"), "issued", "", "2016"),
    Decision(Act.SAME, QUOTE, other=Quote("Tamże", note="4")),
)


def test_what_is_written_is_read_again() -> None:
    text = write(Book("a.txt", ROWS))
    again = read(text)
    assert again.source == "a.txt" and set(again.decisions) == set(ROWS)
    assert write(again) == text


def test_the_order_does_not_depend_on_when_they_were_made() -> None:
    assert write(Book("a", ROWS)) == write(Book("a", ROWS[::-1]))
    assert write(Book("a", ROWS)).index('"3"') < write(Book("a", ROWS)).index('"12"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "schema"),
        ("schema = 1\nx = ", "Invalid value"),
        ("schema = 99", "newer"),
        ("schema = true", "schema"),
        ("schema = 1\n[[fix]]\n", "fix"),
        ("schema = 1\nset = 3", "[[set]]"),
        ("schema = 1\n[[set]]\nfield = 'title'\nvalue = 'x'\n", "citation is missing"),
        ("schema = 1\n[[set]]\nfield = 'titel'\nvalue = 'x'\ncitation = 'x'\n", "titel"),
        ("schema = 1\n[[set]]\nfield = 'date'\nvalue = 'maj'\ncitation = 'x'\n", "2023"),
        ("schema = 1\n[[set]]\nfield = 'title'\nvalue = 3\ncitation = 'x'\n", "value"),
        ("schema = 1\n[[same]]\ncitation = 'x'\nindex = 0\n", "index"),
        ("schema = 1\n[[same]]\ncitation = 'x'\n", "other-citation is missing"),
    ],
)
def test_what_is_none_is_told(text: str, said: str) -> None:
    with pytest.raises(BookError, match=r".") as caught:
        read(text)
    assert said in str(caught.value)


def test_repetitions_go() -> None:
    assert merged([ROWS[0], *ROWS[1:], ROWS[0]]) == (*ROWS[1:], ROWS[0])
    assert len({row.id for row in ROWS}) == 3
