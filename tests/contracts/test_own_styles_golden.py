"""What every style of the project prints, committed and read line by line.  UPDATE_GOLDEN=1 writes it anew."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import own_styles as shown
import pytest

from bibtool.render.styles import own_styles

GOLDEN = Path(__file__).parents[1] / "golden" / "styles"
EXAMPLES = shown.FOLDER / "examples"


@pytest.mark.parametrize("name", sorted(own_styles()))
def test_the_output_is_that_of_the_golden_file(name: str) -> None:
    path = GOLDEN / f"{name}.txt"
    text = shown.golden(name)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(own_styles()))
def test_nothing_is_doubled_or_left_open(name: str) -> None:
    """No empty brackets, doubled marks or spaces, and no entry that prints nothing."""
    lines = [text.split("\n", 1)[1].strip() for text in [*shown.bibliography(name), *shown.notes(name)]]
    assert len(lines) > 60
    bad = ("()", "[]", ",,", ", ,", "..", " ,", " .", "  ", ": :", ";;", "CSL STYLE ERROR", ":,", ",.")
    assert [line for line in lines if not line or any(mark in line for mark in bad)] == []


def test_the_golden_files_are_those_of_the_styles() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(own_styles())


def test_works_and_notes_cover_what_they_should() -> None:
    works, notes = shown.works(), shown.cites()
    assert len(works) >= 25 and len({work["type"] for work in works}) >= 18
    assert {"pl", "ru", "uk", "be", "en"} <= {work["language"] for work in works}
    cited = {cite["id"] for note in notes for cite in note["cites"]}
    assert cited == {work["id"] for work in works}
    assert {cite.get("label", "page") for note in notes for cite in note["cites"]} >= {"page", "chapter", "volume"}


def _rows(name: str, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")).get(kind, [])
    return rows


def _cases(kind: str) -> list[Any]:
    """Every published example with the name of its style."""
    found = [
        pytest.param(path.stem, row, id=f"{path.stem}-{place}")
        for path in sorted(EXAMPLES.glob("*.toml"))
        for place, row in enumerate(_rows(path.stem, kind), start=1)
    ]
    return found or [pytest.param("", {}, marks=pytest.mark.skip("no examples"))]


def _shown(expected: str, made: str) -> str:
    """Where a source shows no italics, the text alone is compared."""
    text = shown.readable(made.strip())
    return text if "*" in expected else re.sub(r"\*|</?sc>", "", text)


@pytest.mark.parametrize(("name", "row"), _cases("example"))
def test_published_examples(name: str, row: dict[str, Any]) -> None:
    """`expected` is the entry, `note` the first note and `cite` its locator, as `found` has them."""
    made = shown.make(name, [row["item"]], **row.get("options", {}))
    assert row["found"].startswith(("http", "PN", "ISO", "ГОСТ", "ДСТУ")) and ("expected" in row or "note" in row)
    if "expected" in row:
        assert [_shown(row["expected"], line) for line in made.bibliography("markdown")] == [row["expected"]]
    if "note" in row:
        cite = {"id": row["item"]["id"]} | row.get("cite", {})
        text = made.cite([cite], 0 if made.style.in_text else 1, "markdown")
        assert _shown(row["note"], text) == row["note"]


@pytest.mark.parametrize(("name", "row"), _cases("sequence"))
def test_published_sequences_of_notes(name: str, row: dict[str, Any]) -> None:
    """`notes` are pairs: the cites of a note, and the note as `found` has it."""
    made = shown.make(name, row["items"], **row.get("options", {}))
    assert row["found"].startswith("http") and len(row["notes"]) > 1
    numbered = [(cites, number) for number, (cites, _) in enumerate(row["notes"], start=1)]
    expected = [text for _, text in row["notes"]]
    made_notes = made.document(numbered, "markdown")
    assert [_shown(want, text) for want, text in zip(expected, made_notes, strict=True)] == expected
