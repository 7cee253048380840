"""The bytes of every format, committed: what changes them shows in review.  UPDATE_GOLDEN=1 writes them anew."""

import json
import os
from pathlib import Path

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.format import Takes
from bibtool.items.item import Item

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"
SOURCE = GOLDEN / "source.json"
NAMES = sorted(name for name, f in registry.formats().items() if f.takes is Takes.ENTRIES)
READ = [name for name in NAMES if registry.get(name).readable]


def library() -> list[Entry]:
    rows = json.loads(SOURCE.read_text(encoding="utf-8"))
    return [Entry(row["id"], Item.from_csl(row)) for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_the_bytes_are_those_of_the_golden_file(name: str) -> None:
    form = registry.get(name)
    path = GOLDEN / f"library{form.suffixes[0]}"
    text = form.write(library())
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READ)
def test_the_golden_file_reads_back(name: str) -> None:
    form = registry.get(name)
    path = GOLDEN / f"library{form.suffixes[0]}"
    back = form.read(path.read_text(encoding="utf-8"))
    assert [e.item.to_csl() for e in back.entries] == [e.item.to_csl() for e in library()]
    assert len(back.entries) > 10
