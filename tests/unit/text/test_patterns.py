"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re

import pytest

import bibtool
from bibtool.text import patterns


def test_a_pattern_has_all_that_a_compiled_one_has() -> None:
    own, compiled = patterns.regex(r"(?P<word>\w+)", re.ASCII), re.compile(r"(?P<word>\w+)", re.ASCII)
    for name in dir(compiled):
        if not name.startswith("_"):
            value = getattr(compiled, name)
            assert callable(value) or getattr(own, name) == value, name
    assert own.sub("-", "tom 5, s. 7") == "- -, -. -"
    assert [match["word"] for match in own.finditer("za łan")] == ["za", "an"]


def test_bytes_have_patterns_too() -> None:
    assert patterns.regex(rb"\d").search(b"s. 5").span() == (3, 4)  # type: ignore[union-attr]


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    broken = patterns.regex("(")
    with pytest.raises(re.error):
        broken.match("")


def test_a_pattern_has_nothing_else() -> None:
    with pytest.raises(AttributeError):
        patterns.regex("a").unknown  # type: ignore[attr-defined]  # noqa: B018


def test_the_patterns_of_all_modules_compile() -> None:
    for module in pkgutil.walk_packages(bibtool.__path__, "bibtool."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    gc.unfreeze()  # what is frozen is not listed
    lazy = [found for found in gc.get_objects() if isinstance(found, patterns._Used)]
    assert len(lazy) > 500
    for pattern in lazy:
        assert pattern.groups >= 0, pattern.pattern
