"""No word of a note is lost, added or moved when it is set again, in twelve styles; and the checker would tell."""

from __future__ import annotations

import ast
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import planting
from .check import STYLES, Desk, own_sources, program, shared_sources
from .style import style

HERE = Path(__file__).resolve().parent
pytestmark = pytest.mark.timeout(600)  # a test sets the whole corpus
# One of each make in every run of the tests, all twelve in the long ones.
SAMPLE = ("chicago-notes-bibliography", "gost-r-7-0-5-2008", "apa-7-pl")


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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sources and their citations are kept for all styles."""
    return tmp_path_factory.mktemp("words")


@pytest.mark.parametrize(
    "name", [name if name in SAMPLE else pytest.param(name, marks=pytest.mark.long) for name in STYLES]
)
def test_every_word_is_explained_and_planted_faults_are_told(name: str, folder: Path) -> None:
    found = own_sources(folder)
    done = program(found, (name,), folder)
    rng = random.Random(name)
    planted: Counter[str] = Counter()
    missed: list[tuple[str, str, str, str]] = []
    seen = 0
    for source in found:
        desk = Desk(source, done[source.name], name)
        assert _unexplained(desk) == []
        assert desk.told() == []
        seen += len(source.notes)
        for number, fault in _planted(desk, rng):
            planted[fault.kind] += 1
            if not desk.faults(number, fault.text):
                missed.append((fault.kind, source.name, source.notes[number].number, fault.word))
    assert seen > 200
    assert missed == []
    assert planted["word added"] > 100 and planted["page deleted"] > 20
    assert planted["word deleted"] > (100 if style(name).is_note else 0)


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


def _planted(desk: Desk, rng: random.Random) -> Iterator[tuple[int, planting.Planted]]:
    """Faults planted in the notes that were set again without one, and the place of each note."""
    for number, text in enumerate(desk.printed):
        if text and not desk.left[number] and not desk.faults(number, text):
            reading = desk.readings[number]
            able = list(planting.deletions(reading, text, desk.style, desk.printed_fields(number)))
            for fault in [*rng.sample(able, min(2, len(able))), *planting.others(reading, text, rng, desk.style)]:
                yield number, fault
