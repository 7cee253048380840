"""Imports go downward only, and importing bibtool does no work."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "bibtool"

# From the bottom up; a package may import those below it.  Packages in one row are siblings.
LAYERS = [
    {"text", "folders", "database"},
    {"diagnostics", "changes"},
    {"language", "csl"},
    {"items"},
    {"readers"},
    {"notes"},
    {"citations"},
    {"entries"},
    {"formats", "decisions"},
    {"render", "links"},
    {"copyedit", "papers", "library", "lookups", "report"},
    {"jobs"},
    {"api", "cli"},
]
RANK = {name: rank for rank, row in enumerate(LAYERS) for name in row}
MODULES = sorted(ROOT.rglob("*.py"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("bibtool."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("bibtool.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_downward(path: Path) -> None:
    parts = path.relative_to(ROOT).parts
    if len(parts) == 1:
        return
    package = parts[0]
    above = {name for name in imported(path) if name != package and RANK[name] >= RANK[package]}
    assert not above, f"{package} imports {sorted(above)}, which stand beside or above it"


@pytest.mark.parametrize("path", sorted((ROOT / "csl").rglob("*.py")), ids=lambda p: p.name)
def test_csl_imports_nothing_else_of_bibtool(path: Path) -> None:
    assert imported(path) <= {"csl"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 500


def test_importing_bibtool_loads_nothing_heavy() -> None:
    heavy = ("lxml", "httpx", "pybtex", "typer", "numpy")
    code = f"import bibtool, sys; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def dotted(path: Path) -> str:
    return ".".join(("bibtool", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def test_no_module_needs_itself() -> None:
    """No circle of imports, those inside functions and those for types alone included.  The package itself is left
    out: its lazy names lead everywhere, and modules need it for the version alone."""
    names = set(map(dotted, MODULES))
    graph = {}
    for path in MODULES:
        needed = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                each = [f"{node.module}.{alias.name}" for alias in node.names]
                needed |= {name if name in names else node.module for name in each} & names
        graph[dotted(path)] = needed - {dotted(path), "bibtool"}
    tuple(TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle
