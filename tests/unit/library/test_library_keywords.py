"""Keywords that come in are tags, and tags go out as keywords."""

from __future__ import annotations

from pathlib import Path

import pytest

import bibtool
from bibtool.jobs.library import tags
from bibtool.library.keywords import keywords, with_keywords, without_keywords

WORKS = [
    {
        "id": "brody",
        "type": "book",
        "title": "Brody nad Nerem",
        "author": [{"family": "Sowa", "given": "Jan"}],
        "issued": {"date-parts": [[1999]]},
        "keyword": "rzeki, mosty",
    },
    {"id": "luki", "type": "book", "title": "Łuki i mosty kamienne", "keyword": "mosty; Kraków, okolice"},
]


@pytest.fixture
def library(tmp_path: Path) -> bibtool.Library:
    found = bibtool.Library.open(tmp_path / "l.sqlite")
    found.add(*WORKS)
    return found


def names(library: bibtool.Library) -> list[tuple[str, int]]:
    return tags(str(library.path))


def test_keywords_are_tags(library: bibtool.Library) -> None:
    assert names(library) == [("Kraków, okolice", 1), ("mosty", 2), ("rzeki", 1)]
    assert [work.key for work in library.search("tag:rzeki")] == ["brody"]
    library.undo()
    assert names(library) == []


def test_tags_go_out_as_keywords(library: bibtool.Library) -> None:
    library.tag("brody", "praca")
    assert "keywords     = {rzeki, mosty, praca}" in library.export("key:brody", "biblatex").text
    assert "KW  - praca" in library.export("key:brody", "ris").text


def test_a_tag_that_is_taken_off_is_no_keyword_and_stays_off(library: bibtool.Library) -> None:
    assert library.tag("brody", remove=["mosty"]) == 1
    assert "mosty" not in library.export("key:brody", "biblatex").text
    assert library.add(WORKS[0]).keys("new", "joined") == ()
    assert names(library)[-1] == ("rzeki", 1) and ("mosty", 1) in names(library)
    library.undo()
    assert "keywords     = {rzeki, mosty}" in library.export("key:brody", "biblatex").text


def test_a_tag_that_was_taken_off_a_joined_work_stays_off(library: bibtool.Library) -> None:
    other = {**WORKS[0], "keyword": "rzeki, mosty", "publisher": "Bród"}
    library.add(other)
    library.tag("brody", remove=["mosty"])
    library.add(WORKS[0], other)
    assert library["brody"]["keyword"] == "rzeki"
    assert ("mosty", 1) in names(library)  # of the other work
    assert [each.value for each in library["brody"].variants if each.variable == "keyword"] == ["rzeki, mosty"]


def test_what_another_record_calls_a_work_is_added(library: bibtool.Library) -> None:
    other = {**WORKS[0], "keyword": "Mosty;woda", "publisher": "Bród"}
    assert library.add(other).became == (("brody", "joined"),)
    assert library["brody"]["keyword"] == "rzeki, mosty, woda"
    assert library["brody"].variants == ()
    assert library.add(other).became == (("brody", "same"),)


def test_adding_twice_gives_tags_once(library: bibtool.Library) -> None:
    before = names(library)
    assert library.add(*WORKS).keys("new", "joined") == ()
    assert names(library) == before


def test_values() -> None:
    assert keywords(" a,b , a,,") == ("a", "b")
    assert keywords("a, b; c\n d") == ("a, b", "c", "d")
    assert keywords("") == ()
    assert with_keywords("a,b", ["B"]) == "a,b"
    assert with_keywords("a,b", ["c, d"]) == "a; b; c, d"
    assert without_keywords("a, b", ["x"]) == "a, b"
    assert without_keywords("a; b", ["a"]) == "b"
