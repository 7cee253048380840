"""Labels in the interface language, from ``words.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bibtool.text.data import toml


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """All labels by key, then by interface language."""
    return toml("cli/words.toml")


def word(key: str, ui: str, **args: object) -> str:
    """The label ``key`` in ``ui``, its placeholders filled."""
    return words()[key][ui].format(**args)
