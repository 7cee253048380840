"""The golden notes of tests/corpus as annotated rows (see aligned.py)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.aligned import Row

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
_FENCE = re.compile(r"^```(?P<kind>note|toml)(?:\s+(?P<number>\S+))?\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
_NAMES = {"author": "authors", "editor": "editors", "translator": "translators"}
_TEXTS = {
    "title": "title", "container-title": "container_title", "publisher": "publisher",
    "publisher-place": "publisher_place", "volume": "volume", "issue": "issue", "DOI": "doi", "URL": "url",
    "issued": "issued", "accessed": "accessed",
}  # fmt: skip


def notes(folder: Path = CORPUS) -> Iterator[tuple[str, str, list[Row]]]:
    """Each note with the name of its case, and its citations as rows in order."""
    for path in sorted(folder.glob("*/*.md")):
        texts: dict[str, str] = {}
        expected: list[dict[str, Any]] = []
        for match in _FENCE.finditer(path.read_text(encoding="utf-8")):
            if match["kind"] == "toml":
                expected = tomllib.loads(match["body"]).get("citation", [])
            else:
                texts[match["number"] or str(len(texts) + 1)] = " ".join(match["body"].split())
        for number, text in texts.items():
            rows = [_row(e) for e in expected if e.get("note", "1") == number]
            if rows:
                yield f"{path.parent.name}/{path.stem}", text, rows


def _row(expected: dict[str, Any]) -> Row:
    printed = expected.get("printed", {})
    row: Row = {"kind": expected.get("kind", "full")}
    for variable, key in _TEXTS.items():
        if variable in expected:
            row[key] = expected[variable]
            row[f"{key}_alt"] = [printed[variable]] if variable in printed else []
    for variable, key in _NAMES.items():
        row[key] = [_name(name) for name in expected.get(variable, [])]
    pages = expected.get("locator") or expected.get("page")
    if pages:
        row["pages"] = pages
        row["pages_alt"] = [v for k, v in printed.items() if k in {"locator", "page"}]
    row["comment"] = expected.get("comment", "")
    return row


def _name(name: str) -> dict[str, str]:
    family, _, given = name.partition(", ")
    return {"family": family, "given": given}
