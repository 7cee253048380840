"""Labels in the interface language, from ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """All labels by key, then by interface language."""
    return tomllib.loads(resources.files("bibtool.cli").joinpath("words.toml").read_text(encoding="utf-8"))


def word(key: str, ui: str, **args: object) -> str:
    """The label ``key`` in ``ui``, its placeholders filled."""
    return words()[key][ui].format(**args)
