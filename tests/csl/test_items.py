"""Bad items: a finding and the best possible entry, never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from small import book, cited, person, processor, style_xml

from bibtool.csl.findings import Kind
from bibtool.csl.person import Name, parse_name
from bibtool.csl.processor import Processor

FULL = (
    "<group delimiter=', '><names variable='author'/><text variable='title'/><date variable='issued' form='text'/>"
    "<number variable='volume'/></group>"
)


@pytest.mark.parametrize(
    ("fields", "kind", "expected"),
    [
        ({"title": None}, None, ""),
        ({"title": "T", "language": None}, None, "T"),
        ({"title": ["a", "b"]}, None, "a, b"),
        ({"title": {"main": "x"}}, Kind.WRONG_VALUE, ""),
        ({"title": True}, Kind.WRONG_VALUE, ""),
        ({"title": "T", "author": "Kowalska"}, Kind.BAD_NAME, "Kowalska, T"),
        ({"title": "T", "author": 7}, Kind.BAD_NAME, "T"),
        ({"title": "T", "author": [None, {"family": "Żak"}]}, Kind.BAD_NAME, "Żak, T"),
        ({"title": "T", "issued": {"date-parts": [["soon"]]}}, Kind.BAD_DATE, "T"),
        ({"title": "T", "issued": {"date-parts": [[2020, 15, 40]]}}, None, "T, Autumn 2020"),
        ({"title": "T", "issued": {"date-parts": [[2020, 2, 40]]}}, Kind.BAD_DATE, "T, February 2020"),
        ({"title": "T", "issued": {"date-parts": []}}, None, "T"),
        ({"title": "T", "issued": {"date-parts": [[]]}}, None, "T"),
        ({"title": "T", "issued": [2020]}, None, "T, 2020"),
        ({"title": "T", "issued": "around Easter"}, None, "T, around Easter"),
        ({"title": "T", "volume": 3.0}, None, "T, 3"),
        ({"title": "T", "colour": "red"}, Kind.UNKNOWN_VARIABLE, "T"),
        ({"title": "T", "type": "scroll"}, Kind.UNKNOWN_TYPE, "T"),
        ({"title": "T", "type": None}, Kind.MISSING_TYPE, "T"),
    ],
)
def test_wrong_values(fields: dict[str, Any], kind: Kind | None, expected: str) -> None:
    made = processor([{"id": "x", "type": "book"} | fields], FULL)
    out = made.cite(["x"])
    assert out == (expected or "[CSL STYLE ERROR: reference with no printed form.]")
    kinds = {finding.kind for finding in made.findings}
    assert (kind in kinds) if kind is not None else not kinds
    assert all(finding.message and finding.item == "x" for finding in made.findings)


def test_items_that_are_none_at_all() -> None:
    made = Processor(processor([]).style, [None, 3, {"title": "No id"}, book("a", title="A"), book("a", title="B")])
    assert {finding.kind for finding in made.findings} >= {Kind.WRONG_VALUE, Kind.MISSING_ID, Kind.DUPLICATE_ID}
    assert made.cite(["item-3"]) == "No id" and made.cite(["a"]) == "B"
    assert made.cite(["nobody"]) == "" and made.findings[-1].kind is Kind.UNKNOWN_ITEM


def test_ids_keep_their_letter_case() -> None:
    assert cited([book("Key", title="One"), book("key", title="Two")], layout="delimiter='; '") == "One; Two"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (person("van der Heide", "Karl"), Name("Heide", "Karl", non_dropping="van der")),
        (person("d'Aubignac", "François"), Name("Aubignac", "François", non_dropping="d'")),
        (person("von Österreich Este", "Otto"), Name("Österreich Este", "Otto", non_dropping="von")),
        (person("Łoś Nowak", "Ewa"), Name("Łoś Nowak", "Ewa")),
        (person("ван дер Ёж", "Карл"), Name("Ёж", "Карл", non_dropping="ван дер")),
        (person("Fontaine", "Jean de La"), Name("Fontaine", "Jean de La")),
        (person("Smith", "George von und zum"), Name("Smith", "George", dropping="von und zum")),
        (person("King", "Robert, Jr."), Name("King", "Robert", suffix="Jr.")),
        (person('"van Dyke"', "Dick"), Name("van Dyke", "Dick")),
        ({"literal": "World Reading Organization"}, Name(literal="World Reading Organization")),
        (person("Бойко", "Леся"), Name("Бойко", "Леся")),
        ("Anonymous", Name(literal="Anonymous")),
        ({}, None),
        (None, None),
    ],
)
def test_names_are_parsed(raw: object, expected: Name | None) -> None:
    assert parse_name(raw) == expected


def test_variables_in_the_note() -> None:
    item = book(note="original-title: Листи\neditor: Nowak || Ewa\nplain remark", title="Letters")
    style = "<group delimiter=', '><text variable='original-title'/><names variable='editor'/></group>"
    assert cited([item], style) == "Листи, Ewa Nowak"


def test_an_entry_without_anything_is_found() -> None:
    made = processor([book("a")], bibliography="<text variable='title'/>")
    assert made.bibliography() == []
    assert [f.kind for f in made.findings] == [Kind.EMPTY_ENTRY]
    assert style_xml().startswith("<style")


@pytest.mark.parametrize(
    ("issue", "expected"),
    [
        ("2", "no. 2"),
        ("z. 2", "z. 2"),
        ("№ 2", "№ 2"),
        ("Suppl. 1", "Suppl. 1"),
        ("вып.2", "вып.2"),
        ("spring", "no. spring"),
    ],
)
@pytest.mark.parametrize("printed", ["<label variable='issue' form='short'/>", "<text term='issue' form='short'/>"])
def test_a_number_that_brings_its_label_gets_no_other(printed: str, issue: str, expected: str) -> None:
    group = f"<group delimiter=' '>{printed}<text variable='issue'/></group>"
    assert cited([book(issue=issue)], group, to="text").lower() == expected.lower()
