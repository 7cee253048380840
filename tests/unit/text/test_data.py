"""The TOML files of the package are read as ``tomllib`` reads them, and kept as Python keeps modules."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from bibtool.text import data

FILES = sorted(path.relative_to(data.data_file("")).as_posix() for path in data.data_file("").rglob("*.toml"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one table; what is compiled is kept below the folder that is given."""
    (tmp_path / "own").mkdir()
    monkeypatch.setattr(data, "_ROOT", tmp_path / "own")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "compiled"


@pytest.mark.parametrize("path", FILES)
def test_a_table_is_what_tomllib_reads(path: str) -> None:
    read = data.toml(path)
    assert read == tomllib.loads(data.data_file(path).read_text(encoding="utf-8"))
    assert list(read) == list(tomllib.loads(data.data_file(path).read_text(encoding="utf-8")))


def test_a_changed_table_is_read_anew(kept: Path) -> None:
    source = data.data_file("words.toml")
    source.write_text('word = ["dom"]\n', encoding="utf-8")
    assert data.toml("words.toml") == data.toml("words.toml") == {"word": ["dom"]}
    assert [path.name.split(".")[:2] for path in kept.rglob("*.pyc")] == [["words", "toml"]]
    source.write_text('word = ["domek"]\n', encoding="utf-8")
    assert data.toml("words.toml") == {"word": ["domek"]}


def test_a_kept_table_is_not_parsed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.data_file("words.toml").write_text("a = 1\n", encoding="utf-8")
    data.toml("words.toml")
    monkeypatch.setattr(tomllib, "loads", None)
    assert data.toml("words.toml") == {"a": 1}


def test_nobody_else_has_the_table(kept: Path) -> None:
    data.data_file("words.toml").write_text("a = [1, 2, 3, 4]\n", encoding="utf-8")
    data.toml("words.toml")["a"].append(5)
    assert data.toml("words.toml") == {"a": [1, 2, 3, 4]}


def test_a_table_and_a_module_of_one_name_are_kept_apart(kept: Path) -> None:
    data.data_file("words.toml").write_text("a = 1\n", encoding="utf-8")
    data.data_file("words.py").write_text("a = 2\n", encoding="utf-8")
    data.toml("words.toml")
    assert not list(kept.rglob("words.cpython*"))


def test_where_nothing_may_be_written_the_source_is_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.data_file("words.toml").write_text("a = 1\n", encoding="utf-8")
    kept.write_text("no folder", encoding="utf-8")
    assert data.toml("words.toml") == {"a": 1}


def test_a_broken_table_raises(kept: Path) -> None:
    data.data_file("words.toml").write_text("a = \n", encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError):
        data.toml("words.toml")
    with pytest.raises(OSError, match=r"none\.toml"):
        data.toml("none.toml")


def test_the_tables_of_a_folder_are_sorted(kept: Path) -> None:
    data.data_file("of").mkdir()
    for name in ("b", "a", "_a"):
        data.data_file(f"of/{name}.toml").write_text(f'name = "{name}"\n', encoding="utf-8")
    assert list(data.tomls("of")) == [(name, {"name": name}) for name in ("_a", "a", "b")]
