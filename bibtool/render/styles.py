"""The styles of this project, and those that are printed when nobody names one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from bibtool.text.data import toml


class DefaultStyle(NamedTuple):
    """The name of a style, the locale for its terms, and the reason for the choice."""

    style: str
    locale: str
    why: str


@cache
def default_styles() -> tuple[DefaultStyle, ...]:
    """Those of ``default_styles.toml``, in order."""
    return tuple(DefaultStyle(**row) for row in toml("render/default_styles.toml")["default"])


@cache
def own_styles() -> dict[str, Path]:
    """The project's own styles by name: the folder ``styles`` beside the package in a checkout, inside it where
    bibtool is installed."""
    package = Path(__file__).parents[1]
    for folder in (package / "styles", package.parent / "styles"):
        found = {path.stem: path for path in sorted(folder.glob("*.csl"))}
        if found:
            return found
    return {}
