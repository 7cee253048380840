"""Works of one library are added to another."""

from __future__ import annotations

from pathlib import Path

import pytest

import bibtool
from bibtool.jobs.errors import JobError
from bibtool.jobs.library_intake import add
from bibtool.jobs.library_log import operations

WORKS = [
    {"id": "brody", "type": "book", "title": "Brody nad Nerem", "author": [{"family": "Sowa", "given": "Jan"}]},
    {"id": "luki", "type": "book", "title": "Łuki kamienne", "author": [{"family": "Kos", "given": "Ewa"}]},
]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bibtool.Library:
    library = bibtool.Library.open(tmp_path / "mine.sqlite")
    library.add(*WORKS)
    library.tag("brody", "praca")
    monkeypatch.setenv("BIBTOOL_LIBRARY", str(library.path))
    return library


def test_a_file_of_a_library_is_a_source(mine: bibtool.Library, tmp_path: Path) -> None:
    other = str(tmp_path / "other.sqlite")
    report = add([str(mine.path)], other)
    assert [each.work.key for each in report.added] == ["brody", "luki"]
    assert [work.key for work in bibtool.Library.open(other).search("tag:praca")] == ["brody"]
    again = add([str(mine.path)], other)
    assert {each.became.value for each in again.added} == {"same"}


def test_a_query_is_asked_of_the_library_in_use(mine: bibtool.Library, tmp_path: Path) -> None:
    other = str(tmp_path / "other.sqlite")
    assert [each.work.key for each in add(["lib:kos"], other).added] == ["luki"]
    with pytest.raises(JobError) as told:
        add(["lib:nobody"], other)
    assert told.value.finding.code == "BT960"


@pytest.mark.parametrize("source", ["lib:", "lib:kos", None])
def test_a_library_is_not_added_to_itself(mine: bibtool.Library, source: str | None) -> None:
    before = len(operations(str(mine.path)))
    with pytest.raises(JobError) as told:
        add([source or str(mine.path)], str(mine.path))
    assert told.value.finding.code == "BT964"
    assert len(operations(str(mine.path))) == before


def test_a_folder_that_holds_the_library_is_added(mine: bibtool.Library, tmp_path: Path) -> None:
    (tmp_path / "more.bib").write_text("@book{mlyn, title={Młyn}, author={Wrona, A.}}\n", encoding="utf-8")
    report = add([str(tmp_path)], str(mine.path))
    assert [each.work.key for each in report.added] == ["mlyn"]
    assert report.aside == 0
