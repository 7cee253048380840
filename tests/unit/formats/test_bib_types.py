"""An entry stays of its type, whatever fields it lacks."""

from __future__ import annotations

import re

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.items.item import Item

TYPE = re.compile(r"^@(\w+)\{", re.MULTILINE)
BIBTEX = (
    "article book booklet inbook incollection inproceedings manual misc phdthesis proceedings techreport unpublished"
)
BIBLATEX = """article book bookinbook booklet collection dataset inbook incollection inproceedings inreference manual
  misc mvbook online patent periodical proceedings reference report software suppbook suppcollection suppperiodical
  thesis unpublished"""
FIELDS = {
    "title alone": "title = {Mosty}",
    "a year": "title = {Mosty}, year = 1999",
    "an editor": "title = {Mosty}, editor = {Lis, Ewa}",
    "an address": "title = {Mosty}, url = {https://x.example/a}",
    "an author and a whole": "title = {Mosty}, author = {Lis, Ewa}, booktitle = {Rzeki}",
    "a parent": "title = {Mosty}, author = {Lis, Ewa}, crossref = {whole}, pages = {3--9}",
}


def types(text: str, source: str, target: str) -> list[str]:
    return TYPE.findall(registry.get(target).write(registry.get(source).read(text).entries))


@pytest.mark.parametrize("fields", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("entry_type", BIBLATEX.split())
def test_biblatex_to_biblatex(entry_type: str, fields: str) -> None:
    # a document with an address is a page
    expected = "online" if entry_type == "misc" and "url" in fields else entry_type
    assert types(f"@{entry_type}{{a, {fields}}}", "biblatex", "biblatex") == [expected]


@pytest.mark.parametrize("fields", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("entry_type", BIBTEX.split())
def test_bibtex_to_bibtex(entry_type: str, fields: str) -> None:
    assert types(f"@{entry_type}{{a, {fields}}}", "bibtex", "bibtex") == [entry_type]


@pytest.mark.parametrize("entry_type", ["article", "book", "incollection", "inproceedings", "proceedings", "manual"])
def test_bibtex_to_biblatex(entry_type: str) -> None:
    for fields in (FIELDS["title alone"], FIELDS["a year"], FIELDS["an author and a whole"], FIELDS["a parent"]):
        assert types(f"@{entry_type}{{a, {fields}}}", "bibtex", "biblatex") == [entry_type]


@pytest.mark.parametrize(
    ("kind", "bibtex", "biblatex"),
    [
        ("book", "book", "book"),
        ("article-journal", "article", "article"),
        ("article-newspaper", "article", "article"),
        ("chapter", "incollection", "incollection"),
        ("paper-conference", "inproceedings", "inproceedings"),
        ("report", "techreport", "report"),
        ("thesis", "misc", "thesis"),
        ("manuscript", "unpublished", "unpublished"),
        ("webpage", "misc", "online"),
        ("map", "misc", "misc"),
    ],
)
def test_a_title_is_enough(kind: str, bibtex: str, biblatex: str) -> None:
    entry = Entry("a", Item(kind, {}, {}, {"title": "Mosty"}))
    for name, expected in (("bibtex", bibtex), ("biblatex", biblatex)):
        written = registry.get(name).write([entry])
        assert TYPE.findall(written) == [expected]
        assert registry.get(name).read(written).entries == (entry,)
        assert "csl" not in written.replace("verbc", "csl")


def test_a_part_and_its_whole_keep_types_and_pages() -> None:
    text = (
        "@inproceedings{part, author = {Lis, Ewa}, title = {Mosty}, crossref = {whole}, pages = {3--9}}\n"
        "@proceedings{whole, title = {Rzeki}, year = 2001}"
    )
    written = registry.get("biblatex").write(registry.get("biblatex").read(text).entries)
    assert TYPE.findall(written) == ["inproceedings", "proceedings"]
    assert re.search(r"pages += \{3--9\}", written) and "verbc" not in written and "entrysubtype" not in written


YEARS = ["ok. 1905", "[1905]", "b.r.", "1905a", "[b. r., ok. 1905?]", "przed 1905 & po 1890"]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("source", ["bibtex", "biblatex"])
@pytest.mark.parametrize("target", ["bibtex", "biblatex"])
def test_a_year_that_is_no_date_stays_in_print(year: str, source: str, target: str) -> None:
    written_year = year.replace("&", r"\&")
    text = f"@book{{a, author = {{Lis, Ewa}}, title = {{Mosty}}, subtitle = {{studia}}, year = {{{written_year}}}}}"
    entries = registry.get(source).read(text).entries
    form = registry.get(target)
    written = form.write(entries)
    assert TYPE.findall(written) == ["book"]
    assert re.search(rf"^  year += \{{{re.escape(written_year)}\}},$", written, re.MULTILINE)
    assert form.read(written).entries == entries
    assert form.aside(entries[0]) == {}
    title = re.search(r"^  title += \{(.*)\},$", written, re.MULTILINE)
    assert title and title[1] == ("Mosty: studia" if target == "bibtex" else "Mosty")
    assert ("subtitle     = {studia}" in written) == (target == "biblatex")


def test_a_date_that_is_one_is_no_year_in_words() -> None:
    entries = registry.get("biblatex").read("@book{a, title = {Mosty}, date = {1905~}}").entries
    written = registry.get("biblatex").write(entries)
    assert "1905~" in written and "year" not in written


def test_fields_of_biblatex_alone_stay_fields() -> None:
    text = (
        "@patent{p, author = {Lis, Ewa}, title = {Zawór}, date = {2001}, number = {5}, "
        "holder = {{Huta Kra} and Lis, Ewa}}\n"
        "@article{e, title = {Mosty}, date = {2001}, eid = {045102}}"
    )
    form = registry.get("biblatex")
    entries = form.read(text).entries
    written = form.write(entries)
    assert re.search(r"holder += \{\{Huta Kra\} and Lis, Ewa\}", written)
    assert re.search(r"eid += \{045102\}", written)
    assert "verbc" not in written and form.read(written).entries == entries
