"""Tables of references: ours, and those of databases and reference managers."""

from __future__ import annotations

import csv
import io

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.format import FormatError
from bibtool.items.item import Item
from bibtool.items.names import Name

CSV = registry.get("csv")


def test_a_table_of_scopus() -> None:
    text = (
        '\ufeff"Authors","Title","Year","Source title","Volume","Issue","Art. No.","Page start","Page end","Cited by",'
        '"DOI","Link","Document Type","ISSN","Language of Original Document"\n'
        '"Łąka E., Bród J.","Promy","1998","Zeszyty","7","2","","12","19","5","10.99999/promy",'
        '"https://scopus.example/1","Article","1234-5679","Polish"\n'
    )
    result = CSV.read(text)
    (entry,) = result.entries
    assert entry.key == "laka1998"
    assert entry.item.type == "article-journal"
    assert entry.item.names["author"] == (Name("Łąka", "E."), Name("Bród", "J."))
    assert dict(entry.item.text) == {
        "title": "Promy", "container-title": "Zeszyty", "volume": "7", "issue": "2", "page": "12-19",
        "DOI": "10.99999/promy", "URL": "https://scopus.example/1", "ISSN": "1234-5679", "language": "pl",
    }  # fmt: skip
    assert entry.item.custom == {"Cited by": "5"}
    assert entry.item.dates["issued"].to_edtf() == "1998"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_zotero_with_any_delimiter(delimiter: str) -> None:
    rows = [
        ["Key", "Item Type", "Publication Year", "Author", "Title", "Publication Title", "Date", "Editor", "Extra"],
        [
            "ABC",
            "bookSection",
            "1998",
            "Łąka, Ewa; Instytut Rzek",
            "Promy; zarys",
            "Księga",
            "1998-04-07",
            "Bród, Jan",
            "",
        ],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    (entry,) = CSV.read(out.getvalue()).entries
    assert (entry.key, entry.item.type, entry.item.get("title")) == ("ABC", "chapter", "Promy; zarys")
    assert entry.item.names["author"] == (Name("Łąka", "Ewa"), Name(literal="Instytut Rzek"))
    assert entry.item.names["editor"] == (Name("Bród", "Jan"),)
    assert entry.item.dates["issued"].to_edtf() == "1998-04-07"
    assert entry.item.get("container-title") == "Księga"


def test_polish_columns() -> None:
    (entry,) = CSV.read("Autor;Tytuł;Rok;Wydawnictwo;Miejsce;Półka\nŁąka, Ewa;Promy;1998;Wiosło;Toruń;3b\n").entries
    assert entry.item.get("publisher-place") == "Toruń" and entry.item.custom == {"Półka": "3b"}


def test_no_spreadsheet_reckons_a_cell_and_it_comes_back() -> None:
    titles = ["=1+1", "+48", "-x", "@a", "'=x", "'", "''x", " ", "zwykły"]
    entries = [Entry(f"a{n}", Item("book", text={"title": title})) for n, title in enumerate(titles)]
    text = CSV.write(entries)
    cells = [row[2] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")))][1:]
    assert not [cell for cell in cells if cell[0] in "=+-@"]
    assert [entry.item.get("title") for entry in CSV.read(text).entries] == titles


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "zwykły tekst"])
def test_what_is_no_table_gets_a_message(text: str) -> None:
    with pytest.raises(FormatError, match="columns"):
        CSV.read(text)


def test_columns_of_unknown_names_are_kept_and_told() -> None:
    read = CSV.read("Title;Shelf;Regał 2;URL;Pusta\nPromy;B;C;;\nBrody;;;;;koniec\n")
    assert [dict(entry.item.custom) for entry in read.entries] == [
        {"Shelf": "B", "Regał 2": "C"},
        {"column-6": "koniec"},
    ]
    told = [finding.args["columns"] for finding in read.findings if finding.code == "BT625"]
    assert told == ["Shelf, Regał 2, 6"]
    assert not any(finding.code == "BT625" for finding in CSV.read(CSV.write(read.entries)).findings)
