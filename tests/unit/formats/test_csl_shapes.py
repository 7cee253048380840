"""CSL-JSON as programs write it beside the schema: every value is read or kept, and told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bibtool.formats import registry
from bibtool.formats.format import ReadResult
from bibtool.items.names import Name

CSL = registry.get("csl-json")


def read(**variables: Any) -> ReadResult[Any]:
    return CSL.read(json.dumps([{"id": "promy", "type": "book", **variables}]))


@pytest.mark.parametrize(
    ("value", "expected", "told"),
    [
        ({"date-parts": [[1998, 4, 7]]}, "1998-04-07", []),
        ({"date-parts": [["1998", "04"]]}, "1998-04", []),
        ({"date-parts": [1998, 4, 7]}, "1998-04-07", ["BT621"]),
        ({"date-parts": [[1998, 0, 0]]}, "1998", []),
        ({"date-parts": [[1998, 23]]}, "1998-23", []),
        ({"date-parts": [[1998, 14]]}, "1998-22", []),
        ({"date-parts": [[1998]], "season": "jesień"}, "1998-23", ["BT621"]),
        ({"date-parts": [[1998]], "season": "3"}, "1998-23", []),
        ({"date-parts": [[1998]], "season": "wielka"}, "1998", ["BT621", "BT623"]),
        ({"date-parts": [[1998]], "circa": "false"}, "1998", []),
        ({"date-parts": [[1998]], "circa": 1}, "1998~", []),
        ({"raw": "7 kwietnia 1998"}, "1998-04-07", []),
        ({"raw": "1998-04-07T10:30:00Z"}, "1998-04-07", []),
        ({"raw": "w przygotowaniu"}, "w przygotowaniu", []),
        ({"year": 1998, "month": "4"}, "1998-04", ["BT621"]),
        ([{"year": 1998}], "1998", ["BT621", "BT621"]),
        ([{"date-parts": [[1998]]}, {"date-parts": [[2001]]}], "1998/2001", ["BT621"]),
        ([1998, 4], "1998-04", ["BT621"]),
        ([[1998], [2001]], "1998/2001", ["BT621"]),
        ("7.04.1998", "1998-04-07", []),
        (1998, "1998", ["BT621"]),
        (True, "true", ["BT621"]),
        ({"date-parts": [[1998]], "hour": 3}, "1998", ["BT623"]),
    ],
)
def test_a_date_in_any_shape(value: Any, expected: str, told: list[str]) -> None:
    result = read(issued=value)
    assert result.entries[0].item.dates["issued"].to_edtf() == expected
    assert [finding.code for finding in result.findings] == told


@pytest.mark.parametrize(
    ("value", "names", "told"),
    [
        ([{"family": "Łąka", "given": "Ewa"}], [Name("Łąka", "Ewa")], []),
        ([{"name": "Instytut Rzek"}], [Name(literal="Instytut Rzek")], ["BT621"]),
        ({"family": "Łąka"}, [Name("Łąka")], ["BT621"]),
        ("Łąka, Ewa; Instytut Rzek", [Name("Łąka", "Ewa"), Name(literal="Instytut Rzek")], ["BT621"]),
        (["Łąka, Ewa"], [Name("Łąka", "Ewa")], ["BT621"]),
        ([None, {"family": "Łąka"}], [Name("Łąka")], ["BT621"]),
        ([{"family": ["van", "Łąka"], "given": None}], [Name("van Łąka")], ["BT621"]),
        ([{"family": "Instytut", "isInstitution": "true"}], [Name(literal="Instytut")], []),
        ([{"family": "Łąka", "ORCID": "0000"}], [Name("Łąka")], ["BT623"]),
        ([{"family": "Łąka", "sequence": "first", "affiliation": []}], [Name("Łąka")], []),
        ([5], [Name(literal="5")], ["BT621"]),
    ],
)
def test_names_in_any_shape(value: Any, names: list[Name], told: list[str]) -> None:
    result = read(author=value)
    assert list(result.entries[0].item.names["author"]) == names
    assert [finding.code for finding in result.findings] == told


def test_texts_in_any_shape() -> None:
    result = read(
        title=["Promy"],
        subtitle=["Zarys"],
        ISSN=["1234-5679", "2434-561X"],
        page=12,
        publisher=7,
        keyword=["prom", "bród"],
        abstract={"pl": "Streszczenie"},
        note={"pl": "a", "en": "b"},
        journalAbbreviation="Zesz.",
        doi="https://doi.org/10.99999/promy",
    )
    item = result.entries[0].item
    assert item.get("title") == "Promy: Zarys"
    assert (item.get("ISSN"), item.custom["other-ISSN"]) == ("1234-5679", "2434-561X")
    assert (item.get("page"), item.get("publisher"), item.get("keyword")) == ("12", "7", "prom, bród")
    assert item.get("abstract") == "Streszczenie"
    assert json.loads(item.custom["note"]) == {"pl": "a", "en": "b"}
    assert (item.get("container-title-short"), item.get("DOI")) == ("Zesz.", "10.99999/promy")
    told = {finding.args["variable"]: finding.code for finding in result.findings}
    assert told == {
        "title": "BT621", "subtitle": "BT621", "ISSN": "BT621", "publisher": "BT621", "keyword": "BT621",
        "abstract": "BT621", "note": "BT622", "journalAbbreviation": "BT621", "doi": "BT621",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("journal-article", "article-journal"),
        ("bookSection", "chapter"),
        ("BOOK", "book"),
        ("motion picture", "motion_picture"),
    ],
)
def test_a_type_by_another_name(given: str, expected: str) -> None:
    result = read(type=given)
    assert result.entries[0].item.type == expected
    assert [finding.code for finding in result.findings] == ["BT621"]


def test_an_unknown_type_and_an_unknown_variable_stay() -> None:
    result = read(type="kolaż", x="y")
    assert (result.entries[0].item.type, result.entries[0].item.get("x"), result.findings) == ("kolaż", "y", ())


def test_markup_of_publishers_is_csls_and_other_markup_is_told() -> None:
    result = read(title="<jats:italic>Canis</jats:italic> &amp; <em>lupus</em> H<SUB>2</SUB>O <p>x</p>")
    assert result.entries[0].item.get("title") == "<i>Canis</i> & <i>lupus</i> H<sub>2</sub>O <p>x</p>"
    assert [(f.code, f.args["parts"]) for f in result.findings] == [("BT623", "<p>")]


@pytest.mark.parametrize("value", ["uwaga", 5, True, ["a", 1], {"a": {"b": 1}}, {"a": None, "b": 2}])
def test_custom_of_any_type_is_kept_whole(value: Any) -> None:
    custom = read(custom=value).entries[0].item.custom
    expected = value if isinstance(value, dict) else {"custom": value}
    shown = {
        name: each if isinstance(each, str) else json.dumps(each) for name, each in expected.items() if each is not None
    }
    assert custom == shown


@pytest.mark.parametrize("name", ["items", "references"])
def test_the_items_of_an_object(name: str) -> None:
    assert [entry.key for entry in CSL.read(json.dumps({name: [{"id": "a", "title": "A"}]})).entries] == ["a"]


def test_half_of_a_character_is_told_and_keeps_its_place() -> None:
    text = (
        r'[{"id": "a", "title": "Brzeg \udfff rzeki \ud83d\ude00", "author": [{"family": "Maj\ud800"}], "note": "Ż"}]'
    )
    result = CSL.read(text)
    assert result.entries[0].item.get("title") == "Brzeg \ufffd rzeki \U0001f600"
    assert result.entries[0].item.names["author"] == (Name("Maj\ufffd"),)
    assert [(each.code, each.args["variable"]) for each in result.findings] == [("BT624", "title"), ("BT624", "author")]


@pytest.mark.parametrize(
    ("parts", "lost"),
    [
        ([[1998, 14, 31]], "31"), ([[1998, 4, 7, 12]], "12"), ([[1998, "kwiecień"]], "kwiecień"),
        ([[1998, 0, 7]], "7"), ([[1998], [1999], [2000]], "2000"), ([[1998, 4, 7]], ""), ([[1998, 0, 0]], ""),
        ([["1998", "4", None]], ""), ([["dawno"]], ""),
    ],
)  # fmt: skip
def test_parts_of_a_date_that_no_date_has_are_told(parts: list[Any], lost: str) -> None:
    told = [(each.code, each.args["parts"]) for each in read(issued={"date-parts": parts}).findings]
    assert told == ([("BT623", f"date-parts={lost}")] if lost else [])


def test_names_in_a_list_of_a_list_and_keys_that_are_no_text() -> None:
    result = registry.get("csl-json").read('[{"id": ["x"], "author": [[{"family": "Lis"}], {"family": "Kos"}]}, "y"]')
    (entry,) = result.entries
    assert entry.key == '["x"]' and entry.item.names["author"] == (Name("Lis"), Name("Kos"))
    assert [finding.args["what"] for finding in result.findings if finding.code == "BT608"] == ["string"]
