"""Works found by what identifies them."""

from __future__ import annotations

from pathlib import Path

import pytest

import bibtool
from bibtool.diagnostics.code import Code

_WORKS = [
    {
        "id": "bagno",
        "type": "article-journal",
        "title": "Bagno",
        "DOI": "10.5555/Torf.7(2)",
        "URL": "https://www.torf.example/nr/7?s=2",
    },
    {"id": "wyspa", "type": "book", "title": "Wyspa", "ISBN": "0-306-40615-2"},
    {"id": "plaza", "type": "webpage", "title": "Plaża 9780306406157", "URL": "http://plaza.example/100%25"},
]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("10.5555/torf.7(2)", ["bagno"]),
        ("doi:10.5555/TORF.7(2)", ["bagno"]),
        ("doi:https://doi.org/10.5555/torf.7(2)", ["bagno"]),
        ("https://doi.org/10.5555/torf.7%282%29", ["bagno"]),
        ("doi:10.5555/torf", []),
        ("978-0-306-40615-7", ["wyspa"]),
        ("isbn:0306406152", ["wyspa"]),
        ("-isbn:0306406152 has:url", ["plaza", "bagno"]),
        ("https://torf.example/nr/7", ["bagno"]),
        ("url:torf.example", ["bagno"]),
        ("url:100%", ["plaza"]),
        ("url:100_", []),
        ("bagno url:torf", ["bagno"]),
    ],
)
def test_a_query_names_an_identifier(tmp_path: Path, query: str, keys: list[str]) -> None:
    with bibtool.Library.open(tmp_path / "l.sqlite") as library:
        library.add(*_WORKS)
        assert [work.key for work in library.search(query)] == keys


@pytest.mark.parametrize("query", ["isbn:0306406153", "doi:torf"])
def test_what_is_no_identifier_is_told(tmp_path: Path, query: str) -> None:
    with bibtool.Library.open(tmp_path / "l.sqlite") as library:
        library.add(*_WORKS)
        with pytest.raises(bibtool.Error) as told:
            library.search(query)
        assert told.value.code == Code.VALUE_DOES_NOT_FIT


def test_chapters_with_the_doi_of_their_book_stay_apart(tmp_path: Path) -> None:
    first = {
        "id": "rak",
        "type": "chapter",
        "title": "Raki rzeczne",
        "container-title": "Wody",
        "author": [{"family": "Rak", "given": "Jan"}],
        "issued": {"date-parts": [[2001]]},
        "page": "3-9",
        "DOI": "10.5555/wody",
    }
    second = {**first, "id": "rak2", "title": "Raki rzeczne: hodowla", "page": "50-59"}
    with bibtool.Library.open(tmp_path / "l.sqlite") as library:
        added = library.add(first, second, {**first, "publisher": "Toń"})
        assert [became for _, became in added.became] == ["new", "alike", "joined"]
        assert [each.args["other"] for each in added.findings if each.code == Code.WORK_PERHAPS_THERE] == ["rak"]
