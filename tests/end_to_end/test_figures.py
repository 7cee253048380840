"""The figures of reading, against notes annotated by hand, where those are (they are other people's texts and do
not belong to the project)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT, bibtool

EVAL = ROOT.parent / "shared" / "eval"
pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the annotated notes (../shared/eval) are not here")


def evaluate(*arguments: object) -> str:
    command = [sys.executable, str(EVAL / "evaluate.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def figure(pattern: str, report: str) -> float:
    found = re.search(pattern, report, re.MULTILINE)
    assert found, report
    return float(found.group(1))


def extracted(source: Path, target: Path, *options: str) -> list[dict[str, Any]]:
    ran = bibtool("extract", source, "--format", "citations", *options)
    assert ran.code == 0, ran.err
    target.write_text(ran.out, encoding="utf-8")
    return [json.loads(line) for line in ran.out.splitlines()]


def test_the_article(tmp_path: Path) -> None:
    target = tmp_path / "article.jsonl"
    rows = extracted(ROOT / "seeds" / "004_51483a6014526e0d.txt", target)
    report = evaluate("article", target)
    assert figure(r"^micro-bib\s+\S+\s+\S+\s+(\S+)", report) >= 0.99
    assert figure(r"perfect records: (\d+)/54 \(bib fields\)", report) >= 52
    assert figure(r"fields\), (\d+)/54", report) >= 48
    assert figure(r"^comment.*\s(\S+)$", report) >= 0.9
    assert figure(r"^refers_to\s+\S+\s+\S+\s+(\S+)", report) == 1.0
    assert figure(r"^url\s.*?(\d+)\s+\d+\s+\d+$", report) >= 37
    doubtful = [row for row in rows if {"BT133", "BT308", "BT311"} & set(row["findings"])]
    assert {row["note"] for row in doubtful} >= {"14", "22", "29", "35"}, "what can not be right is told"


def test_other_texts(tmp_path: Path) -> None:
    evaluate("notes", EVAL / "dev.jsonl", tmp_path / "notes")
    given = sorted((tmp_path / "notes").glob("*.notes.jsonl"))
    assert len(given) >= 17
    read = tmp_path / "read"
    read.mkdir()
    for path in given:
        extracted(path, read / f"{path.name.removesuffix('.notes.jsonl')}.jsonl", "--from", "notes")
    report = evaluate("set", EVAL / "dev.jsonl", read)
    assert figure(r"^micro-bib\s+\S+\s+\S+\s+(\S+)", report) >= 0.95
    assert figure(r"perfect records: (\d+)/182", report) >= 160
    assert figure(r"^refers_to\s+\S+\s+\S+\s+(\S+)", report) >= 0.9
