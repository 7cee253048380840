"""The words of ``words.toml`` and ``front.toml``, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from bibtool.text.compiled import compiled
from bibtool.text.data import toml


@cache
def _data(file: str) -> Mapping[str, Mapping[str, Any]]:
    return toml(f"notes/{file}")


@cache
def words(section: str) -> frozenset[str]:
    """All words of one section of ``words.toml``, in every language, case folded."""
    return frozenset(word.casefold() for row in _data("words.toml")[section].values() for word in row)


@cache
def front_words(section: str) -> tuple[str, ...]:
    """All words of one section of ``front.toml``, in every language, as written there."""
    return tuple(dict.fromkeys(word for row in _data("front.toml")[section].values() for word in row))


@cache
def domains() -> frozenset[str]:
    """The endings of domain names."""
    return frozenset(word for row in _data("front.toml")["domains"].values() for word in row.split())


def either(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, the longest first; blanks in a form stand for any white space."""
    ordered = sorted(sorted(forms), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered) + ")"


@cache
def units() -> re.Pattern[str]:
    """A unit of measure at the end of a text."""
    return compiled(rf"(?<!\w){either(words('units'))}$")


def is_heading(line: str, section: str) -> bool:
    """Whether a line is one of the section's headings, alone."""
    return len(line) < 60 and line.strip().strip("#*= ").rstrip(":. ").casefold() in words(section)
