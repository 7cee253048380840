"""Every published example comes out as its source prints it."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bibtool.language.translit import transliterate

ROWS = tomllib.loads((Path(__file__).parent / "published.toml").read_text(encoding="utf-8"))["example"]
PAIRS = [
    (row["scheme"], row["language"], *line.split(" = ")) for row in ROWS for line in row["pairs"].strip().splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['scheme']}-{row['language']}")
def test_examples_come_out_as_printed(row):
    lines = [line.split(" = ") for line in row["pairs"].strip().splitlines()]
    assert row["source"]
    assert lines
    wrong = [
        (text, expected, found)
        for text, expected in lines
        if (found := transliterate(text, row["language"], row["scheme"])) != expected
    ]
    assert wrong == []


def test_there_are_thirty_examples_each_for_russian_ukrainian_and_belarusian():
    counts = Counter(language for _, language, _, _ in set(PAIRS))
    assert min(counts[language] for language in ("ru", "uk", "be")) >= 30
