"""Elements that pandoc would not build: they pass as they came, told, and the rest of the paper is formatted."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from bibtool.jobs.paper import FilteredPaper, filter_paper

REFS = str(Path(__file__).parents[2] / "papers" / "refs.json")
GOOD: dict[str, Any] = {
    "t": "Cite",
    "c": [
        [
            {
                "citationId": "doe2005",
                "citationPrefix": [],
                "citationSuffix": [],
                "citationMode": {"t": "NormalCitation"},
                "citationNoteNum": 1,
                "citationHash": 0,
            }
        ],
        [{"t": "Str", "c": "[@doe2005]"}],
    ],
}


def without(name: str) -> dict[str, Any]:
    cite = copy.deepcopy(GOOD)
    del cite["c"][0][0][name]
    return cite


def filtered(*inlines: Any, meta: dict[str, Any] | None = None) -> tuple[list[Any], FilteredPaper]:
    document = {
        "pandoc-api-version": [1, 23],
        "meta": {"bibliography": {"t": "MetaString", "c": REFS}, **(meta or {})},
        "blocks": [{"t": "Para", "c": [*inlines, {"t": "Space"}, GOOD]}],
    }
    done = filter_paper(json.dumps(document).encode(), "html", {})
    return json.loads(done.text)["blocks"], done


@pytest.mark.parametrize(
    "odd",
    [
        {"t": "Cite", "c": [[], []]},
        {"t": "Cite", "c": []},
        {"t": "Cite"},
        {"t": "Cite", "c": [[{}], []]},
        *(without(name) for name in ("citationId", "citationPrefix", "citationSuffix", "citationMode")),
        {"t": "Str", "c": 5},
        {"t": "Str", "c": None},
        {"t": "Quoted", "c": [{"t": "DoubleQuote"}]},
        {"t": "Note", "c": "x"},
        {"t": "Span", "c": [["", []], []]},
        {"t": "Link", "c": []},
        {"t": ["Str"], "c": "x"},
        {"t": None},
        {},
        5,
        None,
        [],
        "x",
    ],
    ids=lambda odd: json.dumps(odd)[:40],
)
def test_an_odd_element_stays_and_the_citation_beside_it_is_set(odd: Any) -> None:
    blocks, done = filtered(odd)
    assert blocks[0]["c"][0] == odd
    assert done.citations == 1
    assert [f.code for f in done.findings] == ["BT911"]
    assert "Doe" in json.dumps(blocks[0]["c"][2])


@pytest.mark.parametrize(
    "block", [{"t": "Header", "c": [1]}, {"t": "Div", "c": [[], []]}, {"t": "Para"}, 7, {"t": "BulletList", "c": [5]}]
)
def test_an_odd_block_stays(block: Any) -> None:
    document = {
        "pandoc-api-version": [1, 23],
        "meta": {},
        "blocks": [block, {"t": "Para", "c": [{"t": "Str", "c": "x"}]}],
    }
    done = filter_paper(json.dumps(document).encode(), "html", {})
    assert json.loads(done.text)["blocks"] == document["blocks"]
    assert [f.code for f in done.findings] == ["BT911"]


@pytest.mark.parametrize("field", ["lang", "csl", "nocite", "references", "title"])
def test_odd_metadata_stay(field: str) -> None:
    blocks, done = filtered(meta={field: "no element of pandoc"})
    assert json.loads(done.text)["meta"][field] == "no element of pandoc"
    assert done.citations == 1 and "Doe" in json.dumps(blocks)


def test_a_document_in_order_is_not_touched_by_looking_at_it() -> None:
    from bibtool.papers.sealed import sealed

    document = json.loads((Path(REFS).parent / "every-kind.json").read_text(encoding="utf-8"))
    found = sealed(document)
    assert (found.document, found.originals, found.findings) == (document, (), ())
