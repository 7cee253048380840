"""What people type: names of languages and types, names parted as in BibTeX, years."""

from __future__ import annotations

from pathlib import Path

import pytest

import bibtool
from bibtool.database import Access
from bibtool.jobs import library_persons as persons
from bibtool.jobs import library_purge
from bibtool.library.store import Store


@pytest.fixture
def library(tmp_path: Path) -> bibtool.Library:
    found = bibtool.Library.open(tmp_path / "l.sqlite")
    path = tmp_path / "in.bib"
    path.write_text(
        "@book{gaj, title={Osady}, author={Gaj, Ewa}, year=2012, langid={polish}, file={/home/ewa/osady.pdf}}\n"
        "@book{gai, title={Грады}, author={Гай, Ева}, year=2013, langid={russian}}\n",
        encoding="utf-8",
    )
    found.add(path)
    return found


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("lang:polish", ["gaj"]),
        ("lang:PL", ["gaj"]),
        ("-lang:russian", ["gaj"]),
        ("has:file", ["gaj"]),
        ("-has:file", ["gai"]),
        ("type:book year:2013", ["gai"]),
    ],
)
def test_queries(library: bibtool.Library, query: str, keys: list[str]) -> None:
    assert [work.key for work in library.search(query)] == keys


def test_an_unknown_type_is_told(library: bibtool.Library) -> None:
    with pytest.raises(bibtool.Error, match=r"type: ksiazka; known: .*book"):
        library.search("type:ksiazka")


def test_names_as_bibtex_parts_them(library: bibtool.Library) -> None:
    changed = library.correct("gaj", {"author": "Gaj, Ewa and Lis, Jan"})
    assert [name["family"] for name in changed["author"]] == ["Gaj", "Lis"]
    changed = library.correct("gaj", {"author": "Ministry of Culture and Sport"})
    assert changed["author"] == [{"literal": "Ministry of Culture and Sport"}]


def test_years_have_four_digits(library: bibtool.Library) -> None:
    with pytest.raises(bibtool.Error, match="four digits"):
        library.correct("gaj", {"issued": "20134"})


def test_forms_of_a_name_are_purged_with_the_last_work_that_prints_them(library: bibtool.Library) -> None:
    named = str(library.path)
    persons.link(["Gaj, Ewa", "Гай, Ева"], named)
    library_purge.purge(["gai"], named)
    with Store(library.path, Access.READ) as store:
        left = [row[0] for row in store.db.execute("SELECT form FROM person_form")]
    assert "Гай, Ева" not in left
    assert "Гай".encode() not in library.path.read_bytes()
