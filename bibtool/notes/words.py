"""The words of ``words.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(resources.files("bibtool.notes").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def words(section: str) -> frozenset[str]:
    """All words of one section, in every language, case folded."""
    return frozenset(word.casefold() for row in _data()[section].values() for word in row)


@cache
def units() -> re.Pattern[str]:
    """A unit of measure at the end of a text."""
    forms = "|".join(sorted(map(re.escape, words("units")), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms})$")


def is_heading(line: str, section: str) -> bool:
    """Whether a line is one of the section's headings, alone."""
    return len(line) < 60 and line.strip().strip("#*= ").rstrip(":. ").casefold() in words(section)
