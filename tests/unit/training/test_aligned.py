"""Annotated notes to labelled pieces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training.aligned import Labelled, golden, labelled, occurrences, synthetic

NOTE = "Por. J. Lis, Stare młyny, red. A. Bóbr, Woda, Kielce 1999, s. 5."
ROW = {
    "doc": "rzeki", "note": 1, "kind": "full", "raw": NOTE, "text": NOTE.removeprefix("Por. ").rstrip("."),
    "authors": [{"family": "Lis", "given": "J."}], "editors": [{"family": "Bóbr", "given": "A."}],
    "title": "Stare młyny", "publisher": "Woda", "publisher_place": "Kielce", "issued": "1999", "pages": "5",
}  # fmt: skip


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def said(found: Labelled) -> list[tuple[str, str]]:
    return [(found.text[p.start : p.end], tag.value) for p, tag in zip(found.pieces, found.labels, strict=True)]


def test_every_piece_has_the_label_of_the_value_that_it_belongs_to(tmp_path: Path) -> None:
    (found,) = labelled(written(tmp_path, ROW))
    assert said(found) == [
        ("J. Lis", "A"), ("Stare młyny", "TI"), ("red.", "XX"), ("A. Bóbr", "E"), ("Woda", "PU"), ("Kielce", "PL"),
        ("1999", "YR"), ("s. 5", "PG"),
    ]  # fmt: skip
    assert found.missed == ()


def test_a_value_that_is_not_in_the_text_is_told(tmp_path: Path) -> None:
    (found,) = labelled(written(tmp_path, {**ROW, "volume": "77"}))
    assert found.missed == ("volume",)


def test_another_accepted_value_is_looked_for(tmp_path: Path) -> None:
    (found,) = labelled(written(tmp_path, {**ROW, "title": "STARE MŁYNY WODNE", "title_alt": ["Stare młyny"]}))
    assert ("Stare młyny", "TI") in said(found)


def test_documents_may_be_left_out(tmp_path: Path) -> None:
    other = {**ROW, "doc": "stawy"}
    path = written(tmp_path, ROW, other)
    assert [f.document for f in labelled(path)] == ["rzeki", "stawy"]
    assert [f.document for f in labelled(path, frozenset({"rzeki"}))] == ["stawy"]


def test_a_reference_to_the_note_before_is_no_citation_to_learn_from(tmp_path: Path) -> None:
    row = {"doc": "rzeki", "note": 2, "kind": "ibid", "raw": "Tamże, s. 7.", "text": "Tamże, s. 7", "pages": "7"}
    assert list(labelled(written(tmp_path, row))) == []


def test_a_golden_note_that_is_cut_otherwise_is_left_out() -> None:
    row = {**ROW, "comment": ""}
    assert len(list(golden("case", NOTE, [row]))) == 1
    assert list(golden("case", NOTE, [row, row])) == []


def test_the_spans_of_printed_references_are_labels() -> None:
    text = "Lis J. Stare młyny. Kielce, 1999."
    spans = [[0, 6, "author"], [7, 18, "title"], [20, 26, "publisher-place"], [28, 32, "issued"]]
    (found,) = synthetic([{"family": "stops", "text": text, "spans": spans}])
    assert [tag for _, tag in said(found)] == ["A", "TI", "PL", "YR"]


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("Stare młyny", "młyny", ["młyny"]),
        ("młynyska", "młyny", []),
        ("Stare  młyny – nowe", "stare młyny - nowe", ["Stare  młyny – nowe"]),
        ("«Ёлка» и ёлка", "елка", ["Ёлка", "ёлка"]),
        ("O’Brien", "O'Brien", ["O’Brien"]),
        ("anything", "", []),
    ],
)
def test_a_value_is_found_at_the_bounds_of_words(text: str, value: str, found: list[str]) -> None:
    assert [text[lo:hi] for lo, hi in occurrences(text, value, 0, len(text))] == found
