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
    assert [f.code for f in result.findings] == ["BT608", "BT609"]


@pytest.mark.parametrize(("text", "line"), [("[\n{]", 2), ("5", 0), ('"x"', 0), ("[" * 100_000, 0), ("1" * 5000, 0)])
def test_what_is_no_csl_json_gets_a_message(text: str, line: int) -> None:
    with pytest.raises(FormatError) as error:
        CSL.read(text)
    assert error.value.line == line
