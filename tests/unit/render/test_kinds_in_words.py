"""Kinds and states of works are printed as words of the work's language, never as keys."""

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.render.engine import Engine
from bibtool.render.registry import get
from bibtool.render.setting import Setting

ENGINE: Engine = get("bibtool")


@pytest.mark.parametrize(
    ("genre", "language", "shown"),
    [
        ("phdthesis", "pl", "Rozprawa doktorska"),
        ("mathesis", "uk", "Магістерська дисертація"),
        ("bathesis", "und", "Bachelor’s thesis"),
        ("praca roczna", "pl", "Praca roczna"),
    ],
)
def test_a_thesis_says_what_it_is(genre: str, language: str, shown: str) -> None:
    item = Item("thesis", text={"title": "Brody", "genre": genre, "language": language, "publisher": "Wiosło"})
    done = ENGINE.bibliography([Entry("a", item)], Setting("apa", ""), "text")
    assert shown in done.entries[0].text
