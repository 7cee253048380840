"""RIS: what other programs write, and what they make of ours."""

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name


def test_a_file_of_another_program() -> None:
    text = (
        "\ufeffProvider: X\r\n\r\nTY  - EJOUR\r\nA1  - Nowak, Jan, jr\r\nA1  - World Bank\r\nT1  - Długi tytuł,\r\n"
        "który trwa\r\nJO  - Kurier\r\nY1  - 2010/09//\r\nUR  - https://x.pl/a;b\r\nUR  - https://web.example/x\r\n"
        "KW  - a\r\nKW  - b\r\nN1  - Raz\r\nN1  - Dwa\r\nZZ  - obce\r\nER  - \r\n"
    )
    result = registry.get("ris").read(text)
    (entry,) = result.entries
    assert entry.key == "nowak2010"
    assert entry.item.type == "article-journal"
    assert entry.item.names["author"] == (Name("Nowak", "Jan", suffix="jr"), Name(literal="World Bank"))
    assert entry.item.dates["issued"] == Date(((2010, 9),))
    assert dict(entry.item.text) == {
        "title": "Długi tytuł, który trwa",
        "container-title": "Kurier",
        "URL": "https://x.pl/a;b",
        "keyword": "a, b",
        "note": "Raz\nDwa",
    }
    assert entry.item.custom == {"ZZ": "obce", "other-URL": "https://web.example/x"}
    assert [f.code for f in result.findings] == ["BT604", "BT609"]


def test_entries_without_er_are_kept_apart() -> None:
    result = registry.get("ris").read("TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\n")
    assert [e.item.get("title") for e in result.entries] == ["A", "B"]
    assert [(f.code, f.args.get("line")) for f in result.findings if f.code == "BT602"] == [
        ("BT602", "1"),
        ("BT602", "3"),
    ]


def test_rispy_reads_what_we_write() -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is not installed")
    item = Item(
        "article-newspaper",
        {"author": (Name("Łada", "Hanna"), Name("Кім", "В."))},
        {"issued": Date(((2016, 9, 14),)), "accessed": Date(((2024, 3, 5),))},
        {"title": "Tytuł", "container-title": "Gazeta", "URL": "https://x.pl/a_b", "language": "pl"},
        {"translated-title": "Title"},
    )
    (record,) = rispy.loads(registry.get("ris").write([Entry("lada2016", item)]))
    assert record == {
        "type_of_reference": "NEWS",
        "id": "lada2016",
        "authors": ["Łada, Hanna", "Кім, В."],
        "title": "Tytuł",
        "translated_title": "Title",
        "secondary_title": "Gazeta",
        "language": "pl",
        "year": "2016",
        "date": "2016/09/14/",
        "access_date": "2024/03/05/",
        "urls": ["https://x.pl/a_b"],
    }
