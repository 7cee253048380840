"""The manual: generated pages are fresh, links lead somewhere, every page has its place, and the site builds."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from manual.__main__ import FOLDER, stale

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if path.parent.name != "examples")
AT_THE_TOP = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`|^    .*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)")


def test_generated_pages_are_fresh() -> None:
    assert stale() == [], "run 'python -m manual'"
    assert len(list(FOLDER.glob("*.md"))) >= 6


def test_every_page_has_its_place() -> None:
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    placed = re.findall(r"[\w/.-]+\.md\b", config[config.index("\nnav:") :])
    assert sorted(placed) == [str(page.relative_to(DOCS)) for page in PAGES]


@pytest.mark.parametrize("page", [*AT_THE_TOP, *PAGES], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    dead = [target for target in _LINK.findall(text) if not (page.parent / target).exists()]
    assert not dead
    if DOCS in page.parents:  # the site holds nothing else
        assert all((page.parent / target).resolve().is_relative_to(DOCS) for target in _LINK.findall(text))


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    if find_spec("mkdocs") is None or find_spec("material") is None:
        pytest.skip("MkDocs Material is not installed (the extra 'docs')")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", tmp_path / "site"]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=200)
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "site" / "index.html").is_file()
