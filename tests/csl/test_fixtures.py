"""The official suite, where it is at hand: a ratchet that fails on a regression and on a pass that is not listed."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from small import book, style_xml

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("BIBTOOL_CSL_FIXTURES") or HERE.parents[2] / "shared" / "csl")
PASSING = HERE / "passing.txt"


def load(path: Path, name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    if not (SHARED / "fixtures.json").is_file() or not (SHARED / "score.py").is_file():
        pytest.skip(f"the fixtures of the CSL test suite are not at {SHARED} (set BIBTOOL_CSL_FIXTURES)")
    fixtures = json.loads((SHARED / "fixtures.json").read_text(encoding="utf-8"))
    blind = {name: {k: v for k, v in fixture.items() if k != "result"} for name, fixture in fixtures.items()}
    results = load(HERE / "run_fixtures.py", "run_fixtures").run(blind)
    score = load(SHARED / "score.py", "csl_score")
    return {name: score.verdict(name, results.get(name)) for name in fixtures}


def test_no_fixture_crashes(verdicts: dict[str, str]) -> None:
    assert len(verdicts) > 800
    assert not [name for name, verdict in verdicts.items() if verdict in ("crash", "missing")]


def test_passing_list_is_exact(verdicts: dict[str, str]) -> None:
    listed = set(PASSING.read_text(encoding="utf-8").split())
    passing = {name for name, verdict in verdicts.items() if verdict == "pass"}
    assert sorted(listed - passing) == [], "these passed before"
    assert sorted(passing - listed) == [], "these pass and are not listed in passing.txt"


def test_every_failure_is_explained(verdicts: dict[str, str]) -> None:
    explained = (HERE.parents[1] / "docs" / "csl-deviations.md").read_text(encoding="utf-8")
    failing = [name for name, verdict in verdicts.items() if verdict != "pass"]
    assert [name for name in failing if f"`{name}`" not in explained] == []


def test_a_clone_of_the_suite_is_read(tmp_path: Path) -> None:
    parts = {
        "MODE": "citation",
        "RESULT": "never read",
        "CSL": style_xml("<text variable='title'/>"),
        "INPUT": json.dumps([book("a", title="Ink"), book("b", title="Paper")]),
        "BIBENTRIES": json.dumps([["a", "b"], ["b"]]),
    }
    text = "\n\n".join(f">>===== {name} =====>>\n{body}\n<<===== {name} =====<<" for name, body in parts.items())
    (tmp_path / "small_Example.txt").write_text(text, encoding="utf-8")
    runner = load(HERE / "run_fixtures.py", "run_fixtures_of_clone")
    fixtures = runner.read_suite(tmp_path)
    assert "result" not in fixtures["small_Example"]
    assert runner.run(fixtures) == {"small_Example": {"got": "Paper", "err": None}}
