"""CSL-JSON as others write it."""

import json

import pytest

from bibtool.formats import registry
from bibtool.formats.format import FormatError
from bibtool.items.names import Name

CSL = registry.get("csl-json")


def test_odd_values_are_kept_as_far_as_they_make_sense() -> None:
    data = [
        {"id": 5, "title": None, "volume": 7, "author": ["Bank", {"family": "Nowak"}], "issued": {"raw": "2016-09"}},
        "nic",
        {"title": "Bez id"},
    ]
    result = CSL.read(json.dumps({"items": data}))
    assert [e.key for e in result.entries] == ["5", "item-3"]
    assert result.entries[0].item.get("volume") == "7"
    assert result.entries[0].item.names["author"] == (Name(literal="Bank"), Name(family="Nowak"))
    assert result.entries[0].item.dates["issued"].to_edtf() == "2016-09"
    assert [f.code for f in result.findings] == ["BT621", "BT608", "BT609"]


@pytest.mark.parametrize(("text", "line"), [("[\n{]", 2), ("5", 0), ('"x"', 0), ("[" * 100_000, 0), ("1" * 5000, 0)])
def test_what_is_no_csl_json_gets_a_message(text: str, line: int) -> None:
    with pytest.raises(FormatError) as error:
        CSL.read(text)
    assert error.value.line == line


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [2011, 4]}, "2011-04"),
        ({"date-parts": ["2011", 4.0, "7"]}, "2011-04-07"),
        ({"date-parts": [[2011], [2012]]}, "2011/2012"),
        ({"date-parts": 2011}, "2011"),
        ({"date-parts": [[2011, "maj"]]}, "2011"),
        ({"date-parts": ["około", 2011]}, "około 2011"),
        ({"date-parts": [[float("inf")]]}, "inf"),
        ({"date-parts": [["9" * 5000]]}, "9" * 5000),
        ({"date-parts": [[2011]], "season": "²"}, "2011"),
        ({"date-parts": [[]], "literal": "b.d."}, "b.d."),
    ],
)
def test_dates_of_every_shape_are_dates_or_their_words(value: object, expected: str) -> None:
    (entry,) = CSL.read(json.dumps([{"id": "a", "issued": value}])).entries
    assert entry.item.dates["issued"].to_edtf() == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(["Jary"], "Jary"), (["Jary", "Rzeki"], "Jary; Rzeki"), ([5], "5"), ("Jary", "Jary")]
)
def test_a_title_in_a_list_is_a_title(value: object, expected: str) -> None:
    (entry,) = CSL.read(json.dumps([{"id": "a", "title": value, "container-title": value}])).entries
    assert (entry.item.get("title"), entry.item.get("container-title")) == (expected, expected)


@pytest.mark.parametrize("value", ["x", 5, True, ["x", "y"], [{"a": 1}], {"a": None}, {"a": [1]}, {"custom": "x"}])
@pytest.mark.parametrize("name", ["csl-json", "biblatex", "bibtex", "ris"])
def test_custom_of_any_shape_goes_through_every_format(name: str, value: object) -> None:
    read = CSL.read(json.dumps([{"id": "a", "type": "book", "title": "Jary", "custom": value}]))
    back = registry.get(name).read(registry.get(name).write(read.entries))
    assert back.entries == read.entries
    assert read.entries[0].item.get("title") == "Jary"
