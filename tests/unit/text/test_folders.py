"""Extensions found in a folder: all of them, or one alone."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from bibtool.folders import Declared

ONE = "from types import SimpleNamespace\nTHING = SimpleNamespace(name={!r})\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of which nothing is imported yet."""
    folder = tmp_path / "invented_extensions"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "plain.py").write_text("NOTHING = 1\n")
    (folder / "one_two.py").write_text(ONE.format("one-two"))
    (folder / "several.py").write_text(
        "from types import SimpleNamespace\nTHING = (SimpleNamespace(name='b'), SimpleNamespace(name='a'))\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.startswith("invented_extensions")]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def declared() -> Declared:
    importlib.invalidate_caches()
    return Declared(importlib.import_module("invented_extensions"), "THING")


def test_all_are_sorted(package: Path) -> None:
    found = declared()
    assert list(found) == ["a", "b", "one-two"]
    assert len(found) == 3
    assert {name: each.name for name, each in found.items()} == {"a": "a", "b": "b", "one-two": "one-two"}


def test_one_that_its_module_is_called_after_is_imported_alone(package: Path) -> None:
    assert declared()["one-two"].name == "one-two"
    assert "invented_extensions.several" not in sys.modules


def test_others_are_found_too(package: Path) -> None:
    found = declared()
    assert found["b"].name == "b"
    assert found["one-two"] is declared()["one-two"]


@pytest.mark.parametrize("name", ["plain", "one_two", "several", "none", "../plain", "", "__init__", "os.path"])
def test_what_is_not_declared_is_not_found(package: Path, name: str) -> None:
    found = declared()
    assert name not in found
    assert found.get(name) is None


def test_two_of_one_name_are_refused(package: Path) -> None:
    (package / "other.py").write_text(ONE.format("a"))
    with pytest.raises(ValueError, match="declare 'a'"):
        list(declared())
