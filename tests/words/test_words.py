"""No word of a note is lost, added or moved when it is set again, in twelve styles; and the checker would tell."""

from __future__ import annotations

import ast
import random
from collections import Counter
from pathlib import Path

import pytest

from . import planting
from .check import STYLES, Desk, Done, own_sources, program, shared_sources
from .sources import Source

HERE = Path(__file__).resolve().parent
pytestmark = pytest.mark.timeout(600)  # the corpus in twelve styles, set once for all tests here


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Source], dict[str, Done]]:
    out = tmp_path_factory.mktemp("words")
    found = own_sources(out)
    return found, program(found, STYLES, out)


def test_the_checker_imports_nothing_of_the_program() -> None:
    files = sorted(HERE.glob("*.py"))
    assert len(files) > 8
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                allowed = path.name == "drive.py" and name == "bibtool.cli.app"
                assert allowed or name.split(".")[0] != "bibtool", f"{path.name} imports {name}"


@pytest.mark.parametrize("name", STYLES)
def test_every_word_of_the_article_and_the_corpus_is_explained(
    name: str, own: tuple[list[Source], dict[str, Done]]
) -> None:
    found, done = own
    seen = 0
    for source in found:
        desk = Desk(source, done[source.name], name)
        assert _unexplained(desk) == []
        assert desk.told() == []
        seen += len(source.notes)
    assert seen > 200


@pytest.mark.parametrize("name", STYLES)
def test_planted_faults_are_told(name: str, own: tuple[list[Source], dict[str, Done]]) -> None:
    found, done = own
    rng = random.Random(name)
    planted: Counter[str] = Counter()
    missed: list[tuple[str, str, str, str]] = []
    for source in found:
        desk = Desk(source, done[source.name], name)
        for number, text in enumerate(desk.printed):
            if not text or desk.left[number] or desk.faults(number, text):
                continue
            reading = desk.readings[number]
            able = list(planting.deletions(reading, text, desk.style, desk.printed_fields(number)))
            chosen = rng.sample(able, min(2, len(able)))
            for fault in [*chosen, *planting.others(reading, text, rng, desk.style)]:
                planted[fault.kind] += 1
                if not desk.faults(number, fault.text):
                    missed.append((fault.kind, source.name, source.notes[number].number, fault.word))
    assert missed == []
    assert planted["word added"] > 100 and planted["page deleted"] > 20
    assert planted["word deleted"] > (100 if desk.style.is_note else 0)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_texts_beside_the_project(tmp_path: Path) -> None:
    found, missing = shared_sources(tmp_path)
    if not found:
        pytest.skip(f"not here: {', '.join(missing)}")
    done = program(found, STYLES, tmp_path)
    bad = [line for s in found for name in STYLES for line in _unexplained(Desk(s, done[s.name], name))]
    assert bad == []


def _unexplained(desk: Desk) -> list[str]:
    return [
        f"{desk.source.name} {desk.name} {desk.source.notes[number].number}: {fault.kind} {fault.word} {fault.variable}"
        for number, text in enumerate(desk.printed)
        for fault in desk.faults(number, text)
    ]
