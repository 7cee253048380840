"""The styles of this project, and those that are printed when nobody names one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple


class DefaultStyle(NamedTuple):
    """The name of a style, the locale for its terms, and the reason for the choice."""

    style: str
    locale: str
    why: str


@cache
def default_styles() -> tuple[DefaultStyle, ...]:
    """Those of ``default_styles.toml``, in order."""
    text = resources.files("bibtool.render").joinpath("default_styles.toml").read_text(encoding="utf-8")
    return tuple(DefaultStyle(**row) for row in tomllib.loads(text)["default"])


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
