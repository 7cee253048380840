"""A list of names that its source cuts short ("et al.") says so in every format, and is read back so."""

from __future__ import annotations

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.items.item import CUT_SHORT, Item
from bibtool.items.names import OTHERS, Name

PRINTED = Item(
    "book",
    {"author": (Name(family="Kos", given="Anna"),), "editor": (Name(family="Lis", given="Jan"),)},
    {},
    {"title": "Wieża"},
    {CUT_SHORT: "author editor"},
)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("bibtex", "author = {Kos, Anna and others}"),
        ("biblatex", "editor = {Lis, Jan and others}"),
        ("csl-json", '{ "literal": "others" }'),
        ("ris", "et al."),
    ],
)
def test_the_words_of_the_format(name: str, written: str) -> None:
    text = registry.get(name).write([Entry("kos", PRINTED)])
    assert written in " ".join(text.split()), text


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csl-json", "csl-yaml", "ris"])
def test_they_are_read_back(name: str) -> None:
    form = registry.get(name)
    (entry,) = form.read(form.write([Entry("kos", PRINTED)])).entries
    assert entry.item.names["author"] == (Name(family="Kos", given="Anna"), OTHERS)
    assert entry.item.names["editor"] == (Name(family="Lis", given="Jan"), OTHERS)
    assert CUT_SHORT not in entry.item.custom


def test_they_are_said_once() -> None:
    form = registry.get("bibtex")
    (entry,) = form.read(form.write([Entry("kos", PRINTED)])).entries
    again = form.write([entry])
    assert again.count("and others") == 2
