"""What is kept for the next process, apart from what this one keeps."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bibtool.text import kept
from bibtool.text.compiled import compiled


@pytest.fixture
def forget() -> Callable[[], None]:
    """Makes of this process a new one: what was found in it is forgotten."""

    def done() -> None:
        for each in (compiled, kept._file, kept._kept):
            each.cache_clear()
        kept._new.clear()

    return done


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forget: Callable[[], None]) -> Iterator[Path]:
    """Where values are kept, for one test."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(atexit, "register", lambda _: None)
    mine = dict(kept._new)
    forget()
    yield tmp_path
    forget()
    kept._new.update(mine)
