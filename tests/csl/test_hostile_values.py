"""Values that data hold by accident: each is printed or left out, and none is an exception."""

from __future__ import annotations

import pytest

from bibtool.csl.processor import Processor

LONG = "9" * 5000


@pytest.mark.parametrize("value", [LONG, f"{LONG}-{LONG}", f"1-{LONG}", "²", "٣", "²–³", "-5", "½", "1e999", "٣-٤"])
@pytest.mark.parametrize(
    "variable", ["volume", "issue", "page", "edition", "number-of-pages", "number-of-volumes", "number"]
)
def test_numbers_that_are_none(variable: str, value: str) -> None:
    item = {"id": "a", "type": "article-journal", "title": "Jary", "container-title": "Kra", variable: value}
    book = {"id": "b", "type": "book", "title": value, variable: value}
    for style in ("apa", "chicago-notes-bibliography", "gost-r-7-0-5-2008"):
        text = Processor(style, [item, book], locale="pl-PL").bibliography(to="text")
        assert "Jary" in "".join(map(str, text))


@pytest.mark.parametrize("given", ["A <b", "<", "A<", "<b>A", "A</b>", "<i", "< i>A", "A <x>B</x>", "<<<<", "-<-"])
def test_a_sign_in_a_given_name_that_begins_no_tag(given: str) -> None:
    item = {"id": "a", "type": "book", "title": "Jary", "author": [{"family": "Sowa", "given": given}]}
    text = "".join(map(str, Processor("apa", [item], locale="pl-PL").bibliography(to="text")))
    assert "Sowa" in text


@pytest.mark.parametrize(
    "parts", [[[10**40]], [["²"]], [[2005, "²"]], [[-1, 0, 0]], [[2005, 13, 99]], [["9" * 5000]], [[]]]
)
def test_dates_that_are_none(parts: list[list[object]]) -> None:
    item = {"id": "a", "type": "book", "title": "Jary", "issued": {"date-parts": parts, "season": "²"}}
    assert "Jary" in "".join(map(str, Processor("apa", [item]).bibliography(to="text")))
