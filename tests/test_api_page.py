"""What docs/api.md shows of the API is run, and it names all that there is."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path

import pytest

import bibtool
from bibtool import api

PAGE = Path(__file__).parents[1] / "docs" / "api.md"


def test_the_page_shows_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("BIBTOOL_LIBRARY", raising=False)
    done = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert done.attempted > 20
    assert done.failed == 0


@pytest.mark.parametrize("name", [name for name in bibtool.__all__ if not name.startswith("_")])
def test_every_name_is_on_the_page(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [n for n, _ in inspect.getmembers(api.Library, callable) if not n.startswith("_")])
def test_every_method_of_the_library_is_on_the_page(name: str) -> None:
    assert re.search(rf"\b{name}\(", PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["convert", "extract", "read", "render"])
def test_options_are_on_the_page(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    options = inspect.signature(getattr(api, name)).parameters
    assert all(re.search(rf"\b{option}\b", page) for option in options)
