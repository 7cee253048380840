"""What every style of the project prints, committed and read line by line.  UPDATE_GOLDEN=1 writes it anew."""

import os
import tomllib
from pathlib import Path

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


def _examples() -> list[tuple[str, str]]:
    out = []
    for path in sorted(EXAMPLES.glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["example"]
        out += [(path.stem, row["item"]["id"]) for row in rows]
    return out


@pytest.mark.parametrize(("name", "identity"), _examples() or [pytest.param("", "", marks=pytest.mark.skip("none"))])
def test_published_examples(name: str, identity: str) -> None:
    """`expected` is the entry, `note` the first note and `cite` its locator, as `found` has them."""
    rows = tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))["example"]
    (row,) = [row for row in rows if row["item"]["id"] == identity]
    made = shown.make(name, [row["item"]], **row.get("options", {}))
    assert row["found"].startswith(("http", "PN", "ISO", "ГОСТ", "ДСТУ")) and ("expected" in row or "note" in row)
    if "expected" in row:
        assert [shown.readable(line.strip()) for line in made.bibliography("markdown")] == [row["expected"]]
    if "note" in row:
        cite = {"id": identity} | row.get("cite", {})
        in_text = made.style.in_text
        assert shown.readable(made.cite([cite], 0 if in_text else 1, "markdown").strip()) == row["note"]
